"""Search everywhere: a page, suggestions under the search field, and the choice of one record."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django_stubs_ext import StrOrPromise

from klientel.accounts.models import User
from klientel.contacts.callers import organizations_of_stem
from klientel.formats import phones
from klientel.records import paging, words
from klientel.records import search as searching
from klientel.records.corrections import corrections
from klientel.web.lists.addresses import page_address
from klientel.web.lists.asked import Asked
from klientel.web.lists.counting import counted_text
from klientel.web.pages import Request, page
from klientel.web.search.sources import Hit, Source, kind_of, source_of, sources
from klientel.web.search.warnings import warned

ON_PAGE = 20
SUGGESTED = 6
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Group:
    """The best hits of one kind, how many there are, and the list of them all."""

    title: StrOrPromise
    hits: list[Hit]
    count: str
    list_url: str
    is_similar: bool = False

    @property
    def has_more(self) -> bool:
        return self.count != str(len(self.hits)) and not self.is_similar


@login_required
def search(request: Request) -> HttpResponse:
    query = request.GET.get("q", "")[:LONGEST].strip()
    suggesting = bool(request.htmx) and request.htmx.target == "search-hits"
    groups = found(query, request.user, limit=SUGGESTED if suggesting else ON_PAGE)
    similar = bool(groups) and groups[0].is_similar
    context = {"q": query, "groups": groups, "is_similar": similar}
    return page(request, "search/search.html", context, pieces=("search-hits", "hits"))


@login_required
def search_pick(request: Request, kind: str) -> HttpResponse:
    """Return records of one kind as options that a field takes."""
    source = source_of(kind)
    if source is None:
        raise Http404
    query = (request.GET.get("pick") or request.GET.get("q", ""))[:LONGEST].strip()
    hits = _best(source, query, request.user, SUGGESTED)
    return page(request, "search/search_pick.html", {"hits": hits, "q": query})


def found(query: str, user: User, *, limit: int) -> list[Group]:
    """Return the groups that have hits, similar ones if there are none; none for a blank query."""
    if not words.asked(query):
        return []
    groups = [_group(source, query, user, limit) for source in sources()]
    hits = [group for group in groups if group.hits]
    return hits or similar(query, user, limit=limit)


def similar(query: str, user: User, *, limit: int) -> list[Group]:
    """Return what was perhaps meant: a firm by the beginning of a number, names but for a slip."""
    if phones.query_digits(query):
        return _firms_of_number(query, user, limit)
    found = []
    for source in sources():
        table = kind_of(source).search_text
        hits: dict[str, Hit] = {}
        for meant in corrections(table, query) if table else ():
            hits |= {hit.uid: hit for hit in _best(source, meant, user, limit)}
        if hits:
            shown = list(hits.values())[:limit]
            found.append(Group(kind_of(source).plural, shown, str(len(shown)), "", is_similar=True))
    return found


def _firms_of_number(query: str, user: User, limit: int) -> list[Group]:
    source = source_of("organization")
    found = organizations_of_stem(query, user)[:limit]
    if source is None or not found:
        return []
    rows = source.rows(user).in_bulk([each.pk for each in found])
    firms = [rows[each.pk] for each in found if each.pk in rows]
    hits = warned(source.kind, source.hits(firms, words.asked(query), user), user)
    return [Group(kind_of(source).plural, hits, str(len(hits)), "", is_similar=True)]


def _group(source: Source, query: str, user: User, limit: int) -> Group:
    hits = _best(source, query, user, limit)
    count = str(len(hits))
    table = kind_of(source).search_text
    if len(hits) == limit and table:
        number, exact = paging.counted(searching.searched(source.visible(user), table, query))
        count = counted_text(number, exact=exact)
    path = page_address(source.list_url_name)
    url = Asked(path=path, q=query).url() if path else ""
    return Group(kind_of(source).plural, hits, count, url)


def _best(source: Source, query: str, user: User, limit: int) -> list[Hit]:
    asked: Sequence[words.Word] = words.asked(query)
    table = kind_of(source).search_text
    if not asked or table is None:
        return []
    # Hundreds are weighed, so without what their rows would show; the best are then read whole.
    weight = source.weight(user) if source.weight else None
    seen = source.visible(user).only("pk")
    best = searching.ranked(seen, table, query, limit=limit, weight=weight)
    rows = source.rows(user).in_bulk([row.pk for row in best])
    hits = source.hits([rows[row.pk] for row in best if row.pk in rows], asked, user)
    return sorted(warned(source.kind, hits, user), key=lambda hit: hit.is_former)
