"""Who calls: the address that telephone software opens with the number of a call."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from klientel.accounts.models import User
from klientel.accounts.permissions import may
from klientel.contacts.callers import Caller, caller
from klientel.contacts.models import Contact, ContactPoint, Organization
from klientel.formats import phones
from klientel.web.contacts.lists import contact_cell
from klientel.web.lists.cells import Record
from klientel.web.organizations.lists import organization_cell
from klientel.web.pages import Request, goto, page

LONGEST = 80


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody the call may come from; `new_url` adds a contact there with the number."""

    who: Record
    about: str
    number: str = ""
    is_inactive: bool = False
    new_url: str = ""


@login_required
@require_GET
def call_lookup(request: Request) -> HttpResponse:
    """Lead to the one who has the number; offer who may be meant; else a new contact with it."""
    number = " ".join(request.GET.get("nummer", "")[:LONGEST].split())
    found = caller(number, request.user)
    if found.only is not None:
        return goto(request, _page_of(found.only))
    new_url = _new_url(number) if found.digits and may(request.user, "add", Contact) else ""
    context = {
        "number": number,
        "shown": phones.shown(number) if found.digits else number,
        "is_number": bool(found.digits),
        "points": [_of_point(point) for point in found.points],
        "former": [_of_point(point) for point in found.former],
        "organizations": _of_stem(found, number, request.user),
        "new_url": new_url,
        "is_known": found.is_known,
    }
    return page(request, "calls/call_lookup.html", context)


def _page_of(point: ContactPoint) -> str:
    """Return the page of the number's holder; an organisation's for its switchboard."""
    contact, position = point.contact, point.position
    if contact.is_office and position and position.organization.main_position_id == position.pk:
        return reverse("organization_detail", args=[position.organization.uid])
    return reverse("contact_detail", args=[contact.uid])


def _of_point(point: ContactPoint) -> Candidate:
    contact = point.contact
    where = point.position.organization if point.position else contact.effective.organization
    return Candidate(
        contact_cell(contact, reverse("contact_detail", args=[contact.uid])),
        str(where or ""),
        phones.shown(point.value),
        contact.is_inactive,
    )


def _of_stem(found: Caller, number: str, user: User) -> list[Candidate]:
    may_add = may(user, "add", Contact)
    return [
        Candidate(
            organization_cell(each, reverse("organization_detail", args=[each.uid])),
            each.seat.address.town if each.seat.address else "",
            is_inactive=each.is_inactive,
            new_url=_new_url(number, each) if may_add else "",
        )
        for each in found.organizations
    ]


def _new_url(number: str, organization: Organization | None = None) -> str:
    query = {"phone": number}
    if organization is not None:
        query["organization"] = str(organization.uid)
    return f"{reverse('contact_new')}?{urlencode(query)}"
