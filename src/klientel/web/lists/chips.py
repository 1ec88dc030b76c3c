"""A filter as chips above the list: each can be taken away by itself."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from klientel.records import kinds
from klientel.records.filters import All, Any, Is, Node
from klientel.web.lists import wording
from klientel.web.lists.asked import Asked
from klientel.web.lists.choices import Chooser


@dataclass(frozen=True, slots=True)
class Chip:
    """Field, operator and value; `remove_url` is the list without it."""

    label: str
    op: str
    value: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class Group:
    """Chips of which one must fit; a chip alone is a group of one."""

    chips: tuple[Chip, ...]
    is_either: bool = False


def chips(asked: Asked, kind: kinds.Kind, chooser: Chooser) -> list[Group]:
    """Return the filter's chips in its order; what is nested deeper is one chip as a text."""
    nodes = asked.filter.nodes if isinstance(asked.filter, All) else (asked.filter,)
    if not nodes:
        return []
    chooser.learn(asked.filter, kind)
    return [_group(asked, nodes, place, kind, chooser) for place in range(len(nodes))]


def _group(
    asked: Asked, nodes: tuple[Node, ...], place: int, kind: kinds.Kind, chooser: Chooser
) -> Group:
    node = nodes[place]

    def url(rest: tuple[Node, ...]) -> str:
        kept = All((*nodes[:place], *rest, *nodes[place + 1 :]))
        return asked.url(filter=kept)

    if not isinstance(node, Any) or not all(isinstance(each, Is) for each in node.nodes):
        return Group((_chip(node, url(()), kind, chooser),))
    inner = [
        _chip(each, url(_either(node.nodes[:at] + node.nodes[at + 1 :])), kind, chooser)
        for at, each in enumerate(node.nodes)
    ]
    return Group(tuple(inner), is_either=True)


def _either(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """Return what is left of a group: nothing, the one condition, or a smaller group."""
    return nodes if len(nodes) <= 1 else (Any(nodes),)


def _chip(node: Node, remove_url: str, kind: kinds.Kind, chooser: Chooser) -> Chip:
    naming = chooser.naming(kind)
    field = kind.field(node.field) if isinstance(node, Is) else None
    if isinstance(node, Is) and field is not None:
        op = wording.operator(node.op, field.type)
        return Chip(str(field.label), op, wording.values(node, field, naming), remove_url)
    return Chip(_("Condition"), "", wording.sentence(node, kind, naming), remove_url)
