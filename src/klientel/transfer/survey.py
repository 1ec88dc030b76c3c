"""The first reading of all cards: what each organisation's people have in common. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from klientel.contacts.addresses import NOWHERE, PostalAddress, normalised
from klientel.contacts.operations.imports import Founding
from klientel.contacts.points import normal_value
from klientel.contacts.resolution import SWITCHBOARD
from klientel.formats.vcard import AddressFacts
from klientel.transfer.read import CardRead
from klientel.transfer.shape import organization_key

Place = tuple[str, int]
SHARED = 2


class Votes(dict[object, tuple[int, object]]):
    """How often each value stands on an organisation's cards, in its first spelling."""

    __slots__ = ()

    def add(self, key: object, value: object) -> None:
        count, first = self.get(key, (0, value))
        self[key] = (count + 1, first)

    def most(self, least: int = 1) -> object | None:
        """Return the most frequent value, of equals the first; None if it is too rare."""
        count, value = max(self.values(), key=lambda vote: vote[0], default=(0, None))
        return value if count >= least else None


@dataclass(slots=True)
class Company:
    """What the cards of one organisation say together; `leader` is where the first person stands."""

    name: str
    is_household: bool = False
    cards: int = 0
    leader: Place | None = None
    addresses: Votes = field(default_factory=Votes)
    switchboards: Votes = field(default_factory=Votes)
    websites: Votes = field(default_factory=Votes)


Survey = dict[str, Company]


def surveyed(cards: Iterable[CardRead]) -> Survey:
    """Return what the cards say of each organisation, by its folded name."""
    found: Survey = {}
    for card in cards:
        name = card.shape.organization
        if name:
            company = Company(name, card.names_household)
            _count(found.setdefault(organization_key(name), company), card)
    return found


def founding_of(company: Company) -> Founding:
    """Return the organisation to be made: the most frequent business address is its own.

    A website counts as the company's when at least half of the cards carry it.
    """
    address = company.addresses.most()
    switchboard = company.switchboards.most()
    website = company.websites.most(least=(company.cards + 1) // 2)
    return Founding(
        name=company.name,
        address=address if isinstance(address, PostalAddress) else NOWHERE,
        switchboard=str(switchboard or ""),
        website=str(website or ""),
        is_household=company.is_household,
    )


def shared_address(company: Company) -> PostalAddress:
    """Return the address that at least two of an organisation's cards share."""
    address = company.addresses.most(least=SHARED)
    return address if isinstance(address, PostalAddress) else NOWHERE


def postal(fact: AddressFacts) -> PostalAddress:
    return PostalAddress(
        extra=fact.extra, street=fact.street, po_box=fact.po_box, postcode=fact.postcode,
        town=fact.town, region=fact.region, country=fact.country,
    )  # fmt: skip


def use_of(card: CardRead) -> str:
    """Return the use of what the card's organisation passes on: a household's is private."""
    return "private" if card.names_household else "business"


def holding(card: CardRead) -> AddressFacts | None:
    """Return the address that would hold there: the preferred one, else the first."""
    use = use_of(card)
    found = [each for each in card.shape.facts.addresses if each.use == use]
    return min(found, key=lambda each: not each.preferred, default=None)


def switchboards(card: CardRead) -> Iterator[str]:
    for each in card.shape.facts.points:
        if (each.kind, each.label, each.use) == ("phone", SWITCHBOARD, use_of(card)):
            yield each.value


def websites(card: CardRead) -> Iterator[str]:
    for each in card.shape.facts.points:
        if (each.kind, each.label, each.use) == ("url", "work", "business"):
            yield each.value


def _count(company: Company, card: CardRead) -> None:
    company.cards += 1
    if company.leader is None and not card.shape.is_office:
        company.leader = (card.file, card.line)
    address = holding(card)
    if address is not None:
        place = postal(address)
        company.addresses.add(normalised(place), place)
    for number in switchboards(card):
        company.switchboards.add(normal_value("phone", number), number)
    for link in websites(card):
        company.websites.add(link.lower().rstrip("/"), link)
