"""Reads of fields and of the rows that hold their values, whichever room these stand in."""

from typing import Any, cast

from django.db.models import QuerySet

from klientel.records import kinds
from klientel.records.custom.models import CustomField
from klientel.records.custom.values import CustomValue


def value_model(record_kind: str) -> type[CustomValue]:
    """Return the model of a kind's values."""
    kind = kinds.kind(record_kind)
    relation: Any = kind.model._meta.get_field(kind.custom)
    return cast("type[CustomValue]", relation.related_model)


def has_values(field: CustomField) -> bool:
    """Return whether any record holds a value of the field, one in the bin too."""
    return bool(value_model(field.record_kind).objects.filter(field=field.pk).exists())


def carriers(field: CustomField) -> int:
    """Return how many records hold a value of the field."""
    model = value_model(field.record_kind)
    rows = model.objects.filter(field=field.pk)
    return int(rows.values(model.root_field).distinct().count())


def fields_to_administer(record_kind: str) -> "QuerySet[CustomField, CustomField]":
    """Return a kind's fields in their order."""
    rows: Any = CustomField.live.filter(record_kind=record_kind)
    return cast("QuerySet[CustomField, CustomField]", rows.order_by("rank", "pk"))


def binned_fields() -> list[CustomField]:
    """Return the fields in the bin, the last one first."""
    return list(
        CustomField.objects.filter(binned_at__isnull=False).order_by("-binned_at", "record_kind")
    )


def kinds_with_fields() -> list[kinds.Kind]:
    """Return the kinds of record that can have fields of one's own."""
    return [kind for kind in kinds.kinds() if kind.custom]
