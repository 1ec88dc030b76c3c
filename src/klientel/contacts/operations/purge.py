"""The end of the bin: what lay in it long enough is deleted for good."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db.models import ProtectedError, Q
from django.utils import timezone

from klientel.accounts.permissions import must
from klientel.changes.actors import Actor
from klientel.changes.door import Write, writing
from klientel.changes.models import Root
from klientel.contacts.addresses import NOWHERE, PostalAddress
from klientel.contacts.models import (
    Address,
    Connection,
    Contact,
    Effective,
    Organization,
    Position,
    RawCard,
    RelationshipCause,
    Use,
)
from klientel.contacts.operations.custom_values import purge_custom_fields
from klientel.contacts.operations.files import drop_files
from klientel.contacts.operations.main_contact import choose_primary
from klientel.contacts.queries import value_of
from klientel.contacts.seats import seats_now
from klientel.contacts.trees import deepest_first


@dataclass(frozen=True, slots=True)
class Kept:
    """A record that stays in the bin, and what still refers to it."""

    record: Root
    holders: tuple[str, ...]


def purge_bin(*, before: datetime, by: Actor) -> list[Kept]:
    """Delete what was binned before a time; return what had to stay because others refer to it.

    Each record is a unit of its own. Who stays gets the address that he showed as his own.
    """
    must(by, "bin", Organization)
    kept: list[Kept] = []
    steps: list[tuple[Sequence[Root], Callable[[Write, Any], None]]] = [
        (_due(Connection, before), _purge_connection),
        (_organizations(before), _purge_organization),
        ([row for row in _due(Contact, before) if not row.erased_at], _purge_contact),
    ]
    for rows, step in steps:
        for row in rows:
            try:
                with writing(by, act="purge_bin") as write:
                    now = write.fresh(row)
                    must(by, "bin", now)
                    step(write, now)
            except ProtectedError as error:
                holders = sorted({f"{each}" for each in error.protected_objects})
                kept.append(Kept(row, tuple(holders)))
    purge_custom_fields(before=before, by=by)
    return kept


def _due(model: type[Root], before: datetime) -> list[Any]:
    return list(model.objects.filter(binned_at__lt=before).order_by("pk"))


def _organizations(before: datetime) -> list[Organization]:
    rows = {row.pk: row for row in _due(Organization, before)}
    return [rows[pk] for pk in deepest_first({pk: row.parent_id for pk, row in rows.items()})]


def _purge_connection(write: Write, connection: Connection) -> None:
    write.purge(connection)


def _purge_organization(write: Write, organization: Organization) -> None:
    passed = seats_now([organization.pk])[organization.pk].address
    address = value_of(Address.objects.get(pk=passed) if passed else None)
    heirs = _heirs(organization, passed)
    write.change(organization, main_position=None)
    _succeed_no_more(write, Q(organization=organization))
    for position in organization.positions.select_related("contact").order_by("pk"):
        position.organization = organization
        _release(write, position, address if position.contact_id in heirs else NOWHERE)
    _purge_connections(write, Q(organization=organization) | Q(other_organization=organization))
    causes = RelationshipCause.objects.filter(organization=organization)
    parts = [*causes, *organization.relationships.all(), *organization.tag_links.all()]
    parts += organization.custom_values.select_related("field")
    drop_files(write, organization)
    for part in _of(parts, organization):
        write.remove(part)
    write.purge(organization)


def _purge_contact(write: Write, contact: Contact) -> None:
    _purge_connections(write, Q(contact=contact) | Q(other_contact=contact))
    _succeed_no_more(write, Q(successor__contact=contact))
    parts = [
        *RawCard.objects.filter(contact=contact),
        *contact.tag_links.all(),
        *contact.custom_values.select_related("field"),
        *contact.points.all(),
        *contact.addresses.all(),
        *contact.positions.all(),
    ]
    drop_files(write, contact)
    for part in _of(parts, contact):
        write.remove(part)
    write.purge(contact)


def _purge_connections(write: Write, touching: Q) -> None:
    """Delete the ties of what goes: one without an end is none."""
    for connection in Connection.objects.filter(touching).order_by("pk"):
        write.purge(connection)


def _succeed_no_more(write: Write, leaving: Q) -> None:
    """Forget who was named ahead to take over from those who leave."""
    named = Position.objects.filter(leaving, successor__isnull=False)
    for position in named.select_related("contact").order_by("pk"):
        write.change(position, successor=None)


def _heirs(organization: Organization, passed: int | None) -> set[int]:
    """Return the contacts who show the address that an organisation passes on."""
    if passed is None:
        return set()
    at_work = Q(address=passed, position__organization=organization)
    at_home = Q(private_address=passed)
    found = Effective.objects.filter(at_home if organization.is_household else at_work)
    return set(found.values_list("pk", flat=True))


def _release(write: Write, position: Position, shown: PostalAddress) -> None:
    """Take a position away: what hung on it, and the address that it showed, become his own."""
    contact = position.contact
    for address in _of(position.addresses.all(), contact):
        if address.is_company:
            write.remove(address)
        else:
            _unhang(write, address, position)
    for point in _of(position.points.all(), contact):
        _unhang(write, point, position)
    use = Use.PRIVATE if position.organization.is_household else Use.BUSINESS
    if shown and contact.binned_at is None:
        write.add(Address(contact=contact, use=use, preferred=True, **asdict(shown)))
    write.remove(position)
    choose_primary(write, contact)


def _unhang(write: Write, reach: Any, position: Position) -> None:
    retired_on = reach.retired_on
    if not position.is_current:
        retired_on = retired_on or timezone.localdate(write.by.at)
    write.change(reach, position=None, retired_on=retired_on)


def _of(parts: Iterable[Any], root: Root) -> list[Any]:
    """Return parts that name their record by the very object at hand."""
    found = list(parts)
    for part in found:
        setattr(part, part.root_field, root)
    return found
