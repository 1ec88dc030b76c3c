"""The bin: deleting and restoring are one act for all that goes along."""

from typing import Literal
from uuid import UUID

from django.db.models import QuerySet

from klientel.accounts.permissions import must
from klientel.changes.actors import Actor
from klientel.changes.door import Write, writing
from klientel.changes.models import Change
from klientel.contacts.models import Contact, Organization, Position
from klientel.contacts.operations.contacts import leave_all_main
from klientel.contacts.operations.main_contact import hand_over

People = Literal["keep", "bin"]


def bin_contact(*, contact: Contact, by: Actor) -> None:
    """Put a contact in the bin; what he held for organisations is handed on."""
    with writing(by) as write:
        row = write.fresh(contact)
        must(by, "bin", row)
        if row.binned_at is None:
            _bin_contact(write, row)


def restore_contact(*, contact: Contact, by: Actor) -> None:
    """Take a contact out of the bin; a present main contact stays it."""
    with writing(by) as write:
        row = write.fresh(contact)
        must(by, "bin", row)
        if row.binned_at is not None and row.erased_at is None:
            led = _led_when_binned(row)
            write.change(row, binned_at=None)
            _lead_again(write, row, led)


def bin_organization(*, organization: Organization, people: People, by: Actor) -> None:
    """Put an organisation and its departments in the bin; its people stay or go along.

    Who stays goes on showing its address, marked, and gets it as his own at the purge.
    """
    with writing(by) as write:
        row = write.fresh(organization)
        must(by, "bin", row)
        if row.binned_at is None:
            for each in [row, *_departments(row)]:
                if each.binned_at is None:
                    must(by, "bin", each)
                    _bin_organization(write, each, people)


def restore_organization(*, organization: Organization, by: Actor) -> None:
    """Restore an organisation, with the departments and people that went along with it."""
    with writing(by) as write:
        row = write.fresh(organization)
        must(by, "bin", row)
        if row.binned_at is None:
            return
        along = {"binned_at": row.binned_at, "uid__in": _binned_with(row)}
        gone = [row, *_departments(row, **along)]
        people = Contact.objects.filter(
            positions__organization__in=gone, positions__is_current=True, **along
        )
        for each in [*gone, *people.distinct().order_by("pk")]:
            write.change(each, binned_at=None)


def _binning_of(record: Contact | Organization) -> QuerySet[Change]:
    """Return the journal's lines of the unit that put a record in the bin."""
    lines = Change.objects.filter(uid=record.uid).order_by("-unit")
    unit = next((line.unit_id for line in lines if "binned_at" in line.diff), None)
    return Change.objects.filter(unit=unit).order_by("pk")


def _binned_with(record: Organization) -> list[UUID]:
    return [line.uid for line in _binning_of(record) if "binned_at" in line.diff]


def _led_when_binned(contact: Contact) -> list[UUID]:
    """Return the uids of the organisations whose main contact he was until he was binned."""
    lines = _binning_of(contact).filter(kind=Organization.kind)
    return [line.uid for line in lines if "main_position" in line.diff]


def _lead_again(write: Write, contact: Contact, led: list[UUID]) -> None:
    """Make him main contact again where nobody is now."""
    vacant = Organization.live.filter(uid__in=led, main_position=None).order_by("pk")
    for organization in vacant:
        position = contact.positions.filter(organization=organization, is_current=True).first()
        if position is not None and not contact.is_inactive:
            hand_over(write, write.fresh(organization), to=position)


def _bin_contact(write: Write, contact: Contact) -> None:
    leave_all_main(write, contact)
    write.change(contact, binned_at=write.by.at)


def _bin_organization(write: Write, organization: Organization, people: People) -> None:
    write.change(organization, binned_at=write.by.at)
    current = Position.objects.filter(organization=organization, is_current=True)
    for position in current.select_related("contact").order_by("pk"):
        contact = position.contact
        if contact.binned_at is None and (people == "bin" or contact.is_office) and _goes(position):
            must(write.by, "bin", contact)
            write.change(contact, binned_at=write.by.at)


def _goes(position: Position) -> bool:
    """Return whether the contact is at this organisation alone."""
    others = position.contact.positions.filter(is_current=True).exclude(pk=position.pk)
    return not others.filter(organization__binned_at=None).exists()


def _departments(organization: Organization, **state: object) -> list[Organization]:
    found: list[Organization] = []
    edge = [organization]
    while edge:
        below = Organization.objects.filter(parent__in=edge, is_department=True, **state)
        edge = list(below.order_by("pk"))
        found += edge
    return found
