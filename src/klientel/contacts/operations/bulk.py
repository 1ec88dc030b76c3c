"""Many new organisations and contacts in one unit, with few statements: import and demo data."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from klientel.accounts.permissions import must
from klientel.changes.actors import Actor
from klientel.changes.door import Write, writing
from klientel.contacts.models import (
    Address,
    Contact,
    ContactPoint,
    ContactTag,
    Organization,
    OrganizationTag,
    Position,
    RawCard,
    Relationship,
)
from klientel.contacts.naming import require_name


@dataclass(slots=True)
class NewContact:
    """An unsaved contact with its unsaved parts, each naming it (and its position) by object."""

    contact: Contact
    positions: list[Position] = field(default_factory=list)
    points: list[ContactPoint] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    tags: list[ContactTag] = field(default_factory=list)
    raw: RawCard | None = None


@dataclass(slots=True)
class NewOrganization:
    """An unsaved organisation; `main` is one of the new contacts' positions at it."""

    organization: Organization
    main: Position | None = None
    relationships: list[Relationship] = field(default_factory=list)
    tags: list[OrganizationTag] = field(default_factory=list)


def add_records(
    *,
    organizations: Sequence[NewOrganization] = (),
    contacts: Sequence[NewContact] = (),
    by: Actor,
) -> None:
    """Add them all in one unit, parents of organisations first; sets ids and running numbers.

    The caller keeps a unit short: about 500 contacts hold the writers' lock for 100 ms.
    """
    with writing(by) as write:
        if organizations:
            must(by, "add", Organization)
            write.reserve([each.main for each in organizations if each.main is not None])
            for each in organizations:
                each.organization.main_position = each.main
            _add_organizations(write, organizations)
        if contacts:
            must(by, "add", Contact)
            _add_contacts(write, contacts)


def _add_organizations(write: Write, organizations: Sequence[NewOrganization]) -> None:
    number = write.number("organization", len(organizations))
    for offset, each in enumerate(organizations):
        each.organization.number = number + offset
    write.add_all([each.organization for each in organizations])
    write.add_all([row for each in organizations for row in each.relationships])
    write.add_all([row for each in organizations for row in each.tags])


def _add_contacts(write: Write, contacts: Sequence[NewContact]) -> None:
    number = write.number("contact", len(contacts))
    for offset, each in enumerate(contacts):
        require_name(each.contact)
        each.contact.number = number + offset
    write.add_all([each.contact for each in contacts])
    write.add_all([row for each in contacts for row in each.positions])
    write.add_all([row for each in contacts for row in each.points])
    write.add_all([row for each in contacts for row in each.addresses])
    write.add_all([row for each in contacts for row in each.tags])
    write.add_all([each.raw for each in contacts if each.raw is not None])
