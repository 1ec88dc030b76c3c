"""A filter in the reader's language: operators, values, and whole nested filters as a text."""

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from klientel.records import kinds
from klientel.records.filters import All, Any, Has, Is, Me, Node, Not, Relative, Scalar
from klientel.web.dates import whole_day

Naming = Callable[[kinds.Field, Scalar], str]

OPERATORS: dict[str, StrOrPromise] = {
    "is": gettext_lazy("is"),
    "is_not": gettext_lazy("is not"),
    "in": gettext_lazy("is one of"),
    "contains": gettext_lazy("contains"),
    "starts": gettext_lazy("begins with"),
    "gt": gettext_lazy("is more than"),
    "gte": gettext_lazy("is at least"),
    "lt": gettext_lazy("is less than"),
    "lte": gettext_lazy("is at most"),
    "between": gettext_lazy("is between"),
    "within_last": gettext_lazy("within the last days"),
    "within_next": gettext_lazy("within the next days"),
    "empty": gettext_lazy("is empty"),
    "not_empty": gettext_lazy("is filled"),
}
_DATES: dict[str, StrOrPromise] = {
    "is": gettext_lazy("is on"),
    "gt": gettext_lazy("is after"),
    "gte": gettext_lazy("is from … on"),
    "lt": gettext_lazy("is before"),
    "lte": gettext_lazy("is until"),
}
_TREES: dict[str, StrOrPromise] = {
    "is": gettext_lazy("with subsidiaries:"),
    "is_not": gettext_lazy("not, with subsidiaries:"),
    "in": gettext_lazy("with subsidiaries, one of:"),
}
_UNITS: dict[str, StrOrPromise] = {
    "day": gettext_lazy("days from today"),
    "week": gettext_lazy("weeks from this one"),
    "month": gettext_lazy("months from this one"),
    "quarter": gettext_lazy("quarters from this one"),
    "year": gettext_lazy("years from this one"),
}


def operator(op: str, type_: str) -> str:
    """Return how an operator reads between a field of this type and its value."""
    if type_ == "date" and op in _DATES:
        return str(_DATES[op])
    if type_ == "tree" and op in _TREES:
        return str(_TREES[op])
    return str(OPERATORS.get(op, op))


def value(given: Scalar, field: kinds.Field) -> str:
    """Return a value as it reads; records are named by their uid, see `Naming`."""
    if isinstance(given, Me):
        return _("me")
    if isinstance(given, Relative):
        return _relative(given)
    if isinstance(given, bool):
        return _("yes") if given else _("no")
    if field.type == "choice":
        return str(dict(field.chosen()).get(str(given), given))
    if field.type == "date" and isinstance(given, str):
        return _day(given)
    return str(given)


def values(condition: Is, field: kinds.Field, naming: Naming) -> str:
    """Return the condition's values in one text."""
    given = condition.value
    if given is None:
        return ""
    each = given if isinstance(given, tuple) else (given,)
    between = f" {_('and')} " if condition.op == "between" else ", "
    return between.join(naming(field, one) for one in each)


def sentence(node: Node, kind: kinds.Kind, naming: Naming) -> str:
    """Return a whole filter as a text, however deep."""
    if isinstance(node, Not):
        return f"{_('not')} ({sentence(node.node, kind, naming)})"
    if isinstance(node, Has):
        return _related(node, kind, naming)
    if isinstance(node, All | Any):
        join = f" {_('and')} " if isinstance(node, All) else f" {_('or')} "
        return join.join(_inner(each, kind, naming) for each in node.nodes)
    field = kind.field(node.field)
    if field is None:
        return node.field
    words = (field.label, operator(node.op, field.type), values(node, field, naming))
    return " ".join(str(word) for word in words if word)


def _inner(node: Node, kind: kinds.Kind, naming: Naming) -> str:
    text = sentence(node, kind, naming)
    return f"({text})" if isinstance(node, All | Any) and len(node.nodes) > 1 else text


def _related(node: Has, kind: kinds.Kind, naming: Naming) -> str:
    relation = kind.relation(node.relation)
    if relation is None:
        return node.relation
    inner = sentence(node.node, kinds.kind(relation.kind), naming)
    return f"{relation.label}: {inner}" if inner else f"{relation.label}: {_('any')}"


def _relative(given: Relative) -> str:
    if given.unit == "day" and given.offset == 0:
        return _("today")
    return f"{given.offset:+d} {_UNITS[given.unit]}"


def _day(text: str) -> str:
    try:
        return whole_day(date.fromisoformat(text))
    except ValueError:
        return text
