"""The answer to every list: the page, its table alone, its filter's editor, a count."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django_htmx.http import replace_url

from klientel.records import paging
from klientel.records.filters import RefusedFilter
from klientel.web.lists import editor as editing
from klientel.web.lists import lines
from klientel.web.lists.asked import asked
from klientel.web.lists.counting import counted_text
from klientel.web.lists.listing import Listing
from klientel.web.lists.nouns import Noun
from klientel.web.pages import Request, page

LIST, EDITOR, COUNT = "list", "filter-editor", "filter-count"
_APPLY = "apply"


def list_page(request: Request, noun: Noun, base: "QuerySet[Any]") -> HttpResponse:
    """Return what was asked for of a list of `base`, which holds only what the user may see."""
    listing = Listing(noun, asked(request.path, request.GET), base, request.user)
    if _target(request) == COUNT:
        return _part(request, "lists/editor_count.html", {"count": _count(request, listing)})
    if "do" in request.GET:
        return _edited(request, listing)
    opened = None
    if "edit" in request.GET:
        opened = editing.open_editor(listing.asked, listing.kind, listing.chooser)
    if _target(request) == EDITOR:
        return _opened(request, listing, opened)
    return _listed(request, listing, opened)


def _edited(request: Request, listing: Listing) -> HttpResponse:
    """Return the editor after one of its buttons; the last one leads to the list."""
    given = editing.sent(request.GET, listing.kind)
    applied = request.GET["do"] == _APPLY
    opened = editing.build(
        listing.asked,
        given,
        listing.kind,
        listing.chooser,
        complain_on=listing.today if applied else None,
    )
    if applied and not opened.is_wrong:
        node = lines.node_of(given, listing.kind)
        return HttpResponseRedirect(listing.asked.url(filter=node))
    if _target(request) == EDITOR:
        return _opened(request, listing, opened)
    return _listed(request, listing, opened, status=422 if applied else 200)


def _count(request: Request, listing: Listing) -> str:
    """Return how many rows the editor's lines meet, '' if they cannot be asked."""
    try:
        node = lines.node_of(lines.read(request.GET), listing.kind)
        count, exact = paging.counted(listing.found(node))
    except RefusedFilter:
        return ""
    return counted_text(count, exact=exact)


def _listed(
    request: Request, listing: Listing, opened: editing.Editor | None, *, status: int = 200
) -> HttpResponse:
    listing.is_piece = _target(request) == LIST
    context = {"listing": listing, "editor": opened}
    response = page(request, listing.noun.template, context, pieces=(LIST,), status=status)
    if listing.is_piece and request.htmx.trigger_name == "q":
        replace_url(response, listing.asked.url())
    return response


def _opened(request: Request, listing: Listing, opened: editing.Editor | None) -> HttpResponse:
    return _part(request, "lists/editor.html", {"editor": opened, "noun": listing.noun})


def _part(request: Request, template: str, context: dict[str, Any]) -> HttpResponse:
    response = HttpResponse(render_to_string(template, context, request))
    patch_vary_headers(response, ("HX-Request", "HX-Target"))
    return response


def _target(request: Request) -> str:
    htmx = getattr(request, "htmx", None)
    return (htmx.target or "") if htmx and not htmx.history_restore_request else ""
