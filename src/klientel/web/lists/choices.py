"""What the values of a field are chosen from, and how records in a filter are named."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from klientel.accounts.models import User
from klientel.accounts.permissions import visible
from klientel.accounts.queries import users_to_choose
from klientel.records import kinds
from klientel.records.filters import All, Has, Is, Me, Node, Not, Scalar
from klientel.records.filters import Any as AnyOf
from klientel.web.lists import wording

ME = "me"
KEYED = ("user", "reference", "tree", "tag")
Choices = list[tuple[str, str]]


class Chooser:
    """The choices of fields as one user sees them; each is read once."""

    def __init__(self, user: User) -> None:
        self.user = user
        self._read: dict[type[Model], Choices] = {}
        self._names: dict[type[Model], dict[str, str]] = defaultdict(dict)

    def choices(self, field: kinds.Field, kind: kinds.Kind) -> Choices | None:
        """Return values and labels; None if they are too many to show, or none to choose from."""
        if field.type == "choice":
            return [(code, str(label)) for code, label in field.chosen()]
        if field.type == "boolean":
            return [("yes", _("yes")), ("no", _("no"))]
        if field.type not in KEYED or self.picked_kind(field, kind):
            return None
        model = target(field, kind)
        if model not in self._read:
            self._read[model] = self._rows(model, field.key)
        mine: Choices = [(ME, _("me"))] if field.type == "user" else []
        return mine + self._read[model]

    def picked_kind(self, field: kinds.Field, kind: kinds.Kind) -> str:
        """Return the kind in which a value is searched, '' if it is not searched."""
        if field.type not in ("reference", "tree"):
            return ""
        model = target(field, kind)
        known = (each for each in kinds.kinds() if each.model is model and each.search_text)
        return next((each.code for each in known), "")

    def learn(self, node: Node, kind: kinds.Kind) -> None:
        """Read the names of all records in a filter, with one query for each model."""
        wanted: dict[type[Model], set[str]] = defaultdict(set)
        _collect(node, kind, wanted)
        for model, keys in wanted.items():
            missing = keys - self._names[model].keys()
            if missing:
                self._names[model].update(self._named(model, missing))

    def naming(self, kind: kinds.Kind) -> wording.Naming:
        """Return how values read; a record that the user may not see stays unnamed."""

        def name(field: kinds.Field, given: Scalar) -> str:
            if field.type not in KEYED or isinstance(given, Me):
                return wording.value(given, field)
            owner = _owner(field, kind)
            return self._names[owner].get(str(given), _("unknown record"))

        return name

    def _rows(self, model: type[Model], key: str) -> Choices:
        rows: Iterable[Any] = users_to_choose() if model is User else _live(model, self.user)
        named = [(str(getattr(row, key)), str(row)) for row in rows]
        self._names[model].update(named)
        return named if model is User else sorted(named, key=lambda pair: pair[1].casefold())

    def _named(self, model: type[Model], keys: set[str]) -> dict[str, str]:
        try:
            rows = list(_live(model, self.user).filter(uid__in=sorted(keys)))
        except (ValidationError, ValueError):
            return {}
        return {str(row.uid): str(row) for row in rows}


def target(field: kinds.Field, kind: kinds.Kind) -> type[Model]:
    """Return the model that a keyed field leads to."""
    model: Any = kind.model
    for step in field.path.split("__"):
        model = model._meta.get_field(step).related_model
    return cast("type[Model]", model)


def _owner(field: kinds.Field, kind: kinds.Kind) -> type[Model]:
    """Return the model of a field, which may be one of a related kind."""
    for each in (kind, *(kinds.kind(relation.kind) for relation in kind.relations)):
        if each.field(field.code) == field:
            return target(field, each)
    return target(field, kind)


def _live(model: type[Model], user: User) -> "QuerySet[Any]":
    manager = getattr(model, "live", None) or model._default_manager
    return cast("QuerySet[Any]", manager.filter(visible(user, cast("Any", model))))


def _collect(node: Node, kind: kinds.Kind, wanted: dict[type[Model], set[str]]) -> None:
    if isinstance(node, All | AnyOf):
        for inner in node.nodes:
            _collect(inner, kind, wanted)
    elif isinstance(node, Not):
        _collect(node.node, kind, wanted)
    elif isinstance(node, Has):
        relation = kind.relation(node.relation)
        if relation is not None:
            _collect(node.node, kinds.kind(relation.kind), wanted)
    elif isinstance(node, Is):
        _collect_values(node, kind, wanted)


def _collect_values(condition: Is, kind: kinds.Kind, wanted: dict[type[Model], set[str]]) -> None:
    field = kind.field(condition.field)
    if field is None or field.type not in KEYED:
        return
    given = condition.value if isinstance(condition.value, tuple) else (condition.value,)
    wanted[target(field, kind)].update(each for each in given if isinstance(each, str))
