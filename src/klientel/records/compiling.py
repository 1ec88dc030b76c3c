"""A filter as a condition that the database answers. Permission is added outside of it.

Every condition is two-valued: what is unknown meets `is_not` and `not`, and nothing else.
What lies behind a relation of many rows is asked in a subquery, so no row comes twice.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Any, cast

from django.db import connection
from django.db.models import Exists, Field, ForeignObjectRel, Model, OuterRef, Q, QuerySet

from klientel.formats import folding
from klientel.records import descent, filters, kinds, values
from klientel.records.filters import Has, Is, Node, Not

Visible = Callable[[type[Model]], Q]
_NEGATIVE = {"is_not": "is", "empty": "not_empty"}
_KEYED = ("user", "reference", "tree", "tag")


def compiled(
    node: Node,
    kind: kinds.Kind,
    *,
    today: date,
    user: Model | None = None,
    visible: Visible | None = None,
) -> Q:
    """Return the condition on rows of `kind.model`; raises RefusedFilter.

    `user` is who `Me` stands for. `visible` limits the related rows that `Has` may see.
    """
    filters.measured(node)
    return _Compiler(kind, today, user, visible).condition(node, "", negated=False)


@dataclass(frozen=True, slots=True)
class _Compiler:
    kind: kinds.Kind
    today: date
    user: Model | None
    visible: Visible | None

    def condition(self, node: Node, where: str, *, negated: bool) -> Q:
        """Return the node, or its opposite; negation is pushed down to the leaves."""
        if isinstance(node, Not):
            return self.condition(node.node, f"{where}.not", negated=not negated)
        if isinstance(node, Has):
            return self._has(node, f"{where}.has {node.relation}", negated=negated)
        if isinstance(node, Is):
            return self._is(node, f"{where}.{node.field}".lstrip("."), negated=negated)
        is_all = isinstance(node, filters.All)
        name = "all" if is_all else "any"
        inner = [
            self.condition(each, f"{where}.{name}[{place}]", negated=negated)
            for place, each in enumerate(node.nodes)
        ]
        return all_of(inner) if is_all != negated else any_of(inner)

    def _has(self, node: Has, where: str, *, negated: bool) -> Q:
        relation = self.kind.relation(node.relation)
        if relation is None:
            raise filters.UnknownRelation(node.relation, self.kind.code, where.strip("."))
        target = kinds.kind(relation.kind)
        inner = _Compiler(target, self.today, self.user, self.visible)
        wanted = inner.condition(node.node, where, negated=False)
        if self.visible is not None:
            wanted &= self.visible(target.model)
        return _through(self.kind.model, relation.path.split("__"), wanted, negated=negated)

    def _is(self, condition: Is, where: str, *, negated: bool) -> Q:
        field = self.kind.field(condition.field)
        if field is None:
            raise filters.UnknownField(condition.field, self.kind.code, where)
        if condition.op not in values.OPERATORS[field.type]:
            raise filters.UnknownOperator(condition.op, field.code, where)
        op = _NEGATIVE.get(condition.op, condition.op)
        negated = negated != (op != condition.op)
        given = values.arguments(condition, where)
        hops, path = _split(self.kind.model, _asked_path(field, op))
        model = _target(self.kind.model, hops)
        wanted = self._leaf(_Leaf(field, model, path, op, where), given) & Q(**dict(field.within))
        if field.holding is not None:
            wanted &= field.holding(self.today)
        if field.rising:
            wanted = self._risen(field, _through(self.kind.model, hops, wanted, negated=False))
        elif hops:
            return _through(self.kind.model, hops, wanted, negated=negated)
        return ~wanted if negated else wanted

    def _risen(self, field: kinds.Field, wanted: Q) -> Q:
        """Return what is met by a row that meets `wanted` and by all rows above it."""
        return wanted | descent.above("pk", self._seen(self.kind.model, wanted), field.rising)

    def _seen(self, model: type[Model], wanted: Q) -> "QuerySet[Any]":
        limit = self.visible(model) if self.visible is not None else Q()
        return _rows(model).filter(wanted & limit)

    def _leaf(self, leaf: "_Leaf", given: list[filters.Scalar]) -> Q:
        if leaf.op == "not_empty":
            return leaf.filled()
        if leaf.op == "in":
            single = replace(leaf, op="is")
            return any_of([self._leaf(single, [each]) for each in given])
        if leaf.field.type == "date":
            return self._dated(leaf, given)
        if leaf.field.type in _KEYED:
            is_tree = leaf.field.type == "tree"
            return (self._below if is_tree else self._keyed)(leaf, given[0])
        if leaf.field.type == "text":
            return _text(leaf, values.text(given[0], leaf.where))
        return _compared(leaf, given)

    def _dated(self, leaf: "_Leaf", given: list[filters.Scalar]) -> Q:
        first, last = values.days(leaf.op, given, self.today, leaf.where)
        return values.on_days(leaf.column, leaf.path, first, last, leaf.where)

    def _below(self, leaf: "_Leaf", value: filters.Scalar) -> Q:
        record, _step, parent = leaf.path.rpartition("__")
        model = cast("type[Model]", leaf.column.related_model)
        top = values.converted(_column(model, leaf.field.key), value, leaf.where)
        tops = self._seen(model, Q(**{leaf.field.key: top}))
        return descent.at_or_below(record or "pk", tops, parent)

    def _keyed(self, leaf: "_Leaf", value: filters.Scalar) -> Q:
        if not isinstance(value, filters.Me):
            column = _column(leaf.model, f"{leaf.path}__{leaf.field.key}")
            mine = values.converted(column, value, leaf.where)
            return Q(**{f"{leaf.path}__{leaf.field.key}": mine})
        if leaf.field.type != "user":
            raise filters.BadValue(value, leaf.where)
        return Q(**{leaf.path: self.user.pk}) if self.user else nothing()


@dataclass(frozen=True, slots=True)
class _Leaf:
    field: kinds.Field
    model: type[Model]
    path: str
    op: str
    where: str

    @property
    def column(self) -> "Field[Any, Any]":
        return _column(self.model, self.path)

    def filled(self) -> Q:
        if self.field.type in ("text", "choice"):
            return Q(**{f"{self.path}__gt": ""})
        return Q(**{f"{self.path}__isnull": False})


def all_of(conditions: list[Q]) -> Q:
    """Return the conjunction; of nothing it is met by everything, and stays so within an OR."""
    return reduce(and_, conditions) if conditions else ~nothing()


def any_of(conditions: list[Q]) -> Q:
    """Return the disjunction; of nothing it is met by nothing."""
    return reduce(or_, conditions) if conditions else nothing()


def nothing() -> Q:
    return Q(pk__in=())


def _text(leaf: _Leaf, value: str) -> Q:
    if leaf.field.folded:
        lookup = {"is": "", "contains": "__contains", "starts": "__startswith"}[leaf.op]
        forms = folding.variants(value)
        return any_of([Q(**{f"{leaf.path}{lookup}": form}) for form in forms])
    lookup = {"is": "__iexact", "contains": "__icontains", "starts": "__istartswith"}[leaf.op]
    return Q(**{f"{leaf.path}{lookup}": value})


def _compared(leaf: _Leaf, given: list[filters.Scalar]) -> Q:
    mine = [values.converted(leaf.column, value, leaf.where) for value in given]
    if leaf.op == "between":
        return Q(**{f"{leaf.path}__gte": mine[0], f"{leaf.path}__lte": mine[1]})
    return Q(**{leaf.path if leaf.op == "is" else f"{leaf.path}__{leaf.op}": mine[0]})


def _asked_path(field: kinds.Field, op: str) -> str:
    return field.folded if field.folded and op != "not_empty" else field.path


def _split(model: type[Model], path: str) -> tuple[list[str], str]:
    """Split a path behind its last step that leads to many rows."""
    steps, many = path.split("__"), 0
    for place, step in enumerate(steps[:-1]):
        relation = model._meta.get_field(step)
        many = place + 1 if relation.one_to_many or relation.many_to_many else many
        model = cast("type[Model]", relation.related_model)
    return steps[:many], "__".join(steps[many:])


def _target(model: type[Model], steps: list[str]) -> type[Model]:
    for step in steps:
        model = cast("type[Model]", model._meta.get_field(step).related_model)
    return model


def _column(model: type[Model], path: str) -> "Field[Any, Any]":
    *steps, last = path.split("__")
    return cast("Field[Any, Any]", _target(model, steps)._meta.get_field(last))


def _through(model: type[Model], steps: list[str], wanted: Q, *, negated: bool) -> Q:
    """Return the rows of `model` that have (or have not) a row at the end of `steps`.

    SQLite reads an IN list once, but picks the wrong index for each row's EXISTS; PostgreSQL
    turns EXISTS into a join, but reads a large NOT IN anew for each row.
    """
    relation = model._meta.get_field(steps[0])
    target = cast("type[Model]", relation.related_model)
    if steps[1:]:
        wanted = _through(target, steps[1:], wanted, negated=False)
    rows = _rows(target).filter(wanted)
    ours, theirs = _ends(relation, steps[0])
    if connection.vendor == "postgresql":
        exists = Exists(rows.filter(**{theirs: OuterRef(ours)}))
        return Q(~exists) if negated else Q(exists)
    listed = Q(**{f"{ours}__in": rows.filter(**{f"{theirs}__isnull": False}).values(theirs)})
    return ~listed if negated else listed


def _ends(relation: Any, step: str) -> tuple[str, str]:
    """Return which column here equals which column of the related rows."""
    if isinstance(relation, ForeignObjectRel):
        return "pk", str(relation.field.name)
    return ("pk", relation.related_query_name()) if relation.many_to_many else (step, "pk")


def _rows(model: type[Model]) -> "QuerySet[Any]":
    """Return what is not in the bin."""
    manager = getattr(model, "live", None) or model._default_manager
    return cast("QuerySet[Any]", manager.all())
