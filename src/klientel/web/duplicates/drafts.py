"""What a form as it stands says of a person or a firm, filled in halfway or wrongly. Pure but
for the organisation that is picked."""

from collections.abc import Iterator
from uuid import UUID

from django.http import QueryDict

from klientel.accounts.models import User
from klientel.contacts.duplicates import Firm, Person
from klientel.contacts.queries import organizations_visible_to

_MOST_ROWS = 60
_LONGEST = 320


def person_of(data: QueryDict, user: User) -> Person:
    """Return the contact that a form is about, its numbers as typed."""
    points = list(_points(data))
    return Person(
        family_name=_text(data, "family_name"),
        given_name=_text(data, "given_name"),
        label=_text(data, "label"),
        emails=tuple(value for sort, value in points if sort == "email"),
        phones=tuple(value for sort, value in points if sort == "phone"),
        towns=_filled(_text(data, "business_town"), _text(data, "private_town")),
        organizations=_filled(_employer(data, user)),
        birthday="",
    )


def household_of(data: QueryDict) -> list[Person]:
    """Return the people of a new household: its town and telephone are theirs."""
    phones, towns = _filled(_text(data, "phone")), _filled(_text(data, "home_town"))
    people = []
    for number in range(_MOST_ROWS):
        row = f"members-{number}-"
        given, family = _text(data, f"{row}given_name"), _text(data, f"{row}family_name")
        taken_in = _text(data, f"{row}known") or data.get(f"{row}DELETE")
        if (given or family) and not taken_in:
            people.append(Person(family, given, phones=phones, towns=towns))
    return people


def firm_of(data: QueryDict) -> Firm:
    return Firm(
        name=_text(data, "name"),
        short_name=_text(data, "short_name"),
        website=_text(data, "website"),
        phones=_filled(_text(data, "switchboard")),
        towns=_filled(_text(data, "address_town")),
    )


def _points(data: QueryDict) -> Iterator[tuple[str, str]]:
    for number in range(_MOST_ROWS):
        row = f"points-{number}-"
        value = _text(data, f"{row}value")
        if value and not data.get(f"{row}DELETE"):
            yield data.get(f"{row}sort", ""), value


def _employer(data: QueryDict, user: User) -> str:
    """Return the name of the organisation that is picked or typed."""
    try:
        uid = UUID(data.get("employer_uid", ""))
    except ValueError:
        return _text(data, "employer")
    picked = organizations_visible_to(user).filter(uid=uid).first()
    return picked.name if picked else _text(data, "employer")


def _text(data: QueryDict, name: str) -> str:
    return " ".join(data.get(name, "").replace("\x00", "")[:_LONGEST].split())


def _filled(*texts: str) -> tuple[str, ...]:
    return tuple(text for text in texts if text)
