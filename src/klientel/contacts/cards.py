"""A contact → what its card prints."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Any, cast

from klientel.accounts.queries import the_company
from klientel.contacts.consenting import CHANNELS
from klientel.contacts.holdings import Holding
from klientel.contacts.models import Address, ContactPoint, Organization, Position, Use
from klientel.contacts.portraits import printed_picture
from klientel.contacts.resolution import Resolved
from klientel.formats.blocking import noted
from klientel.formats.dates import read_vcard_date
from klientel.formats.vcard.facts import AddressFacts, CardFacts, PartialDate, PointFacts
from klientel.formats.vcard.facts import Use as UseOfCard

_USE: dict[str, UseOfCard] = {Use.BUSINESS: "business", Use.PRIVATE: "private"}


@dataclass(frozen=True, slots=True)
class Inherited:
    """Rows of others that cards print, by id."""

    addresses: Mapping[int, Address]
    points: Mapping[int, ContactPoint]
    organizations: Mapping[int, Organization]


def has_card(holding: Holding) -> bool:
    """Return whether the contact is on phones: not in the bin, not inactive."""
    return holding.contact.binned_at is None and not holding.contact.is_inactive


def card_facts(holding: Holding, at: Resolved, others: Inherited) -> CardFacts:
    contact, primary = holding.contact, holding.primary
    return CardFacts(
        uid=str(contact.uid),
        fn=str(contact),
        family=contact.prefixed_family_name,
        given=contact.given_name,
        additional=contact.additional_names,
        prefix=contact.title,
        suffix=contact.suffix,
        nickname=contact.nickname,
        phonetic_family=contact.phonetic_family_name,
        phonetic_given=contact.phonetic_given_name,
        org=_org(primary, others),
        title=primary.title if primary else "",
        birthday=birthday_facts(contact.birthday),
        note=_note(holding),
        categories=tuple(holding.tags),
        kind="org" if contact.is_office else "individual",
        points=tuple(_points(holding, at, others)),
        addresses=tuple(_addresses(holding, at, others)),
    )


def digest(facts: CardFacts, holding: Holding) -> str:
    """Return 32 hex digits that differ when anything printed differs."""
    state = blake2b(repr(facts).encode(), digest_size=16)
    if holding.raw is not None:
        state.update(holding.raw.text.encode())
    if (picture := printed_picture(holding.contact, holding.raw)) != "card's":
        state.update(f"{picture} {holding.contact.photo_id}".encode())
    return state.hexdigest()


def birthday_facts(text: str) -> date | PartialDate | str | None:
    return read_vcard_date(text) if text else None


def _note(holding: Holding) -> str:
    """Return the notes, before them the channels that the contact objected to."""
    notes = holding.contact.notes
    blocked = [each for each in CHANNELS if holding.standing(each) == "objected"]
    return noted(notes, blocked, the_company().language) if blocked else notes


def _org(primary: Position | None, others: Inherited) -> tuple[str, ...]:
    if primary is None or primary.organization_id not in others.organizations:
        return ()
    names = (others.organizations[primary.organization_id].name, primary.department)
    return tuple(name for name in names if name)


def _points(holding: Holding, at: Resolved, others: Inherited) -> Iterator[PointFacts]:
    current = {position.pk for position in holding.positions if position.is_current}
    own = set()
    for point in holding.points:
        if point.retired_on is None and (point.position_id is None or point.position_id in current):
            own.add(point.pk)
            yield _point(point)
    for line in (at.switchboard, at.landline):
        if line and line not in own and line in others.points:
            yield _point(others.points[line])
    if at.website_of and at.website_of in others.organizations:
        yield PointFacts("url", others.organizations[at.website_of].website, "work", "business")


def _point(point: ContactPoint) -> PointFacts:
    return PointFacts(
        kind=cast("Any", point.sort),
        value=point.value,
        label=point.label,
        use=_USE[point.use],
        preferred=point.preferred,
    )


def _addresses(holding: Holding, at: Resolved, others: Inherited) -> Iterator[AddressFacts]:
    printed: set[int] = set()
    known = {address.pk: address for address in holding.addresses}
    line = holding.primary.address_line if holding.primary else ""
    for pk, use in ((at.address, Use.BUSINESS), (at.private, Use.PRIVATE)):
        address = known.get(pk or 0) or others.addresses.get(pk or 0)
        if address is not None and address.pk not in printed:
            printed.add(address.pk)
            yield _address(address, use, line if use == Use.BUSINESS else "")
    current = {position.pk for position in holding.positions if position.is_current}
    for address in holding.addresses:
        hangs = address.position_id is None or address.position_id in current
        live = address.retired_on is None and address.pending_from is None
        if hangs and live and address.pk not in printed and not address.is_company:
            yield _address(address, Use(address.use), "")


def _address(address: Address, use: Use, line: str) -> AddressFacts:
    return AddressFacts(
        street=address.street,
        postcode=address.postcode,
        town=address.town,
        region=address.region,
        country=address.country,
        po_box=address.po_box,
        extra=", ".join(part for part in (line, address.extra) if part),
        use=_USE[use],
        label=address.label,
        preferred=address.preferred,
    )
