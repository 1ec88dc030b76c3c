"""Values of the fields that users made: set with the rest of a form, removed with their field."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from klientel.accounts.permissions import must
from klientel.changes import journal
from klientel.changes.actors import Actor
from klientel.changes.door import Write, writing
from klientel.contacts.custom import MODELS, UnknownField, fields_by_key, new_row
from klientel.contacts.models import Contact, Organization
from klientel.records.custom.models import CustomChoice, CustomField
from klientel.records.custom.texts import checked

Record = Contact | Organization
Values = Mapping[str, Any]
Gone = Mapping[tuple[str, Any], str]
CHUNK = 500


def set_custom_values(
    *, record: Record, values: Values, expected: int | None = None, by: Actor
) -> None:
    """Set what a record holds in own fields, by their keys; None (or no choices) empties one.

    Raises `UnknownField`, or `DoesNotFit` for a value of another type.
    """
    with writing(by) as write:
        row = write.fresh(record, expected)
        must(by, "change", row)
        put_custom_values(write, row, values)


def put_custom_values(write: Write, record: Record, values: Values) -> None:
    """Set values within a unit that has the record fresh."""
    if not values:
        return
    fields = fields_by_key(record)
    model = MODELS[record.kind]
    held: dict[int, list[Any]] = {}
    for row in model.objects.filter(**{model.root_field: record}).order_by("pk"):
        setattr(row, model.root_field, record)
        held.setdefault(row.field_id, []).append(row)
    gone = _gone(write, record)
    for key, value in values.items():
        field = fields.get(key)
        if field is None:
            raise UnknownField(key)
        mine = checked(field, value)
        rows = held.get(field.pk, [])
        for row in rows:
            row.field = field
        if field.has_many:
            _put_choices(write, field, rows, _wanted(record, field, mine), gone)
        else:
            _put_one(write, rows[0] if rows else new_row(record, field, mine), mine, gone)


def purge_custom_fields(*, before: datetime, by: Actor) -> None:
    """Delete the fields that were binned before a time, with their values, in short units."""
    must(by, "bin", CustomField)
    for field in CustomField.objects.filter(binned_at__lt=before).order_by("pk"):
        while _purge_some(field, by):
            pass
        with writing(by, act="purge_bin") as write:
            row = write.fresh(field)
            for choice in CustomChoice.objects.filter(field=row).order_by("pk"):
                choice.field = row
                write.remove(choice)
            write.purge(row)


def _purge_some(field: CustomField, by: Actor) -> bool:
    """Remove the values of some records; return whether there may be more."""
    model = MODELS[field.record_kind]
    with writing(by, act="purge_bin") as write:
        _ = write.revision
        rows = list(
            model.objects.filter(field=field).select_related(model.root_field, "field")[:CHUNK]
        )
        roots: dict[int, Any] = {}
        for row in rows:
            setattr(row, model.root_field, roots.setdefault(row.root.pk, row.root))
            write.remove(row)
    return len(rows) == CHUNK


def _gone(write: Write, record: Record) -> Gone:
    """Return the values that others removed meanwhile, by field and slot: the journal's keys."""
    kind = MODELS[record.kind].kind
    return {
        (str(stood.get("field")), stood.get("choice")): key
        for key, stood in write.removed_since(record).items()
        if key.startswith(f"{kind}/")
    }


def _put_one(write: Write, row: Any, mine: Any, gone: Gone) -> None:
    """Set the one value of a field; `row` is what stands, or what would be new."""
    column = row.field.column
    if row.pk is None:
        removed = next((key for (uid, _), key in gone.items() if uid == str(row.field.uid)), "")
        if mine is not None and removed:
            plain = journal.plain(row, column, mine)
            write.gone(row.root, removed, plain, **{column: plain})
        elif mine is not None:
            write.add(row)
    elif not write.met(row, **{column: mine}):
        if mine is None:
            write.remove(row)
        else:
            write.change(row, **{column: mine})


def _put_choices(
    write: Write, field: CustomField, rows: list[Any], wanted: dict[str, Any], gone: Gone
) -> None:
    """Set the several choices of a field; one that others took away meanwhile stays away."""
    for row in rows:
        if wanted.pop(row.choice, None) is None:
            write.remove(row)
    for code, row in wanted.items():
        if (str(field.uid), code) not in gone:
            write.add(row)


def _wanted(record: Record, field: CustomField, codes: Any) -> dict[str, Any]:
    return {code: new_row(record, field, code) for code in codes or ()}
