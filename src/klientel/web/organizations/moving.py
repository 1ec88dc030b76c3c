"""After the company moved: who has its old address as an own one may move along."""

from dataclasses import astuple
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from klientel.accounts.permissions import may, must
from klientel.contacts.addresses import NOWHERE, PostalAddress
from klientel.contacts.models import Address, Organization
from klientel.contacts.operations.company_address import change_company_address, move_along
from klientel.contacts.overview import announced_address, organizations_to_open, own_seat
from klientel.contacts.queries import addresses_that_equal, value_of
from klientel.contacts.spans import day_after
from klientel.web.contacts.editing import undo_of
from klientel.web.pages import Request, actor, goto, page, said

KEPT = "moved_from"


def offered(request: Request, organization: Organization, old: PostalAddress) -> bool:
    """Keep the old address for the offer, if the address moved and anybody could come along."""
    now = organizations_to_open(request.user).get(pk=organization.pk)
    new = value_of(own_seat(now)[0])
    if not new or new == old or not _along(request, organization, old):
        return False
    kept = request.session.get(KEPT, {})
    request.session[KEPT] = {**kept, str(organization.uid): astuple(old)}
    return True


@login_required
@require_http_methods(["GET", "POST"])
def organization_move_along(request: Request, uid: UUID) -> HttpResponse:
    """Offer the addresses that say what the company's old one said to move along."""
    organization = get_object_or_404(organizations_to_open(request.user), uid=uid, binned_at=None)
    must(actor(request), "change", organization)
    old = _old(request, organization)
    new = value_of(own_seat(organization)[0])
    equal = _along(request, organization, old) if old and new else []
    if not equal:
        return goto(request, "organization_detail", uid)
    if request.method == "POST":
        return _move(request, organization, equal, new)
    context = {
        "organization": organization,
        "count": len(equal),
        "old": old,
        "new": new,
        "people": [each for each in equal if not each.is_company],
        "companies": [each for each in equal if each.is_company],
    }
    return page(request, "organizations/organization_move_along.html", context)


@login_required
@require_POST
def organization_address_recall(request: Request, uid: UUID) -> HttpResponse:
    """Take back an address that was entered ahead."""
    organization = get_object_or_404(organizations_to_open(request.user), uid=uid, binned_at=None)
    by = actor(request)
    must(by, "change", organization)
    if announced_address(organization) is not None:
        tomorrow = day_after(timezone.localdate(by.at))
        change_company_address(
            organization=organization, address=NOWHERE, valid_from=tomorrow, by=by
        )
        said(request, gettext("The new address is taken back."), undo=undo_of(request))
    return goto(request, "organization_detail", uid)


def _move(
    request: Request, organization: Organization, equal: list[Address], new: PostalAddress
) -> HttpResponse:
    chosen = set(request.POST.getlist("address"))
    moved = [each for each in equal if str(each.pk) in chosen]
    if moved:
        move_along(addresses=moved, to=new, by=actor(request))
        text = ngettext("%(number)s address moved along.", "%(number)s addresses moved along.",
                        len(moved)) % {"number": len(moved)}  # fmt: skip
        said(request, text, undo=undo_of(request))
    kept = request.session.get(KEPT, {})
    request.session[KEPT] = {uid: old for uid, old in kept.items() if uid != str(organization.uid)}
    return goto(request, "organization_detail", organization.uid)


def _old(request: Request, organization: Organization) -> PostalAddress:
    return PostalAddress(*request.session.get(KEPT, {}).get(str(organization.uid), ()))


def _along(request: Request, organization: Organization, old: PostalAddress) -> list[Address]:
    """Return the addresses that equal the old one and that the reader may change."""
    found = addresses_that_equal(old, organization)
    return [each for each in found if may(request.user, "change", each.contact)]
