"""What records hold in the fields that users made, for forms, pages, lists and files."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from klientel.changes.loading import loaded
from klientel.contacts.models import Contact, ContactValue, Organization, OrganizationValue
from klientel.records.custom.definitions import Definitions, definitions, fresh_definitions
from klientel.records.custom.models import WITH_WORDS, CustomField
from klientel.records.custom.texts import checked
from klientel.records.custom.values import CustomValue

Held = Mapping[str, Any]
Record = Contact | Organization
MODELS: Mapping[str, type[ContactValue] | type[OrganizationValue]] = {
    Contact.kind: ContactValue,
    Organization.kind: OrganizationValue,
}


class UnknownField(Exception):
    """The kind of record has no field of this key."""


def held_values(record_kind: str, ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """Return by record what it holds, by the field's key: a value, of several choices a tuple.

    Users are read whole. One query for all, one more if there are users among the values.
    """
    known = definitions()
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    if not ids or not known.of(record_kind):
        return found
    model = MODELS[record_kind]
    rows = model.objects.filter(**{f"{model.root_field}__in": list(ids)})
    if any(field.column == "user" for field in known.of(record_kind)):
        rows = rows.select_related("user")
    for row in rows.order_by("pk"):
        field = known.by_id(row.field_id)
        if field is not None and field.binned_at is None:
            _hold(found[getattr(row, f"{model.root_field}_id")], field, row)
    for held in found.values():
        _put_in_order(held, known, record_kind)
    return found


def values_of(record: Contact | Organization) -> dict[str, Any]:
    """Return what one record holds, by the field's key."""
    return held_values(record.kind, [record.pk]).get(record.pk, {})


def new_values(record: Record, values: Held) -> list[CustomValue]:
    """Return the rows of a new record, for whoever adds many at once; see `put_custom_values`."""
    fields = fields_by_key(record)
    rows = []
    for key, value in values.items():
        if key not in fields:
            raise UnknownField(key)
        mine = checked(fields[key], value)
        several: Any = mine if isinstance(mine, tuple) else (mine,)
        rows += [new_row(record, fields[key], each) for each in several if each is not None]
    return rows


def new_row(record: Record, field: CustomField, value: Any) -> CustomValue:
    model: Any = MODELS[record.kind]
    row: CustomValue = model(**{model.root_field: record, "field": field, field.column: value})
    return row


def fields_by_key(record: Record) -> dict[str, CustomField]:
    return {field.key: field for field in fresh_definitions().of(record.kind)}


def words_of(values: Iterable[CustomValue], known: Definitions) -> list[str]:
    """Return what a search finds a record by: texts, links, names of choices."""
    words = []
    for value in values:
        field = known.by_id(value.field_id)
        if field is None or not field.is_searchable or field.binned_at is not None:
            continue
        if field.type in WITH_WORDS:
            text = field.option(value.choice or "") if field.has_choices else value.text
            words.append(text or "")
    return words


def searchable_values(
    record_kind: str, ids: Collection[int], known: Definitions
) -> dict[int, list[CustomValue]]:
    """Return by record the values that its search text is made of; no query if there are none."""
    found: dict[int, list[CustomValue]] = defaultdict(list)
    if not any(field.is_searchable for field in known.of(record_kind)):
        return found
    model = MODELS[record_kind]
    for row in loaded(model, model.root_field, list(ids)):
        found[getattr(row, f"{model.root_field}_id")].append(row)
    return found


def _hold(held: dict[str, Any], field: CustomField, row: CustomValue) -> None:
    value = row.user if field.column == "user" else row.held
    held[field.key] = (*held.get(field.key, ()), value) if field.has_many else value


def _put_in_order(held: dict[str, Any], known: Definitions, record_kind: str) -> None:
    """Put several choices in the order in which the field offers them."""
    for field in known.of(record_kind):
        if field.has_many and field.key in held:
            order = {each.code: place for place, each in enumerate(field.options)}
            held[field.key] = tuple(
                sorted(held[field.key], key=lambda code: order.get(code, len(order)))
            )
