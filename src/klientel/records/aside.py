"""Lists sorted by a value that stands in a row of its own, read from that table's index.

The index (field, value, record) gives the records in order. A join would leave it to the database
which table it reads first, and a database that begins with the records sorts all of them. So the
keys of a page are read here from the values, and the rows by these keys.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from klientel.records.ordering import Column


def filled(
    queryset: QuerySet[Any],
    column: Column,
    place: tuple[Any, Any] | None,
    *,
    falls: bool,
    most: int,
) -> list[Any]:
    """Return the keys of records that hold a value, in order, behind a place (value, key)."""
    relation: Any = queryset.model._meta.get_field(column.relation)
    record = relation.field.name
    wanted = queryset.order_by().filter(pk=OuterRef(f"{record}_id"))
    rows = _rows(relation.related_model, column).filter(Exists(wanted))
    found: list[Any] = []
    for condition, terms in _pieces(column, record, place, falls=falls):
        if len(found) < most:
            ordered = rows.filter(condition).order_by(*_signed(terms, falls=falls))
            keys = ordered.values_list(f"{record}_id", flat=True)
            found += keys[: most - len(found)]
    return found


def unknown(queryset: QuerySet[Any], column: Column) -> QuerySet[Any]:
    """Return the records that hold no value."""
    relation: Any = queryset.model._meta.get_field(column.relation)
    rows = _rows(relation.related_model, column)
    if column.places:
        rows = rows.filter(**{f"{_name(column)}__in": column.places})
    return queryset.filter(~Exists(rows.filter(**{relation.field.name: OuterRef("pk")})))


def _rows(model: Any, column: Column) -> QuerySet[Any]:
    """Return the values, as the partial index has them."""
    held = {f"{_name(column)}__isnull": False, **dict(column.within)}
    rows: QuerySet[Any] = model._default_manager.filter(**held)
    return rows


def _pieces(
    column: Column, record: str, place: tuple[Any, Any] | None, *, falls: bool
) -> Iterator[tuple[Q, Sequence[str]]]:
    """Yield what to read in turn, each one stretch of the index: its condition and order."""
    name, op = _name(column), "lt" if falls else "gt"
    level = Q(**{f"{record}__{op}": place[1]}) if place else Q()
    if column.places:
        numbers = range(len(column.places))
        for number in reversed(numbers) if falls else numbers:
            if place is None or (number < place[0] if falls else number > place[0]):
                yield Q(**{name: column.places[number]}), [record]
            elif number == place[0]:
                yield Q(**{name: column.places[number]}) & level, [record]
    elif place is None:
        yield Q(), [name, record]
    else:
        yield Q(**{name: place[0]}) & level, [record]
        yield Q(**{f"{name}__{op}": place[0]}), [name, record]


def _signed(terms: Sequence[str], *, falls: bool) -> list[str]:
    return [f"-{term}" if falls else term for term in terms]


def _name(column: Column) -> str:
    return column.path.partition("__")[2]
