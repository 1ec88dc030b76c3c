"""What is there already, while it is typed: shown beneath the fields, never in the way."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from klientel.accounts.models import User
from klientel.accounts.permissions import Denied, may
from klientel.contacts.duplicates import Firm, Person, Reason, Why
from klientel.contacts.lookalikes import (
    Lookalike,
    contact_candidates,
    organization_candidates,
)
from klientel.contacts.models import Contact, Organization
from klientel.web.contacts.lists import contact_cell
from klientel.web.duplicates.drafts import firm_of, household_of, person_of
from klientel.web.lists.addresses import record_addresses
from klientel.web.lists.cells import Record
from klientel.web.organizations.lists import organization_cell
from klientel.web.pages import Request, page

REACHED = {Why.EMAIL, Why.MAILBOX, Why.PHONE, Why.SHARED_PHONE, Why.WEBSITE, Why.STEM}
_UNCHANGED = 204
_MOST = 6


@dataclass(frozen=True, slots=True)
class Alike:
    """A record that may be the one that is typed: what it is, and why."""

    who: Record
    about: str
    why: str
    is_reached: bool
    is_inactive: bool


@login_required
@require_POST
def duplicate_check(request: Request, kind: str) -> HttpResponse:
    """Return the warnings for a form as it stands; nothing new is no content."""
    if kind not in {"contact", "household", "organization"}:
        raise Http404
    model = Organization if kind == "organization" else Contact
    if not (may(request.user, "add", model) or may(request.user, "change", model)):
        raise Denied("add", model.kind)
    found = alike(request, kind)
    shown = _digest(found)
    if shown == request.POST.get("alike_shown", _digest([])):
        return HttpResponse(status=_UNCHANGED)
    context = {
        "names": [each for each in found if not each.is_reached],
        "reached": [each for each in found if each.is_reached],
        "shown": shown,
    }
    return page(request, "duplicates/duplicate_check.html", context)


def alike(request: Request, kind: str) -> list[Alike]:
    """Return the records that the posted form may make a second time."""
    data, user = request.POST, request.user
    if kind == "organization":
        return of_firm(firm_of(data), user, but=data.get("alike_but", ""))
    persons = household_of(data) if kind == "household" else [person_of(data, user)]
    return of_persons(persons, user, but=data.get("alike_but", ""))


def asked_first(request: Request, kind: str) -> list[Alike]:
    """Return what to show before anything is added: only where no script has shown it before."""
    if "ask_alike" not in request.POST or "anyway" in request.POST:
        return []
    return alike(request, kind)


def of_persons(persons: Iterable[Person], user: User, *, but: str = "") -> list[Alike]:
    url = record_addresses("contact_detail")
    found: dict[int, Alike] = {}
    for person in persons:
        for each in contact_candidates(person, user):
            if str(each.row.uid) != but:
                found.setdefault(each.row.pk, _of_contact(each, url(each.row.uid)))
    return list(found.values())[:_MOST]


def of_firm(firm: Firm, user: User, *, but: str = "") -> list[Alike]:
    url = record_addresses("organization_detail")
    return [
        _of_organization(each, url(each.row.uid))
        for each in organization_candidates(firm, user)
        if str(each.row.uid) != but
    ]


def _of_contact(found: Lookalike[Contact], url: str) -> Alike:
    contact = found.row
    employer = contact.effective.organization
    address = contact.effective.shown_address
    about = [employer.name if employer else "", address.town if address else ""]
    return _alike(contact_cell(contact, url), about, found.reasons, contact.is_inactive)


def _of_organization(found: Lookalike[Organization], url: str) -> Alike:
    firm = found.row
    address = firm.seat.address
    about = [address.town if address else ""]
    return _alike(organization_cell(firm, url), about, found.reasons, firm.is_inactive)


def _alike(who: Record, about: list[str], reasons: tuple[Reason, ...], is_inactive: bool) -> Alike:  # noqa: FBT001 -- a column's value
    why = ", ".join(dict.fromkeys(said(reason) for reason in reasons))
    is_reached = reasons[0].why in REACHED
    return Alike(who, " · ".join(filter(None, about)), why, is_reached, is_inactive)


_SAID = {
    Why.EMAIL: _("same e-mail"),
    Why.MAILBOX: _("same e-mail"),
    Why.PHONE: _("same phone number"),
    Why.SHARED_PHONE: _("same phone number"),
    Why.STEM: _("number of this organisation"),
    Why.WEBSITE: _("same website or mail domain"),
    Why.NAME: _("same name"),
    Why.NAME_THERE: _("same name, also %(where)s"),
    Why.SIMILAR_THERE: _("similar name, also %(where)s"),
    Why.SIMILAR_NAME: _("similar name"),
}


def said(reason: Reason) -> str:
    """Return a reason as the eye reads it: 'same name, also Hannover'."""
    return str(_SAID[reason.why] % {"where": reason.where})


def _digest(found: list[Alike]) -> str:
    told = "\n".join(f"{each.who['url']} {each.why}" for each in found)
    return blake2b(told.encode(), digest_size=8).hexdigest()
