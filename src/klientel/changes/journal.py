"""Field values in journal form: JSON without table names or row ids of records."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from django.db import models

from klientel.changes.models import Change, Part, Root, Tracked

Diff = dict[str, Any]


@cache
def fields_of(model: type[Tracked]) -> dict[str, models.Field[Any, Any]]:
    """Return the fields that stand in the journal, by name."""
    hidden = {"id", "uid", "revision"} | model.computed
    if issubclass(model, Part):
        hidden |= {model.root_field}
    return {field.name: field for field in model._meta.concrete_fields if field.name not in hidden}


def plain(row: Tracked, name: str, value: Any) -> Any:
    """Return the JSON form of a field's value: a record as its uid, a part as its number."""
    if value is None or isinstance(value, (str, bool, int, float)):
        field = fields_of(type(row))[name]
        return _reference(field, value) if field.is_relation and value is not None else value
    if isinstance(value, models.Model):
        return str(value.uid) if isinstance(value, Root) else value.pk
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC).isoformat()
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return _as_stored(fields_of(type(row))[name], value)
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"no journal form for {name}={value!r}")


def _as_stored(field: models.Field[Any, Any], value: Decimal) -> str:
    """Return the number with the column's decimals, as it comes back from the database."""
    places = getattr(field, "decimal_places", None)
    return str(value) if places is None else f"{value:.{places}f}"


def _reference(field: models.Field[Any, Any], pk: Any) -> Any:
    target = field.related_model
    if isinstance(target, type) and issubclass(target, Root):
        return str(target.objects.values_list("uid", flat=True).get(pk=pk))
    return pk


def restored(model: type[Tracked], name: str, value: Any) -> Any:
    """Return the field value that `plain` wrote; LookupError if its record is gone."""
    field = fields_of(model)[name]
    if value is None or not field.is_relation:
        return field.to_python(value)
    target = field.related_model
    assert isinstance(target, type)  # noqa: S101 -- our keys name models, not strings
    key = {"uid": value} if issubclass(target, Root) else {"pk": value}
    row = target._default_manager.filter(**key).first()
    if row is None:
        raise LookupError(f"{name}: {value}")
    return row


def current(row: Tracked, name: str) -> Any:
    """Return the value that the row holds; a reference as the loaded row or its id."""
    field = fields_of(type(row))[name]
    if field.is_relation and name not in row._state.fields_cache:
        return getattr(row, field.attname)
    return getattr(row, name)


def whole(row: Tracked) -> dict[str, Any]:
    """Return all that the row holds and that a new row would not, in journal form."""
    values = {}
    held = row.__dict__
    for name, attname, default in _whole_columns(type(row)):
        value = held[attname]
        if value == default:
            continue
        values[name] = value if isinstance(value, str) else plain(row, name, current(row, name))
    return values


@cache
def _whole_columns(model: type[Tracked]) -> tuple[tuple[str, str, Any], ...]:
    fields = fields_of(model).items()
    return tuple((name, field.attname, field.get_default()) for name, field in fields)


def part_key(part: Part) -> str:
    return f"{part.kind}/{part.pk}"


def touched_since(root: Root, revision: int) -> dict[str, Any]:
    """Return what other units changed since: key → the value that stood at `revision`.

    Keys are field names, and `<kind>/<number>.<field>` for parts; a part that was added or
    removed since stands under `<kind>/<number>`.
    """
    base: dict[str, Any] = {}
    lines = Change.objects.filter(uid=root.uid, unit__gt=revision).order_by("unit")
    for diff in lines.values_list("diff", flat=True):
        for key, old in _old_values(diff):
            base.setdefault(key, old)
    return base


def _old_values(diff: Mapping[str, Any]) -> list[tuple[str, Any]]:
    found = [(name, pair[0]) for name, pair in diff.items() if name != "parts"]
    for key, (was, now) in diff.get("parts", {}).items():
        if was is None or now is None:
            found.append((key, was))
        else:
            found += [(f"{key}.{name}", old) for name, old in was.items()]
    return found
