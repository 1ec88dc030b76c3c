"""The org chart: the tree around one organisation, cut to what a page can hold."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Value, When, Window
from django.db.models.functions import RowNumber

from klientel.accounts.models import User
from klientel.contacts.models import Organization
from klientel.contacts.overview import people_counts
from klientel.contacts.queries import organizations_visible_to

WIDEST = 6  # children shown of one parent
WHOLE = 200  # the same when all are asked for
SIDE_BY_SIDE = 3  # children that fit into a row
MOST = 36  # nodes from which on only the way to the current one is opened further
DEEPEST = 12  # levels above and below that are walked
Reader = Callable[[list[int]], tuple[list[Organization], dict[int, int]]]


@dataclass(slots=True)
class Node:
    """An organisation in the chart; `more` children are not drawn."""

    organization: Organization
    people: int = 0
    children: list["Node"] = field(default_factory=list)
    more: int = 0
    is_current: bool = False

    @property
    def is_stacked(self) -> bool:
        """Whether what is below stands in a column: too many for a row."""
        return len(self.children) + bool(self.more) > SIDE_BY_SIDE

    @property
    def town(self) -> str:
        seat = getattr(self.organization, "seat", None)
        return seat.address.town if seat is not None and seat.address is not None else ""


def chart_of(organization: Organization, user: User, *, whole: bool = False) -> Node:
    """Return the tree that an organisation stands in, from its top down.

    One query a level and one for the people, whatever the tree's size. Above an organisation
    that the user may not see, nothing is shown.
    """
    way = _way_up(organization, user)
    top = Node(way[0])
    nodes, level = {top.organization.pk: top}, [top]
    on_way = {each.pk for each in way}
    widest = WHOLE if whole else WIDEST
    for _depth in range(DEEPEST):
        level = _grow(level, nodes, on_way, _under(user, widest, on_way))
        if not level:
            break
    people = people_counts(list(nodes), user)
    for pk, node in nodes.items():
        node.people = people.get(pk, 0)
        node.is_current = pk == organization.pk
    return top


def parent_in(chart: Node, organization: Organization) -> Organization | None:
    """Return the parent that is drawn above an organisation; None if it is hidden."""
    above = [chart]
    for node in above:
        above += node.children
        if any(child.organization.pk == organization.pk for child in node.children):
            return node.organization
    return None


def size_of(node: Node) -> int:
    """Return how many organisations the chart stands for, undrawn children included."""
    return 1 + node.more + sum(map(size_of, node.children))


def _way_up(organization: Organization, user: User) -> list[Organization]:
    way, seen = [organization], {organization.pk}
    while way[0].parent_id is not None and way[0].parent_id not in seen and len(way) < DEEPEST:
        rows = organizations_visible_to(user).select_related("seat__address")
        above = rows.filter(pk=way[0].parent_id).first()
        if above is None:
            break
        seen.add(above.pk)
        way.insert(0, above)
    return way


def _grow(
    level: Iterable[Node],
    nodes: dict[int, Node],
    on_way: Collection[int],
    under: Reader,
) -> list[Node]:
    """Hang the next level under the nodes; return the new ones."""
    full = len(nodes) >= MOST
    opened = [node for node in level if not full or node.organization.pk in on_way]
    if not opened:
        return []
    rows, total = under([node.organization.pk for node in opened])
    new = [Node(row) for row in rows if row.pk not in nodes]
    for node in new:
        parent = node.organization.parent_id
        assert parent is not None  # noqa: S101 -- the query asks for children
        nodes[parent].children.append(node)
        nodes[node.organization.pk] = node
    for node in opened:
        node.more = total.get(node.organization.pk, 0) - len(node.children)
    return new


def _under(user: User, widest: int, on_way: Collection[int]) -> Reader:
    """Return what reads the first children of parents, and how many each has, in one query.

    The child on the way to the current organisation is always among them.
    """
    first = Case(When(pk__in=on_way, then=Value(0)), default=Value(1), output_field=IntegerField())
    place = Window(RowNumber(), partition_by=F("parent"), order_by=[first, "sort_name", "pk"])
    amount = Window(Count("pk"), partition_by=F("parent"))

    def children(parents: list[int]) -> tuple[list[Organization], dict[int, int]]:
        under = organizations_visible_to(user).filter(parent__in=parents)
        shown = under.annotate(place=place, amount=amount).filter(place__lte=widest)
        rows: list[Any] = list(
            shown.select_related("seat__address").order_by("is_department", "sort_name", "pk")
        )
        return rows, {row.parent_id: row.amount for row in rows}

    return children
