"""A new household with its people, new ones and known ones, in one form and one step."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.validators import validate_email
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from klientel.accounts.models import User
from klientel.accounts.permissions import Denied, must
from klientel.contacts.addresses import NOWHERE, PostalAddress
from klientel.contacts.letters import household_name
from klientel.contacts.models import Contact, Organization, Salutation, Use
from klientel.contacts.naming import Nameless
from klientel.contacts.operations.contacts import ContactPatch, PointEdit
from klientel.contacts.operations.households import Member, NoMembers, add_household
from klientel.contacts.operations.positions import AlreadyThere, EndsBeforeItBegins
from klientel.contacts.queries import contacts_visible_to, own_private_address, value_of
from klientel.web.contacts import labels, once
from klientel.web.contacts.editing import undo_of
from klientel.web.contacts.fields import address_fields
from klientel.web.contacts.forms import ADDRESS
from klientel.web.contacts.points import phone_number
from klientel.web.duplicates.views import Alike, asked_first
from klientel.web.organizations.picking import ContactField
from klientel.web.pages import Request, actor, goto, page, posted, said

Rows = Any  # Django's formset, whose class is made at run time
NAMES = ("salutation", "title", "given_name", "family_name")
MOST = 30


class MemberForm(forms.Form):
    """One person: a new one by name, or a contact who is there already."""

    known = ContactField(label=_("Existing contact"), required=False)
    salutation = forms.ChoiceField(
        label=_("Salutation"), choices=[("", "–"), *Salutation.choices], required=False
    )
    title = forms.CharField(
        label=pgettext_lazy("of a person", "Title"), max_length=60, required=False
    )
    given_name = forms.CharField(label=_("First name"), max_length=120, required=False)
    family_name = forms.CharField(label=_("Surname"), max_length=120, required=False)
    email = forms.CharField(
        label=_("E-mail"), max_length=320, required=False, validators=[validate_email]
    )
    mobile = forms.CharField(
        label=_("Mobile"), max_length=60, required=False, validators=[phone_number]
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("ContactField", self.fields["known"]).user = user
        self.fields["email"].widget.attrs["inputmode"] = "email"
        self.fields["mobile"].widget.attrs["inputmode"] = "tel"

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        typed = any(data.get(name) for name in (*NAMES, "email", "mobile"))
        named = data.get("given_name") or data.get("family_name") or data.get("known")
        if typed and not named and not self.errors:
            self.add_error("family_name", gettext("Fill in a first name or a surname."))
        return data

    def member(self) -> Member | None:
        """Return who is meant; None for a row that nobody filled in, or took away."""
        data = self.cleaned_data
        person: ContactPatch | Contact | None = data.get("known")
        if person is None and (data.get("given_name") or data.get("family_name")):
            person = cast("ContactPatch", {name: data[name].strip() for name in NAMES})
        if person is None or data.get("DELETE"):
            return None
        pairs = (("phone", "mobile", data["mobile"]), ("email", "", data["email"]))
        use = Use.PRIVATE
        points = [
            PointEdit(sort, value.strip(), labels.code_of(sort, label, use), use)
            for sort, label, value in pairs
            if value.strip()
        ]
        return Member(person, points)


class HouseholdForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the household"),
        max_length=200,
        required=False,
        help_text=_("Empty: made from the surnames, such as 'Familie Berg' or 'Berg / Lund'."),
    )
    phone = forms.CharField(
        label=_("Landline"), max_length=60, required=False, validators=[phone_number]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].widget.attrs["inputmode"] = "tel"
        self.fields.update(address_fields("home_"))

    def address(self) -> PostalAddress:
        values = {name: self.cleaned_data[f"home_{name}"].strip() for name in ADDRESS}
        return PostalAddress(**values) if any(values.values()) else NOWHERE


@login_required
@require_http_methods(["GET", "POST"])
def household_new(request: Request) -> HttpResponse:
    must(actor(request), "add", Organization)
    if address := once.made_by(request):
        return goto(request, address)
    data = posted(request)
    asks_row = data is not None and "another" in data
    taken_in = _asked_for(request)
    form = HouseholdForm(data, initial=_home_of(taken_in))
    rows = _rows(request.user, _with_row(data) if asks_row else data, taken_in)
    alike: list[Alike] = []
    if form.is_bound and not asks_row and form.is_valid() & rows.is_valid():
        alike = asked_first(request, "household")
        household = None if alike else _added(request, form, _members(rows))
        if household is not None:
            said(request, gettext("The household is added."), undo=undo_of(request))
            url = reverse("organization_detail", args=[household.uid])
            once.remember(request, url)
            return goto(request, url)
    context = {
        "form": form,
        "rows": rows,
        "family": family_words(),
        "alike": alike,
        "once": request.POST.get("once") or once.token(),
    }
    status = 422 if form.is_bound and not asks_row else 200
    return page(request, "contacts/household_new.html", context, status=status)


def family_words() -> str:
    """Return the words around a surname that all share: 'Familie {}'."""
    return gettext("{} family")


def _rows(user: User, data: Mapping[str, Any] | None, taken_in: Contact | None) -> Rows:
    made = forms.formset_factory(
        MemberForm, extra=1 if taken_in else 2, can_delete=True, max_num=MOST, absolute_max=MOST
    )
    initial = [{"known": taken_in}] if taken_in else None
    rows: Rows = made(data, prefix="members", form_kwargs={"user": user}, initial=initial)
    return rows


def _with_row(data: Any) -> Any:
    """Return the data with one more empty row, for who has no script."""
    more = data.copy()
    count = str(data.get("members-TOTAL_FORMS", ""))
    more["members-TOTAL_FORMS"] = str(min(int(count) + 1, MOST) if count.isdecimal() else 2)
    return more


def _asked_for(request: Request) -> Contact | None:
    """Return the contact whose page led here."""
    try:
        uid = UUID(request.GET.get("kontakt", ""))
    except ValueError:
        return None
    return contacts_visible_to(request.user).filter(uid=uid).first()


def _home_of(contact: Contact | None) -> dict[str, str]:
    if contact is None:
        return {}
    own = asdict(value_of(own_private_address(contact)))
    return {f"home_{name}": value for name, value in own.items()}


def _members(rows: Rows) -> list[Member]:
    found = (form.member() for form in rows.forms if form.cleaned_data)
    return [each for each in found if each is not None]


def _added(request: Request, form: HouseholdForm, members: Sequence[Member]) -> Organization | None:
    try:
        return add_household(
            name=form.cleaned_data["name"].strip() or _name(members),
            members=members,
            address=form.address(),
            phone=form.cleaned_data["phone"].strip(),
            account_manager=request.user,
            by=actor(request),
        )
    except (NoMembers, Nameless):
        form.add_error(None, gettext("A household is made of people. Fill in at least one name."))
    except AlreadyThere:
        form.add_error(None, gettext("Somebody stands here twice. Take one of the two rows away."))
    except EndsBeforeItBegins:
        form.add_error(
            None,
            gettext(
                "Somebody moved into another household today. Have that move taken back first."
            ),
        )
    except Denied as denied:
        if denied.kind != Contact.kind:
            raise
        form.add_error(None, gettext("Your role may not change one of these contacts."))
    return None


def _name(members: Sequence[Member]) -> str:
    people = [
        each.person if isinstance(each.person, Contact) else Contact(**each.person)
        for each in members
    ]
    return household_name(people, family_words())[:200]
