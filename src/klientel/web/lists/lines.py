"""A filter as the lines of its editor, and back: conditions, groups, and what is kept as it is.

A line edits one condition in a conjunction, or in a disjunction within it (`group`). Whatever
is nested deeper comes from elsewhere: it stands in one line and can be taken away.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.formats import sanitize_separators

from klientel.records import kinds
from klientel.records.addressing import from_text, to_text
from klientel.records.filters import All, Any, Is, Me, Node, RefusedFilter, Relative, Scalar, Value
from klientel.web.lists.choices import KEYED, ME

MOST_LINES = 50
_SETTLED = ("empty", "not_empty")
_NUMBERS = ("is", "gte", "lte", "between", *_SETTLED)
_CHOSEN = ("is", "is_not", *_SETTLED)
OFFERED: Mapping[str, tuple[str, ...]] = {
    "text": ("contains", "starts", "is", "in", "is_not", *_SETTLED),
    "number": _NUMBERS,
    "money": _NUMBERS,
    "date": ("is", "lt", "gt", "between", "within_last", "within_next", *_SETTLED),
    "boolean": ("is",),
    "choice": _CHOSEN,
    "user": _CHOSEN,
    "reference": _CHOSEN,
    "tree": ("is", "is_not"),
    "tag": _CHOSEN,
}
_MANY = ("choice", *KEYED)


def offered(field: kinds.Field) -> tuple[str, ...]:
    """Return the operators that the editor offers; a yes or no of one's own may be unknown."""
    unknown = field.type == "boolean" and field.within
    return OFFERED[field.type] + (_SETTLED if unknown else ())


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the editor; `kept` is a filter's address text that it does not take apart."""

    field: str = ""
    op: str = ""
    values: tuple[str, ...] = ()
    group: int = 0
    kept: str = ""


class Unfinished(Exception):
    """A line has no value yet, or none that fits."""


def lines_of(node: Node, kind: kinds.Kind) -> list[Line]:
    """Return the lines for a filter; a group of simple conditions shares its number."""
    lines: list[Line] = []
    group = 0
    for each in node.nodes if isinstance(node, All) else (node,):
        if isinstance(each, Any) and each.nodes:
            group += 1
            inner = [_line(one, kind, group) for one in each.nodes]
            lines += [line for line in inner if line] if all(inner) else [_kept(each)]
        else:
            lines.append(_line(each, kind, 0) or _kept(each))
    return lines


def node_of(lines: Iterable[Line], kind: kinds.Kind) -> All:
    """Return the filter that the finished lines make."""
    gathered: list[tuple[int, list[Node]]] = []
    for line in lines:
        try:
            mine = nodes_of(line, kind)
        except Unfinished:
            continue
        begun = (nodes for group, nodes in gathered if line.group and group == line.group)
        same = next(begun, None)
        if same is None:
            gathered.append((line.group, mine))
        else:
            same += mine
    nodes: list[Node] = []
    for group, members in gathered:
        nodes += [Any(tuple(members))] if group and len(members) > 1 else members
    return All(tuple(nodes))


def nodes_of(line: Line, kind: kinds.Kind) -> list[Node]:
    """Return the conditions of one line, none of them twice; raises Unfinished."""
    if line.kept:
        return list(_unpacked(line.kept))
    field = kind.field(line.field)
    if field is None or line.op not in offered(field):
        raise Unfinished
    if line.op in _SETTLED:
        return [Is(field.code, line.op)]
    values = [value for value in line.values if value.strip()]
    if not values:
        raise Unfinished
    if field.type in _MANY and line.op == "is_not":
        nots: list[Node] = [Is(field.code, "is_not", _scalar(field, each)) for each in values]
        return nots if not line.group else [All(tuple(nots)) if len(nots) > 1 else nots[0]]
    op = "in" if field.type in _MANY and len(values) > 1 else line.op
    return [Is(field.code, op, _value(field, op, values))]


def read(query: QueryDict) -> list[Line]:
    """Return the lines that the editor's form sends, numbered from 0."""
    lines: list[Line] = []
    for number in range(MOST_LINES):
        name = f"c{number}"
        if f"{name}-field" not in query and f"{name}-kept" not in query:
            break
        group = query.get(f"{name}-group", "0")
        lines.append(
            Line(
                field=query.get(f"{name}-field", ""),
                op=query.get(f"{name}-op", ""),
                values=tuple(query.getlist(f"{name}-value")),
                group=int(group) if group in _GROUPS else 0,
                kept=query.get(f"{name}-kept", ""),
            )
        )
    return lines


def edited(lines: Sequence[Line], action: str) -> list[Line]:
    """Return the lines after a control: `add`, `group`, `join-2`, `remove-0`, `field-0`."""
    verb, _dash, number = action.partition("-")
    place = int(number) if number in _GROUPS else -1
    new = list(lines)
    if verb == "remove" and 0 <= place < len(new):
        del new[place]
    elif verb == "field" and 0 <= place < len(new):
        new[place] = replace(new[place], op="", values=())
    elif verb == "add":
        new.append(Line())
    elif verb == "group":
        group = 1 + max((line.group for line in new), default=0)
        new += [Line(group=group), Line(group=group)]
    elif verb == "join":
        last = max((at for at, line in enumerate(new) if line.group == place), default=len(new) - 1)
        new.insert(last + 1, Line(group=place))
    return new[:MOST_LINES]


def settled(line: Line, kind: kinds.Kind) -> Line:
    """Return the line with an operator that its field has; its value stays if it can."""
    field = kind.field(line.field)
    if field is None or line.op in offered(field):
        return line
    return replace(line, op=offered(field)[0], values=())


_GROUPS = frozenset(str(number) for number in range(MOST_LINES))


def _line(node: Node, kind: kinds.Kind, group: int) -> Line | None:
    """Return the line of a condition that the editor's controls can show as it is."""
    field = kind.field(node.field) if isinstance(node, Is) else None
    if not isinstance(node, Is) or field is None:
        return None
    many = field.type in _MANY
    op = "is" if many and node.op == "in" else node.op
    given = node.value if isinstance(node.value, tuple) else (node.value,)
    if op not in offered(field) or any(isinstance(each, Relative) for each in given):
        return None
    values = tuple(_written(each) for each in given if each is not None)
    return Line(field.code, op, (", ".join(values),) if op == "in" else values, group)


def _kept(node: Node) -> Line:
    return Line(kept=to_text(All((node,))))


def _unpacked(text: str) -> tuple[Node, ...]:
    try:
        node = from_text(text)
    except RefusedFilter:
        raise Unfinished from None
    return node.nodes if isinstance(node, All) else (node,)


def _written(value: Scalar) -> str:
    if isinstance(value, Me):
        return ME
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _value(field: kinds.Field, op: str, values: Sequence[str]) -> Value:
    if op == "between":
        if len(values) != len(("from", "to")):
            raise Unfinished
        return tuple(_scalar(field, each) for each in values)
    if op == "in" and field.type == "text":
        values = [each.strip() for each in ",".join(values).split(",") if each.strip()]
    if op == "in":
        return tuple(_scalar(field, each) for each in values)
    if op in ("within_last", "within_next"):
        return _days(values[0])
    return _scalar(field, values[0])


def _scalar(field: kinds.Field, text: str) -> Scalar:
    if field.type == "user" and text == ME:
        return Me()
    if field.type == "boolean":
        return text == "yes"
    if field.type in ("number", "money"):
        return str(sanitize_separators(text.strip()))
    return text if field.type == "text" else text.strip()


def _days(text: str) -> int:
    text = text.strip()
    if not (text.isascii() and text.isdigit()):
        raise Unfinished
    return int(text[:6])
