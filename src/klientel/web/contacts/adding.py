"""New contacts: one with his organisation, or a household with its people."""

from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from klientel.accounts.permissions import Denied, must
from klientel.contacts.addresses import NOWHERE, PostalAddress
from klientel.contacts.models import Contact, Organization, OrganizationKind, Salutation
from klientel.contacts.naming import Nameless
from klientel.contacts.operations.contacts import ContactPatch, Employment, add_contact
from klientel.contacts.operations.households import NoMembers, add_household
from klientel.web.contacts import once
from klientel.web.contacts.editing import undo_of
from klientel.web.contacts.fields import DayField, address_fields
from klientel.web.contacts.forms import ADDRESS, NAMELESS, ContactForm
from klientel.web.contacts.picking import MAY_NOT_ADD, SEVERAL, EmployerFields, Picked
from klientel.web.contacts.points import edits, point_rows
from klientel.web.pages import Request, actor, goto, page, posted, said


class NewContactForm(ContactForm, EmployerFields):
    """A contact with where he works."""

    employer_kind = forms.ChoiceField(
        label=_("Kind of the new organisation"),
        choices=[each for each in OrganizationKind.choices if each[0] != "household"],
        required=False,
    )
    position = forms.CharField(label=_("Position"), max_length=160, required=False)
    department = forms.CharField(label=_("Department"), max_length=160, required=False)
    since = DayField(label=_("Since"), required=False)

    def employment(self, picked: Picked) -> Employment | None:
        if picked.organization is None and not picked.new_name:
            return None
        data = self.cleaned_data
        return Employment(
            organization=picked.organization,
            new_name=picked.new_name,
            new_sort=data["employer_kind"] or OrganizationKind.COMPANY,
            title=data["position"],
            department=data["department"],
            since=data["since"],
        )


class MemberForm(forms.Form):
    salutation = forms.ChoiceField(
        label=_("Salutation"), choices=[("", "–"), *Salutation.choices], required=False
    )
    title = forms.CharField(label=_("Academic title"), max_length=60, required=False)
    given_name = forms.CharField(label=_("First name"), max_length=120, required=False)
    family_name = forms.CharField(label=_("Surname"), max_length=120, required=False)


class HouseholdForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the household"),
        max_length=200,
        required=False,
        help_text=_("Empty: made from the surnames, such as 'Familie Berg'."),
    )
    phone = forms.CharField(label=_("Phone"), max_length=60, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(address_fields("home_"))

    def address(self) -> PostalAddress:
        values = {name: self.cleaned_data[f"home_{name}"].strip() for name in ADDRESS}
        return PostalAddress(**values) if any(values.values()) else NOWHERE


@login_required
@require_http_methods(["GET", "POST"])
def contact_new(request: Request) -> HttpResponse:
    must(actor(request), "add", Contact)
    if address := once.made_by(request):
        return goto(request, address)
    form = NewContactForm(posted(request), initial=_start(request))
    rows = point_rows(posted(request))
    picked = Picked()
    if form.is_bound and form.is_valid() & rows.is_valid():
        picked = form.pick(request.user)
        if picked.offers:
            form.add_error("employer", SEVERAL)
        elif contact := _added(request, form, rows, picked):
            said(request, gettext("The contact is added."), undo=undo_of(request))
            url = reverse("contact_detail", args=[contact.uid])
            once.remember(request, url)
            return goto(request, url)
    context = {"form": form, "rows": rows, "offers": picked.offers, "once": _once(request)}
    return page(request, "contacts/contact_new.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def household_new(request: Request) -> HttpResponse:
    must(actor(request), "add", Organization)
    must(actor(request), "add", Contact)
    if address := once.made_by(request):
        return goto(request, address)
    form = HouseholdForm(posted(request))
    made = forms.formset_factory(MemberForm, extra=2, can_delete=True, max_num=30)
    rows: Any = made(posted(request), prefix="members")
    if form.is_bound and form.is_valid() & rows.is_valid():
        household = _household(request, form, list(_members(rows)))
        if household is not None:
            said(request, gettext("The household is added."), undo=undo_of(request))
            first = household.main_position
            url = reverse("contact_detail", args=[first.contact.uid]) if first else "/"
            once.remember(request, url)
            return goto(request, url)
    context = {"form": form, "rows": rows, "once": _once(request)}
    return page(
        request, "contacts/household_new.html", context, status=422 if form.is_bound else 200
    )


def _start(request: Request) -> dict[str, Any]:
    """Return what the form begins with: me as account manager, an organisation by its link."""
    found: dict[str, Any] = {"account_manager": request.user.pk}
    uid = request.GET.get("organization", "")
    if uid:
        fields = EmployerFields({"employer_uid": uid})
        fields.is_valid()
        organization = fields.pick(request.user).organization
        if organization is not None:
            found |= {"employer": organization.name, "employer_uid": str(organization.uid)}
    return found


def _added(request: Request, form: NewContactForm, rows: Any, picked: Picked) -> Contact | None:
    try:
        return add_contact(
            patch=form.patch(),
            employment=form.employment(picked),
            points=edits(rows),
            business=form.business() or NOWHERE,
            private=form.private() or NOWHERE,
            by=actor(request),
        )
    except Nameless:
        form.add_error("family_name", NAMELESS)
    except Denied as denied:
        if denied.kind != Organization.kind:
            raise
        form.add_error("employer", MAY_NOT_ADD)
    return None


def _household(
    request: Request, form: HouseholdForm, members: list[ContactPatch]
) -> Organization | None:
    try:
        return add_household(
            name=form.cleaned_data["name"].strip() or _family(members),
            members=members,
            address=form.address(),
            phone=form.cleaned_data["phone"].strip(),
            by=actor(request),
        )
    except (NoMembers, Nameless):
        form.add_error(None, gettext("A household is made of people. Fill in at least one name."))
    return None


def _members(rows: Any) -> Iterator[ContactPatch]:
    for form in rows.forms:
        data = form.cleaned_data
        if data and not data.get("DELETE") and (data["given_name"] or data["family_name"]):
            names = ("salutation", "title", "given_name", "family_name")
            yield cast("ContactPatch", {name: data[name] for name in names})


def _family(members: list[ContactPatch]) -> str:
    names = dict.fromkeys(
        each.get("family_name") or each.get("given_name") or "" for each in members
    )
    return gettext("%(names)s family") % {"names": " · ".join(name for name in names if name)}


def _once(request: Request) -> str:
    return request.POST.get("once") or once.token()
