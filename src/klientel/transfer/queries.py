"""What import and export read: contacts with all that their cards print."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from klientel.accounts.models import User
from klientel.accounts.permissions import visible
from klientel.changes.models import Counter
from klientel.contacts.addresses import NOWHERE, PostalAddress
from klientel.contacts.cards import card_facts
from klientel.contacts.consenting import CHANNELS
from klientel.contacts.effectives import inherited_rows
from klientel.contacts.holdings import Holding, held_in_database, organizations_of
from klientel.contacts.models import (
    Address,
    Contact,
    ContactPoint,
    Effective,
    Organization,
    RawCard,
)
from klientel.contacts.points import normal_value
from klientel.contacts.portraits import with_picture
from klientel.contacts.privacy import erased_among, erased_are_known, marks_of
from klientel.contacts.queries import value_of
from klientel.contacts.resolution import Resolved, SeatOf, resolved
from klientel.contacts.seats import seats_kept
from klientel.formats.vcard import AddressFacts, Card, PointFacts, read_cards
from klientel.transfer.known import Known, KnownOrganization, Snapshot
from klientel.transfer.matching import as_uuid
from klientel.transfer.read import CardRead
from klientel.transfer.shape import canonical, organization_key

_SEX = {"female": "F", "male": "M", "diverse": "O", "": ""}
CHUNK = 500


def contacts_to_export(
    user: User | None, pks: Sequence[int] | None = None
) -> Iterator[list[Known]]:
    """Yield the contacts that the user may export (None: every one), in the order of their keys;
    a few hundred at a time. `pks` narrows them down."""
    rows = Contact.live.filter(visible(user, Contact, "export")) if user else Contact.live.all()
    if user:
        rows = rows.filter(visible(user, Contact))
    after = 0
    left = None if pks is None else sorted(pks)
    while left is None or left:
        part = rows
        if left is not None:
            part, left = rows.filter(pk__in=left[:CHUNK]), left[CHUNK:]
        ids = list(part.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:CHUNK])
        if not ids and left is None:
            return
        yield known_contacts(ids)
        after = ids[-1] if ids else after


def known_contacts(ids: Collection[int]) -> list[Known]:
    """Return contacts by id, in their order, each with what its card prints."""
    held = held_in_database(ids)
    organizations = organizations_of(held.values())
    seats = seats_kept(organizations)
    at = {pk: resolved(holding, seats, organizations) for pk, holding in held.items()}
    others = inherited_rows(held.values(), at.values(), organizations)
    companies = _company_addresses(seats)
    revisions = _revisions(held)
    found = []
    for pk in sorted(held):
        contact = held[pk].contact
        facts = with_picture(card_facts(held[pk], at[pk], others), contact, held[pk].raw)
        facts = replace(
            facts,
            gender=_SEX[contact.salutation],
            language=contact.language,
            categories=tuple(sorted(held[pk].tags)),
        )
        lent = _lent(at[pk], others.addresses)
        found.append(
            Known(
                pk=pk,
                uid=facts.uid,
                facts=facts,
                lent=lent,
                job=at[pk].organization,
                company=companies.get(at[pk].organization or 0, NOWHERE),
                raw=_raw(held[pk]),
                raw_uid=held[pk].raw.card_uid if held[pk].raw else "",  # type: ignore[union-attr] # asked just before
                points=tuple(_points(held[pk])),
                addresses=tuple(_addresses(held[pk])),
                is_binned=contact.binned_at is not None,
                revision=revisions[pk],
                number=contact.number,
                blocked=tuple(each for each in CHANNELS if held[pk].standing(each) == "objected"),
                in_household=_is_household(organizations.get(at[pk].organization or 0)),
            )
        )
    return found


def _revisions(held: Mapping[int, Holding]) -> dict[int, str]:
    """Return the state that each card shows, as its line says it; of a record without a card
    the record's own."""
    epoch = Counter.objects.values_list("epoch", flat=True).get()
    rows = Effective.objects.filter(pk__in=held).exclude(card_digest="")
    cards = dict(rows.values_list("pk", "card_revision"))
    return {pk: f"{epoch}-{cards.get(pk, each.contact.revision)}" for pk, each in held.items()}


def _is_household(organization: Organization | None) -> bool:
    return organization is not None and organization.is_household


def _company_addresses(seats: Mapping[int, SeatOf]) -> dict[int, PostalAddress]:
    """Return where organisations are, by id."""
    rows = Address.objects.in_bulk({seat.address for seat in seats.values() if seat.address})
    return {pk: value_of(rows.get(seat.address or 0)) for pk, seat in seats.items()}


def _lent(at: Resolved, addresses: Mapping[int, Address]) -> frozenset[int]:
    """Return the places of printed addresses that are a company's: business first, then private."""
    known = (addresses.get(pk or 0) for pk in dict.fromkeys((at.address, at.private)))
    printed = [each for each in known if each is not None]
    return frozenset(place for place, each in enumerate(printed) if each.is_company)


def _raw(holding: Holding) -> Card | None:
    if holding.raw is None:
        return None
    return next(
        (each for each in read_cards(holding.raw.text.encode()) if isinstance(each, Card)), None
    )


def _points(holding: Holding) -> Iterator[tuple[int, PointFacts]]:
    current = {each.pk for each in holding.current}
    for row in holding.points:
        if row.retired_on is None and (row.position_id is None or row.position_id in current):
            fact = PointFacts(row.sort, row.value, row.label, row.use, row.preferred)  # type: ignore[arg-type] # the same codes
            yield row.pk, canonical(fact)


def _addresses(holding: Holding) -> Iterator[tuple[int, AddressFacts]]:
    current = {each.pk for each in holding.current}
    for row in holding.addresses:
        hangs = row.position_id is None or row.position_id in current
        live = row.retired_on is None and row.pending_from is None and not row.is_company
        if hangs and live:
            yield row.pk, address_facts(row)


def address_facts(row: Address) -> AddressFacts:
    return AddressFacts(
        street=row.street, postcode=row.postcode, town=row.town, region=row.region,
        country=row.country, po_box=row.po_box, extra=row.extra, use=row.use,  # type: ignore[arg-type] # the same codes
        label=row.label, preferred=row.preferred,
    )  # fmt: skip


def snapshot_for(cards: Sequence[CardRead], user: User | None) -> Snapshot:
    """Return what these cards may meet, as far as the user sees it; a few queries a chunk."""
    uids = {card.said.uid for card in cards if card.said.uid}
    rows = _by_uid(uids)
    names = _by_name({card.shape.name_key for card in cards})
    mails = _by_email({mail for card in cards for mail in emails_of(card)})
    known = {
        each.pk: each
        for each in known_contacts(
            _seen(
                {pk for found in (rows, names, mails) for pks in found.values() for pk in pks}, user
            )
        )
    }
    return Snapshot(
        organizations=_organizations(cards, user),
        by_uid={uid: known[pks[0]] for uid, pks in rows.items() if pks[0] in known},
        by_name=_live(names, known),
        by_email=_live(mails, known),
        taken=frozenset(_taken(uids)),
        erased=_erased(cards),
    )


def _erased(cards: Sequence[CardRead]) -> frozenset[tuple[str, int]]:
    """Return the files and lines of cards that carry an address or name of an erased person."""
    if not erased_are_known():
        return frozenset()
    told = {
        (card.file, card.line): marks_of(
            [(each.kind, each.value) for each in card.shape.facts.points], [card.said.uid]
        )
        for card in cards
    }
    known = erased_among({mark for marks in told.values() for mark in marks})
    return frozenset(place for place, marks in told.items() if marks & known.keys())


def emails_of(card: CardRead) -> set[str]:
    points = card.shape.facts.points
    return {normal_value("email", each.value) for each in points if each.kind == "email"}


def organizations_named(
    keys: Collection[str], user: User | None
) -> dict[str, tuple[KnownOrganization, ...]]:
    """Return the live organisations of these folded names that the user sees."""
    rows = Organization.live.filter(sort_name__in=keys)
    if user:
        rows = rows.filter(visible(user, Organization))
    found: dict[str, tuple[KnownOrganization, ...]] = {}
    related = ("seat__address", "seat__switchboard", "seat__website_of")
    for row in rows.select_related(*related).order_by("pk"):
        seat = row.seat
        each = KnownOrganization(
            pk=row.pk,
            name=row.name,
            address=value_of(seat.address),
            switchboard=seat.switchboard.value if seat.switchboard else "",
            website=seat.website_of.website if seat.website_of else "",
        )
        found[row.sort_name] = (*found.get(row.sort_name, ()), each)
    return found


def _organizations(
    cards: Iterable[CardRead], user: User | None
) -> dict[str, tuple[KnownOrganization, ...]]:
    keys = {organization_key(card.shape.organization) for card in cards}
    return organizations_named(keys - {""}, user)


def _by_uid(uids: Collection[str]) -> dict[str, list[int]]:
    """Return ids by the uid in a card: our own first, then the one that a card came with."""
    own = {uuid: uid for uid in uids if (uuid := as_uuid(uid))}
    found: dict[str, list[int]] = defaultdict(list)
    for uuid, pk in Contact.objects.filter(uid__in=own).values_list("uid", "pk"):
        found[own[uuid]].append(pk)
    kept = RawCard.objects.filter(card_uid__in=uids).order_by("contact__binned_at", "contact")
    for uid, pk in kept.values_list("card_uid", "contact_id"):
        found[uid].append(pk)
    return found


def _taken(uids: Collection[str]) -> set[UUID]:
    own = {uuid for uid in uids if (uuid := as_uuid(uid))}
    return set(Contact.objects.filter(uid__in=own).values_list("uid", flat=True))


def _by_name(keys: Collection[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    rows = Contact.live.filter(sort_name__in=keys).order_by("pk")
    for key, pk in rows.values_list("sort_name", "pk"):
        found[key].append(pk)
    return found


def _by_email(mails: Collection[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    rows = ContactPoint.objects.filter(
        normal__in=mails, sort="email", retired_on=None, contact__binned_at=None
    ).order_by("contact")
    for mail, pk in rows.values_list("normal", "contact_id").distinct():
        found[mail].append(pk)
    return found


def _seen(ids: Collection[int], user: User | None) -> list[int]:
    rows = Contact.objects.filter(pk__in=ids)
    if user:
        rows = rows.filter(visible(user, Contact))
    return list(rows.values_list("pk", flat=True))


def _live(found: dict[str, list[int]], known: dict[int, Known]) -> dict[str, tuple[Known, ...]]:
    return {
        key: tuple(known[pk] for pk in pks if pk in known and not known[pk].is_binned)
        for key, pks in found.items()
    }
