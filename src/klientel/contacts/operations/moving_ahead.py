"""A change of company that was entered ahead: taken back, or entered anew, before its day."""

from collections.abc import Collection
from datetime import date

from django.utils import timezone

from klientel.accounts.permissions import Denied, must
from klientel.changes.actors import Actor
from klientel.changes.door import Write, writing
from klientel.changes.models import Change
from klientel.contacts.models import Contact, Organization, Position
from klientel.contacts.operations.positions import NextJob, call_off, change_company
from klientel.contacts.pending import pending_change


class NothingPending(Exception):
    """No change lies ahead: its day has come, or somebody took it back."""


def call_off_change(*, contact: Contact, expected: int | None = None, by: Actor) -> None:
    """Take back a change of company that lies ahead: he stays, the next position is gone.

    An organisation that was made for it, and that nothing was done with since, goes to the bin.
    """
    with writing(by) as write:
        row = write.fresh(contact, expected)
        must(by, "change", row)
        _call_off(write, row, None)


def change_company_instead(
    *,
    contact: Contact,
    leaving: Position | None,
    to: NextJob | None,
    on: date,
    successor: Position | None = None,
    kept: Collection[int] = (),
    by: Actor,
) -> Position | None:
    """Put another change of company in the place of the one that lies ahead, as one act."""
    with writing(by) as write:
        row = write.fresh(contact)
        must(by, "change", row)
        _call_off(write, row, to.organization if to else None)
        return change_company(
            contact=row, leaving=leaving, to=to, on=on, successor=successor, kept=kept, by=by
        )


def _call_off(write: Write, contact: Contact, still: Organization | None) -> None:
    positions = list(contact.positions.select_related("organization"))
    pending = pending_change(positions, timezone.localdate(write.by.at))
    if pending is None:
        raise NothingPending
    if pending.leaving is not None:
        pending.leaving.contact = contact
        write.change(pending.leaving, until=None)
        call_off(write, pending.leaving)
    if pending.arriving is not None:
        organization = pending.arriving.organization
        for point in pending.arriving.points.all():
            point.contact = contact
            write.remove(point)
        for address in pending.arriving.addresses.all():
            address.contact = contact
            write.remove(address)
        pending.arriving.contact = contact
        write.remove(pending.arriving)
        if organization != still and _is_left_over(write, contact, organization):
            write.change(organization, binned_at=write.by.at)


def _is_left_over(write: Write, contact: Contact, organization: Organization) -> bool:
    """Return whether it was made in one act with his job there, and is used for nothing else."""
    lines = list(Change.objects.filter(uid=organization.uid).order_by("pk")[:2])
    if len(lines) != 1 or lines[0].verb != "added" or organization.binned_at is not None:
        return False
    if not Change.objects.filter(unit=lines[0].unit_id, uid=contact.uid).exists():
        return False
    if organization.positions.exists() or organization.children.exists():
        return False
    try:
        must(write.by, "bin", organization)
    except Denied:
        return False
    return True
