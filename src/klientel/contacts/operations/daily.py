"""What is dated ahead takes effect on its day: the system's daily operation."""

from collections.abc import Callable, Iterable
from datetime import date

from klientel.changes.actors import Actor
from klientel.changes.door import Write, writing
from klientel.contacts.models import Address, Contact, ContactInactivity, Organization, Position
from klientel.contacts.operations.contacts import leave_all_main
from klientel.contacts.operations.main_contact import hand_over
from klientel.contacts.operations.positions import turn
from klientel.contacts.queries import (
    addresses_beginning,
    contacts_becoming_inactive,
    organizations_becoming_inactive,
    positions_turning,
)


def apply_due(*, today: date, by: Actor) -> int:
    """Turn every position, address and inactivity whose day has come; return how many.

    Each is a unit of its own, short and repeatable: a run that was cut goes on where it stopped.
    """
    steps: list[tuple[Iterable[object], Callable[..., None]]] = [
        (positions_turning(today), _turn_position),
        (addresses_beginning(today), _begin_address),
        (contacts_becoming_inactive(today), _become_inactive),
        (organizations_becoming_inactive(today), _become_inactive),
    ]
    turned = 0
    for rows, step in steps:
        for row in rows:
            with writing(by, act="apply_due") as write:
                step(write, row, today)
            turned += 1
    return turned


def _turn_position(write: Write, position: Position, today: date) -> None:
    contact = write.fresh(position.contact)
    row = Position.objects.select_related("organization").get(pk=position.pk)
    row.contact = contact
    turn(write, row, today)
    if row.is_current and row.organization.main_position_id is None and _is_new(row):
        hand_over(write, write.fresh(row.organization), to=row)
    if _has_left(contact, today):
        write.change(
            contact,
            inactive_from=today,
            inactive_reason=ContactInactivity.LEFT,
            is_inactive=True,
        )


def _is_new(position: Position) -> bool:
    """Return whether the organisation was made for this position: nobody else was ever there."""
    others = position.organization.positions.exclude(pk=position.pk)
    return not others.exists()


def _has_left(contact: Contact, today: date) -> bool:
    positions = list(contact.positions.all())
    ahead = any(position.since and position.since > today for position in positions)
    return not ahead and not any(position.is_current for position in positions)


def _begin_address(write: Write, address: Address, today: date) -> None:
    contact = write.fresh(address.contact)
    row = Address.objects.select_related("position").get(pk=address.pk)
    row.contact = contact
    replaced = Address.objects.filter(
        contact=contact,
        position=row.position,
        use=row.use,
        is_company=row.is_company,
        purpose=row.purpose,
        retired_on=None,
        pending_from=None,
    )
    for old in replaced:
        old.contact = contact
        write.change(old, retired_on=today)
    write.change(row, pending_from=None)


def _become_inactive(write: Write, record: Contact | Organization, _today: date) -> None:
    row = write.fresh(record)
    write.change(row, is_inactive=True)
    if isinstance(row, Contact):
        leave_all_main(write, row)
