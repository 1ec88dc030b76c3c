"""Further addresses of a contact: for visits, invoices, deliveries."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from klientel.changes.errors import Stale
from klientel.changes.queries import latest_revision
from klientel.contacts.addresses import PostalAddress
from klientel.contacts.models import Address, Contact, Purpose, Use
from klientel.contacts.operations.own_addresses import (
    add_further_address,
    change_further_address,
    remove_address,
)
from klientel.contacts.reading import contact_sheet
from klientel.web.contacts import once
from klientel.web.contacts.editing import undo_of
from klientel.web.contacts.fields import address_fields
from klientel.web.contacts.forms import ADDRESS, texts
from klientel.web.contacts.opening import contact_to_change
from klientel.web.contacts.part_clashes import Standing, clash_page
from klientel.web.pages import Request, actor, goto, page, posted, said


class AddressForm(forms.Form):
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    purpose = forms.ChoiceField(
        label=_("Purpose"), choices=[("", "–"), *Purpose.choices], required=False
    )
    use = forms.ChoiceField(
        label=_("Use"), choices=Use.choices, initial=Use.BUSINESS, widget=forms.RadioSelect
    )
    label = forms.CharField(label=_("Label"), max_length=60, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(address_fields(""))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        if not any(data.get(name) for name in ADDRESS) and not self.errors:
            self.add_error("street", gettext("Fill in at least a street, a PO box or a town."))
        return data

    def address(self) -> PostalAddress:
        return PostalAddress(**{name: self.cleaned_data[name].strip() for name in ADDRESS})


@login_required
@require_http_methods(["GET", "POST"])
def address_new(request: Request, uid: UUID) -> HttpResponse:
    contact = contact_to_change(request, uid)
    if url := once.made_by(request):
        return goto(request, url)
    form = AddressForm(posted(request))
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        job = contact_sheet(contact, request.user).job if data["use"] == Use.BUSINESS else None
        add_further_address(
            contact=contact,
            address=form.address(),
            use=data["use"],
            purpose=data["purpose"],
            label=data["label"],
            position=job,
            by=actor(request),
        )
        said(request, gettext("The address is added."), undo=undo_of(request))
        once.remember(request, reverse("contact_detail", args=[uid]))
        return goto(request, "contact_detail", uid)
    context = {
        "contact": contact,
        "form": form,
        "once": request.POST.get("once") or once.token(),
    }
    return page(request, "contacts/address_new.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def address_edit(request: Request, uid: UUID, number: int) -> HttpResponse:
    seen = latest_revision()
    contact = contact_to_change(request, uid)
    address = _further(contact, number)
    names = (*ADDRESS, "purpose", "use", "label")
    start = {name: getattr(address, name) for name in names} | {"seen": seen}
    now = texts(AddressForm(initial=start), start)
    standing = Standing(address, now, frozenset(names))
    form = AddressForm(standing.posted(request), initial=start)
    if form.is_bound and form.is_valid():
        try:
            _change(request, contact, address, form)
        except Stale as stale:
            return clash_page(request, contact, stale, form=form, standing=standing, revision=seen)
        else:
            said(request, gettext("The address is saved."), undo=undo_of(request))
            return goto(request, "contact_detail", uid)
    context = {"contact": contact, "form": form, "address": address}
    status = 422 if form.is_bound else 200
    return page(request, "contacts/address_edit.html", context, status=status)


@login_required
@require_POST
def address_remove(request: Request, uid: UUID, number: int) -> HttpResponse:
    contact = contact_to_change(request, uid)
    remove_address(address=_further(contact, number), by=actor(request))
    said(request, gettext("The address is removed."), undo=undo_of(request))
    return goto(request, "contact_detail", uid)


def _further(contact: Contact, number: int) -> Address:
    rows = Address.objects.select_related("contact").filter(contact=contact, is_company=False)
    return get_object_or_404(rows, pk=number)


def _change(request: Request, contact: Contact, address: Address, form: AddressForm) -> None:
    data = form.cleaned_data
    moves = data["use"] == Use.BUSINESS and address.use != Use.BUSINESS
    change_further_address(
        address=address,
        to=replace(form.address(), region=_region(address, form)),
        use=data["use"],
        purpose=data["purpose"],
        label=data["label"].strip(),
        position=contact_sheet(contact, request.user).job if moves else None,
        expected=data["seen"],
        by=actor(request),
    )


def _region(address: Address, form: AddressForm) -> str:
    """Return the region, which no field shows, as long as the place stays."""
    moved = {"postcode", "town", "country"} & set(form.changed_data)
    return "" if moved else address.region
