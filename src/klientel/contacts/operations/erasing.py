"""Erasure (Art. 17): a person goes from every row, journal line and card; an anchor stays.

The anchor is the contact's row with its uid and number and nothing that says who it was, so that
what others have of him (an organisation's history, later issued documents) does not break. The
unit cannot be undone. `docs/adr` says why a row stays.
"""

from collections.abc import Iterable
from typing import Final

from django.db import transaction
from django.db.models import Q

from klientel.accounts.permissions import must
from klientel.accounts.queries import the_company
from klientel.changes.actors import Actor
from klientel.changes.door import Write, writing
from klientel.changes.erasure import redact
from klientel.changes.models import Part
from klientel.changes.parts import parts_of
from klientel.contacts import erasure_log
from klientel.contacts.erasers import erasers
from klientel.contacts.models import (
    Connection,
    Contact,
    ContactPoint,
    Erasure,
    ErasureMark,
    Organization,
    Position,
    RawCard,
)
from klientel.contacts.operations.contacts import leave_all_main
from klientel.contacts.operations.files import drop_files
from klientel.contacts.privacy import households_alone, marks_of, privacy_settings
from klientel.contacts.resolution import SWITCHBOARD
from klientel.files.tidying import erase_files

NAMES: Final = {"de": "Gelöschte Person", "en": "Erased person"}
HOUSEHOLDS: Final = {"de": "Gelöschter Haushalt", "en": "Erased household"}


class AlreadyErased(Exception):
    """There is nothing left of the person to erase."""


def erase_contact(*, contact: Contact, reason: str = "", by: Actor) -> Erasure:
    """Erase a person for good. Raises `AlreadyErased`.

    What he held for organisations is handed on first; a household that has nobody else goes
    along. Numbers and addresses leave keyed marks, unless the settings say otherwise.
    """
    with writing(by) as write:
        row = write.fresh(contact)
        must(by, "add", Erasure)
        must(by, "change", row)
        if row.erased_at is not None:
            raise AlreadyErased
        told = _marks(row) if privacy_settings().keeps_marks else set()
        alone = households_alone(row)
        leave_all_main(write, row)
        for household in alone:
            _erase_household(write, household)
        files = drop_files(write, row)
        _untie(write, row)
        for eraser in erasers():
            eraser(write, row)
        for part in _in_order(parts_of(row)):
            write.remove(part)
        _empty(write, row)
        redact(write, row)
        erasure = _note(write, row, reason, told)
        transaction.on_commit(lambda: erase_files(files))
        transaction.on_commit(lambda: erasure_log.note(row.uid, by.at))
        return erasure


def _marks(contact: Contact) -> set[str]:
    """Return the marks of what is his alone: a direct dial is his successor's one day."""
    points = [
        each
        for each in contact.points.exclude(label=SWITCHBOARD)
        if each.sort == "email" or each.use == "private"
    ]
    shared = set(
        ContactPoint.objects.filter(normal__in=[each.normal for each in points])
        .exclude(contact=contact)
        .values_list("normal", flat=True)
    )
    own = [(each.sort, each.value) for each in points if each.normal not in shared]
    cards = RawCard.objects.filter(contact=contact).values_list("card_uid", flat=True)
    return marks_of(own, [str(contact.uid), *cards])


def _erase_household(write: Write, household: Organization) -> None:
    """Take the name of a household that is one person; its row goes into the bin."""
    names = {"name": _in_company_language(HOUSEHOLDS), "short_name": "", "service_note": ""}
    row = write.fresh(household)
    offices = Contact.objects.filter(positions__organization=row, sort="office")
    write.change(row, main_position=None, website="", binned_at=row.binned_at or write.by.at)
    others = Organization.objects.exclude(pk=row.pk).values("pk")
    for office in offices.exclude(positions__organization__in=others).order_by("pk"):
        for part in _in_order(parts_of(office)):
            write.remove(part)
        write.change(office, label=names["name"], binned_at=office.binned_at or write.by.at)
        redact(write, office)
    write.change(row, **names)
    redact(write, row)


def _untie(write: Write, contact: Contact) -> None:
    """End what others have of him: connections, and that he was named to take over."""
    named = Position.objects.filter(successor__contact=contact)
    for position in named.select_related("contact").order_by("pk"):
        write.change(position, successor=None)
    ties = Connection.objects.filter(Q(contact=contact) | Q(other_contact=contact))
    for tie in ties.order_by("pk"):
        write.purge(tie)
        redact(write, tie)


def _in_order(parts: Iterable[Part]) -> list[Part]:
    """Return parts so that those that others refer to come last."""
    return sorted(parts, key=lambda part: isinstance(part, Position))


def _empty(write: Write, contact: Contact) -> None:
    """Leave the uid and the number, and a label that says what it is."""
    values: dict[str, object] = {
        name: None if Contact._meta.get_field(name).is_relation else "" for name in Contact.personal
    }
    values |= {
        "label": _in_company_language(NAMES),
        "account_manager": None,
        "account_manager_deputy": None,
        "team": None,
        "confidential": False,
        "erased_at": write.by.at,
        "binned_at": contact.binned_at or write.by.at,
    }
    write.change(contact, **values)


def _note(write: Write, contact: Contact, reason: str, told: set[str]) -> Erasure:
    erasure = write.add(Erasure(contact_uid=contact.uid, erased_at=write.by.at, reason=reason))
    for digest in sorted(told):
        write.add(ErasureMark(erasure=erasure, digest=digest))
    return erasure


def _in_company_language(names: dict[str, str]) -> str:
    return names.get(the_company().language, names["en"])
