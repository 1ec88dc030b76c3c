"""The filter as a value: what a list shows, as JSON and as text for an address line.

    All([Is("town", "is", "Berg"), Any([Is("owner", "is", Me()), Not(Has("positions", …))])])

Pure: which fields there are, and what they compile to, is known to `compiling`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, cast, get_args

VERSION = 1
MOST_DEEP = 8
MOST_NODES = 100
MOST_VALUES = 1_000
LONGEST_TEXT = 1_000

Unit = Literal["day", "week", "month", "quarter", "year"]
UNITS = get_args(Unit)
_FURTHEST = 50_000


@dataclass(frozen=True, slots=True)
class Relative:
    """A stretch of days seen from today: day 0 is today, month -1 the whole last month.

    Compared with, it is its whole stretch: `is` within it, `gt` after its last day.
    """

    unit: Unit = "day"
    offset: int = 0

    def span(self, today: date) -> tuple[date, date]:
        """Return the first and the last day; raises OverflowError beyond the calendar."""
        if self.unit == "day":
            day = today + timedelta(days=self.offset)
            return day, day
        if self.unit == "week":
            first = today + timedelta(days=7 * self.offset - today.weekday())
            return first, first + timedelta(days=6)
        length = {"month": 1, "quarter": 3, "year": 12}[self.unit]
        start = (today.year * 12 + today.month - 1) // length + self.offset
        return _month(start * length), _month((start + 1) * length) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Me:
    """Whoever looks at the list."""


Scalar = str | int | float | bool | Relative | Me
Value = Scalar | tuple[Scalar, ...] | None


@dataclass(frozen=True, slots=True)
class Is:
    field: str
    op: str
    value: Value = None


@dataclass(frozen=True, slots=True)
class All:
    nodes: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class Any:
    nodes: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class Not:
    node: "Node"


@dataclass(frozen=True, slots=True)
class Has:
    """At least one row of the relation meets `node`."""

    relation: str
    node: "Node" = All()


Node = All | Any | Not | Is | Has


class RefusedFilter(Exception):
    """`where` says at which place in the tree, as in `all[2].not`."""

    def __init__(self, fact: str, where: str = "") -> None:
        super().__init__(f"{fact} (at {where})" if where else fact)
        self.where = where


class BadShape(RefusedFilter):
    def __init__(self, where: str = "") -> None:
        super().__init__("This is no filter of a version that is known here.", where)


class BadValue(RefusedFilter):
    def __init__(self, value: object, where: str = "") -> None:
        super().__init__(f"The value {str(value)[:60]!r} does not fit.", where)


class TooDeep(RefusedFilter):
    def __init__(self, where: str = "") -> None:
        super().__init__(f"The filter is nested more than {MOST_DEEP} deep.", where)


class TooLarge(RefusedFilter):
    def __init__(self) -> None:
        super().__init__(
            f"The filter has more than {MOST_NODES} conditions or {MOST_VALUES} values."
        )


class UnknownField(RefusedFilter):
    def __init__(self, field: str, kind: str, where: str = "") -> None:
        super().__init__(f"The kind {kind} has no field {field[:60]!r}.", where)


class UnknownRelation(RefusedFilter):
    def __init__(self, relation: str, kind: str, where: str = "") -> None:
        super().__init__(f"The kind {kind} has no relation {relation[:60]!r}.", where)


class UnknownOperator(RefusedFilter):
    def __init__(self, op: str, field: str, where: str = "") -> None:
        super().__init__(f"The field {field} cannot be asked with {op[:60]!r}.", where)


def measured(node: Node) -> Node:
    """Return the node itself; raises TooDeep or TooLarge beyond the limits."""
    values = 0
    for nodes, (each, depth, where) in enumerate(_walk(node, 1, ""), 1):
        if depth > MOST_DEEP:
            raise TooDeep(where)
        if isinstance(each, Is):
            values += len(each.value) if isinstance(each.value, tuple) else 1
        if nodes > MOST_NODES or values > MOST_VALUES:
            raise TooLarge
    return node


def to_json(node: Node) -> dict[str, object]:
    """Return what `json.dumps` takes and `from_json` gives back as it was."""
    return {"v": VERSION, "filter": _node_json(node)}


def from_json(data: object) -> Node:
    """Return the filter; raises RefusedFilter for anything that is none."""
    if not isinstance(data, Mapping) or set(data) != {"v", "filter"} or data["v"] != VERSION:
        raise BadShape
    return measured(_node(data["filter"], 1, ""))


def value_json(value: Scalar) -> object:
    if isinstance(value, Me):
        return {"me": True}
    if isinstance(value, Relative):
        if value.unit == "day":
            return {"days": value.offset} if value.offset else {"today": True}
        return {value.unit: value.offset}
    return value


def scalar(data: object, where: str = "") -> Scalar:
    """Return the value that a piece of JSON stands for."""
    if isinstance(data, Mapping):
        return _special(data, where)
    if isinstance(data, str) and len(data) <= LONGEST_TEXT and _is_writable(data):
        return data
    if isinstance(data, bool | int) and abs(data) < 2**63:
        return data
    if isinstance(data, float) and abs(data) < 2**63:
        return data
    raise BadValue(data, where)


def _walk(node: Node, depth: int, where: str) -> Iterator[tuple[Node, int, str]]:
    yield node, depth, where
    for step, inner in _inside(node):
        yield from _walk(inner, depth + 1, f"{where}.{step}".lstrip("."))


def _inside(node: Node) -> Sequence[tuple[str, Node]]:
    if isinstance(node, All | Any):
        name = "all" if isinstance(node, All) else "any"
        return [(f"{name}[{place}]", inner) for place, inner in enumerate(node.nodes)]
    if isinstance(node, Not):
        return [("not", node.node)]
    return [(f"has {node.relation}", node.node)] if isinstance(node, Has) else []


def _node_json(node: Node) -> dict[str, object]:
    if isinstance(node, All):
        return {"all": [_node_json(inner) for inner in node.nodes]}
    if isinstance(node, Any):
        return {"any": [_node_json(inner) for inner in node.nodes]}
    if isinstance(node, Not):
        return {"not": _node_json(node.node)}
    if isinstance(node, Has):
        return {"has": node.relation, "where": _node_json(node.node)}
    written: dict[str, object] = {"field": node.field, "op": node.op}
    if isinstance(node.value, tuple):
        written["value"] = [value_json(each) for each in node.value]
    elif node.value is not None:
        written["value"] = value_json(node.value)
    return written


def _node(data: object, depth: int, where: str) -> Node:
    if depth > MOST_DEEP:
        raise TooDeep(where)
    if not isinstance(data, Mapping):
        raise BadShape(where)
    keys = set(data)
    if keys in ({"all"}, {"any"}):
        return _group(data, depth, where)
    if keys == {"not"}:
        return Not(_node(data["not"], depth + 1, f"{where}.not".lstrip(".")))
    if keys == {"has", "where"} and isinstance(data["has"], str):
        inner = _node(data["where"], depth + 1, f"{where}.has {data['has'][:60]}".lstrip("."))
        return Has(data["has"], inner)
    if keys in ({"field", "op", "value"}, {"field", "op"}):
        return _condition(data, where)
    raise BadShape(where)


def _group(data: Mapping[str, object], depth: int, where: str) -> Node:
    ((name, inner),) = data.items()
    if not isinstance(inner, list):
        raise BadShape(where)
    if len(inner) > MOST_NODES:
        raise TooLarge
    nodes = tuple(
        _node(each, depth + 1, f"{where}.{name}[{place}]".lstrip("."))
        for place, each in enumerate(inner)
    )
    return All(nodes) if name == "all" else Any(nodes)


def _condition(data: Mapping[str, object], where: str) -> Is:
    field, op, value = data["field"], data["op"], data.get("value")
    if not isinstance(field, str) or not isinstance(op, str):
        raise BadShape(where)
    if value is None:
        return Is(field, op)
    if not isinstance(value, list):
        return Is(field, op, scalar(value, where))
    if len(value) > MOST_VALUES:
        raise TooLarge
    return Is(field, op, tuple(scalar(each, where) for each in value))


def _special(data: Mapping[str, object], where: str) -> Scalar:
    if len(data) != 1:
        raise BadValue(data, where)
    ((name, amount),) = data.items()
    if amount is True and name in ("me", "today"):
        return Me() if name == "me" else Relative()
    name = "day" if name == "days" else name
    if name not in UNITS or isinstance(amount, bool) or not isinstance(amount, int):
        raise BadValue(data, where)
    if abs(amount) > _FURTHEST:
        raise BadValue(amount, where)
    return Relative(cast("Unit", name), amount)


def _is_writable(text: str) -> bool:
    """Return whether a database takes it: no NUL, no half of a surrogate pair."""
    return "\0" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)


def _month(months: int) -> date:
    """Return the first day of a month counted from year 0."""
    year, month = divmod(months, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError
    return date(year, month + 1, 1)
