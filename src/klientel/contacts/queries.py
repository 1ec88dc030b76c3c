"""Reads on organisations and contacts of more than one condition."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Count, F, Q, QuerySet

from klientel.accounts.models import User
from klientel.accounts.permissions import visible
from klientel.contacts.addresses import NOWHERE, PostalAddress, same
from klientel.contacts.models import (
    Address,
    Contact,
    ContactPoint,
    Effective,
    Organization,
    Position,
    Tag,
)
from klientel.contacts.resolution import SWITCHBOARD, own_business, own_private
from klientel.contacts.seats import seats_now
from klientel.contacts.trees import below, levels, next_known, summed


@dataclass(frozen=True, slots=True)
class Node:
    """An organisation in its tree: how deep it stands, its contacts, and those with all below."""

    organization: Organization
    parent: int | None
    level: int
    people: int
    people_below: int


ADDRESS_COLUMNS = ("extra", "street", "po_box", "postcode", "town", "region", "country")


def contacts_visible_to(user: User) -> QuerySet[Contact]:
    found: QuerySet[Contact] = Contact.live.filter(visible(user, Contact))
    return found


def organizations_visible_to(user: User) -> QuerySet[Organization]:
    found: QuerySet[Organization] = Organization.live.filter(visible(user, Organization))
    return found


def open_points(user: User) -> Q:
    """Return the condition that a number or address hangs on no position at a hidden organisation:
    that somebody works there too is what is to be kept."""
    return Q(position=None) | visible(user, Organization, at="position__organization")


def binned_contacts(user: User) -> QuerySet[Contact]:
    found: QuerySet[Contact] = Contact.objects.filter(visible(user, Contact))
    return found.filter(binned_at__isnull=False, erased_at=None).order_by("-binned_at", "-pk")


def binned_organizations(user: User) -> QuerySet[Organization]:
    found: QuerySet[Organization] = Organization.objects.filter(visible(user, Organization))
    return found.filter(binned_at__isnull=False).order_by("-binned_at", "-pk")


def contacts_for_list(user: User) -> QuerySet[Contact]:
    """Return all that a row of the contact list shows, in one query; tags aside."""
    return contacts_visible_to(user).select_related(
        "effective__organization",
        "effective__position",
        "effective__shown_address",
        "effective__switchboard",
        "account_manager",
    )


def organizations_for_list(user: User) -> QuerySet[Organization]:
    """Return all that a row of the organisation list shows, in one query; tags aside."""
    return organizations_visible_to(user).select_related(
        "seat__address", "seat__switchboard", "parent", "account_manager"
    )


def value_of(address: Address | None) -> PostalAddress:
    if address is None:
        return NOWHERE
    return PostalAddress(*(getattr(address, name) for name in ADDRESS_COLUMNS))


def inherited_at(position: Position | None) -> PostalAddress:
    """Return what a position inherits now, inside an open unit too: its organisation's seat."""
    if position is None:
        return NOWHERE
    held = seats_now([position.organization_id])[position.organization_id].address
    return value_of(Address.objects.get(pk=held) if held else None)


def own_private_address(contact: Contact) -> Address | None:
    """Return the private address that is the person's own."""
    held = own_private(contact.addresses.order_by("pk"), None)
    return Address.objects.get(pk=held) if held else None


def address_through(contact: Contact, organization: Organization | None) -> PostalAddress:
    """Return where a letter to a contact goes that is sent through an organisation.

    A household gives the private address, any other the business one there; only without an
    organisation does the primary position decide.
    """
    if organization is None:
        shown = Effective.objects.filter(pk=contact.pk).select_related("shown_address").first()
        return value_of(shown.shown_address if shown else None)
    here = contact.positions.filter(organization=organization)
    position = here.order_by("-is_current", "-since", "-pk").first()
    own = list(contact.addresses.order_by("pk"))
    through = own_private(own, position) if organization.is_household else None
    if position is not None and not organization.is_household:
        through = own_business(own, position)
    held = through or seats_now([organization.pk])[organization.pk].address
    return value_of(Address.objects.get(pk=held) if held else None)


def tree_around(organization: Organization, user: User) -> list[Node]:
    """Return the whole tree that an organisation stands in, as far as the user sees it.

    Upper ones first, siblings by name; in a constant number of queries, whatever its size.
    What hangs under a hidden one stands under the next visible one above it.
    """
    parents = _tree_of(organization)
    rows = organizations_visible_to(user).filter(pk__in=parents)
    seen = {row.pk: row for row in rows.order_by("sort_name", "pk")}
    shown = {pk: next_known(pk, parents, seen) for pk in seen}
    people = _people_at(seen, user)
    own = {pk: people.get(pk, 0) for pk in seen}
    total = summed(own, shown)
    return [Node(seen[pk], shown[pk], level, own[pk], total[pk]) for pk, level in levels(shown)]


def _people_at(organizations: Collection[int], user: User) -> dict[int, int]:
    here = Position.objects.filter(
        visible(user, Contact, at="contact"),
        organization__in=organizations,
        is_current=True,
        contact__binned_at=None,
    ).order_by()
    counted = here.values("organization").annotate(people=Count("contact", distinct=True))
    return dict(counted.values_list("organization", "people"))


def _tree_of(organization: Organization) -> dict[int, int | None]:
    """Return child → parent of all that is not in the bin, from the top down."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE up(id, parent_id) AS ("
            " SELECT id, parent_id FROM contacts_organization WHERE id = %s"
            " UNION SELECT o.id, o.parent_id FROM contacts_organization o"
            " JOIN up ON o.id = up.parent_id),"
            " down(id, parent_id) AS ("
            " SELECT id, parent_id FROM up WHERE parent_id IS NULL"
            " UNION SELECT o.id, o.parent_id FROM contacts_organization o"
            " JOIN down ON o.parent_id = down.id WHERE o.binned_at IS NULL)"
            " SELECT id, parent_id FROM down",
            [organization.pk],
        )
        return dict(cursor.fetchall())


def parents_above(organization: int) -> dict[int, int | None]:
    """Return child → parent from an organisation up to the top."""
    found: dict[int, int | None] = {}
    at: int | None = organization
    while at is not None and at not in found:
        found[at] = Organization.objects.values_list("parent_id", flat=True).get(pk=at)
        at = found[at]
    return found


def subtree_of(organization: Organization) -> list[int]:
    """Return the ids of an organisation and all under it, upper ones first."""
    children: dict[int, list[int]] = {}
    edge = [organization.pk]
    while edge:
        rows = Organization.live.filter(parent__in=edge).order_by("sort_name", "pk")
        found = list(rows.values_list("parent_id", "pk"))
        new = [(parent, pk) for parent, pk in found if pk not in children]
        for parent, pk in new:
            children.setdefault(parent, []).append(pk)
            children.setdefault(pk, [])
        edge = [pk for _parent, pk in new]
    return below(organization.pk, children)


def top_of(organization: Organization) -> int:
    """Return the id of the organisation at the top of the tree."""
    above = parents_above(organization.pk)
    return next(pk for pk, parent in above.items() if parent is None)


def heirs_of(address: Address) -> QuerySet[Contact]:
    """Return the live contacts whose business address is this one and not their own."""
    found: QuerySet[Contact] = Contact.live.filter(effective__address=address)
    return found.exclude(pk=address.contact_id)


def addresses_that_equal(old: PostalAddress, organization: Organization) -> list[Address]:
    """Return the addresses in an organisation's tree that say the same as `old` did.

    Own ones of people, and those of subsidiaries there; they are offered to move along.
    """
    there = Address.objects.filter(
        position__organization__in=subtree_of(organization),
        position__is_current=True,
        retired_on=None,
        pending_from=None,
        contact__binned_at=None,
    ).exclude(is_company=True, position__organization=organization)
    rows = there.select_related("contact", "position__organization")
    return [address for address in rows.order_by("pk") if same(value_of(address), old)]


def positions_turning(today: date) -> list[Position]:
    """Return the positions whose flag no longer fits their dates."""
    ending = Q(is_current=True, until__lt=today)
    beginning = Q(is_current=False, since__lte=today) & (Q(until=None) | Q(until__gte=today))
    rows = Position.objects.filter(ending | beginning, contact__binned_at=None)
    found: list[Position] = list(
        rows.select_related("contact").order_by(F("until").asc(nulls_last=True), "pk")
    )
    return found


def addresses_beginning(today: date) -> list[Address]:
    rows = Address.objects.filter(pending_from__lte=today, retired_on=None)
    found: list[Address] = list(rows.select_related("contact").order_by("pending_from", "pk"))
    return found


def contacts_becoming_inactive(today: date) -> list[Contact]:
    return list(Contact.objects.filter(inactive_from__lte=today, is_inactive=False).order_by("pk"))


def organizations_becoming_inactive(today: date) -> list[Organization]:
    rows = Organization.objects.filter(inactive_from__lte=today, is_inactive=False)
    return list(rows.order_by("pk"))


def people_present(organization: Organization) -> QuerySet[Position]:
    """Return the current positions at an organisation of those neither binned nor inactive."""
    here: QuerySet[Position] = organization.positions.filter(
        is_current=True, contact__binned_at=None, contact__is_inactive=False
    )
    return here.select_related("contact")


def held_for_company(position_id: int) -> list[Address | ContactPoint]:
    """Return what a main position holds for its organisation, future addresses included."""
    addresses = Address.objects.filter(position=position_id, is_company=True, retired_on=None)
    lines = ContactPoint.objects.filter(
        position=position_id, sort="phone", label=SWITCHBOARD, retired_on=None
    )
    return [*addresses.select_related("contact"), *lines.select_related("contact")]


def tag_named(name: str) -> Tag | None:
    """Return the tag of that name in any case, a deleted one only if there is no other."""
    found: Tag | None = Tag.objects.filter(name__iexact=name).order_by("pk").first()
    return found


def ways_to_firms(departments: Collection[int]) -> dict[int, list[int]]:
    """Return the ids above each department, up to its firm, the nearest first.

    A query a level: departments of departments are few.
    """
    above: dict[int, tuple[int | None, bool]] = {}
    edge = set(departments)
    while edge:
        rows = Organization.objects.filter(pk__in=edge)
        read = rows.values_list("pk", "parent_id", "is_department")
        above |= {pk: (parent, is_part) for pk, parent, is_part in read}
        parents = {above[pk][0] for pk in edge if pk in above and above[pk][1]}
        edge = {pk for pk in parents if pk is not None} - above.keys()
    return {pk: _way(pk, above) for pk in departments}


def _way(start: int, above: dict[int, tuple[int | None, bool]]) -> list[int]:
    way: list[int] = []
    at = start
    while at in above and above[at][1]:
        parent = above[at][0]
        if parent is None or parent in way or parent == start:
            break
        way.append(parent)
        at = parent
    return way
