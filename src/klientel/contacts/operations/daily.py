"""What is dated ahead takes effect on its day: the system's daily operation."""

from collections.abc import Callable, Iterable
from datetime import date

from klientel.accounts.permissions import Denied
from klientel.changes.actors import Actor
from klientel.changes.door import Write, writing
from klientel.contacts.models import Address, Contact, Organization, Position
from klientel.contacts.operations.contacts import leave_all_main
from klientel.contacts.operations.main_contact import hand_over
from klientel.contacts.operations.positions import note_leaving, turn
from klientel.contacts.queries import (
    addresses_beginning,
    contacts_becoming_inactive,
    organizations_becoming_inactive,
    positions_turning,
)


def apply_due(*, today: date, by: Actor) -> int:
    """Turn every contact's positions, address and inactivity whose day has come; return how many.

    Only the system does. Each is a unit of its own, short and repeatable: a run that was cut goes on where it stopped.
    """
    if not by.is_system:
        raise Denied("change", Contact.kind)
    steps: list[tuple[Iterable[object], Callable[..., None]]] = [
        (_by_contact(positions_turning(today)), _turn_positions),
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


def _by_contact(positions: Iterable[Position]) -> list[list[Position]]:
    """Group what turns by contact, endings first: a dated change of company is one unit."""
    found: dict[int, list[Position]] = {}
    for position in positions:
        found.setdefault(position.contact_id, []).append(position)
    return list(found.values())


def _turn_positions(write: Write, positions: list[Position], today: date) -> None:
    contact = write.fresh(positions[0].contact)
    for position in positions:
        row = Position.objects.select_related("organization").get(pk=position.pk)
        row.contact = contact
        turn(write, row, today)
        if row.is_current and row.organization.main_position_id is None and _is_new(row):
            hand_over(write, write.fresh(row.organization), to=row)
        note_leaving(write, contact, row, today)


def _is_new(position: Position) -> bool:
    """Return whether the organisation was made for this position: nobody else was ever there."""
    others = position.organization.positions.exclude(pk=position.pk)
    return not others.exists()


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
