"""What lies below or above rows in a tree, as conditions that the database answers by itself."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model, Q, QuerySet
from django.db.models.expressions import RawSQL


def at_or_below(path: str, tops: "QuerySet[Any]", parent: str) -> Q:
    """Return the condition that the row at `path` is one of `tops` or lies below one.

    `parent` is the field by which the rows lie below each other. What is in the bin is no step.
    """
    table, column = _names(tops.model, parent)
    step = f"SELECT r.id FROM {table} r JOIN walk w ON r.{column} = w.id{_live(tops.model)}"  # noqa: S608 -- names of our own columns
    return _walked(path, tops.values("pk"), step)


def above(path: str, starts: "QuerySet[Any]", parent: str) -> Q:
    """Return the condition that the row at `path` lies above one of `starts`."""
    table, column = _names(starts.model, parent)
    step = f"SELECT r.{column} FROM {table} r JOIN walk w ON r.id = w.id WHERE r.{column} > 0"  # noqa: S608 -- names of our own columns
    parents = starts.filter(**{f"{parent}__isnull": False})
    return _walked(path, parents.values(f"{parent}_id"), step)


def _walked(path: str, first: "QuerySet[Any]", step: str) -> Q:
    try:
        sql, params = first.order_by().query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    except EmptyResultSet:
        return Q(pk__in=())
    walk = f"WITH RECURSIVE walk(id) AS ({sql} UNION {step}) SELECT id FROM walk"  # noqa: S608 -- Django's text and names of our own columns; values are parameters
    return Q(**{f"{path}__in": RawSQL(walk, params)})  # noqa: S611 -- see above


def _names(model: type[Model], parent: str) -> tuple[str, str]:
    meta: Any = model._meta
    return f'"{meta.db_table}"', f'"{meta.get_field(parent).column}"'


def _live(model: type[Model]) -> str:
    return " WHERE r.binned_at IS NULL" if hasattr(model, "binned_at") else ""
