"""Choosing an organisation or a contact by typing: suggestions for the eye, names for the server.

A text field with a list of suggestions; the number in brackets makes a name unique. Without
script the name alone does.
"""

import re
from typing import Any, ClassVar

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from klientel.accounts.models import User
from klientel.contacts.models import Contact, ContactText, Organization, OrganizationText
from klientel.contacts.queries import contacts_visible_to, organizations_visible_to
from klientel.formats.folding import sort_key
from klientel.records.search import ranked
from klientel.web.pages import Request, page
from klientel.web.templatetags.privacy import block_notes

Record = Organization | Contact
_NUMBER = re.compile(r"\((\d{1,18})\)\s*$")
_OFFERED = 8
_NAMED = 4


def choice_text(record: Record) -> str:
    """Return how a record stands in the field: 'Musterbau GmbH (10482)'."""
    return f"{record} ({record.number})" if record.number else str(record)


class RecordField(forms.CharField):
    """A text field that cleans to the record which the user may see under that name."""

    options: ClassVar[str]
    url_name: ClassVar[str]
    user: User

    def __init__(self, **kwargs: Any) -> None:
        url = reverse_lazy(self.url_name)
        attrs = {
            "list": self.options,
            "hx-get": url,
            "hx-trigger": "input changed delay:150ms",
            "hx-target": f"#{self.options}",
            "autocomplete": "off",
        }
        super().__init__(max_length=240, widget=forms.TextInput(attrs=attrs), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return choice_text(value) if isinstance(value, (Organization, Contact)) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(super().has_changed(self.prepare_value(initial), data))

    def clean(self, value: Any) -> Any:
        text = " ".join(super().clean(value).split())
        if not text:
            return None
        found = self._found(text)
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(self._unknown(text))
        names = ", ".join(choice_text(each) for each in found)
        raise forms.ValidationError(
            gettext("Several are called so: %(names)s. Add the number in brackets.")
            % {"names": names}
        )

    def _found(self, text: str) -> list[Any]:
        number = _NUMBER.search(text)
        rows = self._rows()
        if number:
            return list(rows.filter(number=int(number[1]))[:1])
        return list(rows.filter(sort_name=self._sort_name(text)).order_by("pk")[:_NAMED])

    def _sort_name(self, text: str) -> str:
        return sort_key(text)[:200]

    def _rows(self) -> Any:
        raise NotImplementedError

    def _unknown(self, text: str) -> str:
        raise NotImplementedError


class OrganizationField(RecordField):
    options = "organization-options"
    url_name = "organization_options"

    def _rows(self) -> Any:
        return organizations_visible_to(self.user)

    def _unknown(self, text: str) -> str:
        return gettext(
            "No organisation is called ‘%(name)s’. Type the beginning of the name and choose"
            " one, or leave the field empty."
        ) % {"name": text}


class ContactField(RecordField):
    options = "contact-options"
    url_name = "contact_options"

    def _rows(self) -> Any:
        return contacts_visible_to(self.user)

    def _found(self, text: str) -> list[Any]:
        found = super()._found(text)
        given, _space, family = text.rpartition(" ")
        if found or not given:
            return found
        rows = self._rows().filter(sort_name=self._sort_name(f"{family} {given}"))
        return list(rows.order_by("pk")[:_NAMED])

    def _unknown(self, text: str) -> str:
        return gettext(
            "No contact is called ‘%(name)s’. Type the beginning of the surname and choose one,"
            " or leave the field empty."
        ) % {"name": text}


@login_required
@require_GET
def organization_options(request: Request) -> HttpResponse:
    rows = organizations_visible_to(request.user).filter(is_inactive=False)
    rows = rows.select_related("seat__address")
    found = ranked(rows, OrganizationText, _typed(request), limit=_OFFERED)
    options = [(choice_text(each), _town(each)) for each in found]
    return page(request, "organizations/options.html", {"options": options})


@login_required
@require_GET
def contact_options(request: Request) -> HttpResponse:
    rows = contacts_visible_to(request.user).filter(is_inactive=False)
    rows = rows.select_related("effective__organization")
    found = ranked(rows, ContactText, _typed(request), limit=_OFFERED)
    options = [(choice_text(each), _employer_and_blocks(each)) for each in found]
    return page(request, "organizations/options.html", {"options": options})


def _employer_and_blocks(contact: Any) -> str:
    """Return where a contact works, and what he objected to."""
    employer = str(contact.effective.organization or "")
    return " · ".join(filter(None, [employer, *block_notes(contact.effective.blocked)]))


def _typed(request: Request) -> str:
    """Return what was typed, whatever the field is called; a chosen number is no word."""
    return _NUMBER.sub("", str(next(iter(request.GET.values()), "")))


def _town(organization: Organization) -> str:
    address = organization.seat.address
    return address.town if address else ""
