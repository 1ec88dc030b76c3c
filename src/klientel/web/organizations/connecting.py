"""Ties without employment, from the page of a contact or an organisation."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from klientel.accounts.models import User
from klientel.accounts.permissions import must, visible
from klientel.changes.errors import Stale
from klientel.changes.queries import latest_revision
from klientel.contacts.models import Connection, ConnectionType
from klientel.contacts.operations.ties import (
    ConnectedToItself,
    EndsBeforeItBegins,
    add_connection,
    bin_connection,
    change_connection,
    end_connection,
)
from klientel.web.contacts.editing import undo_of
from klientel.web.contacts.fields import DayField
from klientel.web.organizations.picking import ContactField, OrganizationField
from klientel.web.organizations.records import PAGES, Record, record_at
from klientel.web.pages import Request, actor, goto, page, posted, said
from klientel.web.vocabulary.opening import renewed

BACK = "back"


class ConnectionForm(forms.Form):
    """How the record is tied, and to whom: an organisation or a person."""

    role = forms.ChoiceField(label=_("Connection"))
    organization = OrganizationField(label=_("Organisation"), required=False)
    contact = ContactField(label=_("or contact"), required=False)
    since = DayField(label=_("Since"), required=False)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("organization", "contact"):
            field: Any = self.fields[name]
            field.user = user
        self.types = {
            str(each.uid): each
            for each in ConnectionType.live.filter(is_retired=False).order_by("pk")
        }
        roles: Any = self.fields["role"]
        roles.choices = [choice for each in self.types.values() for choice in _roles(each)]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        if not self.errors and bool(data["organization"]) == bool(data["contact"]):
            self.add_error(
                "organization", gettext("Name one of the two: an organisation or a contact.")
            )
        return data


class ConnectionEditForm(forms.Form):
    role = forms.ChoiceField(label=_("Connection"))
    since = DayField(label=_("Since"), required=False)
    until = DayField(
        label=_("Until"), required=False, help_text=_("The last day. Empty: it has no end.")
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kept: ConnectionType, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = ConnectionType.live.filter(Q(is_retired=False) | Q(pk=kept.pk)).order_by("pk")
        self.types = {str(each.uid): each for each in offered}
        roles: Any = self.fields["role"]
        roles.choices = [choice for each in self.types.values() for choice in _roles(each)]


class EndForm(forms.Form):
    until = DayField(label=_("Last day"))


@login_required
@require_http_methods(["GET", "POST"])
def connection_new(request: Request, kind: str, uid: UUID) -> HttpResponse:
    record = record_at(request, kind, uid)
    must(actor(request), "change", record)
    form = ConnectionForm(posted(request), user=request.user)
    if form.is_valid():
        try:
            _add(request, record, form)
        except ConnectedToItself:
            form.add_error("organization", gettext("A connection has two ends. Name another."))
        else:
            said(request, gettext("The connection is added."), undo=undo_of(request))
            return goto(request, PAGES[kind], uid)
    context = {"record": record, "kind": kind, "page": PAGES[kind], "form": form}
    status = 422 if form.is_bound else 200
    return page(request, "organizations/connection_new.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def connection_edit(request: Request, connection: UUID, kind: str, uid: UUID) -> HttpResponse:
    """Change a connection, read from the record whose page asked."""
    seen = latest_revision()
    record = record_at(request, kind, uid)
    row = _one(request, connection)
    begins = record in (row.contact, row.organization)
    back = "" if begins or row.type.opposite == str(row.type) else f"/{BACK}"
    start = {"role": f"{row.type.uid}{back}", "seen": seen}
    start |= {name: getattr(row, name) for name in ("since", "until", "note")}
    form = ConnectionEditForm(posted(request), initial=start, kept=row.type)
    if form.is_valid() and _changed(request, row, form, begins=begins):
        return goto(request, PAGES[kind], uid)
    context = {
        "record": record,
        "kind": kind,
        "page": PAGES[kind],
        "connection": row,
        "other": row.far_end if begins else row.near_end,
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return page(request, "organizations/connection_edit.html", context, status=status)


@login_required
@require_POST
def connection_bin(request: Request, connection: UUID, kind: str, uid: UUID) -> HttpResponse:
    record_at(request, kind, uid)
    bin_connection(connection=_one(request, connection), by=actor(request))
    said(request, gettext("The connection is removed."), undo=undo_of(request))
    return goto(request, PAGES[kind], uid)


def _one(request: Request, uid: UUID) -> Connection:
    rows = Connection.live.filter(visible(request.user, Connection)).select_related(
        "type", "contact", "organization", "other_contact", "other_organization"
    )
    found: Connection = get_object_or_404(rows, uid=uid)
    must(actor(request), "change", found)
    return found


def _changed(request: Request, row: Connection, form: ConnectionEditForm, *, begins: bool) -> bool:
    data = form.cleaned_data
    uid, _slash, direction = data["role"].partition("/")
    kind = form.types[uid]
    same = kind.opposite == str(kind)
    try:
        change_connection(
            connection=row,
            type=kind,
            forward=same or begins == (direction != BACK),
            since=data["since"],
            until=data["until"],
            note=data["note"],
            expected=data["seen"],
            by=actor(request),
        )
    except EndsBeforeItBegins:
        form.add_error("until", gettext("The last day lies before the first. Change it."))
    except Stale:
        renewed(request, form)
    else:
        said(request, gettext("The connection is saved."), undo=undo_of(request))
        return True
    return False


@login_required
@require_http_methods(["GET", "POST"])
def connection_end(request: Request, connection: UUID, kind: str, uid: UUID) -> HttpResponse:
    """End a connection on a day, seen from the record whose page asked."""
    record = record_at(request, kind, uid)
    rows = Connection.live.filter(visible(request.user, Connection)).select_related("type")
    row = get_object_or_404(rows, uid=connection)
    must(actor(request), "change", row)
    form = EndForm(posted(request), initial={"until": timezone.localdate()})
    if form.is_valid():
        last: date = form.cleaned_data["until"]
        if row.since and last < row.since:
            form.add_error("until", gettext("The last day lies before the first. Change it."))
        else:
            end_connection(connection=row, on=last, by=actor(request))
            said(request, gettext("The connection ends."), undo=undo_of(request))
            return goto(request, PAGES[kind], uid)
    context = {"record": record, "page": PAGES[kind], "connection": row, "form": form}
    status = 422 if form.is_bound else 200
    return page(request, "organizations/connection_end.html", context, status=status)


def _add(request: Request, record: Record, form: ConnectionForm) -> None:
    data = form.cleaned_data
    uid, _slash, direction = data["role"].partition("/")
    other: Record = data["organization"] or data["contact"]
    one, two = (other, record) if direction == BACK else (record, other)
    add_connection(
        type=form.types[uid], one=one, other=two, since=data["since"], note=data["note"],
        by=actor(request),
    )  # fmt: skip


def _roles(kind: ConnectionType) -> list[tuple[str, str]]:
    """Return both ways to read a type, once if they are the same."""
    forward, backward = kind.role(forward=True), kind.role(forward=False)
    ways = [(str(kind.uid), f"… {forward} …")]
    if backward != forward:
        ways.append((f"{kind.uid}/{BACK}", f"… {backward} …"))
    return ways
