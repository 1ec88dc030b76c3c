"""A list as its template shows it: rows, count, order, pages, tabs, filter."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from klientel.accounts.models import User
from klientel.accounts.permissions import visible
from klientel.records import compiling, ordering, paging, search
from klientel.records.filters import All, Node, RefusedFilter
from klientel.web.custom_fields import showing
from klientel.web.lists import chips as chipping
from klientel.web.lists.addresses import page_address
from klientel.web.lists.asked import Asked
from klientel.web.lists.choices import Chooser
from klientel.web.lists.counting import counted_text
from klientel.web.lists.exporting import ExportLink, export_links
from klientel.web.lists.nouns import Column, Noun, Tab, Way

SIZE = 50


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head; with a `url` it can be ordered by."""

    label: StrOrPromise
    code: str
    url: str
    direction: str  # ascending | descending | ''
    is_quiet: bool
    is_number: bool


@dataclass(frozen=True, slots=True)
class TabLink:
    label: StrOrPromise
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class WayLink:
    url: str
    icon: str
    label: StrOrPromise
    text: StrOrPromise
    keys: str


class Listing:
    """One answer's list. The base queryset is limited to what the user may see."""

    def __init__(self, noun: Noun, asked: Asked, base: "QuerySet[Any]", user: User) -> None:
        self.noun = noun
        self.kind = noun.its_kind
        self.asked = asked
        self.user = user
        self.today = timezone.localdate()
        self.chooser = Chooser(user)
        self.tab: Tab = noun.tab(asked.tab)
        self._base = base
        self.refused = asked.refused
        self.is_piece = False

    @cached_property
    def page(self) -> "paging.Page[Any]":
        hits = self.hits
        if self.asked.is_part:
            hits = hits.select_related(None).only("pk")
        return paging.page(
            hits,
            self._order(),
            after=self.asked.after or None,
            before=self.asked.before or None,
            size=SIZE,
        )

    @cached_property
    def hits(self) -> "QuerySet[Any]":
        """Rows that tab, words and filter leave; a filter that this kind refuses is told."""
        try:
            return self.found(self.asked.filter)
        except RefusedFilter as exc:
            self.refused = str(exc)
            return self.found(All())

    def found(self, node: Node) -> "QuerySet[Any]":
        """Return the rows of this tab with these words that meet `node`."""
        rows = self._base.filter(self.tab.condition(self.user, self.today))
        rows = rows.filter(
            compiling.compiled(
                node, self.kind, today=self.today, user=self.user, visible=self._visible
            )
        )
        if self.asked.q.strip() and self.kind.search_text:
            return search.searched(rows, self.kind.search_text, self.asked.q)
        return rows

    @cached_property
    def rows(self) -> list[Any]:
        """Return what is shown of each record; `own` are the cells of fields that users made."""
        records = self._whole_rows()
        rows = self.noun.rows(records, self.user, self.today)
        own = showing.own_cells(self.kind.code, [record.pk for record in records])
        if own:
            for record, row in zip(records, rows, strict=True):
                row["own"] = own[record.pk]
        return rows

    @cached_property
    def is_bare(self) -> bool:
        """Whether there is nothing at all to list, whatever is asked."""
        return not self.page.rows and not self._base.exists()

    @property
    def count(self) -> str:
        return counted_text(self.page.count, exact=self.page.count_is_exact)

    @cached_property
    def first_number(self) -> int:
        return self.asked.at if self.page.previous and self.asked.at > 1 else 1

    @property
    def span(self) -> str:
        first = self.first_number
        last = first + len(self.page.rows) - 1
        return _("%(first)s to %(last)s of %(count)s") % {
            "first": counted_text(first),
            "last": counted_text(last),
            "count": self.count,
        }

    @property
    def next_url(self) -> str:
        after = self.page.next
        return self.asked.url(after=after, at=self.first_number + SIZE) if after else ""

    @property
    def previous_url(self) -> str:
        before = self.page.previous
        at = max(1, self.first_number - SIZE)
        return self.asked.url(before=before, at=at) if before else ""

    @property
    def first_url(self) -> str:
        return self.asked.url() if self.first_number > SIZE + 1 else ""

    @cached_property
    def heads(self) -> list[Head]:
        shown = self.page.order.columns[:1]
        return [self._head(column, shown) for column in self._columns()]

    def _columns(self) -> list[Column]:
        """Own columns stand before those at the edge that need no visible head."""
        loud = [column for column in self.noun.columns if not column.is_quiet]
        quiet = [column for column in self.noun.columns if column.is_quiet]
        return [*loud, *showing.own_columns(self.kind.code), *quiet]

    @property
    def too_large_to_sort(self) -> StrOrPromise:
        """The label of the column that was asked for in vain, '' if the order is as asked."""
        if not self.page.order_too_large:
            return ""
        field = self.kind.field(self.asked.sort.lstrip("-").partition(",")[0])
        return field.label if field else ""

    @cached_property
    def tabs(self) -> list[TabLink]:
        first = self.noun.tabs[0].code
        return [
            TabLink(
                tab.label,
                self.asked.url(tab="" if tab.code == first else tab.code),
                tab.code == self.tab.code,
            )
            for tab in self.noun.tabs
        ]

    @cached_property
    def chips(self) -> list[chipping.Group]:
        if self.refused:
            return []
        return chipping.chips(self.asked, self.kind, self.chooser)

    @property
    def conditions(self) -> int:
        return sum(len(group.chips) for group in self.chips)

    @property
    def edit_url(self) -> str:
        url = self.asked.url()
        return f"{url}{'&' if '?' in url else '?'}edit=1"

    @property
    def all_url(self) -> str:
        """The same words in the whole list: no tab, no filter."""
        return Asked(path=self.asked.path, q=self.asked.q).url()

    @property
    def unfiltered_url(self) -> str:
        return self.asked.url(filter=All())

    @property
    def wordless_url(self) -> str:
        return self.asked.url(q="")

    @property
    def new(self) -> WayLink | None:
        return next(iter(_links((self.noun.new,) if self.noun.new else ())), None)

    @property
    def ways(self) -> list[WayLink]:
        return _links(self.noun.ways)

    @property
    def exports(self) -> list[ExportLink]:
        """Return the ways to take along exactly this list."""
        return export_links(self.asked, self.noun, self.user)

    def _whole_rows(self) -> list[Any]:
        """Return the page's records with all that is shown of them.

        A part of the list is sorted, and sorting what is shown would take three times as long
        as sorting the keys; the whole list comes sorted out of its index.
        """
        if not self.asked.is_part:
            return self.page.rows
        whole = self._base.in_bulk([row.pk for row in self.page.rows])
        return [whole[row.pk] for row in self.page.rows if row.pk in whole]

    def _order(self) -> ordering.Order:
        try:
            return ordering.ordered(self.kind, self.asked.sort, fallback=self.noun.order)
        except ordering.UnknownOrder:
            return ordering.ordered(self.kind, "", fallback=self.noun.order)

    def _head(self, column: Any, shown: Any) -> Head:
        is_here = bool(shown) and shown[0].code == column.sort
        falls = is_here and shown[0].descending
        sort = f"-{column.sort}" if is_here and not falls else column.sort
        url = self.asked.url(sort="" if sort == self.noun.order else sort) if column.sort else ""
        direction = ("descending" if falls else "ascending") if is_here else ""
        return Head(column.label, column.sort, url, direction, column.is_quiet, column.is_number)

    def _visible(self, model: Any) -> Q:
        return visible(self.user, model)


def _links(ways: tuple[Way, ...]) -> list[WayLink]:
    """Return the ways whose pages exist."""
    found = ((way, page_address(way.url_name)) for way in ways)
    return [WayLink(url, way.icon, way.label, way.text, way.keys) for way, url in found if url]
