"""Fields of one's own: made, changed, ordered, deleted and restored by whoever administers."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

from klientel.accounts.permissions import must
from klientel.changes.actors import Actor
from klientel.changes.door import Write, writing
from klientel.formats.folding import german
from klientel.records import kinds
from klientel.records.custom.definitions import forget
from klientel.records.custom.models import LONGEST_NAME, CustomChoice, CustomField
from klientel.records.custom.queries import has_values

LONGEST_CODE = 40
_NO_SIGN = re.compile(r"[^a-z0-9]+")


class CustomFieldPatch(TypedDict, total=False):
    """What of a field to set. What is absent stays as it is."""

    name: str
    type: str
    help_text: str
    in_list: bool
    is_searchable: bool
    is_personal: bool
    is_retired: bool


@dataclass(frozen=True, slots=True)
class ChoiceEdit:
    """A choice as a form has it; `number` is its row's, None for a new one."""

    name: str
    number: int | None = None
    is_retired: bool = False


class NameTaken(Exception):
    """Two fields of a kind, or two choices of a field, would have one name."""


class NamelessField(Exception):
    """A field is known by its name."""


class ChoicesMissing(Exception):
    """There is nothing to choose from."""


class TypeIsFixed(Exception):
    """Values of the old type stand at records."""


def add_custom_field(
    *,
    record_kind: str,
    patch: CustomFieldPatch,
    choices: Sequence[ChoiceEdit] = (),
    by: Actor,
) -> CustomField:
    """Give a kind of record a field, behind those that it has."""
    with writing(by) as write:
        must(by, "add", CustomField)
        _ = write.revision  # the writers' lock first: two may take one name at once
        others = list(CustomField.objects.filter(record_kind=kinds.kind(record_kind).code))
        field = CustomField(record_kind=record_kind, **patch)
        field.name = _named(field.name, [each for each in others if each.binned_at is None])
        field.code = _code(field.name, {each.code for each in others})
        field.rank = 1 + max((each.rank for each in others), default=0)
        write.add(field)
        _put_choices(write, field, choices)
    forget()
    return field


def change_custom_field(
    *,
    field: CustomField,
    patch: CustomFieldPatch,
    choices: Sequence[ChoiceEdit] | None = None,
    expected: int | None = None,
    by: Actor,
) -> None:
    """Change a field; `choices` are all that it has, in their order.

    A choice is never deleted, only retired: one that is not named stays as it is, at the end.
    """
    with writing(by) as write:
        row = write.fresh(field, expected)
        must(by, "change", row)
        if "name" in patch:
            others = CustomField.live.filter(record_kind=row.record_kind).exclude(pk=row.pk)
            patch = {**patch, "name": _named(patch["name"], others)}
        if patch.get("type", row.type) != row.type and has_values(row):
            raise TypeIsFixed
        write.change(row, **patch)
        if choices is not None:
            _put_choices(write, row, choices)
    forget()


def move_custom_field(*, field: CustomField, up: bool, by: Actor) -> None:
    """Let a field change places with the one before or behind it."""
    with writing(by) as write:
        row = write.fresh(field)
        must(by, "change", row)
        order = list(CustomField.live.filter(record_kind=row.record_kind).order_by("rank", "pk"))
        if row not in order:  # it was deleted meanwhile
            return
        at = order.index(row)
        to = at - 1 if up else at + 1
        if not 0 <= to < len(order):
            return
        order[at], order[to] = order[to], order[at]
        for rank, each in enumerate(order, 1):
            if each.rank != rank:
                write.change(write.fresh(each), rank=rank)
    forget()


def bin_custom_field(*, field: CustomField, by: Actor) -> None:
    """Delete a field with all its values: they are hidden at once, and gone after 30 days."""
    with writing(by) as write:
        row = write.fresh(field)
        must(by, "bin", row)
        if row.binned_at is None:
            write.change(row, binned_at=by.at)
    forget()


def restore_custom_field(*, field: CustomField, by: Actor) -> None:
    """Bring a field back from the bin, with the values that stand at its records."""
    with writing(by) as write:
        row = write.fresh(field)
        must(by, "bin", row)
        if row.binned_at is not None:
            _named(row.name, CustomField.live.filter(record_kind=row.record_kind))
            write.change(row, binned_at=None)
    forget()


def _put_choices(write: Write, field: CustomField, choices: Sequence[ChoiceEdit]) -> None:
    if not field.has_choices:
        return
    known = {each.pk: each for each in CustomChoice.objects.filter(field=field)}
    edits = [edit for edit in choices if edit.name.strip() or edit.number in known]
    names = [" ".join(edit.name.split()) for edit in edits]
    offered = [german(name) for name, edit in zip(names, edits, strict=True) if not edit.is_retired]
    if not offered:
        raise ChoicesMissing
    if len(set(offered)) < len(offered):
        raise NameTaken
    codes = {each.code for each in known.values()}
    for rank, (edit, name) in enumerate(zip(edits, names, strict=True), 1):
        row = known.get(edit.number or 0)
        if row is not None:
            row.field = field
            values: dict[str, Any] = {"rank": rank, "is_retired": edit.is_retired}
            write.change(row, name=name[:LONGEST_NAME] or row.name, **values)
        else:
            code = _code(name, codes)
            codes.add(code)
            write.add(
                CustomChoice(
                    field=field, code=code, name=name, rank=rank, is_retired=edit.is_retired
                )
            )


def _named(name: str, others: Iterable[CustomField]) -> str:
    """Return the name without needless spaces; raises if there is none, or another has it."""
    name = " ".join(name.split())
    if not name:
        raise NamelessField
    if german(name) in {german(each.name) for each in others}:
        raise NameTaken
    return name


def _code(name: str, taken: Collection[str]) -> str:
    """Return a code that says what the name says, and that nobody has."""
    base = _NO_SIGN.sub("_", german(name)).strip("_")[:LONGEST_CODE].strip("_") or "feld"
    code, number = base, 1
    while code in taken:
        number += 1
        code = f"{base}_{number}"
    return code
