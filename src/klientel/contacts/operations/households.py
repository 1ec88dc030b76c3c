"""Households: made with their people in one step; moving out is an end of membership."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from klientel.accounts.models import User
from klientel.accounts.permissions import must
from klientel.changes.actors import Actor
from klientel.changes.door import Write, writing
from klientel.contacts.addresses import NOWHERE, PostalAddress
from klientel.contacts.models import Contact, Organization, OrganizationKind, Position
from klientel.contacts.naming import require_name
from klientel.contacts.operations.company_address import put_company_address, put_switchboard
from klientel.contacts.operations.contacts import ContactPatch, PointEdit, put_points
from klientel.contacts.operations.main_contact import choose_primary, hand_over
from klientel.contacts.operations.own_addresses import put_private_address
from klientel.contacts.operations.positions import change_company, put_position
from klientel.contacts.queries import own_private_address, value_of


class NoMembers(Exception):
    """A household is made of people."""


class NoHousehold(Exception):
    """The organisation is no private household."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who lives there: a new person, or a contact who is taken in; with `points` of
    his own."""

    person: ContactPatch | Contact
    points: Sequence[PointEdit] = ()


def add_household(
    *,
    name: str,
    members: Sequence[ContactPatch | Member],
    address: PostalAddress = NOWHERE,
    phone: str = "",
    account_manager: User | None = None,
    by: Actor,
) -> Organization:
    """Add a household with its people; the first is its main contact and holds the address.

    Who is taken in moves out of where he lived; without an address the first private one of
    theirs becomes the household's, and whose equals it inherits it from now on.
    """
    if not members:
        raise NoMembers
    with writing(by) as write:
        must(by, "add", Organization)
        household = _new_household(write, name, account_manager)
        given = [each if isinstance(each, Member) else Member(each) for each in members]
        memberships = [_member(write, household, each, account_manager) for each in given]
        hand_over(write, household, to=memberships[0])
        taken_in = [
            at.contact for at, each in zip(memberships, given, strict=True) if _is_known(each)
        ]
        if home := address or _first_home(taken_in):
            put_company_address(write, household, home)
        if phone:
            put_switchboard(write, household, phone)
        for contact in taken_in:
            _share_address(write, contact)
    return household


def join_household(*, contact: Contact, household: Organization, by: Actor) -> Position:
    """Make an existing contact a member; a job stays primary, another household is left."""
    if not household.is_household:
        raise NoHousehold
    with writing(by) as write:
        row = write.fresh(contact)
        must(by, "change", row)
        membership = put_position(write, row, household)
        _leave_others(write, row, household)
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
        household = _new_household(write, new_household, contact.account_manager)
        row = write.fresh(contact)
        position = put_position(write, row, household, since=on)
        choose_primary(write, row)
        hand_over(write, household, to=position)
        if address:
            put_company_address(write, household, address)
    return household


def _new_household(write: Write, name: str, account_manager: User | None) -> Organization:
    return write.add(
        Organization(
            name=name,
            sort=OrganizationKind.HOUSEHOLD,
            number=write.number("organization"),
            account_manager=account_manager,
        )
    )


def _is_known(member: Member) -> bool:
    return isinstance(member.person, Contact)


def _member(
    write: Write, household: Organization, member: Member, account_manager: User | None
) -> Position:
    if isinstance(member.person, Contact):
        contact = write.fresh(member.person)
        must(write.by, "change", contact)
    else:
        contact = _new_person(write, member.person, account_manager)
    put_points(write, contact, member.points)
    membership = put_position(write, contact, household)
    _leave_others(write, contact, household)
    choose_primary(write, contact)
    return membership


def _new_person(write: Write, patch: ContactPatch, account_manager: User | None) -> Contact:
    must(write.by, "add", Contact)
    contact = Contact(**{"account_manager": account_manager, **patch})
    require_name(contact)
    contact.number = write.number("contact")
    return write.add(contact)


def _leave_others(write: Write, contact: Contact, household: Organization) -> None:
    """End the memberships of other households: one lives in one of them."""
    today = timezone.localdate(write.by.at)
    others = contact.positions.filter(is_current=True, organization__sort="household")
    for membership in others.exclude(organization=household).select_related("organization"):
        change_company(contact=contact, leaving=membership, to=None, on=today, by=write.by)


def _first_home(contacts: Iterable[Contact]) -> PostalAddress:
    """Return the first private address of their own."""
    found = (value_of(own_private_address(each)) for each in contacts)
    return next((each for each in found if each), NOWHERE)


def _share_address(write: Write, contact: Contact) -> None:
    """Let a private address that equals the household's be inherited."""
    if own := value_of(own_private_address(contact)):
        put_private_address(write, contact, own)
