"""Editing a contact: all facts in one form, and what happens if somebody else edits it too."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from klientel.changes.errors import Stale
from klientel.changes.queries import last_unit_of, latest_revision
from klientel.contacts.models import Contact
from klientel.contacts.naming import Nameless
from klientel.contacts.operations.contacts import change_contact
from klientel.contacts.reading import ContactSheet, contact_sheet
from klientel.web.assigning import lock
from klientel.web.clashes import is_settled
from klientel.web.contacts import clashes, facts
from klientel.web.contacts.forms import NAMELESS, ContactForm
from klientel.web.contacts.opening import contact_to_change
from klientel.web.contacts.points import edits, point_rows
from klientel.web.pages import Request, actor, goto, page, said


@login_required
@require_http_methods(["GET", "POST"])
def contact_edit(request: Request, uid: UUID) -> HttpResponse:
    seen = latest_revision()
    contact = contact_to_change(request, uid)
    sheet = contact_sheet(contact, request.user)
    initial = ContactForm.initial_for(sheet, seen)
    data = _data(request, sheet, initial)
    form = ContactForm(data, initial=initial)
    lock(form, contact, request.user)
    rows = point_rows(data, sheet.live_points)
    if data is not None and form.is_valid() & rows.is_valid():
        try:
            _change(request, contact, form, rows)
        except Nameless:
            form.add_error("family_name", NAMELESS)
        except Stale as stale:
            both = clashes.side_by_side(stale, sheet, form, request.user)
            context = {"contact": contact, "revision": seen, **both}
            return page(request, "contacts/contact_clash.html", context, status=409)
        else:
            said(request, gettext("The contact is saved."), undo=undo_of(request))
            return goto(request, "contact_detail", uid)
    return _form_page(request, sheet, form, rows)


def undo_of(request: Request) -> int | None:
    """Return the revision of what the user wrote just now."""
    unit = last_unit_of(request.user.pk)
    return unit.revision if unit else None


def _data(request: Request, sheet: ContactSheet, initial: dict[str, Any]) -> QueryDict | None:
    """Return what was posted, with the choices of the page that shows both versions."""
    if request.method != "POST":
        return None
    if not is_settled(request.POST):
        return request.POST
    return clashes.settled(request.POST, sheet, initial)


def _change(request: Request, contact: Contact, form: ContactForm, rows: Any) -> None:
    change_contact(
        contact=contact,
        patch=form.patch(),
        points=edits(rows),
        business=form.business(),
        served=form.served_address(),
        private=form.private(),
        custom=form.custom(),
        expected=form.cleaned_data["seen"],
        by=actor(request),
    )


def _form_page(request: Request, sheet: ContactSheet, form: ContactForm, rows: Any) -> HttpResponse:
    effective = sheet.contact.effective
    seat, home = sheet.seat_at(sheet.job), sheet.seat_at(sheet.home)
    context = {
        "contact": sheet.contact,
        "sheet": sheet,
        "form": form,
        "rows": rows,
        "business_origin": _origin(effective.address, sheet),
        "private_origin": _origin(effective.private_address, sheet),
        "may_inherit": bool(sheet.own_address and seat and seat.address),
        "inherited": seat.address if seat else None,
        "home_address": home.address if home else None,
        "organization_url": facts.organization_url(sheet.job.organization) if sheet.job else "",
    }
    return page(
        request, "contacts/contact_edit.html", context, status=422 if form.is_bound else 200
    )


def _origin(address: Any, sheet: ContactSheet) -> dict[str, Any]:
    """Return where the address that the form shows comes from; nothing for an own one."""
    if address is None or (address.contact_id == sheet.contact.pk and not address.is_company):
        return {}
    source, url, note = facts.source_of(address, sheet.contact)
    held = address.contact_id == sheet.contact.pk
    return {"source": source, "url": url, "note": note, "held": held}
