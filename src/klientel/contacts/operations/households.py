"""Households: made with their people in one step; moving out is an end of membership."""

from collections.abc import Sequence
from datetime import date

from klientel.accounts.permissions import must
from klientel.changes.actors import Actor
from klientel.changes.door import Write, writing
from klientel.contacts.addresses import NOWHERE, PostalAddress
from klientel.contacts.models import Contact, Organization, OrganizationKind, Position
from klientel.contacts.naming import require_name
from klientel.contacts.operations.company_address import put_company_address, put_switchboard
from klientel.contacts.operations.contacts import ContactPatch
from klientel.contacts.operations.main_contact import choose_primary, hand_over
from klientel.contacts.operations.positions import change_company, put_position


class NoMembers(Exception):
    """A household is made of people."""


class NoHousehold(Exception):
    """The organisation is no private household."""


def add_household(
    *,
    name: str,
    members: Sequence[ContactPatch],
    address: PostalAddress = NOWHERE,
    phone: str = "",
    by: Actor,
) -> Organization:
    """Add a household with its people; the first is its main contact and holds the address."""
    if not members:
        raise NoMembers
    with writing(by) as write:
        must(by, "add", Organization)
        must(by, "add", Contact)
        household = write.add(
            Organization(
                name=name,
                sort=OrganizationKind.HOUSEHOLD,
                number=write.number("organization"),
            )
        )
        memberships = [_member(write, household, patch) for patch in members]
        hand_over(write, household, to=memberships[0])
        if address:
            put_company_address(write, household, address)
        if phone:
            put_switchboard(write, household, phone)
    return household


def join_household(*, contact: Contact, household: Organization, by: Actor) -> Position:
    """Make an existing contact a member; a job stays primary."""
    if not household.is_household:
        raise NoHousehold
    with writing(by) as write:
        row = write.fresh(contact)
        must(by, "change", row)
        membership = put_position(write, row, household)
        choose_primary(write, row)
        if household.main_position_id is None:
            hand_over(write, write.fresh(household), to=membership)
    return membership


def move_out(
    *,
    membership: Position,
    on: date,
    new_household: str = "",
    address: PostalAddress = NOWHERE,
    by: Actor,
) -> Organization | None:
    """End a membership; what belongs to the household stays behind.

    With a name, a new household is made in the same step, at the address given.
    """
    if not membership.organization.is_household:
        raise NoHousehold
    with writing(by) as write:
        contact = membership.contact
        change_company(contact=contact, leaving=membership, to=None, on=on, by=by)
        if not new_household:
            return None
        must(by, "add", Organization)
        household = write.add(
            Organization(
                name=new_household,
                sort=OrganizationKind.HOUSEHOLD,
                number=write.number("organization"),
            )
        )
        row = write.fresh(contact)
        position = put_position(write, row, household, since=on)
        choose_primary(write, row)
        hand_over(write, household, to=position)
        if address:
            put_company_address(write, household, address)
    return household


def _member(write: Write, household: Organization, patch: ContactPatch) -> Position:
    contact = Contact(**patch)
    require_name(contact)
    contact.number = write.number("contact")
    write.add(contact)
    membership = put_position(write, contact, household)
    choose_primary(write, contact)
    return membership
