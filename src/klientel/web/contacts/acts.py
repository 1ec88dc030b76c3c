"""Small acts on a contact: bin, restore, deactivate, inherit again."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from klientel.accounts.permissions import must
from klientel.contacts.addresses import NOWHERE
from klientel.contacts.kinds import led_by
from klientel.contacts.models import ContactInactivity
from klientel.contacts.operations.bin import bin_contact, restore_contact
from klientel.contacts.operations.contacts import (
    PointEdit,
    change_contact,
    deactivate_contact,
    reactivate_contact,
)
from klientel.contacts.operations.own_addresses import restore_inheritance
from klientel.contacts.reading import ContactSheet, contact_sheet, contacts_to_open
from klientel.web.contacts.editing import undo_of
from klientel.web.contacts.fields import DayField
from klientel.web.contacts.opening import contact_to_change
from klientel.web.pages import Request, actor, goto, page, posted, said


class DeactivateForm(forms.Form):
    since = DayField(
        label=_("Inactive from"), help_text=_("24.11.2026, 24.11., today, tomorrow; also ahead")
    )
    reason = forms.ChoiceField(
        label=_("Reason"), choices=ContactInactivity.choices, widget=forms.RadioSelect
    )


@login_required
@require_http_methods(["GET", "POST"])
def contact_bin(request: Request, uid: UUID) -> HttpResponse:
    """Ask, then put a contact into the bin."""
    contact = get_object_or_404(contacts_to_open(request.user), uid=uid, binned_at=None)
    must(actor(request), "bin", contact)
    if request.method == "POST":
        bin_contact(contact=contact, by=actor(request))
        said(request, gettext("The contact is in the bin."), undo=undo_of(request))
        return goto(request, _list())
    return page(
        request, "contacts/contact_bin.html", {"contact": contact, "holds": led_by(contact)}
    )


@login_required
@require_POST
def contact_restore(request: Request, uid: UUID) -> HttpResponse:
    contact = get_object_or_404(contacts_to_open(request.user), uid=uid)
    restore_contact(contact=contact, by=actor(request))
    said(request, gettext("The contact is out of the bin again."))
    return goto(request, "contact_detail", uid)


@login_required
@require_http_methods(["GET", "POST"])
def contact_deactivate(request: Request, uid: UUID) -> HttpResponse:
    contact = contact_to_change(request, uid)
    start = {"since": contact.inactive_from or timezone.localdate()}
    form = DeactivateForm(posted(request), initial={**start, "reason": ContactInactivity.LEFT})
    if form.is_bound and form.is_valid():
        since: date = form.cleaned_data["since"]
        reason = form.cleaned_data["reason"]
        deactivate_contact(contact=contact, since=since, reason=reason, by=actor(request))
        said(request, gettext("The contact is deactivated."), undo=undo_of(request))
        return goto(request, "contact_detail", uid)
    context = {"contact": contact, "form": form, "holds": led_by(contact)}
    return page(
        request, "contacts/contact_deactivate.html", context, status=422 if form.is_bound else 200
    )


@login_required
@require_POST
def contact_reactivate(request: Request, uid: UUID) -> HttpResponse:
    reactivate_contact(contact=contact_to_change(request, uid), by=actor(request))
    said(request, gettext("The contact is active again."), undo=undo_of(request))
    return goto(request, "contact_detail", uid)


@login_required
@require_POST
def contact_inherit(request: Request, uid: UUID, what: str) -> HttpResponse:
    """Take an own value away, so that the inherited one holds again."""
    contact = contact_to_change(request, uid)
    sheet = contact_sheet(contact, request.user)
    _inherit(sheet, what, actor(request))
    said(request, gettext("The inherited value holds again."), undo=undo_of(request))
    return goto(request, "contact_detail", uid)


def _inherit(sheet: ContactSheet, what: str, by: Any) -> None:
    contact, job, line = sheet.contact, sheet.job, sheet.own_switchboard
    if what == "business" and job is not None:
        restore_inheritance(contact=contact, position=job, by=by)
    elif what == "home":
        change_contact(contact=contact, patch={}, private=NOWHERE, by=by)
    elif what == "switchboard" and line is not None:
        gone = PointEdit(sort=line.sort, value="", number=line.pk)
        change_contact(contact=contact, patch={}, points=[gone], by=by)


def _list() -> str:
    try:
        return reverse("contact_list")
    except NoReverseMatch:
        return "/"
