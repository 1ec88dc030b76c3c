"""Changing company: one act, with what it entails listed before it is saved."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from klientel.accounts.permissions import Denied
from klientel.contacts.models import Contact, Organization, Position
from klientel.contacts.operations.main_contact import NotAtThisOrganization
from klientel.contacts.operations.moving_ahead import (
    NothingPending,
    call_off_change,
    change_company_instead,
)
from klientel.contacts.operations.positions import (
    AlreadyThere,
    EndsBeforeItBegins,
    NextJob,
    change_company,
)
from klientel.contacts.pending import Pending, pending_change
from klientel.contacts.reading import ContactSheet, colleagues_at, contact_sheet
from klientel.web.contacts import once
from klientel.web.contacts.editing import undo_of
from klientel.web.contacts.fields import DayField
from klientel.web.contacts.opening import contact_to_change
from klientel.web.contacts.picking import MAY_NOT_ADD, SEVERAL, EmployerFields, Picked
from klientel.web.contacts.preview import preview
from klientel.web.pages import Request, actor, goto, page, posted, said

KEPT = "kept_"


class Colleague(forms.ModelChoiceField[Position]):
    def label_from_instance(self, obj: Any) -> str:
        return " · ".join(part for part in (str(obj.contact), obj.title) if part)


class Job(forms.ModelChoiceField[Position]):
    def label_from_instance(self, obj: Any) -> str:
        return " @ ".join(part for part in (obj.title, obj.organization.name) if part)


class MoveForm(EmployerFields):
    target = forms.ChoiceField(
        label=_("Where to"),
        choices=[("organization", _("New organisation")), ("none", _("Left, destination unknown"))],
        widget=forms.RadioSelect,
        initial="organization",
    )
    leaving = Job(label=_("Leaves"), queryset=None, empty_label=None)
    on = DayField(
        label=_("First day there"), help_text=_("24.11.2026, 1.1., today; ahead and back in time")
    )
    position = forms.CharField(label=_("Position there"), max_length=160, required=False)
    department = forms.CharField(label=_("Department"), max_length=160, required=False)
    successor = Colleague(
        label=_("New main contact"),
        queryset=None,
        required=False,
        empty_label=_("Switchboard (office)"),
    )

    def __init__(self, *args: Any, sheet: ContactSheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        current = [each.pk for each in sheet.jobs if each.is_current]
        jobs = Position.objects.filter(pk__in=current).select_related("organization")
        fields: Any = self.fields
        fields["leaving"].queryset = jobs.order_by("-is_primary", "pk")
        fields["leaving"].required = bool(current)
        at = self.leaving_from(sheet)
        fields["successor"].queryset = colleagues_at(at) if at else Position.objects.none()

    def kept(self) -> list[int]:
        """Return the ids of the numbers that go along."""
        if not self.is_bound:
            return list(self.initial.get("kept", ()))
        chosen = (name for name in self.data if self.data[name] == "yes")
        numbers = (name.removeprefix(KEPT) for name in chosen if name.startswith(KEPT))
        return [int(number) for number in numbers if number.isdecimal()]

    def leaving_from(self, sheet: ContactSheet) -> Position | None:
        """Return the position that is left, as far as the form says: else the primary one."""
        given = str(self.data.get("leaving", "") or self.initial.get("leaving", ""))
        jobs = [each for each in sheet.jobs if each.is_current]
        return next((each for each in jobs if str(each.pk) == given), jobs[0] if jobs else None)


@login_required
@require_http_methods(["GET", "POST"])
def contact_change_company(request: Request, uid: UUID) -> HttpResponse:
    contact = contact_to_change(request, uid)
    if address := once.made_by(request):
        return goto(request, address)
    sheet = contact_sheet(contact, request.user)
    pending = pending_change(sheet.positions, timezone.localdate())
    form = MoveForm(posted(request), sheet=sheet, initial=_beginning(sheet, pending))
    picked = Picked()
    if form.is_bound and form.is_valid():
        picked = form.pick(request.user)
        if "preview" not in request.POST and _moved(request, contact, form, picked):
            url = reverse("contact_detail", args=[uid])
            once.remember(request, url)
            return goto(request, url)
    return _page(request, sheet, form, picked)


@login_required
@require_POST
def contact_change_recall(request: Request, uid: UUID) -> HttpResponse:
    """Take back a change of company that lies ahead."""
    contact = contact_to_change(request, uid)
    try:
        call_off_change(contact=contact, by=actor(request))
    except NothingPending:
        said(request, gettext("There was nothing to take back."))
    else:
        said(request, gettext("The change of company is taken back."), undo=undo_of(request))
    return goto(request, "contact_detail", uid)


def _beginning(sheet: ContactSheet, pending: Pending | None) -> dict[str, Any]:
    """Return what the form shows at first: today, or the change that lies ahead."""
    if pending is None:
        return {"on": timezone.localdate()}
    leaving, arriving = pending.leaving, pending.arriving
    found: dict[str, Any] = {"on": pending.on, "target": "none"}
    if leaving is not None:
        kept = [each.pk for each in sheet.live_points if each.keeps]
        found |= {"leaving": leaving.pk, "successor": leaving.successor_id, "kept": kept}
    if arriving is not None:
        found |= {
            "target": "organization",
            "employer": arriving.organization.name,
            "employer_uid": str(arriving.organization.uid),
            "position": arriving.title,
            "department": arriving.department,
        }
    return found


def _moved(request: Request, contact: Contact, form: MoveForm, picked: Picked) -> bool:
    """Carry it out; what the domain refuses is said in the form."""
    data = form.cleaned_data
    if not _has_target(form, picked):
        return False
    act = change_company_instead if "instead" in request.POST else change_company
    try:
        act(
            contact=contact,
            leaving=data["leaving"],
            to=_next_job(form, picked),
            on=data["on"],
            successor=data["successor"],
            kept=form.kept(),
            by=actor(request),
        )
    except tuple(REFUSALS) as refused:
        field, text = REFUSALS[type(refused)]
        form.add_error(field, text)
        return False
    except Denied as denied:
        if denied.kind != Organization.kind:
            raise
        form.add_error("employer", MAY_NOT_ADD)
        return False
    said(request, gettext("The change of company is saved."), undo=undo_of(request))
    return True


def _has_target(form: MoveForm, picked: Picked) -> bool:
    if form.cleaned_data["target"] == "none" or picked.organization or picked.new_name:
        return True
    form.add_error("employer", SEVERAL if picked.offers else _NOWHERE)
    return False


def _next_job(form: MoveForm, picked: Picked) -> NextJob | None:
    data = form.cleaned_data
    if data["target"] == "none":
        return None
    return NextJob(
        organization=picked.organization,
        new_name=picked.new_name,
        title=data["position"],
        department=data["department"],
    )


def _page(request: Request, sheet: ContactSheet, form: MoveForm, picked: Picked) -> HttpResponse:
    leaving = form.leaving_from(sheet)
    data = getattr(form, "cleaned_data", {})
    to = None if data.get("target") == "none" else picked.organization
    context = {
        "contact": sheet.contact,
        "sheet": sheet,
        "form": form,
        "leaving": leaving,
        "pending": pending_change(sheet.positions, timezone.localdate()),
        "is_main": leaving is not None and leaving.organization.main_position_id == leaving.pk,
        "picked": picked,
        "offers": picked.offers,
        "preview": preview(sheet, leaving, to, data, form.kept()),
        "once": request.POST.get("once") or once.token(),
    }
    refused = form.is_bound and bool(form.errors) and "preview" not in request.POST
    pieces = ("move-preview",)
    status = 422 if refused else 200
    template = "contacts/contact_change_company.html"
    return page(request, template, context, pieces=pieces, status=status)


_NOWHERE = _("Say where to: choose an organisation, type a new name, or choose 'Left'.")
REFUSALS: dict[type[Exception], tuple[str, Any]] = {
    EndsBeforeItBegins: ("on", _("The position began later than that. Choose a later day.")),
    AlreadyThere: (
        "employer",
        _(
            "The contact already has an open position there. Choose another organisation; for "
            "another title or department change the position itself."
        ),
    ),
    NothingPending: (
        "on",
        _(
            "The change that was entered ahead is no longer there: its day has come, or somebody"
            " took it back. Look at the contact first."
        ),
    ),
    NotAtThisOrganization: (
        "successor",
        _("The successor no longer works there. Choose another one."),
    ),
}
