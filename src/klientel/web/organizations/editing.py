"""A new organisation; editing one, address and switchboard with it."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from klientel.accounts.permissions import must
from klientel.changes.errors import Stale
from klientel.changes.queries import latest_revision
from klientel.contacts.addresses import PostalAddress
from klientel.contacts.models import Organization
from klientel.contacts.operations.organizations import (
    Circle,
    DepartmentNeedsParent,
    add_organization,
    change_organization,
)
from klientel.contacts.operations.relationships import NumbersUsedUp
from klientel.contacts.overview import announced_address, organizations_to_open, own_seat
from klientel.contacts.queries import organizations_visible_to, value_of
from klientel.web import clashes
from klientel.web.assigning import lock
from klientel.web.contacts.editing import undo_of
from klientel.web.contacts.once import made_by, remember, token
from klientel.web.duplicates.views import asked_first
from klientel.web.organizations import clashes as own
from klientel.web.organizations import moving
from klientel.web.organizations.forms import NewOrganizationForm, OrganizationForm
from klientel.web.organizations.relating import USED_UP
from klientel.web.pages import Request, actor, goto, page, posted, said


@login_required
@require_http_methods(["GET", "POST"])
def organization_new(request: Request) -> HttpResponse:
    must(actor(request), "add", Organization)
    if made := made_by(request):
        return goto(request, made)
    form = NewOrganizationForm(posted(request), initial=_beginning(request), user=request.user)
    alike = asked_first(request, "organization") if form.is_valid() else []
    if form.is_valid() and not alike:
        try:
            added = _add(request, form)
        except DepartmentNeedsParent:
            _needs_parent(form)
        except NumbersUsedUp:
            form.add_error("relationship", USED_UP)
        else:
            remember(request, reverse("organization_detail", args=[added.uid]))
            return goto(request, "organization_detail", added.uid)
    context = {"form": form, "once": request.POST.get("once") or token(), "alike": alike}
    status = 422 if form.is_bound else 200
    return page(request, "organizations/organization_new.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def organization_edit(request: Request, uid: UUID) -> HttpResponse:
    seen = latest_revision()
    rows = organizations_to_open(request.user)
    organization = get_object_or_404(rows, uid=uid, binned_at=None)
    must(actor(request), "change", organization)
    form = _bound(request, organization, seen)
    if form.is_valid():
        old = value_of(own_seat(organization)[0])
        try:
            _change(request, organization, form)
        except Circle:
            form.add_error("parent", circle(form.cleaned_data["parent"], organization))
        except DepartmentNeedsParent:
            _needs_parent(form)
        except Stale as stale:
            both = own.side_by_side(stale, organization, form, request.user)
            context = {"organization": organization, "revision": seen, **both}
            return page(request, "organizations/organization_clash.html", context, status=409)
        else:
            return _saved(request, organization, form, old)
    context = {
        "organization": organization,
        "form": form,
        "announced": announced_address(organization),
        "inherited": None if own_seat(organization)[0] else organization.seat.address,
    }
    status = 422 if form.is_bound else 200
    return page(request, "organizations/organization_edit.html", context, status=status)


def circle(parent: Organization, organization: Organization) -> str:
    """Say why an organisation cannot hang there, and what would do."""
    return gettext(
        "%(parent)s is %(organization)s itself or lies below it; hung there the tree would bite"
        " its own tail. Choose an organisation from another branch, or move %(parent)s first."
    ) % {"parent": parent, "organization": organization}


def _beginning(request: Request) -> dict[str, Any]:
    """Return what a new organisation begins with: its reader manages it; a parent if asked."""
    found: dict[str, Any] = {"account_manager": request.user}
    try:
        above = UUID(request.GET.get("unter", ""))
    except ValueError:
        return found
    return found | {"parent": organizations_visible_to(request.user).filter(uid=above).first()}


def _add(request: Request, form: NewOrganizationForm) -> Organization:
    added = add_organization(
        patch=form.patch(),
        address=form.address(),
        switchboard=form.cleaned_data["switchboard"],
        relationship=form.cleaned_data["relationship"],
        custom=form.custom(),
        by=actor(request),
    )
    said(request, gettext("%(name)s is added.") % {"name": added}, undo=undo_of(request))
    return added


def _bound(request: Request, organization: Organization, seen: int) -> OrganizationForm:
    initial = OrganizationForm.initial_for(organization, seen)
    data: QueryDict | None = posted(request)
    if data is not None and clashes.is_settled(data):
        empty = OrganizationForm(initial=initial, user=request.user)
        data = clashes.settled(data, empty.texts(), lambda key: own.fields(key, organization))
    form = OrganizationForm(data, initial=initial, user=request.user)
    lock(form, organization, request.user)
    return form


def _change(request: Request, organization: Organization, form: OrganizationForm) -> None:
    switched = "switchboard" in form.changed_data
    change_organization(
        organization=organization,
        patch=form.patch(),
        address=form.address() if form.address_changed else None,
        valid_from=form.cleaned_data["valid_from"],
        switchboard=form.cleaned_data["switchboard"] if switched else None,
        custom=form.custom(),
        expected=form.cleaned_data["seen"],
        by=actor(request),
    )


def _saved(
    request: Request, organization: Organization, form: OrganizationForm, old: PostalAddress
) -> HttpResponse:
    said(request, gettext("The organisation is saved."), undo=undo_of(request))
    if old and form.address_changed and moving.offered(request, organization, old):
        return goto(request, "organization_move_along", organization.uid)
    return goto(request, "organization_detail", organization.uid)


def _needs_parent(form: Any) -> None:
    form.add_error(
        "parent",
        gettext("A department belongs to an organisation. Name it here, or take the mark away."),
    )
