"""Who may see and do what. Asked in every query (`visible`) and every operation (`must`)."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from typing import Any, cast

from django.db.models import Model, Q

from klientel.accounts.models import User
from klientel.accounts.roles import EVERYBODY, Access, Verb, scope_of
from klientel.changes.actors import Actor
from klientel.changes.loading import loaded, related
from klientel.changes.models import Tracked

NOTHING = Q(pk__in=())


class Denied(Exception):
    """The user's role, team or the record's confidentiality forbids it."""

    def __init__(self, verb: str, kind: str) -> None:
        super().__init__(f"may not {verb} this {kind}")
        self.verb = verb
        self.kind = kind


def visible(user: User, model: type[Tracked], verb: Verb = "view", *, at: str = "") -> Q:
    """Return the condition under which `user` may see (or do `verb` to) a row of `model`.

    `at` is the path from the queried model to that row: a join, where a subquery over all visible
    rows would be slow.
    """
    if not user.is_active:
        return NOTHING
    prefix = f"{at}__" if at else ""
    return _in_scope(user, model, verb, prefix) & _not_hidden(user, model, prefix)


def must(by: Actor, verb: Verb, row: Tracked | type[Tracked]) -> None:
    """Raise `Denied` unless the actor may; a class asks for the right in general (add)."""
    if by.is_system:
        return
    user = loaded(User, "pk", [by.user_id])
    if not user or not may(user[0], verb, row):
        raise Denied(verb, row.kind)


def may(user: User, verb: Verb, row: Tracked | type[Tracked]) -> bool:
    """Return the same answer as `visible` for one row that is at hand."""
    scope = scope_of(user.role, verb, row.kind)
    if not user.is_active or scope == "none":
        return False
    if isinstance(row, type):
        return True
    return _reaches(scope, user, row) and _is_open(user, row)


@contextmanager
def assigning(by: Actor, row: Tracked) -> Iterator[None]:
    """Raise `Denied` if what is written to `row` inside changes who looks after it and the
    actor may not assign it, as it stood before."""
    before = copy(row)
    yield
    paths = access_of(type(row)).manager
    if any(_key(row, path) != _key(before, path) for path in paths):
        must(by, "assign", before)


def access_of(model: type[Model]) -> Access:
    return cast("Access", getattr(model, "access", EVERYBODY))


def _in_scope(user: User, model: type[Tracked], verb: Verb, prefix: str) -> Q:
    scope = scope_of(user.role, verb, model.kind)
    if scope == "all":
        return Q()
    if scope == "none":
        return NOTHING
    access = access_of(model)
    mine = _mine(user, access, prefix)
    if scope == "team" and access.team:
        mine |= Q(**{f"{prefix}{access.team}__in": user.team_ids})
    return mine or NOTHING


def _mine(user: User, access: Access, prefix: str) -> Q:
    mine = Q()
    for path in access.manager:
        mine |= Q(**{prefix + path: user.pk})
    return mine


def _not_hidden(user: User, model: type[Model], prefix: str) -> Q:
    access = access_of(model)
    clear = Q()
    if access.confidential:
        clear = Q(**{prefix + access.confidential: False}) | _mine(user, access, prefix)
        if access.team:
            clear |= Q(**{f"{prefix}{access.team}__in": user.team_ids})
    for path in access.via:
        covering = _model_at(model, path)
        covered = _not_hidden(user, covering, f"{prefix}{path}__")
        if covered:
            clear &= Q(**{f"{prefix}{path}": None}) | covered
    return clear


def _model_at(model: type[Model], path: str) -> type[Model]:
    for step in path.split("__"):
        related = model._meta.get_field(step).related_model
        assert isinstance(related, type)  # noqa: S101 -- access paths follow our own keys
        model = related
    return model


def _reaches(scope: str, user: User, row: Tracked) -> bool:
    access = access_of(type(row))
    if scope == "all" or _is_mine(user, row, access):
        return True
    return scope == "team" and bool(access.team) and _key(row, access.team) in user.team_ids


def _is_mine(user: User, row: Any, access: Access) -> bool:
    return any(_key(row, path) == user.pk for path in access.manager)


def _is_open(user: User, row: Any) -> bool:
    access = access_of(type(row))
    if access.confidential and getattr(row, access.confidential):
        in_team = bool(access.team) and _key(row, access.team) in user.team_ids
        if not in_team and not _is_mine(user, row, access):
            return False
    covering = (_at(row, path) for path in access.via)
    return all(_is_open(user, other) for other in covering if other is not None)


def _key(row: Any, path: str) -> Any:
    return getattr(row, f"{path}_id")


def _at(row: Any, path: str) -> Any:
    for step in path.split("__"):
        row = related(row, step)
        if row is None:
            return None
    return row
