"""What a list is ordered by, and whether an index can do it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.core.checks import CheckMessage, Error
from django.db import models
from django.db.models import Model

from klientel.records import kinds


@dataclass(frozen=True, slots=True)
class Column:
    """A column to order by; unknown values (NULL) stand last in either direction.

    `relation` leads to the row that holds it where there are many, `within` says which.
    `places` are the values in their order, where it is not the order of their letters.
    """

    code: str
    path: str
    descending: bool
    nullable: bool
    relation: str = ""
    within: tuple[tuple[str, Any], ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """Columns, then the key in the last one's direction; text as in `-created_on,name`.

    `indexed`: fit for any number of rows. Else a list of more than 10,000 hits falls back.
    """

    columns: tuple[Column, ...] = ()
    indexed: bool = True
    fallback: "Order | None" = None

    def __str__(self) -> str:
        return ",".join("-" * each.descending + each.code for each in self.columns)

    @property
    def descending(self) -> bool:
        return bool(self.columns) and self.columns[-1].descending


class UnknownOrder(Exception):
    def __init__(self, code: str, kind: str) -> None:
        super().__init__(f"Rows of the kind {kind} cannot be ordered by {code[:60]!r}.")


MOST_COLUMNS = 3
_UNORDERED = ("reference", "tag", "tree", "user")


def ordered(kind: kinds.Kind, text: str, *, fallback: str = "") -> Order:
    """Return the order that a text names, as in `-created_on,name`; '' is the fallback's.

    The fallback must be sortable without limit. Raises UnknownOrder.
    """
    default = _order(kind, fallback)
    if not default.indexed:
        raise UnknownOrder(fallback, kind.code)
    if not text or text == fallback:
        return default
    return _order(kind, text, default)


def missing_indexes(kind: kinds.Kind) -> list[kinds.Field]:
    """Return the sortable fields whose column has no index that ends in id."""
    return [
        field
        for field in kind.fields
        if field.sortable and not _is_indexed(kind.model, field.ordering_path)
    ]


def unindexed_kinds(*_apps: Any, **_rest: Any) -> list[CheckMessage]:
    """Return a system-check error for each sortable field that no index orders."""
    return [
        Error(
            f"Field {field.code!r} of the kind {kind.code!r} is sortable without an index.",
            hint=f"Add models.Index(fields=[{field.ordering_path!r}, 'id']).",
            obj=kind.model,
            id="records.E001",
        )
        for kind in kinds.kinds()
        for field in missing_indexes(kind)
    ]


def _order(kind: kinds.Kind, text: str, fallback: Order | None = None) -> Order:
    names = [name for name in text.split(",") if name]
    if len(names) > MOST_COLUMNS:
        raise UnknownOrder(text, kind.code)
    fields = [_field(kind, name.removeprefix("-")) for name in names]
    if len({field.code for field in fields}) < len(fields):
        raise UnknownOrder(text, kind.code)
    columns = tuple(
        _column(kind.model, field, descending=name.startswith("-"))
        for field, name in zip(fields, names, strict=True)
    )
    indexed = len(fields) <= 1 and all(field.sortable for field in fields)
    return Order(columns, indexed, None if indexed else fallback)


def _field(kind: kinds.Kind, code: str) -> kinds.Field:
    field = kind.field(code)
    if field is None or (field.type in _UNORDERED and not field.sort_path):
        raise UnknownOrder(code, kind.code)
    return field


def _column(model: type[Model], field: kinds.Field, *, descending: bool) -> Column:
    if field.within:
        relation, _dash, column = field.ordering_path.partition("__")
        path = f"page_{field.code}__{column}"
        places = tuple(code for code, _name in field.chosen())
        return Column(field.code, path, descending, True, relation, field.within, places)  # noqa: FBT003 -- a record may lack it
    nullable = False
    for step in field.ordering_path.split("__"):
        found: Any = model._meta.get_field(step)
        if found.one_to_many or found.many_to_many:
            raise UnknownOrder(field.code, model.__name__)
        nullable = nullable or found.null or (found.auto_created and not found.concrete)
        model = cast("type[Model]", found.related_model)
    return Column(field.code, field.ordering_path, descending, nullable=bool(nullable))


def _is_indexed(model: type[Model], path: str) -> bool:
    if "__" in path:
        return False
    column: models.Field[Any, Any] = model._meta.get_field(path)  # type: ignore[assignment] # a path without steps is a column
    return bool(column.unique) or any(_orders(index.fields, path) for index in model._meta.indexes)


def _orders(fields: Sequence[str], path: str) -> bool:
    """Return whether an index of these fields orders by the path, then by id."""
    return [name.removeprefix("-") for name in fields] in ([path, "id"], [path, "pk"]) and len(
        {name.startswith("-") for name in fields}
    ) == 1
