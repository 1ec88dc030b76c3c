"""Pages to print: an address where the envelope's window is, or on a label."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from klientel.accounts.models import Company
from klientel.accounts.queries import the_company
from klientel.contacts.models import Contact
from klientel.contacts.overview import members_of, organizations_to_open
from klientel.contacts.privacy import blocks_of
from klientel.contacts.reading import contact_sheet, contacts_to_open
from klientel.web.letters.blocks import Letter, letters_to_contact, letters_to_organization
from klientel.web.pages import Request, page

SIZES: tuple[tuple[str, Any], ...] = (
    ("brief", _("Letter, window envelope (DIN 5008 B)")),
    ("etikett", _("Label 89 × 36 mm")),
    ("etikett-klein", _("Label 62 × 29 mm")),
)


@login_required
@require_GET
def contact_letter(request: Request, uid: UUID) -> HttpResponse:
    contact = get_object_or_404(contacts_to_open(request.user), uid=uid)
    letters = letters_to_contact(
        contact_sheet(contact, request.user), request.user, the_company().country
    )
    back = reverse("contact_detail", args=[uid])
    return _printed(request, letters, back, str(contact), [contact])


@login_required
@require_GET
def organization_letter(request: Request, uid: UUID) -> HttpResponse:
    organization = get_object_or_404(organizations_to_open(request.user), uid=uid)
    letters = letters_to_organization(organization, request.user, the_company().country)
    back = reverse("organization_detail", args=[uid])
    people = members_of(organization, request.user) if organization.is_household else ()
    return _printed(request, letters, back, str(organization), [each.contact for each in people])


def _printed(
    request: Request, letters: Sequence[Letter], back: str, name: str, people: Sequence[Contact]
) -> HttpResponse:
    """Return the page to print; `people` are those whose objections are said above the paper."""
    asked = request.GET.get("ueber", "")
    letter = next((each for each in letters if each.key == asked or not asked), None)
    if letter is None:
        raise Http404
    size = request.GET.get("format", "")
    blocks = blocks_of([each.pk for each in people])
    context = {
        "letter": letter,
        "letters": letters,
        "size": size if size in dict(SIZES) else SIZES[0][0],
        "sizes": SIZES,
        "sender": _sender(the_company()),
        "back": back,
        "name": name,
        "objecting": [each for each in people if "post" in blocks.get(each.pk, ())],
    }
    return page(request, "letters/print.html", context)


def _sender(company: Company) -> str:
    """Return the line above the window's address, to which post comes back."""
    town = f"{company.postcode} {company.town}".strip()
    parts = (company.name, company.street, town)
    return " · ".join(part for part in parts if part) if company.town else ""
