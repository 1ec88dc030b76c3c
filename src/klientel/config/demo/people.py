"""Contacts of the demo: people with jobs, former jobs, offices, couples, private customers."""

from datetime import date, timedelta

from klientel.config.demo import words
from klientel.config.demo.firms import Firm, World, plain
from klientel.config.demo.towns import GERMAN, Town
from klientel.contacts.models import (
    Address,
    Contact,
    ContactPoint,
    ContactTag,
    Position,
)
from klientel.contacts.operations.bulk import NewContact
from klientel.contacts.resolution import SWITCHBOARD

_FIRST_EXTENSION = 10


def office(firm: Firm) -> NewContact:
    """Return the firm's 'Zentrale', which holds its address and switchboard."""
    contact = Contact(
        sort="office",
        label="Zentrale",
        account_manager=firm.manager,
        team=firm.organization.team,
    )
    new = NewContact(contact)
    position = _employ(new, firm, since=None)
    new.points.append(_point(new, position, "email", f"info@{firm.domain}", "work"))
    _hold(new, firm, position)
    return new


def employee(world: World, firm: Firm, number: int, *, is_main: bool) -> NewContact:
    """Return somebody who works at the firm; `number` is his place there."""
    new = _person(world)
    new.contact.account_manager = firm.manager
    new.contact.team = firm.organization.team
    position = _employ(new, firm, since=world.day(years=(14, 0.2)))
    is_woman = new.contact.salutation == "female"
    if firm.organization.sort == "company":
        position.department, titles = world.rng.choice(words.JOBS)
    else:
        titles = ("Vorsitzende", "Vorsitzender") if number < 1 else ("Mitglied", "Mitglied")
    position.title = titles[0 if is_woman else 1]
    _reach(world, new, firm, position, number)
    if is_main:
        _hold(new, firm, position)
    return new


def member(world: World, firm: Firm, family: str, *, is_woman: bool, is_main: bool) -> NewContact:
    """Return one of a household: its address and phone are the household's."""
    new = _person(world, family=family, is_woman=is_woman)
    position = _employ(new, firm, since=None)
    position.is_primary = True
    box = f"{plain(new.contact.given_name)}.{plain(family)}@post.example"
    new.points.append(_private(new, "email", box, "home"))
    if is_main:
        _hold(new, firm, position, use="private")
    return new


def private_customer(world: World) -> NewContact:
    """Return somebody without any organisation."""
    new = _person(world)
    new.contact.account_manager = world.rng.choice(world.colleagues.managers)
    box = f"{plain(new.contact.given_name)}.{plain(new.contact.family_name)}@post.example"
    new.points.append(_private(new, "email", box, "home"))
    new.points.append(_private(new, "phone", world.numbers.mobile(), "mobile"))
    new.addresses.append(_address(new, None, world.rng.choice(GERMAN), world.street(), "private"))
    return new


def add_past(world: World, new: NewContact, earlier: Firm) -> None:
    """Give somebody a job that he had before: it is over, and so is its mailbox."""
    now = new.positions[0]
    ended = (now.since or world.today) - timedelta(days=1)
    title, department = now.title, now.department
    position = Position(
        contact=new.contact,
        organization=earlier.organization,
        title=title,
        department=department,
        since=ended - timedelta(days=world.rng.randint(300, 3_000)),
        until=ended,
        is_current=False,
    )
    new.positions.append(position)
    gone = _point(new, position, "email", _mailbox(new.contact, earlier.domain), "work")
    gone.retired_on = ended + timedelta(days=1)
    new.points.append(gone)


def add_board(world: World, new: NewContact, club: Firm) -> None:
    """Give somebody a second position: on the board of an association."""
    is_woman = new.contact.salutation == "female"
    new.positions.append(
        Position(
            contact=new.contact,
            organization=club.organization,
            title="Beirätin" if is_woman else "Beirat",
            since=world.day(years=(5, 0.1)),
        )
    )


def retire(world: World, new: NewContact) -> None:
    """Let somebody have left his firm without a word where to."""
    position = new.positions[0]
    left = max(position.since or date.min, world.day(years=(2, 0.05)))
    position.until, position.is_current, position.is_primary = left, False, False
    gone = left + timedelta(days=1)
    held: list[ContactPoint | Address] = [*new.points, *new.addresses]
    for row in held:
        if row.position is position:
            row.retired_on = gone
    contact = new.contact
    contact.inactive_from, contact.is_inactive, contact.inactive_reason = gone, True, "left"


def _person(world: World, *, family: str = "", is_woman: bool | None = None) -> NewContact:
    rng = world.rng
    is_woman = world.chance(0.47) if is_woman is None else is_woman
    contact = Contact(
        salutation="female" if is_woman else "male",
        given_name=rng.choice(words.WOMEN if is_woman else words.MEN),
        family_name=family or rng.choice(words.SURNAMES),
    )
    if not family and world.chance(0.06):
        contact.family_name += f"-{rng.choice(words.SURNAMES)}"
    if world.chance(0.09):
        contact.title = rng.choice(words.TITLES)
    if world.chance(0.3):
        born = world.day(years=(64, 21))
        contact.birthday = born.isoformat()
    if world.chance(0.06):
        contact.notes = rng.choice(words.NOTES)
    contact.confidential = world.chance(0.005)
    new = NewContact(contact)
    if world.chance(0.15):
        new.tags.append(ContactTag(contact=contact, tag=rng.choice(world.tags)))
    return new


def _reach(world: World, new: NewContact, firm: Firm, position: Position, number: int) -> None:
    if world.chance(0.9):
        line = f"{firm.trunk}-{_FIRST_EXTENSION + number}"
        new.points.append(_point(new, position, "phone", line, "direct"))
    if world.chance(0.95):
        box = _mailbox(new.contact, firm.domain)
        new.points.append(_point(new, position, "email", box, "work"))
    if world.chance(0.45):
        new.points.append(_point(new, position, "phone", world.numbers.mobile(), "mobile"))
    if world.chance(0.06):
        new.points.append(_private(new, "phone", world.numbers.mobile(), "mobile"))
    if world.chance(0.04):
        town, street = world.rng.choice(GERMAN), world.street()
        new.addresses.append(_address(new, position, town, street, "business"))
    if world.chance(0.06):
        town, street = world.rng.choice(GERMAN), world.street()
        new.addresses.append(_address(new, None, town, street, "private"))


def _employ(new: NewContact, firm: Firm, *, since: date | None) -> Position:
    position = Position(
        contact=new.contact, organization=firm.organization, since=since, is_primary=True
    )
    new.positions.append(position)
    return position


def _hold(new: NewContact, firm: Firm, position: Position, use: str = "business") -> None:
    """Make somebody the main contact: the firm's address and switchboard are his to keep."""
    firm.new.main = position
    if not firm.street:
        return
    address = _address(new, position, firm.town, firm.street, use)
    address.is_company = address.preferred = True
    new.addresses.append(address)
    line = _point(new, position, "phone", f"{firm.trunk}-0", SWITCHBOARD)
    line.use = use
    new.points.append(line)


def _address(
    new: NewContact, position: Position | None, town: Town, street: str, use: str
) -> Address:
    return Address(
        contact=new.contact,
        position=position,
        use=use,
        street=street,
        postcode=town.postcode,
        town=town.name,
        country=town.country,
    )


def _point(new: NewContact, position: Position, sort: str, value: str, label: str) -> ContactPoint:
    return ContactPoint(contact=new.contact, position=position, sort=sort, value=value, label=label)


def _private(new: NewContact, sort: str, value: str, label: str) -> ContactPoint:
    return ContactPoint(contact=new.contact, sort=sort, value=value, label=label, use="private")


def _mailbox(contact: Contact, domain: str) -> str:
    return f"{plain(contact.given_name)}.{plain(contact.family_name)}@{domain}"
