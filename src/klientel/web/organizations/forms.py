"""The forms of an organisation: a few fields for a new one, all of them for editing."""

from typing import Any, ClassVar, cast

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from klientel.accounts.models import Team, User
from klientel.accounts.queries import teams_to_choose, users_to_choose
from klientel.contacts.addresses import NOWHERE, PostalAddress
from klientel.contacts.custom import values_of
from klientel.contacts.models import AbcClass, Organization, OrganizationKind, RelationshipType
from klientel.contacts.operations.organizations import OrganizationPatch
from klientel.contacts.overview import own_seat, relationship_types
from klientel.contacts.queries import value_of
from klientel.web.contacts.fields import DayField, address_fields
from klientel.web.contacts.labels import web_address
from klientel.web.custom_fields.fields import OwnFields, initial_text
from klientel.web.organizations.fields import AmountField, CountField
from klientel.web.organizations.picking import OrganizationField

ADDRESS = ("street", "postcode", "town", "extra", "po_box", "country")
PREFIX = "address_"
MANAGERS = (
    "account_manager", "account_manager_deputy", "key_account_manager",
    "key_account_manager_deputy",
)  # fmt: skip


def _text(name: str, *, required: bool = False, **kwargs: Any) -> forms.CharField:
    """Return a text field that is called and limited as the organisation's column."""
    column: Any = Organization._meta.get_field(name)
    return forms.CharField(
        label=capfirst(column.verbose_name),
        max_length=column.max_length,
        required=required,
        **kwargs,
    )


def _user(name: str) -> forms.ModelChoiceField[User]:
    column: Any = Organization._meta.get_field(name)
    return forms.ModelChoiceField(
        label=capfirst(column.verbose_name),
        queryset=User.objects.none(),
        required=False,
        empty_label="–",
        to_field_name="uid",
    )


class AddressPart(OwnFields):
    """Where an organisation is and its switchboard: kept at its main contact."""

    OWN = Organization.kind
    switchboard = forms.CharField(label=_("Switchboard"), max_length=320, required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(address_fields(PREFIX))
        self.fields["switchboard"].widget.attrs |= {"inputmode": "tel", "autocomplete": "off"}
        for field in self.fields.values():
            if isinstance(field, OrganizationField):
                field.user = user
        for name in set(MANAGERS) & set(self.fields):
            managers: Any = self.fields[name]
            managers.queryset = users_to_choose()

    def clean_switchboard(self) -> str:
        number = str(self.cleaned_data["switchboard"]).strip()
        if number and sum(sign.isdigit() for sign in number) < len("00"):
            raise forms.ValidationError(
                _("This is no phone number. Write it like 040 66969-0."), code="number"
            )
        return number

    def address(self) -> PostalAddress:
        values = {name: self.cleaned_data[PREFIX + name].strip() for name in ADDRESS}
        stayed = PREFIX + "postcode" not in self.changed_data
        region = self.initial.get(PREFIX + "region", "") if stayed else ""
        return PostalAddress(**values, region=region) if any(values.values()) else NOWHERE

    def address_rows(self) -> list[forms.BoundField]:
        return [self[PREFIX + name] for name in ADDRESS]

    @property
    def address_changed(self) -> bool:
        names = (*ADDRESS, "region")
        was = PostalAddress(**{name: self.initial.get(PREFIX + name, "") for name in names})
        return self.address() != was


class NewOrganizationForm(AddressPart):
    """What one knows on the phone: the name, and whatever else is at hand."""

    name = _text("name", required=True)
    sort = forms.ChoiceField(
        label=_("Kind"),
        choices=[each for each in OrganizationKind.choices if each[0] != "household"],
        widget=forms.RadioSelect,
        initial=OrganizationKind.COMPANY,
    )
    relationship: forms.ModelChoiceField[RelationshipType] = forms.ModelChoiceField(
        label=_("Relationship"), queryset=None, required=False, empty_label="–",
        to_field_name="uid",
    )  # fmt: skip
    parent = OrganizationField(label=_("Parent organisation"), required=False)
    is_department = forms.BooleanField(
        label=_("is a department of it"),
        required=False,
        help_text=_("A department inherits address, switchboard and website from above."),
    )
    account_manager = _user("account_manager")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs |= {"autofocus": True, "autocomplete": "off"}
        cast("Any", self.fields["relationship"]).queryset = relationship_types()

    def patch(self) -> OrganizationPatch:
        names = ("name", "sort", "parent", "is_department", "account_manager")
        return cast("OrganizationPatch", {name: self.cleaned_data[name] for name in names})


class OrganizationForm(AddressPart):
    """All facts of an organisation."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = _text("name", required=True)
    short_name = _text("short_name")
    sort = forms.ChoiceField(
        label=_("Kind"), choices=OrganizationKind.choices, widget=forms.RadioSelect
    )
    parent = OrganizationField(label=_("Parent organisation"), required=False)
    is_department = forms.BooleanField(
        label=_("is a department of it"),
        required=False,
        help_text=_("A department inherits address, switchboard and website from above."),
    )
    website = _text("website")
    valid_from = DayField(
        label=_("Valid from"),
        required=False,
        help_text=_(
            "Empty: at once. A later day: the new address waits for its midnight. Own addresses "
            "that equal the old one do not move along then; change them on that day."
        ),
    )
    account_manager = _user("account_manager")
    account_manager_deputy = _user("account_manager_deputy")
    key_account_manager = _user("key_account_manager")
    key_account_manager_deputy = _user("key_account_manager_deputy")
    team: forms.ModelChoiceField[Team] = forms.ModelChoiceField(
        label=_("Team"), queryset=None, required=False, empty_label="–", to_field_name="uid"
    )
    confidential = forms.BooleanField(
        label=_("Confidential"),
        required=False,
        help_text=_("Only the account managers and the team see this organisation."),
    )
    service_note = _text("service_note", widget=forms.Textarea(attrs={"rows": 2}))
    is_vip = forms.BooleanField(label=_("VIP"), required=False)
    industry = _text("industry")
    employees = CountField(label=_("Employees"))
    annual_revenue = AmountField(label=_("Annual revenue"))
    revenue_currency = _text("revenue_currency", help_text=_("EUR, CHF, USD"))
    source = _text("source")
    region = _text("region")
    abc_class = forms.ChoiceField(
        label=_("ABC class"), choices=[("", "–"), *AbcClass.choices], required=False
    )

    FACTS: ClassVar[tuple[str, ...]] = (
        "name", "short_name", "sort", "parent", "is_department", "website", "account_manager",
        "account_manager_deputy", "key_account_manager", "key_account_manager_deputy", "team",
        "confidential", "service_note", "is_vip", "industry", "employees", "annual_revenue",
        "revenue_currency", "source", "region", "abc_class",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("Any", self.fields["team"]).queryset = teams_to_choose()

    def clean_website(self) -> str:
        website = str(self.cleaned_data["website"]).strip()
        if website and (not web_address(website) or " " in website):
            raise forms.ValidationError(
                _("This is no website. Write it like www.firma.example."), code="website"
            )
        return website

    def clean_revenue_currency(self) -> str:
        code = str(self.cleaned_data["revenue_currency"]).strip().upper()
        if code and not (code.isascii() and code.isalpha() and len(code) == len("EUR")):
            raise forms.ValidationError(_("A currency has three letters, like EUR."), code="iso")
        return code

    def patch(self) -> OrganizationPatch:
        return cast("OrganizationPatch", {name: self.cleaned_data[name] for name in self.FACTS})

    def texts(self) -> dict[str, str]:
        """Return what the fields hold at first, as a browser would send it."""
        found = {}
        for name, field in self.fields.items():
            value = field.prepare_value(self.initial.get(name))
            found[name] = "on" if value is True else initial_text(value or "")
        return found

    @staticmethod
    def initial_for(organization: Organization, seen: int) -> dict[str, Any]:
        """Return what the form shows; the address only if it is the organisation's own."""
        address, line = own_seat(organization)
        found = {name: getattr(organization, name) for name in OrganizationForm.FACTS}
        value = value_of(address)
        found |= {PREFIX + name: getattr(value, name) for name in (*ADDRESS, "region")}
        found |= values_of(organization)
        return found | {"switchboard": line.value if line else "", "seen": seen}
