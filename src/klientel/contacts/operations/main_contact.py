"""The main contact, and the company's address and switchboard that pass on with the mark.

No act on a person leaves an organisation without the address it had.
"""

from django.db.models import Q, QuerySet

from klientel.accounts.permissions import must
from klientel.accounts.queries import the_company
from klientel.changes.actors import Actor
from klientel.changes.door import Write, writing
from klientel.contacts.models import (
    Address,
    Contact,
    ContactKind,
    ContactPoint,
    Organization,
    Position,
)
from klientel.contacts.queries import held_for_company, people_present
from klientel.contacts.spans import Job, next_primary

SWITCHBOARD_NAMES = {"de": "Zentrale", "en": "Switchboard"}


class NotAtThisOrganization(Exception):
    """Only one who works at an organisation, now, can be its main contact."""


def mark_main_contact(*, position: Position, expected: int | None = None, by: Actor) -> None:
    """Make the contact of a position the main one; the company's address passes on to him."""
    with writing(by) as write:
        organization = write.fresh(position.organization, expected)
        must(by, "change", organization)
        must(by, "change", position.contact)
        here = people_present(organization).filter(pk=position.pk).first()
        if here is None:
            raise NotAtThisOrganization
        hand_over(write, organization, to=here)


def hand_over(write: Write, organization: Organization, *, to: Position) -> None:
    """Pass the marked address and the switchboard on to a position, and mark it main."""
    if organization.main_position_id == to.pk:
        return
    if organization.main_position_id:
        for held in held_for_company(organization.main_position_id):
            pass_on(write, held, to)
    write.change(organization, main_position=to)


def pass_on(write: Write, held: Address | ContactPoint, to: Position) -> None:
    """Move what is the company's from one contact to the next: gone there, new here."""
    copied = {
        field.attname: getattr(held, field.attname)
        for field in held._meta.concrete_fields
        if field.name not in {"id", "contact", "position", "keeps"}
    }
    write.remove(held)
    write.add(type(held)(contact=to.contact, position=to, **copied))


def leave_main(write: Write, position: Position) -> None:
    """Find who holds the company's address when its main contact goes without a successor.

    In a household a remaining member; else the office contact 'Zentrale', made if there is none.
    With nothing to hold there is no main contact.
    """
    organization = Organization.objects.filter(main_position=position.pk).first()
    if organization is None:
        return
    heir = _remaining_member(organization, position) if organization.is_household else None
    if heir is None and held_for_company(position.pk):
        heir = _switchboard_office(organization, position) or make_office(write, organization)
    if heir is None:
        write.change(organization, main_position=None)
    else:
        hand_over(write, organization, to=heir)


def make_office(write: Write, organization: Organization) -> Position:
    """Add the office contact 'Zentrale' at an organisation, current and primary there."""
    office = write.add(
        Contact(
            sort=ContactKind.OFFICE,
            label=_office_label(organization),
            number=write.number("contact"),
            team=organization.team,
            account_manager=organization.account_manager,
        )
    )
    return write.add(Position(contact=office, organization=organization, is_primary=True))


def _office_label(organization: Organization) -> str:
    """Return what stands in the data for all to read: in the company's language, not the actor's."""
    if organization.is_household:
        return organization.name
    return SWITCHBOARD_NAMES.get(the_company().language, SWITCHBOARD_NAMES["en"])


def choose_primary(write: Write, contact: Contact) -> None:
    """Make the next open position primary if none is, and a job rather than a household."""
    positions = list(contact.positions.filter(is_current=True).select_related("organization"))
    primary = next((each for each in positions if each.is_primary), None)
    if primary is not None and not primary.organization.is_household:
        return
    chosen = next_primary(
        Job(each.pk, each.organization.is_household, each.is_current, each.since)
        for each in positions
    )
    if primary is not None and chosen != primary.pk:
        write.change(primary, is_primary=False)
    for each in positions:
        if each.pk == chosen and not each.is_primary:
            write.change(each, is_primary=True)


def _remaining_member(organization: Organization, leaving: Position) -> Position | None:
    return _present(organization, leaving).first()


def _switchboard_office(organization: Organization, leaving: Position) -> Position | None:
    """Return an office of that name that is there; another (delivery, accounts) is none."""
    named = Q()
    for name in (organization.name, *SWITCHBOARD_NAMES.values()):
        named |= Q(contact__label__istartswith=name)
    return _present(organization, leaving).filter(named, contact__sort=ContactKind.OFFICE).first()


def _present(organization: Organization, leaving: Position) -> QuerySet[Position]:
    """Return the positions of those who remain at an organisation, oldest first."""
    return people_present(organization).exclude(pk=leaving.pk).order_by("pk")
