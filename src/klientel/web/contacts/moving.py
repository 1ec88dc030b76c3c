"""Changing company: one act, with what it entails listed before it is saved."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from klientel.accounts.permissions import Denied
from klientel.accounts.queries import the_company
from klientel.contacts.models import Address, Contact, ContactPoint, Organization, Position
from klientel.contacts.operations.main_contact import NotAtThisOrganization
from klientel.contacts.operations.positions import (
    AlreadyThere,
    EndsBeforeItBegins,
    NextJob,
    change_company,
)
from klientel.contacts.reading import ContactSheet, colleagues_at, contact_sheet
from klientel.contacts.spans import day_before
from klientel.web.contacts import facts, labels, once
from klientel.web.contacts.editing import undo_of
from klientel.web.contacts.fields import DayField
from klientel.web.contacts.opening import contact_to_change
from klientel.web.contacts.picking import MAY_NOT_ADD, SEVERAL, EmployerFields, Picked
from klientel.web.pages import Request, actor, goto, page, posted, said


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

    def leaving_from(self, sheet: ContactSheet) -> Position | None:
        """Return the position that is left, as far as the form says: else the primary one."""
        given = str(self.data.get("leaving", ""))
        jobs = [each for each in sheet.jobs if each.is_current]
        return next((each for each in jobs if str(each.pk) == given), jobs[0] if jobs else None)


@dataclass(frozen=True, slots=True)
class Preview:
    """What the act entails, for the page."""

    on: date
    last_day: date
    is_ahead: bool
    before: list[str]
    before_source: str
    after: list[str]
    after_source: str
    retired: list[tuple[str, str]]
    stays: list[str]
    effects: list[tuple[str, str]]


@login_required
@require_http_methods(["GET", "POST"])
def contact_change_company(request: Request, uid: UUID) -> HttpResponse:
    contact = contact_to_change(request, uid)
    if address := once.made_by(request):
        return goto(request, address)
    sheet = contact_sheet(contact, request.user)
    form = MoveForm(posted(request), sheet=sheet, initial={"on": timezone.localdate()})
    picked = Picked()
    if form.is_bound and form.is_valid():
        picked = form.pick(request.user)
        if "preview" not in request.POST and _moved(request, contact, form, picked):
            url = reverse("contact_detail", args=[uid])
            once.remember(request, url)
            return goto(request, url)
    return _page(request, sheet, form, picked)


def _moved(request: Request, contact: Contact, form: MoveForm, picked: Picked) -> bool:
    """Carry it out; what the domain refuses is said in the form."""
    data = form.cleaned_data
    if not _has_target(form, picked):
        return False
    try:
        change_company(
            contact=contact,
            leaving=data["leaving"],
            to=_next_job(form, picked),
            on=data["on"],
            successor=data["successor"],
            by=actor(request),
        )
    except (EndsBeforeItBegins, AlreadyThere, NotAtThisOrganization) as refused:
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
    context = {
        "contact": sheet.contact,
        "sheet": sheet,
        "form": form,
        "leaving": leaving,
        "is_main": leaving is not None and leaving.organization.main_position_id == leaving.pk,
        "picked": picked,
        "offers": picked.offers,
        "preview": preview(sheet, form, picked),
        "once": request.POST.get("once") or once.token(),
    }
    refused = form.is_bound and bool(form.errors) and "preview" not in request.POST
    pieces = ("move-preview",)
    status = 422 if refused else 200
    template = "contacts/contact_change_company.html"
    return page(request, template, context, pieces=pieces, status=status)


def preview(sheet: ContactSheet, form: MoveForm, picked: Picked) -> Preview:
    """Return what would happen with the entries as they are."""
    today = timezone.localdate()
    data = getattr(form, "cleaned_data", {})
    on = data.get("on") or today
    leaving = form.leaving_from(sheet)
    to = None if data.get("target") == "none" else picked.organization
    before = sheet.contact.effective.address
    after, after_source = _after(sheet, to, data)
    return Preview(
        on=on,
        last_day=day_before(on),
        is_ahead=on > today,
        before=_lines(sheet.contact, leaving, before),
        before_source=_source(before, sheet.contact),
        after=after,
        after_source=after_source,
        retired=_retired(sheet, leaving),
        stays=_stays(sheet, leaving),
        effects=_effects(sheet, leaving, data, on > today),
    )


def _after(
    sheet: ContactSheet, to: Organization | None, data: dict[str, Any]
) -> tuple[list[str], str]:
    if to is None:
        return [], ""
    position = Position(organization=to, department=data.get("department", ""))
    organization = Organization.objects.select_related(
        "seat__address__contact", "seat__address__position__organization"
    ).get(pk=to.pk)
    address = organization.seat.address
    return _lines(sheet.contact, position, address), _source(address, sheet.contact)


def _lines(contact: Contact, position: Position | None, address: Address | None) -> list[str]:
    from klientel.contacts.letters import address_block
    from klientel.contacts.queries import value_of

    home = the_company().country
    return address_block(contact, position, value_of(address), home=home)


def _source(address: Address | None, contact: Contact) -> str:
    if address is None or (address.contact_id == contact.pk and not address.is_company):
        return ""
    return facts.source_of(address, contact)[0]


def _of(rows: list[Any], leaving: Position | None) -> list[Any]:
    at = leaving.pk if leaving else 0
    return [row for row in rows if row.position_id == at and row.retired_on is None]


def _retired(sheet: ContactSheet, leaving: Position | None) -> list[tuple[str, str]]:
    """Return the numbers and addresses that go into the history: what it is, and its text."""
    held = leaving is not None and leaving.organization.main_position_id == leaving.pk
    points: list[ContactPoint] = _of(sheet.points, leaving)
    own = [each for each in points if not (held and each.label == "main")]
    found = [(_named(each), each.value) for each in own]
    addresses = [each for each in _of(sheet.addresses, leaving) if not each.is_company]
    return found + [(gettext("Own address"), str(each)) for each in addresses]


def _stays(sheet: ContactSheet, leaving: Position | None) -> list[str]:
    at = leaving.pk if leaving else 0
    points = [each for each in sheet.live_points if each.position_id != at]
    found = [f"{_named(each)} {each.value}" for each in points]
    found += [gettext("Private address")] if sheet.own_private_address else []
    found += [gettext("Birthday")] if sheet.contact.birthday else []
    others = [each for each in sheet.positions if each.is_current and each.pk != at]
    return found + [" ".join(filter(None, (each.title, str(each.organization)))) for each in others]


def _named(point: ContactPoint) -> str:
    kind = labels.kind_of(point)
    return f"{labels.name_of(point)} ({kind})" if kind else labels.name_of(point)


def _effects(
    sheet: ContactSheet,
    leaving: Position | None,
    data: dict[str, Any],
    ahead: bool,  # noqa: FBT001 -- one call
) -> list[tuple[str, str]]:
    """Return icon and sentence of whatever else follows."""
    found = [("devices", str(_CARD_AHEAD if ahead else _CARD))]
    if leaving is not None and leaving.organization.main_position_id == leaving.pk:
        heir = None if ahead else data.get("successor")
        name = str(heir.contact) if heir else gettext("the office 'Switchboard'")
        text = gettext("%(organization)s keeps its address. Main contact becomes %(name)s.")
        values = {"organization": leaving.organization.name, "name": name}
        found.append(("star", text % values))
    if leaving is not None and leaving.organization.service_note:
        text = gettext("The service note of %(organization)s no longer stands here.")
        found.append(("alert-triangle", text % {"organization": leaving.organization.name}))
    others = [each for each in sheet.positions if each.is_current and each != leaving]
    if data.get("target") == "none" and not any(not e.organization.is_household for e in others):
        found.append(("user-minus", gettext("The contact becomes inactive, reason: left.")))
    return found


_CARD = _("The card changes on every phone that has it, at once.")
_CARD_AHEAD = _("The card changes on every phone that has it, at midnight of that day.")
_NOWHERE = _("Say where to: choose an organisation, type a new name, or choose 'Left'.")
REFUSALS: dict[type[Exception], tuple[str, Any]] = {
    EndsBeforeItBegins: ("on", _("The position began later than that. Choose a later day.")),
    AlreadyThere: (
        "employer",
        _("The contact already has an open position there. Choose another organisation."),
    ),
    NotAtThisOrganization: (
        "successor",
        _("The successor no longer works there. Choose another one."),
    ),
}
