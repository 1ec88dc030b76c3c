"""Letters: how a contact is greeted, and what the address block prints. Reads nothing.

Which address a letter takes is decided by the organisation that it goes through: a household
gives the private one and greets all its members, a company the business one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import cast

from klientel.contacts.addresses import PostalAddress
from klientel.contacts.models import Contact, Organization, Position, Salutation
from klientel.formats.names import Addressee, Gender, letter_salutation, spoken_title
from klientel.formats.postal import PostalAddress as PrintedAddress
from klientel.formats.postal import address_lines

_GENDER: dict[str, Gender] = {Salutation.FEMALE: "female", Salutation.MALE: "male"}
_HONORIFIC = {
    ("de", "female"): "Frau",
    ("de", "male"): "Herrn",
    ("en", "female"): "Ms",
    ("en", "male"): "Mr",
}
_LISTED = 3  # who stands in a block by name; a larger household stands there by its own
_HOME = "DE"


def letter_salutation_of(contact: Contact) -> str:
    """Return how a letter greets a contact: as overridden, else derived; neutral if unknown."""
    if contact.letter_salutation:
        return contact.letter_salutation
    return letter_salutation([addressee_of(contact)], contact.language or "de")


def household_salutation(members: Sequence[Contact]) -> str:
    """Return the greeting of all the people of a household, in the first one's language."""
    people = [each for each in members if not each.is_office]
    if len(people) == 1:
        return letter_salutation_of(people[0])
    language = next((each.language for each in people if each.language), "de")
    if not any(each.letter_salutation for each in people):
        return letter_salutation([addressee_of(each) for each in people], language)
    first, *rest = (
        each.letter_salutation or letter_salutation([addressee_of(each)], language)
        for each in people
    )
    return ", ".join([first, *(each[:1].lower() + each[1:] for each in rest)])


def no_name_salutation(language: str) -> str:
    """Return the greeting of a letter to a house in which nobody is named."""
    return letter_salutation([], language)


def household_name(people: Iterable[Contact], family: str = "Familie {}") -> str:
    """Return what a household of these people is called: 'Familie Berg', 'Berg / Özdemir', or
    the name of who lives alone."""
    people = list(people)
    if len(people) == 1:
        return str(people[0])
    names = [each.prefixed_family_name or each.given_name or each.label for each in people]
    names = list(dict.fromkeys(name for name in names if name))
    return family.format(names[0]) if len(names) == 1 else " / ".join(names)


def salutation_through(
    contact: Contact, organization: Organization | None, members: Sequence[Contact] = ()
) -> str:
    """Return the greeting of a letter that goes through an organisation (None: through none)."""
    if organization is not None and organization.is_household and members:
        return household_salutation(members)
    return letter_salutation_of(contact)


def addressee_of(contact: Contact) -> Addressee:
    if contact.is_office:
        return Addressee()
    return Addressee(
        given=contact.given_name,
        family=contact.prefixed_family_name,
        title=contact.title,
        gender=_GENDER.get(contact.salutation, ""),
    )


def address_block(
    contact: Contact,
    position: Position | None,
    address: PostalAddress,
    *,
    home: str = _HOME,
    language: str = "de",
) -> list[str]:
    """Return the lines of the block: the company, the department, the person, the way (DIN 5008).

    `address` is the effective one at the position; its organisation must be loaded. A household
    has no company line: the person or, for the household itself, its name stands there.
    `language` is the contact's; the country stands in that of where the letter is posted.
    """
    lines = [*_company_lines(position), _person_line(contact, language)]
    if position is not None and position.address_line:
        lines.append(position.address_line)
    return address_lines(_printed(address, lines), home=home)


def household_block(
    household: Organization,
    members: Iterable[Contact],
    address: PostalAddress,
    *,
    home: str = _HOME,
    language: str = "de",
) -> list[str]:
    """Return the block of a letter to a household: up to three people, each on a line, else its
    name."""
    people = [_person_line(each, language) for each in members if not each.is_office]
    lines = people if 0 < len(people) <= _LISTED else [household.name]
    return address_lines(_printed(address, lines), home=home)


def company_block(
    organization: Organization, address: PostalAddress, *, home: str = _HOME
) -> list[str]:
    """Return the block of a letter to an organisation itself; a department under its company."""
    above = organization.parent.name if organization.is_department and organization.parent else ""
    return address_lines(_printed(address, [above, organization.name]), home=home)


def _company_lines(position: Position | None) -> list[str]:
    if position is None or position.organization.is_household:
        return []
    organization = position.organization
    above = organization.parent.name if organization.is_department and organization.parent else ""
    return [above, organization.name, position.department]


def _person_line(contact: Contact, language: str) -> str:
    if contact.is_office:
        return contact.label or contact.full_name
    gender = _GENDER.get(contact.salutation, "")
    honorific = _HONORIFIC.get((language[:2], gender), "")
    if honorific and spoken_title(contact.title) and not language.startswith("de"):
        honorific = ""  # English says the title alone: Dr Anna Berg
    return f"{honorific} {contact.full_name or contact.label}".strip()


def _printed(address: PostalAddress, recipient: Iterable[str]) -> PrintedAddress:
    named = {name: getattr(address, name) for name in PostalAddress.__slots__}
    return replace(PrintedAddress(**cast("dict[str, str]", named)), recipient=tuple(recipient))  # type: ignore[arg-type] # every field but the recipient is text
