"""The form of a contact: its facts and addresses; numbers are rows of their own."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, ClassVar, cast

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from klientel.accounts.queries import teams_to_choose, users_to_choose
from klientel.contacts.addresses import NOWHERE, PostalAddress
from klientel.contacts.custom import values_of
from klientel.contacts.models import Contact, ContactKind, Salutation
from klientel.contacts.operations.contacts import ContactPatch
from klientel.contacts.queries import value_of
from klientel.contacts.reading import ContactSheet
from klientel.web.contacts.fields import BirthdayField, address_fields
from klientel.web.custom_fields.fields import OwnFields, initial_text

LANGUAGES = [
    ("", "–"), ("de", "Deutsch"), ("en", "English"), ("fr", "Français"), ("it", "Italiano"),
    ("es", "Español"), ("nl", "Nederlands"), ("pl", "Polski"), ("da", "Dansk"), ("tr", "Türkçe"),
]  # fmt: skip
ADDRESS = ("street", "postcode", "town", "extra", "po_box", "country")


def _text(name: str, **kwargs: Any) -> forms.CharField:
    """Return a text field that is called and limited as the contact's column."""
    column = Contact._meta.get_field(name)
    label = cast("Any", column).verbose_name
    length = cast("Any", column).max_length
    return forms.CharField(label=capfirst(label), max_length=length, required=False, **kwargs)


class ContactForm(OwnFields):
    """A contact's own facts, and its business and private address."""

    OWN = Contact.kind
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    served = forms.CharField(required=False, widget=forms.HiddenInput)
    sort = forms.ChoiceField(
        label=_("Kind"), choices=ContactKind.choices, widget=forms.RadioSelect, initial="person"
    )
    salutation = forms.ChoiceField(
        label=_("Salutation"), choices=[("", "–"), *Salutation.choices], required=False
    )
    title = _text("title")
    given_name = _text("given_name")
    additional_names = _text("additional_names")
    prefix = _text("prefix")  # type: ignore[assignment] # a field; the form's own stays
    family_name = _text("family_name")
    suffix = _text("suffix")
    label = _text("label", help_text=_("For an office that is no person: accounts, goods inward."))
    nickname = _text("nickname")
    phonetic_given_name = _text("phonetic_given_name")
    phonetic_family_name = _text("phonetic_family_name")
    letter_salutation = _text(
        "letter_salutation", help_text=_("Empty: derived from salutation, title and name.")
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, required=False)
    birthday = BirthdayField(
        label=_("Birthday"), required=False, help_text=_("14.03.1979, or 14.03. without the year")
    )
    notes = _text("notes", widget=forms.Textarea(attrs={"rows": 4}))
    account_manager: Any = forms.ModelChoiceField(
        label=_("Account manager"), queryset=None, required=False, empty_label="–"
    )
    account_manager_deputy: Any = forms.ModelChoiceField(
        label=_("Deputy"), queryset=None, required=False, empty_label="–"
    )
    team: Any = forms.ModelChoiceField(
        label=_("Team"), queryset=None, required=False, empty_label="–"
    )
    confidential = forms.BooleanField(
        label=_("Confidential"),
        required=False,
        help_text=_("Only the account managers and the team see this contact."),
    )
    inherit_business = forms.BooleanField(
        label=_("Inherit the organisation's address again"), required=False
    )

    FACTS: ClassVar[tuple[str, ...]] = (
        "sort", "salutation", "title", "given_name", "additional_names", "prefix", "family_name",
        "suffix", "label", "nickname", "phonetic_given_name", "phonetic_family_name",
        "letter_salutation", "language", "birthday", "notes", "account_manager",
        "account_manager_deputy", "team", "confidential",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = users_to_choose()
        fields: Any = self.fields
        fields["account_manager"].queryset = people
        fields["account_manager_deputy"].queryset = people.all()
        fields["team"].queryset = teams_to_choose()
        for prefix in ("business_", "private_"):
            self.fields.update(address_fields(prefix))
        chosen = self.initial.get("language")
        if chosen and chosen not in dict(LANGUAGES):
            fields["language"].choices = [*LANGUAGES, (chosen, chosen)]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        named = ("family_name", "given_name", "label")
        if not any(data.get(name, "").strip() for name in named) and not self.errors:
            self.add_error("family_name", NAMELESS)
        return data

    def patch(self) -> ContactPatch:
        return cast("ContactPatch", {name: self.cleaned_data[name] for name in self.FACTS})

    def business(self) -> PostalAddress | None:
        """Return the business address to set; None where the form left it as it was."""
        if self.cleaned_data.get("inherit_business"):
            return NOWHERE
        return self._address("business_")

    def private(self) -> PostalAddress | None:
        return self._address("private_")

    def served_address(self) -> PostalAddress | None:
        """Return what was inherited when the form was served."""
        values = self._served().get("inherited")
        return PostalAddress(**values) if values is not None else None

    def _address(self, prefix: str) -> PostalAddress | None:
        values = {name: self.cleaned_data[prefix + name].strip() for name in ADDRESS}
        before = self._served().get(prefix, asdict(NOWHERE))
        if all(values[name] == before[name] for name in ADDRESS):
            return None
        stayed = values["postcode"] == before["postcode"]
        region = before["region"] if stayed else ""
        return PostalAddress(**values, region=region) if any(values.values()) else NOWHERE

    def _served(self) -> dict[str, dict[str, str]]:
        """Return the addresses as the form was served with them; none that were tampered with."""
        names = set(PostalAddress.__slots__)
        try:
            found = json.loads(self.cleaned_data.get("served") or "{}")
            return {key: dict(found[key]) for key in found if set(found[key]) == names}
        except (ValueError, TypeError, AttributeError):
            return {}

    @staticmethod
    def initial_for(sheet: ContactSheet, seen: int) -> dict[str, Any]:
        """Return the form's data for a contact; the addresses are the ones that hold."""
        contact, effective = sheet.contact, sheet.contact.effective
        seat = sheet.seat_at(sheet.job)
        served = {
            "business_": asdict(value_of(effective.address)),
            "private_": asdict(value_of(effective.private_address)),
            "inherited": asdict(value_of(seat.address if seat else None)),
        }
        found: dict[str, Any] = {name: getattr(contact, name) for name in ContactForm.FACTS}
        for prefix in ("business_", "private_"):
            found |= {prefix + name: part for name, part in served[prefix].items()}
        own = values_of(contact)
        return found | own | {"seen": seen, "served": json.dumps(served)}


NAMELESS = _("A contact needs a name. Fill in a surname, a first name or a label.")


def texts(form: forms.Form, initial: Mapping[str, Any]) -> dict[str, str]:
    """Return the initial values as a browser would send them."""
    found = {}
    for name, bound in form.fields.items():
        value = bound.prepare_value(initial.get(name))
        if value is True:
            found[name] = "on"
        elif value not in (None, False, ""):
            found[name] = initial_text(getattr(value, "pk", value))
    return found
