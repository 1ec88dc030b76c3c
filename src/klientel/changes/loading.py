"""Whole rows by the value of one column: what a filter does, without compiling it each time.

A write reads a dozen such sets (the row itself, its parts, what it inherits); measured, the
compiler took two thirds of a single write.
"""

from collections.abc import Callable, Collection
from functools import cache
from typing import Any, TypeVar

from django.db import connection, models

Row = TypeVar("Row", bound=models.Model)
Convert = Callable[[Any], Any]


def loaded(model: type[Row], name: str, values: Collection[Any]) -> list[Row]:
    """Return the rows whose field `name` holds one of the values, by key."""
    if not values:
        return []
    statement, names, converters = _plan(model, name, connection.vendor)
    if connection.vendor == "postgresql":
        parameters: list[Any] = [list(values)]
    else:
        parameters = list(values)
        statement = statement.replace("(?)", f"({', '.join(['%s'] * len(parameters))})")
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        found = cursor.fetchall()
    return [_made(model, names, converters, row) for row in found]


def related(row: models.Model, name: str) -> Any:
    """Return the row that a key, or a one-to-one key from the other side, leads to; else None."""
    held = row._state.fields_cache
    if name in held:
        return held[name]
    field: Any = row._meta.get_field(name)
    if field.concrete:
        key = getattr(row, field.attname)
        found = loaded(field.related_model, "pk", [key]) if key is not None else []
    else:
        found = loaded(field.related_model, field.field.name, [row.pk])
    held[name] = found[0] if found else None
    return held[name]


def _made(
    model: type[Row], names: list[str], converters: list[tuple[int, Convert]], row: Any
) -> Row:
    values = list(row)
    for place, convert in converters:
        values[place] = convert(values[place])
    return model.from_db(connection.alias, names, values)


@cache
def _plan(
    model: type[models.Model], name: str, vendor: str
) -> tuple[str, list[str], list[tuple[int, Convert]]]:
    meta: Any = model._meta
    quote = connection.ops.quote_name
    key = meta.pk if name == "pk" else meta.get_field(name)
    fields: list[Any] = list(meta.concrete_fields)
    columns = ", ".join(quote(field.column) for field in fields)
    asked = "= ANY(%s)" if vendor == "postgresql" else "IN (?)"
    statement = (
        f"SELECT {columns} FROM {quote(meta.db_table)} "  # noqa: S608 -- our own names
        f"WHERE {quote(key.column)} {asked} ORDER BY {quote(meta.pk.column)}"
    )
    converters = [
        (place, convert) for place, field in enumerate(fields) for convert in _converters(field)
    ]
    return statement, [field.attname for field in fields], converters


def _converters(field: Any) -> list[Convert]:
    column = field.get_col(field.model._meta.db_table)
    found = connection.ops.get_db_converters(column) + column.get_db_converters(connection)
    return [_converting(each, column) for each in found]


def _converting(convert: Callable[[Any, Any, Any], Any], column: Any) -> Convert:
    return lambda value: convert(value, column, connection)
