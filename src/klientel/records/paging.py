"""Pages of a list by key: each begins where the last one ended, however far in.

`gte AND (gt OR …)` lets an index find the place; a plain OR, or OFFSET, would read all rows
before it. Unknown values stand last: the rows that have the first column, then those without.
Values in rows of their own are joined up to 10,000 hits, else read from their index (`aside`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import (
    Case,
    F,
    FilteredRelation,
    IntegerField,
    Model,
    Q,
    QuerySet,
    Value,
    When,
)

from klientel.records import aside
from klientel.records.ordering import Column, Order

Row = TypeVar("Row", bound=Model)
EXACT = 10_000
LARGEST = 500
_SALT = "klientel.records.paging"
_LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows of a list. `order` is what they are in: if `order_too_large`, the fallback.

    `next` and `previous` are the cursors to give back as `after` and `before`.
    """

    rows: list[Row]
    next: str | None
    previous: str | None
    count: int
    count_is_exact: bool
    order: Order
    order_too_large: bool = False


class BadCursor(Exception):
    def __init__(self) -> None:
        super().__init__("This is no place in this list.")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a row stands: its values in the order's columns, and its key."""

    values: tuple[Any, ...]
    pk: Any


def page(
    queryset: QuerySet[Row],
    order: Order,
    *,
    after: str | None = None,
    before: str | None = None,
    size: int = 50,
) -> Page[Row]:
    """Return the page after or before a cursor; the first one if there is no such place."""
    count, exact = counted(queryset)
    too_large = not exact and not order.indexed
    if too_large:
        order = order.fallback or Order()
    sort = _Listing if exact or not order.columns or not order.columns[0].relation else _Aside
    listing = sort(queryset, order, max(1, min(size, LARGEST)))
    rows, following, preceding = listing.page(after or "", before or "")
    return Page(rows, following, preceding, count, exact, order, too_large)


def counted(queryset: QuerySet[Row]) -> tuple[int, bool]:
    """Return how many rows there are, up to 10,000, and whether that is exact."""
    count = queryset.order_by().values("pk")[: EXACT + 1].count()
    return min(count, EXACT), count <= EXACT


class _Listing(Generic[Row]):
    def __init__(self, queryset: QuerySet[Row], order: Order, size: int) -> None:
        self.order = order
        self.size = size
        self.names = [f"page_key_{number}" for number in range(len(order.columns))]
        self.unjoined = queryset
        keyed = _joined(queryset, order)
        for name, column in zip(self.names, order.columns, strict=True):
            keyed = _keyed(keyed, name, column)
        self.queryset = keyed

    def page(self, after: str, before: str) -> tuple[list[Row], str | None, str | None]:
        """Return rows, next cursor, previous cursor."""
        try:
            if before:
                return self._before(self._place(before))
            return self._after(self._place(after) if after else None)
        except BadCursor:
            return self._after(None)

    def _after(self, place: _Place | None) -> tuple[list[Row], str | None, str | None]:
        rows = self._rows(place, backwards=False)
        if not rows and place:
            raise BadCursor
        more = len(rows) > self.size
        rows = rows[: self.size]
        following = self._cursor(rows[-1]) if more else None
        return rows, following, self._cursor(rows[0]) if place else None

    def _before(self, place: _Place) -> tuple[list[Row], str | None, str | None]:
        rows = self._rows(place, backwards=True)
        if len(rows) < self.size:
            return self._after(None)
        more = len(rows) > self.size
        rows = rows[: self.size][::-1]
        return rows, self._cursor(rows[-1]), self._cursor(rows[0]) if more else None

    def _rows(self, place: _Place | None, *, backwards: bool) -> list[Row]:
        found: list[Row] = []
        for condition, columns in self._stretches(place, backwards=backwards):
            wanted = self.size + 1 - len(found)
            if wanted:
                rows = self.queryset.filter(condition)
                found += rows.order_by(*self._terms(columns, backwards=backwards))[:wanted]
        return found

    def _stretches(
        self, place: _Place | None, *, backwards: bool
    ) -> Iterator[tuple[Q, Sequence[Column]]]:
        """Yield the stretches to read in turn: the condition, and what each is ordered by."""
        columns = self.order.columns
        beyond = self._beyond(place, backwards=backwards) if place else Q()
        if not columns or not columns[0].nullable:
            yield beyond, columns
            return
        path = self._asked(columns[0])
        filled, unknown = Q(**{f"{path}__isnull": False}), Q(**{f"{path}__isnull": True})
        if place and place.values[0] is None:
            yield unknown & self._beyond(place, backwards=backwards, skip=1), columns[1:]
            if backwards:
                yield filled, columns
            return
        yield filled & beyond, columns
        if not backwards:
            yield unknown, columns[1:]

    def _terms(self, columns: Sequence[Column], *, backwards: bool) -> list[Any]:
        terms: list[Any] = []
        for column in columns:
            descending = column.descending != backwards
            last = {"nulls_first" if backwards else "nulls_last": True}
            unknown = last if column.nullable and column is not self.order.columns[0] else {}
            term = F(self._asked(column))
            terms.append(term.desc(**unknown) if descending else term.asc(**unknown))
        return [*terms, "-pk" if self.order.descending != backwards else "pk"]

    def _beyond(self, place: _Place, *, backwards: bool, skip: int = 0) -> Q:
        falls = self.order.descending != backwards
        condition = Q(**{"pk__lt" if falls else "pk__gt": place.pk})
        pairs = list(zip(self.order.columns, place.values, strict=True))[skip:]
        for column, value in reversed(pairs):
            condition = self._step(column, value, condition, backwards=backwards)
        return condition

    def _step(self, column: Column, value: Any, rest: Q, *, backwards: bool) -> Q:
        """Return: further on in this column, or level in it and further on in the rest."""
        path, is_first = self._asked(column), column is self.order.columns[0]
        unknown = Q(**{f"{path}__isnull": True})
        if value is None:
            return (~unknown | (unknown & rest)) if backwards else unknown & rest
        op = "lt" if column.descending != backwards else "gt"
        further = Q(**{f"{path}__{op}": value}) | rest
        condition = Q(**{f"{path}__{op}e": value}) & further
        return condition | unknown if column.nullable and not (is_first or backwards) else condition

    def _asked(self, column: Column) -> str:
        """Return what conditions name: a filter on a relation of many rows would join it anew."""
        if not column.relation:
            return column.path
        return self.names[self.order.columns.index(column)]

    def _cursor(self, row: Row) -> str:
        place = [_written(getattr(row, name)) for name in self.names]
        return _signer().sign_object([str(self.order), place, _written(row.pk)])

    def _place(self, cursor: str) -> _Place:
        """Return the place that a cursor names; raises BadCursor unless it is of this order."""
        if len(cursor) > _LONGEST:
            raise BadCursor
        try:
            order, values, pk = _signer().unsign_object(cursor)
            if order != str(self.order):
                raise BadCursor
            read = [
                self._field(column).to_python(value)
                for column, value in zip(self.order.columns, values, strict=True)
            ]
            return _Place(tuple(read), self.queryset.model._meta.pk.to_python(pk))
        except (signing.BadSignature, ValidationError, ValueError, TypeError):
            raise BadCursor from None

    def _field(self, column: Column) -> Any:
        if column.places:
            return IntegerField()
        model: Any = self.queryset.model
        path = column.path.split("__")
        for step in [column.relation, *path[1:]] if column.relation else path:
            field = model._meta.get_field(step)
            model = field.related_model
        return field


class _Aside(_Listing[Row]):
    """A long list by one value that stands in a row of its own."""

    def _rows(self, place: _Place | None, *, backwards: bool) -> list[Row]:
        falls, most = self.order.descending != backwards, self.size + 1
        if place is not None and place.values[0] is None:
            found = self._unknown(place, falls=falls, most=most)
            following = self._filled if backwards else None
        else:
            found = self._filled(place, falls=falls, most=most)
            following = None if backwards else self._unknown
        more = most - len(found)
        return found + following(None, falls=falls, most=more) if following and more else found

    def _filled(self, place: _Place | None, *, falls: bool, most: int) -> list[Row]:
        (column,) = self.order.columns
        at = (place.values[0], place.pk) if place else None
        keys = aside.filled(self.unjoined, column, at, falls=falls, most=most)
        rows = {row.pk: row for row in self.queryset.filter(pk__in=keys)} if keys else {}
        return [rows[key] for key in keys if key in rows]

    def _unknown(self, place: _Place | None, *, falls: bool, most: int) -> list[Row]:
        (column,) = self.order.columns
        beyond = Q(**{"pk__lt" if falls else "pk__gt": place.pk}) if place else Q()
        rows = aside.unknown(self.unjoined, column).filter(beyond)
        rows = rows.order_by("-pk" if falls else "pk")
        none: Any = {self.names[0]: Value(None, output_field=self._field(column))}
        return list(rows.annotate(**none)[:most])


def _keyed(queryset: QuerySet[Row], name: str, column: Column) -> QuerySet[Row]:
    """Return the rows with the column's value; of choices with an order, its place there."""
    value: Any = F(column.path)
    if column.places:
        held = f"{name}_value"
        queryset = queryset.annotate(**{held: value})
        places = [When(**{held: code}, then=number) for number, code in enumerate(column.places)]
        value = Case(*places, output_field=IntegerField())
    keyed: QuerySet[Row] = queryset.annotate(**{name: value})
    return keyed


def _joined(queryset: QuerySet[Row], order: Order) -> QuerySet[Row]:
    """Return the rows beside the one row each that holds a value to order by."""
    meant = {
        column.path.partition("__")[0]: FilteredRelation(
            column.relation,
            condition=Q(**{f"{column.relation}__{name}": value for name, value in column.within}),
        )
        for column in order.columns
        if column.relation
    }
    return queryset.annotate(**meant) if meant else queryset


def _signer() -> signing.Signer:
    return signing.Signer(salt=_SALT)


def _written(value: Any) -> Any:
    return value if value is None or isinstance(value, int | str) else str(value)
