"""Contacts from cards: many new ones in one unit, and changes of those that are there."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from uuid import UUID

from klientel.accounts.models import User
from klientel.accounts.permissions import Denied, must, visible
from klientel.changes.actors import Actor
from klientel.changes.door import Write, writing
from klientel.contacts.addresses import NOWHERE, PostalAddress
from klientel.contacts.models import (
    Address,
    Contact,
    ContactPoint,
    ContactTag,
    Organization,
    OrganizationKind,
    Position,
    RawCard,
    Tag,
    Use,
)
from klientel.contacts.naming import require_name
from klientel.contacts.operations.bulk import NewContact, NewOrganization, add_records
from klientel.contacts.operations.company_address import put_company_address
from klientel.contacts.operations.contacts import (
    ContactPatch,
    PointEdit,
    put_points,
)
from klientel.contacts.operations.main_contact import hand_over
from klientel.contacts.operations.own_addresses import put_business_address, put_private_address
from klientel.contacts.operations.positions import PositionPatch
from klientel.contacts.operations.ties import add_tag
from klientel.contacts.resolution import SWITCHBOARD


@dataclass(frozen=True, slots=True)
class CardAddress:
    """An own address of a contact. A business one hangs on the job and holds there, unless it
    stands `beside` the one that holds: that one may be inherited."""

    value: PostalAddress
    use: str
    label: str = ""
    preferred: bool = False
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Founding:
    """An organisation that cards bring along, and what its people inherit."""

    name: str
    address: PostalAddress = NOWHERE
    switchboard: str = ""
    website: str = ""
    is_household: bool = False


@dataclass(frozen=True, slots=True)
class NewCard:
    """A contact as a card brings it.

    `employer` is an organisation's id, or the key of a `Founding`. Who `leads` becomes the main
    contact; a founded organisation whose leader is not among the cards takes the first of them.
    """

    patch: ContactPatch
    text: str
    card_uid: str = ""
    uid: UUID | None = None
    employer: int | str | None = None
    title: str = ""
    department: str = ""
    leads: bool = False
    points: tuple[PointEdit, ...] = ()
    addresses: tuple[CardAddress, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CardChange:
    """What a card changes on a contact; `business` and `private` replace the address that holds."""

    contact: int
    patch: ContactPatch = field(default_factory=ContactPatch)
    job: PositionPatch = field(default_factory=PositionPatch)
    points: tuple[PointEdit, ...] = ()
    business: PostalAddress | None = None
    private: PostalAddress | None = None
    further: tuple[CardAddress, ...] = ()
    dropped: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    dropped_tags: tuple[str, ...] = ()
    card_uid: str = ""
    text: str | None = None


def add_cards(
    *,
    cards: Sequence[NewCard],
    founded: Mapping[str, Founding],
    settled: Mapping[int, PostalAddress],
    by: Actor,
) -> dict[str, int]:
    """Add contacts and the organisations that they bring, in one unit; return the latter's ids.

    A tag that is missing is made before, in a unit of its own. `settled` are addresses for organisations that had none. The caller keeps a unit short.
    """
    must(by, "import", Contact)
    tags = _tags({tag for card in cards for tag in card.tags}, by)
    organizations = {key: _founded(each) for key, each in founded.items()}
    known = Organization.objects.in_bulk({c.employer for c in cards if isinstance(c.employer, int)})
    _must_see(known, by)
    employers: dict[int | str, Organization] = {}
    employers.update(organizations)
    employers.update(known)
    new = [_new_contact(card, employers, tags) for card in cards]
    leaders = _leaders(new, cards, organizations)
    for key, leader in leaders.items():
        _hold(leader, founded[key])
    bringing = [
        NewOrganization(each, main=leaders[key].positions[0]) for key, each in organizations.items()
    ]
    with writing(by) as write:
        add_records(organizations=bringing, contacts=new, by=by)
        _follow_up(write, new, cards, known, settled)
    return {key: each.pk for key, each in organizations.items()}


def change_by_card(*, change: CardChange, expected: int | None = None, by: Actor) -> None:
    """Change a contact as a card says; the company's address stays the company's."""
    with writing(by) as write:
        must(by, "import", Contact)
        row = write.fresh(Contact.objects.get(pk=change.contact), expected)
        must(by, "change", row)
        job = row.positions.filter(is_primary=True).select_related("organization").first()
        require_name(row, change.patch)
        write.change(row, **change.patch)
        if job is not None and change.job:
            job.contact = row
            write.change(job, **change.job)
        put_points(write, row, change.points)
        _change_addresses(write, row, job, change)
        _change_tags(write, row, change)
        _keep_card(write, row, change)


def _must_see(employers: Collection[int], by: Actor) -> None:
    """Raise `Denied` if somebody would be put into an organisation that the actor does not see."""
    if by.is_system:
        return
    seen = visible(User.objects.get(pk=by.user_id), Organization)
    if Organization.objects.filter(seen, pk__in=employers).count() != len(employers):
        raise Denied("view", Organization.kind)


def _founded(each: Founding) -> Organization:
    sort = OrganizationKind.HOUSEHOLD if each.is_household else OrganizationKind.COMPANY
    return Organization(name=each.name, sort=sort, website=each.website)


def _new_contact(
    card: NewCard, employers: Mapping[int | str, Organization], tags: Mapping[str, Tag]
) -> NewContact:
    contact = Contact(**card.patch)
    if card.uid is not None:
        contact.uid = card.uid
    new = NewContact(contact, raw=RawCard(contact=contact, card_uid=card.card_uid, text=card.text))
    job = None
    if card.employer is not None:
        job = Position(
            contact=contact,
            organization=employers[card.employer],
            title=card.title,
            department=card.department,
            is_primary=True,
        )
        new.positions.append(job)
        if job.organization.is_household:
            job = None
    new.points += [_point(contact, job, edit) for edit in card.points]
    new.addresses += [_address(contact, job, each) for each in card.addresses]
    new.tags += [ContactTag(contact=contact, tag=tags[tag]) for tag in card.tags]
    return new


def _point(contact: Contact, job: Position | None, edit: PointEdit) -> ContactPoint:
    return ContactPoint(
        contact=contact,
        position=job if edit.use == Use.BUSINESS else None,
        sort=edit.sort,
        value=edit.value,
        label=edit.label,
        use=edit.use,
        preferred=edit.preferred,
    )


def _address(contact: Contact, job: Position | None, each: CardAddress) -> Address:
    return Address(
        contact=contact,
        position=job if each.use == Use.BUSINESS and not each.beside else None,
        use=each.use,
        label=each.label,
        preferred=each.preferred,
        **asdict(each.value),
    )


def _leaders(
    new: Sequence[NewContact], cards: Sequence[NewCard], keys: Iterable[str]
) -> dict[str, NewContact]:
    """Return who leads each founded organisation: the one named, else the first there."""
    found: dict[str, NewContact] = {}
    for wanted in (True, False):
        for contact, card in zip(new, cards, strict=True):
            if isinstance(card.employer, str) and card.leads == wanted:
                found.setdefault(card.employer, contact)
    return {key: found[key] for key in keys}


def _hold(leader: NewContact, company: Founding) -> None:
    """Give the leader of a founded organisation its address and switchboard to hold."""
    (job, *_others) = leader.positions
    use = Use.PRIVATE if company.is_household else Use.BUSINESS
    if company.address:
        leader.addresses.append(
            Address(
                contact=leader.contact,
                position=job,
                is_company=True,
                use=use,
                preferred=True,
                **asdict(company.address),
            )
        )
    if company.switchboard:
        line = ContactPoint(
            contact=leader.contact,
            position=job,
            sort="phone",
            value=company.switchboard,
            label=SWITCHBOARD,
            use=use,
        )
        leader.points.append(line)


def _follow_up(
    write: Write,
    new: Sequence[NewContact],
    cards: Sequence[NewCard],
    known: Mapping[int, Organization],
    settled: Mapping[int, PostalAddress],
) -> None:
    """Mark leaders of organisations that stood already, and settle those without an address."""
    for contact, card in zip(new, cards, strict=True):
        if card.leads and isinstance(card.employer, int):
            hand_over(write, write.fresh(known[card.employer]), to=contact.positions[0])
    for pk, address in settled.items():
        organization = write.fresh(known[pk])
        must(write.by, "change", organization)
        put_company_address(write, organization, address)


def _tags(names: Iterable[str], by: Actor) -> dict[str, Tag]:
    names = sorted(names)
    found = {tag.name: tag for tag in Tag.objects.filter(name__in=names)}
    return {name: found.get(name) or add_tag(name=name, by=by) for name in names}


def _change_addresses(
    write: Write, contact: Contact, job: Position | None, change: CardChange
) -> None:
    at = None if job is None or job.organization.is_household else job
    for row in Address.objects.filter(pk__in=change.dropped, contact=contact).order_by("pk"):
        row.contact = contact
        write.remove(row)
    if change.business is not None:
        put_business_address(write, contact, at, change.business)
    if change.private is not None:
        put_private_address(write, contact, change.private)
    for each in change.further:
        write.add(_address(contact, at, each))


def _change_tags(write: Write, contact: Contact, change: CardChange) -> None:
    links = {link.tag.name: link for link in contact.tag_links.select_related("tag")}
    for name in change.dropped_tags:
        if name in links:
            links[name].contact = contact
            write.remove(links[name])
    for name, tag in _tags(change.tags, write.by).items():
        if tag.name not in links:
            links[name] = write.add(ContactTag(contact=contact, tag=tag))


def _keep_card(write: Write, contact: Contact, change: CardChange) -> None:
    if change.text is None:
        return
    row = RawCard.objects.filter(contact=contact).first()
    if row is None:
        write.add(RawCard(contact=contact, card_uid=change.card_uid, text=change.text))
        return
    row.contact = contact
    write.change(row, text=change.text, card_uid=row.card_uid or change.card_uid)
