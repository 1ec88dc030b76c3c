"""Lists as files: exactly the rows that the list's address shows, and that one may export."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from klientel.contacts.queries import contacts_for_list, organizations_for_list
from klientel.transfer.operations import Kind, card_texts, table_pieces
from klientel.transfer.tables.style import Style
from klientel.web.contacts.lists import CONTACTS
from klientel.web.lists.asked import asked
from klientel.web.lists.listing import Listing
from klientel.web.lists.nouns import Noun
from klientel.web.organizations.lists import ORGANIZATIONS
from klientel.web.pages import Request, actor

EXACT, CARDS = "exact", "vcard"


@login_required
@require_GET
def contact_export(request: Request) -> HttpResponseBase:
    """Give the list of contacts out; `format` is excel, exact or vcard."""
    base = contacts_for_list(request.user)
    if request.GET.get("format") == CARDS:
        texts = card_texts(pks=_pks(request, CONTACTS, base), by=actor(request))
        return _file(texts, "text/vcard", f"kontakte-{_today()}.vcf")
    return _table(request, "contact", _pks(request, CONTACTS, base))


@login_required
@require_GET
def organization_export(request: Request) -> HttpResponseBase:
    """Give the list of organisations out; `format` is excel or exact."""
    base = organizations_for_list(request.user)
    return _table(request, "organization", _pks(request, ORGANIZATIONS, base))


def _pks(request: Request, noun: Noun, base: "QuerySet[Any]") -> list[int] | None:
    """Return the keys of the rows that the list shows; None for all of them."""
    said = asked(request.path, request.GET)
    if not said.is_part:
        return None
    hits = Listing(noun, said, base, request.user).hits
    return list(hits.order_by().values_list("pk", flat=True))


def _table(request: Request, kind: Kind, pks: list[int] | None) -> HttpResponseBase:
    exact = request.GET.get("format") == EXACT
    style = Style("en" if (get_language() or "").startswith("en") else "de", exact)
    pieces = table_pieces(kind=kind, style=style, pks=pks, by=actor(request))
    name = "kontakte" if kind == "contact" else "organisationen"
    return _file(_written(pieces, style), "text/csv", f"{name}-{_today()}.csv")


def _written(pieces: Iterator[list[list[str]]], style: Style) -> Iterator[str]:
    yield style.begin
    for piece in pieces:
        yield style.lines(piece)


def _file(texts: Iterator[str], media: str, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(texts, content_type=f"{media}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def _today() -> str:
    return timezone.localdate().isoformat()
