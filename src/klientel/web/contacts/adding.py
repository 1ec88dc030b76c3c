"""A new contact, with his organisation."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from klientel.accounts.permissions import Denied, must
from klientel.contacts.addresses import NOWHERE
from klientel.contacts.models import Contact, Organization, OrganizationKind
from klientel.contacts.naming import Nameless
from klientel.contacts.operations.contacts import Employment, add_contact
from klientel.web.contacts import once
from klientel.web.contacts.editing import undo_of
from klientel.web.contacts.fields import DayField
from klientel.web.contacts.forms import NAMELESS, ContactForm
from klientel.web.contacts.picking import MAY_NOT_ADD, SEVERAL, EmployerFields, Picked
from klientel.web.contacts.points import edits, point_rows
from klientel.web.duplicates.views import Alike, asked_first
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


@login_required
@require_http_methods(["GET", "POST"])
def contact_new(request: Request) -> HttpResponse:
    must(actor(request), "add", Contact)
    if address := once.made_by(request):
        return goto(request, address)
    form = NewContactForm(posted(request), initial=_start(request))
    rows = point_rows(posted(request), phone=request.GET.get("phone", "")[:60])
    picked, alike = Picked(), list[Alike]()
    if form.is_bound and form.is_valid() & rows.is_valid():
        picked = form.pick(request.user)
        if picked.offers:
            form.add_error("employer", SEVERAL)
        elif alike := asked_first(request, "contact"):
            pass
        elif contact := _added(request, form, rows, picked):
            said(request, gettext("The contact is added."), undo=undo_of(request))
            url = reverse("contact_detail", args=[contact.uid])
            once.remember(request, url)
            return goto(request, url)
    context = {"form": form, "rows": rows, "offers": picked.offers, "once": _once(request)}
    context["alike"] = alike
    return page(request, "contacts/contact_new.html", context, status=422 if form.is_bound else 200)


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
            custom=form.custom(),
            by=actor(request),
        )
    except Nameless:
        form.add_error("family_name", NAMELESS)
    except Denied as denied:
        if denied.kind != Organization.kind:
            raise
        form.add_error("employer", MAY_NOT_ADD)
    return None


def _once(request: Request) -> str:
    return request.POST.get("once") or once.token()
