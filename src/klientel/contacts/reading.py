"""What the pages of one contact show, loaded with a constant number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from klientel.accounts.models import User
from klientel.accounts.permissions import visible
from klientel.contacts.models import (
    Address,
    Connection,
    Contact,
    ContactPoint,
    Organization,
    Position,
    Relationship,
    Seat,
    Tag,
)
from klientel.contacts.relations import holding_on
from klientel.contacts.resolution import SWITCHBOARD, own_business, own_private

_OF_ADDRESS = ("contact", "position__organization")


@dataclass(frozen=True, slots=True)
class Tie:
    """A connection as one of its two ends reads it."""

    connection: Connection
    role: str
    other: Contact | Organization


@dataclass(slots=True)
class ContactSheet:
    """A contact with its parts; what belongs to organisations hidden from the reader is left out."""

    contact: Contact
    positions: list[Position] = field(default_factory=list)
    points: list[ContactPoint] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    relationships: list[Relationship] = field(default_factory=list)
    seats: dict[int, Seat] = field(default_factory=dict)
    members: list[Position] = field(default_factory=list)

    @property
    def job(self) -> Position | None:
        """The primary position, unless it is a household's membership."""
        primary = next((each for each in self.positions if each.is_primary), None)
        return None if primary is None or primary.organization.is_household else primary

    @property
    def home(self) -> Position | None:
        """The current membership of a household."""
        homes = (each for each in self.memberships if each.is_current)
        return next(homes, None)

    @property
    def jobs(self) -> list[Position]:
        return [each for each in self.positions if not each.organization.is_household]

    @property
    def memberships(self) -> list[Position]:
        return [each for each in self.positions if each.organization.is_household]

    @property
    def led(self) -> list[Organization]:
        """The organisations whose main contact it is."""
        return [
            each.organization
            for each in self.positions
            if each.organization.main_position_id == each.pk
        ]

    @property
    def live_points(self) -> list[ContactPoint]:
        return [each for each in self.points if each.retired_on is None]

    @property
    def own_address(self) -> Address | None:
        """The own business address at the primary position."""
        pk = own_business(self.addresses, self.job)
        return next((each for each in self.addresses if each.pk == pk), None)

    @property
    def own_private_address(self) -> Address | None:
        pk = own_private(self.addresses, self.home)
        return next((each for each in self.addresses if each.pk == pk), None)

    @property
    def own_switchboard(self) -> ContactPoint | None:
        """A switchboard number of his own at the job, where he is not the main contact."""
        job = self.job
        if job is None or job.organization.main_position_id == job.pk:
            return None
        own = (each for each in self.live_points if is_line(each) and each.position_id == job.pk)
        return next(own, None)

    def seat_at(self, position: Position | None) -> Seat | None:
        return self.seats.get(position.organization_id) if position else None

    def announced(self) -> list[Address]:
        return [each for each in self.addresses if each.pending_from and not each.retired_on]

    def further(self) -> list[Address]:
        """Return the addresses beside those that hold, the organisation's own aside."""
        holding = {each.pk for each in (self.own_address, self.own_private_address) if each}
        return [
            each
            for each in self.addresses
            if each.pk not in holding
            and not each.is_company
            and each.retired_on is None
            and each.pending_from is None
        ]


def is_line(point: ContactPoint) -> bool:
    """Return whether a point is a switchboard's number."""
    return point.sort == "phone" and point.label == SWITCHBOARD


def contacts_to_open(user: User) -> QuerySet[Contact]:
    """Return what a contact's page can show: also what is in the bin."""
    rows: QuerySet[Contact] = Contact.objects.filter(visible(user, Contact), erased_at=None)
    return rows.select_related(
        "account_manager",
        "account_manager_deputy",
        "team",
        "effective__organization__account_manager",
        "effective__position",
        "effective__website_of",
        *(f"effective__address__{name}" for name in _OF_ADDRESS),
        *(f"effective__private_address__{name}" for name in _OF_ADDRESS),
        *(f"effective__switchboard__{name}" for name in _OF_ADDRESS),
        *(f"effective__landline__{name}" for name in _OF_ADDRESS),
    )


def contact_sheet(contact: Contact, user: User) -> ContactSheet:
    """Return the contact of `contacts_to_open` with all that its page shows."""
    positions = positions_shown(contact, user)
    seats = _seats({each.organization_id for each in positions if each.is_current})
    here = Q(position=None) | Q(position__in=[each.pk for each in positions])
    addresses = contact.addresses.filter(here).select_related("position__organization")
    sheet = ContactSheet(
        contact=contact,
        positions=positions,
        points=list(contact.points.filter(here).order_by("-preferred", "pk")),
        addresses=list(addresses.order_by("pk")),
        tags=list(Tag.objects.filter(contact_links__contact=contact).order_by("name")),
        ties=ties_of(contact, user),
        seats=seats,
    )
    job = sheet.job
    if job is not None:
        relationships = job.organization.relationships.filter(holding_on(timezone.localdate()))
        relationships = relationships.select_related("type")
        sheet.relationships = list(relationships.order_by("pk"))
    sheet.members = _members(sheet.memberships, user)
    return sheet


def positions_shown(contact: Contact, user: User) -> list[Position]:
    """Return the positions whose organisation the user may see: primary, current, then past."""
    rows = Position.objects.filter(visible(user, Organization, at="organization"), contact=contact)
    found = list(rows.select_related("organization__parent"))
    for position in found:
        position.contact = contact
    found.sort(key=lambda each: (each.since is not None, each.since, each.pk), reverse=True)
    found.sort(key=lambda each: (not each.is_primary, not each.is_current))
    return found


def ties_of(contact: Contact, user: User) -> list[Tie]:
    """Return the connections, read from the contact; the ended ones last."""
    rows = Connection.live.filter(visible(user, Connection))
    rows = rows.filter(Q(contact=contact) | Q(other_contact=contact))
    rows = rows.select_related(
        "type", "contact", "organization", "other_contact", "other_organization"
    )
    return [_tie(each, contact) for each in rows.order_by(F("until").desc(nulls_first=True), "pk")]


def colleagues_at(position: Position) -> QuerySet[Position]:
    """Return the positions of who else works there now, by name: possible main contacts."""
    rows: QuerySet[Position] = Position.objects.filter(
        organization=position.organization_id,
        is_current=True,
        contact__binned_at=None,
        contact__is_inactive=False,
    )
    rows = rows.exclude(pk=position.pk).select_related("contact")
    return rows.order_by("contact__sort_name", "pk")


def _tie(connection: Connection, contact: Contact) -> Tie:
    forward = connection.contact_id == contact.pk
    other = (
        connection.other_contact or connection.other_organization
        if forward
        else connection.contact or connection.organization
    )
    role = connection.type.role(forward=forward)
    return Tie(connection, role, cast("Contact | Organization", other))


def _seats(organizations: set[int]) -> dict[int, Seat]:
    rows = Seat.objects.filter(pk__in=organizations).select_related(
        "website_of",
        *(f"address__{name}" for name in _OF_ADDRESS),
        *(f"switchboard__{name}" for name in _OF_ADDRESS),
    )
    return {row.pk: row for row in rows}


def _members(memberships: Sequence[Position], user: User) -> list[Position]:
    """Return who else lives in the households."""
    homes = [each.organization_id for each in memberships if each.is_current]
    if not homes:
        return []
    rows = Position.objects.filter(
        visible(user, Contact, at="contact"),
        organization__in=homes,
        is_current=True,
        contact__binned_at=None,
    )
    rows = rows.exclude(pk__in=[each.pk for each in memberships])
    return list(rows.select_related("contact").order_by("contact__sort_name", "pk"))
