"""What an organisation's page shows, each in a constant number of queries."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.db.models import Case, Count, F, Q, QuerySet, When

from klientel.accounts.models import User
from klientel.accounts.permissions import may, visible
from klientel.contacts.models import (
    Address,
    Connection,
    Contact,
    ContactPoint,
    Organization,
    Position,
    Relationship,
    RelationshipType,
    Tag,
)
from klientel.contacts.queries import heirs_of, people_present
from klientel.contacts.seats import with_departments
from klientel.contacts.spans import holds_on

_HOLDER = ("contact", "position__organization")


@dataclass(frozen=True, slots=True)
class Tied:
    """A connection as one of its ends reads it."""

    connection: Connection
    role: str
    other: Contact | Organization


def organizations_to_open(user: User) -> QuerySet[Organization]:
    """Return what an organisation's page can show: also what is in the bin."""
    rows: QuerySet[Organization] = Organization.objects.filter(visible(user, Organization))
    return rows.select_related(
        "parent",
        "merged_into",
        "account_manager",
        "account_manager_deputy",
        "key_account_manager",
        "key_account_manager_deputy",
        "team",
        "main_position__contact",
        "seat__website_of",
        *(f"seat__address__{name}" for name in _HOLDER),
        *(f"seat__switchboard__{name}" for name in _HOLDER),
    )


def members_of(household: Organization, user: User) -> list[Position]:
    """Return who lives in a household now, as far as the user sees them, the main contact first."""
    rows = people_present(household).filter(visible(user, Contact, at="contact"))
    found = list(rows.order_by("pk"))
    found.sort(key=lambda each: each.pk != household.main_position_id)
    return found


def hide_parents(organizations: Collection[Organization], user: User) -> None:
    """Take the parents that are hidden from the user away from loaded departments."""
    parents = {each.parent_id for each in organizations if each.is_department and each.parent_id}
    if not parents:
        return
    rows = Organization.objects.filter(visible(user, Organization), pk__in=parents)
    shown = set(rows.values_list("pk", flat=True))
    for each in organizations:
        if each.parent_id and each.parent_id not in shown:
            each.parent = None


def parent_shown(organization: Organization, user: User) -> Organization | None:
    """Return the parent, unless it is hidden from the user."""
    if organization.parent_id is None:
        return None
    rows = Organization.objects.filter(visible(user, Organization), pk=organization.parent_id)
    return rows.first()


def positions_at(organizations: Collection[int], user: User) -> QuerySet[Position]:
    """Return who is or was there: main contacts, present ones by name, then former ones."""
    rows: QuerySet[Position] = Position.objects.filter(
        visible(user, Contact, at="contact"),
        organization__in=organizations,
        contact__binned_at=None,
    )
    rows = rows.select_related("contact__effective", "organization")
    main = Case(When(organization__main_position=F("pk"), then=0), default=1)
    return rows.order_by("-is_current", "contact__is_inactive", main, "contact__sort_name", "pk")


def present_at(organization: Organization) -> QuerySet[Position]:
    """Return the positions of those who are there now and could be its main contact."""
    rows: QuerySet[Position] = organization.positions.filter(
        is_current=True, contact__binned_at=None, contact__is_inactive=False
    )
    return rows.select_related("contact").order_by("contact__sort_name", "pk")


def people_alone_at(organization: Organization) -> int:
    """Return how many people an organisation and its departments have whom a bin could take."""
    rows = Position.objects.filter(
        organization__in=[organization.pk, *departments_below(organization)],
        is_current=True,
        contact__binned_at=None,
    )
    return rows.exclude(contact__sort="office").values("contact").distinct().count()


def departments_below(organization: Organization) -> list[int]:
    """Return the ids of the departments that go along with an organisation."""
    found: list[int] = []
    edge = [organization.pk]
    while edge:
        rows = Organization.live.filter(parent__in=edge, is_department=True)
        edge = list(rows.order_by("pk").values_list("pk", flat=True))
        found += edge
    return found


def subsidiaries_below(organization: Organization) -> int:
    """Return how many organisations, no departments, hang directly under this one."""
    count: int = Organization.live.filter(parent=organization, is_department=False).count()
    return count


def relationships_of(organization: Organization, today: date) -> list[Relationship]:
    """Return what it is and was to us, what holds today first."""
    rows = organization.relationships.select_related("type").order_by("-pk")
    return sorted(rows, key=lambda each: not holds_on(today, each.since, each.until))


def relationship_types() -> QuerySet[RelationshipType]:
    types: QuerySet[RelationshipType] = RelationshipType.live.filter(is_retired=False).order_by(
        "pk"
    )
    return types


def tags_of(organization: Organization) -> QuerySet[Tag]:
    tags: QuerySet[Tag] = Tag.objects.filter(organization_links__organization=organization)
    return tags.order_by("name", "pk")


def connections_of(organization: Organization, user: User) -> list[Tied]:
    """Return its connections, read from its end; the ended ones last."""
    touching = Q(organization=organization) | Q(other_organization=organization)
    rows = Connection.live.filter(touching).select_related(
        "type",
        "organization",
        "other_organization",
        "contact__effective__organization",
        "other_contact__effective__organization",
    )
    # A few rows at hand: asking in Python spares the database four joined conditions.
    seen = [row for row in rows.order_by("pk") if may(user, "view", row)]
    found = [_tied(row, organization) for row in seen]
    return sorted(found, key=lambda tied: tied.connection.until is not None)


def _tied(connection: Connection, organization: Organization) -> Tied:
    forward = connection.organization_id == organization.pk
    other = (
        connection.other_contact or connection.other_organization
        if forward
        else connection.contact or connection.organization
    )
    role = connection.type.role(forward=forward)
    return Tied(connection, role, cast("Contact | Organization", other))


def announced_address(organization: Organization) -> Address | None:
    """Return the address that is entered ahead, if there is one."""
    if organization.main_position_id is None:
        return None
    rows = Address.objects.filter(
        position=organization.main_position_id, is_company=True, retired_on=None
    )
    return rows.filter(pending_from__isnull=False).order_by("pending_from", "pk").first()


def heir_count(address: Address | None, user: User) -> int:
    """Return how many contacts whom the user may see inherit an address."""
    if address is None:
        return 0
    return heirs_of(address).filter(visible(user, Contact)).count()


def own_seat(organization: Organization) -> tuple[Address | None, ContactPoint | None]:
    """Return the address and switchboard that are held here, not inherited from above."""
    seat = getattr(organization, "seat", None)
    here = organization.main_position_id
    if seat is None or here is None:
        return None, None
    address, line = seat.address, seat.switchboard
    return (
        address if address is not None and address.position_id == here else None,
        line if line is not None and line.position_id == here else None,
    )


def people_counts(organizations: Sequence[int], user: User) -> dict[int, int]:
    """Return how many present contacts each organisation has, as far as the user sees them."""
    rows = Position.objects.filter(
        visible(user, Contact, at="contact"),
        organization__in=organizations,
        is_current=True,
        contact__binned_at=None,
    )
    counted = rows.values("organization").annotate(people=Count("contact", distinct=True))
    return dict(counted.values_list("organization", "people"))


def people_at_seat(organization: Organization) -> int:
    """Return how many live contacts here and in its departments show its address as theirs."""
    held = organization.seat.address_id
    at = with_departments([organization.pk])
    rows = Contact.live.filter(effective__organization__in=at, effective__address=held)
    return int(rows.count())
