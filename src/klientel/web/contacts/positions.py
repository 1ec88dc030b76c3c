"""Positions and memberships: added, changed, ended, made the primary one."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from klientel.accounts.permissions import may
from klientel.changes.errors import Stale
from klientel.changes.queries import latest_revision
from klientel.contacts.models import Contact, Organization, Position
from klientel.contacts.operations.households import join_household, move_out
from klientel.contacts.operations.main_contact import NotAtThisOrganization
from klientel.contacts.operations.positions import (
    AlreadyThere,
    EndsBeforeItBegins,
    NeverPrimary,
    PositionPatch,
    add_position,
    change_position,
    end_position,
    make_primary,
)
from klientel.contacts.reading import colleagues_at, positions_shown
from klientel.web.contacts import once
from klientel.web.contacts.editing import undo_of
from klientel.web.contacts.fields import DayField
from klientel.web.contacts.forms import texts
from klientel.web.contacts.moving import Colleague
from klientel.web.contacts.opening import contact_to_change
from klientel.web.contacts.part_clashes import Standing, clash_page
from klientel.web.contacts.picking import MAY_NOT_ADD, SEVERAL, EmployerFields, Picked
from klientel.web.pages import Request, actor, goto, page, posted, said


class PositionForm(forms.Form):
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Position"), max_length=160, required=False)
    department = forms.CharField(label=_("Department"), max_length=160, required=False)
    since = DayField(label=_("Since"), required=False)
    until = DayField(
        label=_("Until"), required=False, help_text=_("The last day. Empty: it goes on.")
    )
    address_line = forms.CharField(
        label=_("Additional address line"),
        max_length=160,
        required=False,
        help_text=_("Beside the inherited address: department, building 7."),
    )

    def patch(self) -> PositionPatch:
        data = self.cleaned_data
        return PositionPatch(
            title=data["title"].strip(),
            department=data["department"].strip(),
            since=data["since"],
            until=data["until"],
            address_line=data["address_line"].strip(),
        )


class NewPositionForm(PositionForm, EmployerFields):
    pass


class EndForm(forms.Form):
    on = DayField(label=_("First day without it"))
    successor = Colleague(
        label=_("New main contact"),
        queryset=None,
        required=False,
        empty_label=_("Switchboard (office)"),
    )
    new_household = forms.CharField(
        label=_("New household"),
        max_length=200,
        required=False,
        help_text=_("Empty: none. With a name it is made in the same step."),
    )

    def __init__(self, *args: Any, position: Position, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["successor"].queryset = colleagues_at(position)
        if position.organization.is_household:
            del fields["successor"]
        else:
            del fields["new_household"]
            if position.organization.main_position_id != position.pk:
                del fields["successor"]


@login_required
@require_http_methods(["GET", "POST"])
def position_new(request: Request, uid: UUID) -> HttpResponse:
    contact = contact_to_change(request, uid)
    if address := once.made_by(request):
        return goto(request, address)
    form = NewPositionForm(posted(request))
    picked = Picked()
    if form.is_bound and form.is_valid():
        picked = form.pick(request.user)
        if _picked_one(request, form, picked) and _added(request, contact, form, picked):
            once.remember(request, _url(contact))
            said(request, gettext("The position is added."), undo=undo_of(request))
            return goto(request, "contact_detail", uid)
    context = {
        "contact": contact,
        "form": form,
        "offers": picked.offers,
        "once": request.POST.get("once") or once.token(),
    }
    return page(
        request, "contacts/position_new.html", context, status=422 if form.is_bound else 200
    )


@login_required
@require_http_methods(["GET", "POST"])
def position_edit(request: Request, uid: UUID, number: int) -> HttpResponse:
    seen = latest_revision()
    contact = contact_to_change(request, uid)
    position = _position(request, contact, number)
    fields = ("title", "department", "since", "until", "address_line")
    start = {name: getattr(position, name) for name in fields}
    now = texts(PositionForm(initial=start), start)
    standing = Standing(position, now, frozenset(fields))
    form = PositionForm(standing.posted(request), initial={**start, "seen": seen})
    if form.is_bound and form.is_valid():
        try:
            change_position(
                position=position,
                patch=form.patch(),
                expected=form.cleaned_data["seen"],
                by=actor(request),
            )
        except EndsBeforeItBegins:
            form.add_error("until", _ENDS_BEFORE)
        except Stale as stale:
            return clash_page(request, contact, stale, form=form, standing=standing, revision=seen)
        else:
            said(request, gettext("The position is saved."), undo=undo_of(request))
            return goto(request, "contact_detail", uid)
    context = {"contact": contact, "position": position, "form": form}
    return page(
        request, "contacts/position_edit.html", context, status=422 if form.is_bound else 200
    )


@login_required
@require_http_methods(["GET", "POST"])
def position_end(request: Request, uid: UUID, number: int) -> HttpResponse:
    contact = contact_to_change(request, uid)
    position = _position(request, contact, number)
    start = {"on": timezone.localdate()}
    form = EndForm(posted(request), position=position, initial=start)
    if form.is_bound and form.is_valid():
        try:
            _end(position, form, request)
        except EndsBeforeItBegins:
            form.add_error("on", gettext("The position began later than that. Choose a later day."))
        except NotAtThisOrganization:
            form.add_error("successor", gettext("The successor no longer works there."))
        else:
            said(request, gettext("The end of the position is saved."), undo=undo_of(request))
            return goto(request, "contact_detail", uid)
    context = {
        "contact": contact,
        "position": position,
        "form": form,
        "is_main": position.organization.main_position_id == position.pk,
    }
    return page(
        request, "contacts/position_end.html", context, status=422 if form.is_bound else 200
    )


@login_required
@require_POST
def position_primary(request: Request, uid: UUID, number: int) -> HttpResponse:
    contact = contact_to_change(request, uid)
    try:
        make_primary(position=_position(request, contact, number), by=actor(request))
    except NeverPrimary:
        said(request, gettext("Only a current job can be the primary position."))
    else:
        said(request, gettext("The primary position is chosen."), undo=undo_of(request))
    return goto(request, "contact_detail", uid)


def _added(request: Request, contact: Contact, form: NewPositionForm, picked: Picked) -> bool:
    by = actor(request)
    at = picked.organization
    try:
        if at is not None and at.is_household:
            join_household(contact=contact, household=at, by=by)
        else:
            name, patch = picked.new_name, form.patch()
            add_position(contact=contact, organization=at, new_name=name, patch=patch, by=by)
    except AlreadyThere:
        form.add_error("employer", _ALREADY_THERE)
    except EndsBeforeItBegins:
        form.add_error("until", _ENDS_BEFORE)
    return form.is_valid()


def _picked_one(request: Request, form: NewPositionForm, picked: Picked) -> bool:
    if picked.offers:
        form.add_error("employer", SEVERAL)
    elif picked.new_name and not may(request.user, "add", Organization):
        form.add_error("employer", MAY_NOT_ADD)
    elif picked.organization is None and not picked.new_name:
        form.add_error("employer", _NOWHERE)
    since, until = form.cleaned_data.get("since"), form.cleaned_data.get("until")
    if since and until and until < since:
        form.add_error("until", _ENDS_BEFORE)
    return form.is_valid()


def _end(position: Position, form: EndForm, request: Request) -> None:
    on, by = form.cleaned_data["on"], actor(request)
    if position.organization.is_household:
        name = form.cleaned_data["new_household"].strip()
        move_out(membership=position, on=on, new_household=name, by=by)
    else:
        heir = form.cleaned_data.get("successor")
        end_position(position=position, on=on, successor=heir, by=by)


def _position(request: Request, contact: Contact, number: int) -> Position:
    shown = {each.pk for each in positions_shown(contact, request.user)}
    rows = Position.objects.select_related("organization", "contact").filter(pk__in=shown)
    return get_object_or_404(rows, pk=number)


def _url(contact: Contact) -> str:
    from django.urls import reverse

    return reverse("contact_detail", args=[contact.uid])


_ENDS_BEFORE = _("The last day lies before the first. Correct one of the two.")
_ALREADY_THERE = _("The contact already has an open position there. Choose another organisation.")
_NOWHERE = _("Choose an organisation, or type the name of a new one.")
