"""Positions: added, changed, ended; and changing company as one dated act."""

from dataclasses import dataclass
from datetime import date
from typing import TypedDict, cast

from django.db.models import Q
from django.utils import timezone

from klientel.accounts.permissions import must
from klientel.changes.actors import Actor
from klientel.changes.door import Write, writing
from klientel.contacts.models import (
    Address,
    Contact,
    ContactInactivity,
    ContactPoint,
    Organization,
    OrganizationKind,
    Position,
)
from klientel.contacts.operations.main_contact import (
    choose_primary,
    hand_over,
    leave_main,
    name_successor,
)
from klientel.contacts.spans import day_after, day_before, holds_on, overlap


class PositionPatch(TypedDict, total=False):
    title: str
    department: str
    since: date | None
    until: date | None
    address_line: str


class EndsBeforeItBegins(Exception):
    """The last day lies before the first."""


class NeverPrimary(Exception):
    """A position that is not current, or a household's membership beside a job."""


class AlreadyThere(Exception):
    """The contact has a position at that organisation at the same time."""


@dataclass(frozen=True, slots=True)
class NextJob:
    """Where a contact goes; `new_name` makes the organisation with him as main contact."""

    organization: Organization | None = None
    new_name: str = ""
    title: str = ""
    department: str = ""


def add_position(
    *, contact: Contact, organization: Organization, patch: PositionPatch, by: Actor
) -> Position:
    """Add a further position; the first open job is the primary one."""
    with writing(by) as write:
        row = write.fresh(contact)
        must(by, "change", row)
        position = put_position(write, row, organization, **patch)
        choose_primary(write, row)
    return position


def change_position(
    *, position: Position, patch: PositionPatch, expected: int | None = None, by: Actor
) -> None:
    """Change a position; its dates decide whether it is current."""
    with writing(by) as write:
        contact = write.fresh(position.contact, expected)
        must(by, "change", contact)
        row = _row(position, contact)
        since, until = patch.get("since", row.since), patch.get("until", row.until)
        _check_span(since, until)
        ended = None if row.is_current else row.until
        write.change(row, **patch)
        today = timezone.localdate(by.at)
        turn(write, row, today)
        if ended is not None:
            _redate(write, row, ended)
        else:
            note_leaving(write, contact, row, today)


def make_primary(*, position: Position, by: Actor) -> None:
    """Make an open position the primary one: from then on its organisation is inherited."""
    with writing(by) as write:
        contact = write.fresh(position.contact)
        must(by, "change", contact)
        row = _row(position, contact)
        current = contact.positions.filter(is_current=True).exclude(pk=row.pk)
        jobs = current.exclude(organization__sort=OrganizationKind.HOUSEHOLD)
        if not row.is_current or (row.organization.is_household and jobs.exists()):
            raise NeverPrimary
        for other in current.filter(is_primary=True):
            write.change(_row(other, contact), is_primary=False)
        write.change(row, is_primary=True)


def change_company(
    *,
    contact: Contact,
    leaving: Position | None,
    to: NextJob | None,
    on: date,
    successor: Position | None = None,
    by: Actor,
) -> Position | None:
    """Close a position the day before `on` and open the next: one dated act.

    All business that belongs to the old position is retired, the private stays, the inherited
    address switches. A future date takes effect at its midnight. `to=None` is leaving without
    a new company. `successor` takes over as main contact; without one the office does.
    """
    with writing(by) as write:
        row = write.fresh(contact)
        must(by, "change", row)
        today = timezone.localdate(by.at)
        left = None if leaving is None else _row(leaving, row)
        if left is not None:
            _leave(write, left, on, today, successor)
        position = _arrive(write, row, to, on) if to else None
        choose_primary(write, row)
        if left is not None:
            note_leaving(write, row, left, today)
    return position


def end_position(
    *, position: Position, on: date, successor: Position | None = None, by: Actor
) -> None:
    """End one of several positions: `on` is the first day without it."""
    change_company(
        contact=position.contact, leaving=position, to=None, on=on, successor=successor, by=by
    )


def put_position(
    write: Write,
    contact: Contact,
    organization: Organization,
    **patch: object,
) -> Position:
    """Add a position, current if its dates cover the unit's day."""
    must(write.by, "view", write.fresh(organization))
    since, until = patch.get("since"), patch.get("until")
    assert since is None or isinstance(since, date)  # noqa: S101 -- from a typed patch
    assert until is None or isinstance(until, date)  # noqa: S101 -- from a typed patch
    _check_span(since, until)
    today = timezone.localdate(write.by.at)
    begins = today if since is None and until is None else since
    others = list(contact.positions.all())
    for each in others:
        if each.organization_id == organization.pk and overlap(
            begins, until, each.since, each.until
        ):
            raise AlreadyThere
    position = Position(contact=contact, organization=organization, **patch)
    position.is_current = holds_on(today, since, until)
    position.is_primary = position.is_current and not any(each.is_current for each in others)
    write.add(position)
    if position.is_current:
        _come_back(write, contact)
    return position


def turn(write: Write, position: Position, today: date) -> None:
    """Bring a position's flag after its dates, with all that opening or closing it entails."""
    current = holds_on(today, position.since, position.until)
    if current == position.is_current:
        return
    if current:
        write.change(position, is_current=True)
        _come_back(write, position.contact)
    elif position.until is not None and position.until < today:
        close(write, position, day_after(position.until))
    else:  # it begins later than was said
        _drop_flags(write, position)
    choose_primary(write, position.contact)


def close(write: Write, position: Position, on: date, successor: Position | None = None) -> None:
    """Make a position a past one: hand the company's on, retire its business, drop the flags."""
    _drop_flags(write, position, successor)
    for reach in _reaches(position, retired_on=None):
        write.change(reach, retired_on=on)


def note_leaving(write: Write, contact: Contact, position: Position, today: date) -> None:
    """Mark as 'left' who ended his job and has no other position, now or to come."""
    if position.until is None or position.until >= today:
        return
    if contact.is_inactive or position.organization.is_household:
        return
    lasting = Q(is_current=True) | Q(until=None) | Q(until__gte=today)
    if not contact.positions.filter(lasting).exists():
        write.change(
            contact,
            inactive_from=day_after(position.until),
            inactive_reason=ContactInactivity.LEFT,
            is_inactive=True,
        )


def _come_back(write: Write, contact: Contact) -> None:
    """Who had left is no longer inactive when a position of his begins."""
    if contact.inactive_reason == ContactInactivity.LEFT:
        write.change(contact, inactive_from=None, inactive_reason="", is_inactive=False)


def _drop_flags(write: Write, position: Position, successor: Position | None = None) -> None:
    organization = position.organization
    if successor is not None and organization.main_position_id == position.pk:
        name_successor(write, write.fresh(organization), successor)
    else:
        leave_main(write, position)
    write.change(position, is_current=False, is_primary=False)


def _redate(write: Write, position: Position, ended: date) -> None:
    """Let what was retired with a position that ended follow its corrected last day."""
    still = position.is_current or position.until is None
    retired_on = None if still else day_after(cast("date", position.until))
    for reach in _reaches(position, retired_on=day_after(ended)):
        write.change(reach, retired_on=retired_on)


def _reaches(position: Position, **state: object) -> list[ContactPoint | Address]:
    found: list[ContactPoint | Address] = [
        *position.points.filter(**state),
        *position.addresses.filter(**state),
    ]
    for reach in found:
        reach.contact = position.contact
    return found


def _leave(
    write: Write, position: Position, on: date, today: date, successor: Position | None
) -> None:
    last = day_before(on)
    if position.since is not None and last < position.since:
        raise EndsBeforeItBegins
    write.change(position, until=last)
    if on <= today:
        close(write, position, on, successor)


def _arrive(write: Write, contact: Contact, to: NextJob, on: date) -> Position:
    organization = to.organization
    if organization is None:
        must(write.by, "add", Organization)
        organization = write.add(
            Organization(name=to.new_name, number=write.number("organization"))
        )
    position = put_position(
        write, contact, organization, title=to.title, department=to.department, since=on
    )
    if to.organization is None and position.is_current:
        hand_over(write, organization, to=position)
    return position


def _row(position: Position, contact: Contact) -> Position:
    rows = Position.objects.filter(contact=contact).select_related("organization")
    row: Position = rows.get(pk=position.pk)
    row.contact = contact
    return row


def _check_span(since: date | None, until: date | None) -> None:
    if since is not None and until is not None and until < since:
        raise EndsBeforeItBegins
