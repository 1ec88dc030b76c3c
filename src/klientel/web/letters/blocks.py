"""Each letter that may go to a contact or an organisation: its block and its greeting.

The organisation that it goes through decides: a household gives the private address and greets
all its members, a company the business one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext

from klientel.accounts.models import User
from klientel.contacts.addresses import PostalAddress
from klientel.contacts.letters import (
    address_block,
    company_block,
    household_block,
    household_salutation,
    letter_salutation_of,
    no_name_salutation,
)
from klientel.contacts.models import Contact, Organization, Position
from klientel.contacts.overview import hide_parents, members_of
from klientel.contacts.queries import value_of
from klientel.contacts.reading import ContactSheet
from klientel.contacts.resolution import own_business, own_private
from klientel.formats.postal import country_name

_MAP = "https://www.openstreetmap.org/search?"


@dataclass(frozen=True, slots=True)
class Letter:
    """One way to write: `key` names it in an address, `through` says it on the page."""

    key: str
    through: str
    lines: tuple[str, ...]
    salutation: str
    map_url: str
    has_address: bool

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def letters_to_contact(sheet: ContactSheet, reader: User, home: str) -> list[Letter]:
    """Return a letter through each organisation where the contact is now, the primary one first;
    one to the person alone where there is none."""
    jobs = [each for each in sheet.jobs if each.is_current]
    hide_parents([each.organization for each in jobs], reader)
    found = [_through_company(sheet, job, home) for job in jobs]
    if sheet.home is not None:
        found.append(_through_household(sheet, sheet.home, home))
    return found or [_alone(sheet, home)]


def letters_to_organization(organization: Organization, reader: User, home: str) -> list[Letter]:
    """Return the letter to the organisation itself; to a household's members together."""
    value = value_of(organization.seat.address)
    key, through = str(organization.uid), organization.name
    if organization.is_household:
        people = [each.contact for each in members_of(organization, reader)]
        language = _language(people)
        lines = household_block(organization, people, value, home=home, language=language)
        return [_letter(key, through, lines, household_salutation(people), value, home)]
    hide_parents([organization], reader)
    lines = company_block(organization, value, home=home)
    return [_letter(key, through, lines, no_name_salutation("de"), value, home)]


def map_url(address: PostalAddress, home: str) -> str:
    """Return where a map shows the address; the page itself asks nobody. '' without a place."""
    if not (address.street or address.town or address.postcode):
        return ""
    country = country_name(address.country or home)
    town = f"{address.postcode} {address.town}".strip()
    asked = ", ".join(part for part in (address.street, town, country) if part)
    return _MAP + urlencode({"query": asked})


def _letter(
    key: str, through: str, lines: list[str], salutation: str, value: PostalAddress, home: str
) -> Letter:
    return Letter(key, through, tuple(lines), salutation, map_url(value, home), bool(value))


def _through_company(sheet: ContactSheet, job: Position, home: str) -> Letter:
    contact, seat = sheet.contact, sheet.seat_at(job)
    own = {each.pk: each for each in sheet.addresses}.get(own_business(sheet.addresses, job) or 0)
    value = value_of(own or (seat.address if seat else None))
    language = contact.language or "de"
    lines = address_block(contact, job, value, home=home, language=language)
    key = str(job.organization.uid)
    salutation = letter_salutation_of(contact)
    return _letter(key, job.organization.name, lines, salutation, value, home)


def _through_household(sheet: ContactSheet, at: Position, home: str) -> Letter:
    seat = sheet.seat_at(at)
    own = {each.pk: each for each in sheet.addresses}.get(own_private(sheet.addresses, at) or 0)
    value = value_of(own or (seat.address if seat else None))
    people = _people(sheet, at)
    lines = household_block(at.organization, people, value, home=home, language=_language(people))
    salutation = household_salutation(people)
    return _letter(str(at.organization.uid), at.organization.name, lines, salutation, value, home)


def _people(sheet: ContactSheet, at: Position) -> list[Contact]:
    """Return who lives in the household, whoever holds its address first."""
    here = [at, *(each for each in sheet.members if each.organization_id == at.organization_id)]
    here = [each for each in here if each == at or not each.contact.is_inactive]
    here.sort(key=lambda each: (each.pk != at.organization.main_position_id, each.pk))
    return [sheet.contact if each == at else each.contact for each in here]


def _alone(sheet: ContactSheet, home: str) -> Letter:
    contact, effective = sheet.contact, sheet.contact.effective
    value = value_of(effective.private_address or effective.address)
    language = contact.language or "de"
    lines = address_block(contact, None, value, home=home, language=language)
    through = gettext("To the person")
    return _letter("person", through, lines, letter_salutation_of(contact), value, home)


def _language(people: Sequence[Contact]) -> str:
    return next(_languages(people), "de")


def _languages(people: Sequence[Contact]) -> Iterator[str]:
    return (each.language for each in people if each.language)
