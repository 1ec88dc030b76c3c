"""Positions: added, changed, ended; and changing company as one dated act."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TypedDict, cast

from django.db.models import Q
from django.utils import timezone

from klientel.accounts.permissions import must
from klientel.changes.actors import Actor
from klientel.changes.door import Write, writing
from klientel.changes.loading import loaded
from klientel.contacts.models import (
    Address,
    Contact,
    ContactInactivity,
    ContactPoint,
    Organization,
    OrganizationKind,
    Position,
    Use,
)
from klientel.contacts.operations.main_contact import (
    NotAtThisOrganization,
    choose_primary,
    hand_over,
    leave_main,
)
from klientel.contacts.queries import people_present
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
    """The contact has a position at that organisation at the same time.

    Who changes title or department stays at his company: that is a change of the position.
    """


@dataclass(frozen=True, slots=True)
class NextJob:
    """Where a contact goes; `new_name` makes the organisation with him as main contact."""

    organization: Organization | None = None
    new_name: str = ""
    title: str = ""
    department: str = ""


def add_position(
    *,
    contact: Contact,
    organization: Organization | None,
    new_name: str = "",
    patch: PositionPatch,
    by: Actor,
) -> Position:
    """Add a further position; the first open job is the primary one.

    Without an organisation one of the new name is made, with him as its main contact.
    """
    with writing(by) as write:
        row = write.fresh(contact)
        must(by, "change", row)
        position = _put_at(write, row, organization, new_name, **patch)
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
        if until is None:
            call_off(write, row)
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
    kept: Collection[int] = (),
    by: Actor,
) -> Position | None:
    """Close a position the day before `on` and open the next: one dated act.

    All business that belongs to the old position is retired, the private stays, the inherited
    address switches. Numbers `kept` (ids of its points) go along to the next one; without one
    they are the person's own, private. A future date takes effect at its midnight. `to=None` is
    leaving without a new company. `successor` takes over as main contact, if he is still there on
    the day; else the office does.
    """
    with writing(by) as write:
        row = write.fresh(contact)
        must(by, "change", row)
        today = timezone.localdate(by.at)
        left = None if leaving is None else _row(leaving, row)
        if left is not None:
            if to is not None and to.organization == left.organization:
                raise AlreadyThere
            _leave(write, left, on, successor, kept)
        position = _arrive(write, row, to, on) if to else None
        if left is not None and on <= today:
            close(write, left, on)
        choose_primary(write, row)
        if position is not None:
            position.refresh_from_db(fields=["is_primary"])
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
    others = loaded(Position, "contact", [contact.pk])
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


def close(write: Write, position: Position, on: date) -> None:
    """Make a position a past one: hand the company's on, retire its business, drop the flags."""
    there = people_present(position.organization)
    heir = there.filter(pk=position.successor_id).first() if position.successor_id else None
    _drop_flags(write, position, heir)
    write.change(position, successor=None)
    job = _job_from(position, on)
    for reach in _reaches(position, retired_on=None):
        if isinstance(reach, ContactPoint) and reach.keeps:
            use = reach.use if job else Use.PRIVATE
            write.change(reach, keeps=False, position=job, use=use)
        else:
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
        hand_over(write, write.fresh(organization), to=successor)
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
    write: Write, position: Position, on: date, successor: Position | None, kept: Collection[int]
) -> None:
    """Say when a position ends, who takes over then, and which numbers go along."""
    last = day_before(on)
    if position.since is not None and last < position.since:
        raise EndsBeforeItBegins
    others = people_present(position.organization).exclude(pk=position.pk)
    if successor is not None and not others.filter(pk=successor.pk).exists():
        raise NotAtThisOrganization
    write.change(position, until=last, successor=successor)
    _keep(write, position, kept)


def _keep(write: Write, position: Position, kept: Collection[int]) -> None:
    for point in position.points.filter(retired_on=None):
        point.contact = position.contact
        write.change(point, keeps=point.pk in kept)


def call_off(write: Write, position: Position) -> None:
    """Forget what was said ahead for the end of a position that now goes on."""
    write.change(position, successor=None)
    _keep(write, position, ())


def _job_from(position: Position, on: date) -> Position | None:
    """Return the job that begins on the day without this position."""
    next_ones = position.contact.positions.filter(since=on).exclude(pk=position.pk)
    jobs = next_ones.exclude(organization__sort=OrganizationKind.HOUSEHOLD)
    found: Position | None = jobs.order_by("-pk").first()
    return found


def _arrive(write: Write, contact: Contact, to: NextJob, on: date) -> Position:
    facts = {"title": to.title, "department": to.department, "since": on}
    return _put_at(write, contact, to.organization, to.new_name, **facts)


def _put_at(
    write: Write,
    contact: Contact,
    organization: Organization | None,
    new_name: str,
    **patch: object,
) -> Position:
    """Add a position at an organisation, or at a new one with him as its main contact."""
    at = organization
    if at is None:
        must(write.by, "add", Organization)
        at = write.add(
            Organization(
                name=new_name,
                account_manager=contact.account_manager,
                team=contact.team,
                number=write.number("organization"),
            )
        )
    position = put_position(write, contact, at, **patch)
    if organization is None and position.is_current:
        hand_over(write, at, to=position)
    return position


def _row(position: Position, contact: Contact) -> Position:
    rows = Position.objects.filter(contact=contact).select_related("organization")
    row: Position = rows.get(pk=position.pk)
    row.contact = contact
    return row


def _check_span(since: date | None, until: date | None) -> None:
    if since is not None and until is not None and until < since:
        raise EndsBeforeItBegins
