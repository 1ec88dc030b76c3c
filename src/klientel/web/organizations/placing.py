"""Acts on an organisation as a whole: its main contact, its place in the tree, its end."""

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

from klientel.accounts.models import User
from klientel.accounts.permissions import must
from klientel.changes.errors import Stale
from klientel.changes.queries import latest_revision
from klientel.contacts.models import Inactivity, Organization, Position
from klientel.contacts.operations.main_contact import NotAtThisOrganization, mark_main_contact
from klientel.contacts.operations.organizations import (
    Circle,
    DepartmentNeedsParent,
    deactivate_organization,
    move_organization,
    reactivate_organization,
)
from klientel.contacts.overview import (
    heir_count,
    organizations_to_open,
    own_seat,
    parent_shown,
    people_at_seat,
    present_at,
)
from klientel.contacts.queries import subtree_of
from klientel.web.contacts.editing import undo_of
from klientel.web.contacts.fields import DayField
from klientel.web.organizations.editing import circle
from klientel.web.organizations.picking import OrganizationField
from klientel.web.pages import Request, actor, goto, page, posted, said

CHOOSE = forms.RadioSelect(attrs={"class": "form-check-input"})


class MainContactForm(forms.Form):
    position: forms.ModelChoiceField[Position] = forms.ModelChoiceField(
        label=_("New main contact"), queryset=None, empty_label=None, widget=CHOOSE
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, positions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["position"]
        field.queryset = positions
        field.label_from_instance = _name_and_title


class MoveForm(forms.Form):
    parent = OrganizationField(
        label=_("New parent organisation"),
        required=False,
        help_text=_("Empty: it stands at the top, under nobody."),
    )
    is_department = forms.BooleanField(
        label=_("is a department of it"),
        required=False,
        help_text=_("A department inherits address, switchboard and website from above."),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["parent"]
        field.user = user


class DeactivateForm(forms.Form):
    since = DayField(label=_("Inactive from"))
    reason = forms.ChoiceField(
        label=_("Reason"), choices=Inactivity.choices, widget=forms.RadioSelect
    )
    merged_into = OrganizationField(
        label=_("Merged into"),
        required=False,
        help_text=_("Only if it went up in another organisation."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["merged_into"]
        field.user = user


@login_required
@require_http_methods(["GET", "POST"])
def organization_main_contact(request: Request, uid: UUID) -> HttpResponse:
    """Mark another main contact; says what passes on to him."""
    organization = _to_change(request, uid)
    positions = present_at(organization)
    if organization.main_position_id is not None:
        positions = positions.exclude(pk=organization.main_position_id)
    initial = {"seen": latest_revision(), "position": request.GET.get("an", "")}
    form = MainContactForm(posted(request), initial=initial, positions=positions)
    if form.is_valid():
        try:
            mark_main_contact(
                position=form.cleaned_data["position"],
                expected=form.cleaned_data["seen"],
                by=actor(request),
            )
        except NotAtThisOrganization:
            form.add_error("position", gettext("This contact no longer works here."))
        except Stale:
            form.add_error("position", _marked_meanwhile(organization))
            _renew(request, form)
        else:
            said(request, gettext("The main contact is marked."), undo=undo_of(request))
            return goto(request, "organization_detail", uid)
    address, line = own_seat(organization)
    context = {
        "organization": organization,
        "form": form,
        "is_empty": not positions.exists(),
        "address": address,
        "line": line,
        "heirs": heir_count(address, request.user),
    }
    return _answer(request, "organizations/organization_main_contact.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def organization_move(request: Request, uid: UUID) -> HttpResponse:
    """Hang an organisation under another one; shows what it means before it is done."""
    organization = _to_change(request, uid)
    initial = {
        "parent": organization.parent,
        "is_department": organization.is_department,
        "seen": latest_revision(),
    }
    form = MoveForm(posted(request), initial=initial, user=request.user)
    preview: dict[str, Any] = {}
    if form.is_valid():
        preview = _preview(organization, form.cleaned_data)
        if preview["refused"]:
            form.add_error("parent", preview["refused"])
        elif "confirmed" in request.POST and _moved(request, organization, form):
            return goto(request, "organization_detail", uid)
    context = {
        "organization": organization,
        "form": form,
        "parent": parent_shown(organization, request.user),
        "preview": None if form.errors else preview,
    }
    return _answer(request, "organizations/organization_move.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def organization_deactivate(request: Request, uid: UUID) -> HttpResponse:
    organization = _to_change(request, uid)
    initial = {"since": timezone.localdate(), "reason": Inactivity.CLOSED}
    form = DeactivateForm(posted(request), initial=initial, user=request.user)
    if form.is_valid() and form.cleaned_data["merged_into"] == organization:
        form.add_error("merged_into", gettext("It cannot go up in itself. Name another one."))
    if form.is_valid():
        deactivate_organization(organization=organization, by=actor(request), **form.cleaned_data)
        said(request, gettext("The organisation is set inactive."), undo=undo_of(request))
        return goto(request, "organization_detail", uid)
    context = {"organization": organization, "form": form}
    return _answer(request, "organizations/organization_deactivate.html", context)


@login_required
@require_POST
def organization_reactivate(request: Request, uid: UUID) -> HttpResponse:
    organization = _to_change(request, uid)
    reactivate_organization(organization=organization, by=actor(request))
    said(request, gettext("The organisation is active again."), undo=undo_of(request))
    return goto(request, "organization_detail", uid)


def _to_change(request: Request, uid: UUID) -> Organization:
    rows = organizations_to_open(request.user)
    organization = get_object_or_404(rows, uid=uid, binned_at=None)
    must(actor(request), "change", organization)
    return organization


def _answer(request: Request, template: str, context: dict[str, Any]) -> HttpResponse:
    return page(request, template, context, status=422 if context["form"].errors else 200)


def _name_and_title(position: Position) -> str:
    parts = (str(position.contact), position.title, position.department)
    return " · ".join(part for part in parts if part)


def _preview(organization: Organization, data: dict[str, Any]) -> dict[str, Any]:
    """Return what moving means: what goes along, what is inherited, or why it cannot be."""
    parent: Organization | None = data["parent"]
    below = subtree_of(organization)
    refused = ""
    if parent is not None and parent.pk in below:
        refused = circle(parent, organization)
    elif parent is None and data["is_department"]:
        refused = gettext(
            "A department belongs to an organisation. Name it here, or take the mark away."
        )
    inherits = bool(data["is_department"] and parent and not own_seat(organization)[0])
    address = parent.seat.address if inherits and parent else None
    return {
        "refused": refused,
        "below": len(below) - 1,
        "parent": parent,
        "address": address,
        **_addresses(organization, data),
    }


def _addresses(organization: Organization, data: dict[str, Any]) -> dict[str, Any]:
    """Return the address that is inherited before and after, and for how many people it changes."""
    own = own_seat(organization)[0]
    above = data["parent"].seat.address if data["parent"] and data["is_department"] else None
    old, new = organization.seat.address, own or above
    people = people_at_seat(organization) if old != new else 0
    return {"old": old, "new": new, "people": people}


def _moved(request: Request, organization: Organization, form: MoveForm) -> bool:
    try:
        move_organization(
            organization=organization,
            parent=form.cleaned_data["parent"],
            is_department=form.cleaned_data["is_department"],
            expected=form.cleaned_data["seen"],
            by=actor(request),
        )
    except Circle:  # somebody moved the other one meanwhile
        form.add_error("parent", circle(form.cleaned_data["parent"], organization))
    except DepartmentNeedsParent:
        form.add_error("parent", gettext("A department belongs to an organisation."))
    except Stale:
        form.add_error(None, _moved_meanwhile(organization))
        _renew(request, form)
    else:
        said(request, gettext("The organisation has moved."), undo=undo_of(request))
        return True
    return False


def _renew(request: Request, form: forms.Form) -> None:
    """Let the form that is shown again know what its reader now sees."""
    again = request.POST.copy()
    again["seen"] = str(latest_revision())
    form.data = again


def _marked_meanwhile(organization: Organization) -> str:
    organization.refresh_from_db()
    holder = organization.main_position and organization.main_position.contact
    return gettext(
        "Somebody has marked %(name)s in the meantime. Mark once more if your choice is to hold."
    ) % {"name": holder or gettext("nobody")}


def _moved_meanwhile(organization: Organization) -> str:
    organization.refresh_from_db()
    return gettext(
        "Somebody has moved this organisation in the meantime; it now stands under %(parent)s."
        " Move it once more if your place is to hold."
    ) % {"parent": organization.parent or gettext("nobody")}
