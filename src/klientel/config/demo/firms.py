"""Organisations of the demo: firms, holdings, departments, associations, authorities."""

import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import count
from random import Random

from klientel.accounts.models import User
from klientel.config.demo import words
from klientel.config.demo.colleagues import Colleagues
from klientel.config.demo.numbers import Numbers
from klientel.config.demo.towns import ABROAD, GERMAN, Town
from klientel.contacts.models import (
    Organization,
    OrganizationTag,
    Relationship,
    RelationshipType,
    Tag,
)
from klientel.contacts.operations.bulk import NewOrganization

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ı": "i", "ø": "oe"})
_FIRST_NUMBER = 30_001
_RELATED = (("customer", 0.45), ("prospect", 0.3), ("supplier", 0.12), ("partner", 0.04))
_ABROAD, _VIP, _NOTED, _CONFIDENTIAL, _TAGGED = 0.06, 0.04, 0.05, 0.01, 0.2
_CLASSES = "AABBBCCCCC"


@dataclass(slots=True)
class Firm:
    """An organisation with what its people share."""

    new: NewOrganization
    town: Town
    street: str
    trunk: str
    domain: str
    manager: User
    size: int
    children: list[str] = field(default_factory=list)

    @property
    def organization(self) -> Organization:
        return self.new.organization


@lru_cache(maxsize=4_096)
def plain(text: str) -> str:
    """Return a name as a domain or mailbox has it: grünthal-bau → gruenthal-bau."""
    folded = unicodedata.normalize("NFKD", text.lower().translate(_UMLAUTS))
    kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in folded if c.isprintable())
    return "-".join(part for part in kept.split("-") if part)


@dataclass(slots=True)
class World:
    """What the demo draws from: chance, towns, numbers, colleagues, the types that there are."""

    rng: Random
    today: date
    colleagues: Colleagues
    tags: list[Tag]
    types: dict[str, RelationshipType]
    numbers: Numbers = field(default_factory=Numbers)
    names: set[str] = field(default_factory=set)
    bodies: "count[int]" = field(default_factory=count)
    running: "count[int]" = field(default_factory=lambda: count(_FIRST_NUMBER))

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def town(self) -> Town:
        return self.rng.choice(ABROAD if self.chance(_ABROAD) else GERMAN)

    def street(self) -> str:
        return f"{self.rng.choice(words.STREETS)} {self.rng.randint(1, 148)}"

    def place(self) -> str:
        """Return the name of a village that no map has."""
        head, tail = self.rng.choice(words.PLACE_HEADS), self.rng.choice(words.PLACE_TAILS)
        return f"{head}{tail}"

    def day(self, *, years: tuple[float, float]) -> date:
        """Return a day between so many years ago and so many."""
        most, least = (round(each * 365.25) for each in years)
        return self.today - timedelta(days=self.rng.randint(least, most))

    def new_name(self, name: str) -> str:
        """Return the name, with a Roman ordinal where it is taken."""
        found, number = name, 1
        while found in self.names:
            number += 1
            found = f"{name} ({number})"
        self.names.add(found)
        return found


def company(world: World, size: int) -> Firm:
    """Return a company, now and then the head of a holding or one with departments."""
    town, place = world.town(), world.place()
    industry, trades = world.rng.choice(words.TRADES)
    trade = world.rng.choice(trades)
    forms = words.FORMS_ABROAD.get(town.country, words.FORMS)
    stem = f"{place} {trade}"
    name = world.new_name(f"{stem} {world.rng.choice(forms)}")
    firm = _firm(world, Organization(name=name, short_name=place, industry=industry), town, size)
    firm.domain = f"{plain(stem)}.example"
    firm.organization.website = f"https://www.{firm.domain}"
    _add_facts(world, firm)
    _add_relationship(world, firm)
    if world.chance(0.04):
        firm.children = ["firm"] * world.rng.randint(2, 3)
    elif size > 4:  # noqa: PLR2004 -- a firm that is large enough
        firm.children = ["department"] * world.rng.randint(0, 3)
    return firm


def subsidiary(world: World, parent: Firm, size: int) -> Firm:
    """Return a daughter of a firm, with its name's first word."""
    firm = company(world, size)
    head = parent.organization.short_name
    trade = firm.organization.name.split(" ")[1]
    firm.organization.name = world.new_name(f"{head} {trade} GmbH")
    firm.organization.short_name = f"{head} {trade}"
    firm.organization.parent = parent.organization
    firm.domain = parent.domain
    firm.organization.website = parent.organization.website
    firm.children = []
    return firm


def department(_world: World, parent: Firm, size: int) -> Firm:
    """Return a department: no address of its own, it inherits its firm's."""
    number = len(parent.children)
    name = words.DEPARTMENTS[(number + parent.size) % len(words.DEPARTMENTS)]
    organization = Organization(
        name=name,
        parent=parent.organization,
        is_department=True,
        account_manager=parent.manager,
        team=parent.organization.team,
        confidential=parent.organization.confidential,
    )
    return Firm(
        NewOrganization(organization), parent.town, "", parent.trunk, parent.domain,
        parent.manager, size,
    )  # fmt: skip


def public_body(world: World, size: int) -> Firm:
    """Return an association or an authority of a place that no map has."""
    place = world.place()
    if next(world.bodies) % 2 == 0:
        name, sort = f"{world.rng.choice(words.CLUBS)} {place} e. V.", "association"
    else:
        name, sort = f"{world.rng.choice(words.AUTHORITIES)} {place}", "authority"
    organization = Organization(name=world.new_name(name), short_name=place, sort=sort)
    firm = _firm(world, organization, world.rng.choice(GERMAN), size)
    firm.domain = f"{plain(name)}.example"
    return firm


def household(world: World, family: str) -> Firm:
    organization = Organization(name=f"Familie {family}", sort="household")
    firm = _firm(world, organization, world.rng.choice(GERMAN), 2)
    firm.domain = "post.example"
    return firm


def _firm(world: World, organization: Organization, town: Town, size: int) -> Firm:
    manager = world.rng.choice(world.colleagues.managers)
    organization.account_manager = manager
    organization.team = world.colleagues.team_of(manager)
    organization.region = words.REGIONS[town.area]
    trunk = world.numbers.trunk(town.area)
    return Firm(NewOrganization(organization), town, world.street(), trunk, "", manager, size)


def _add_facts(world: World, firm: Firm) -> None:
    row = firm.organization
    row.abc_class = world.rng.choice(_CLASSES) if world.chance(0.7) else ""
    row.employees = max(firm.size, round(world.rng.lognormvariate(3.6, 1.1)))
    if world.chance(0.6):
        row.annual_revenue = Decimal(row.employees * world.rng.randint(90, 240) * 1_000)
        row.revenue_currency = "CHF" if firm.town.country == "CH" else "EUR"
    row.source = world.rng.choice(words.SOURCES)
    row.is_vip = world.chance(_VIP)
    row.confidential = world.chance(_CONFIDENTIAL)
    if world.chance(_NOTED):
        row.service_note = world.rng.choice(words.SERVICE_NOTES)
    if world.chance(_TAGGED):
        tag = world.rng.choice(world.tags)
        firm.new.tags.append(OrganizationTag(organization=row, tag=tag))


def _add_relationship(world: World, firm: Firm) -> None:
    drawn, passed = world.rng.random(), 0.0
    for code, share in _RELATED:
        passed += share
        if drawn < passed:
            since = world.day(years=(9, 0.1))
            kind = world.types[code]
            number = str(next(world.running)) if kind.has_numbers else ""
            firm.new.relationships.append(
                Relationship(organization=firm.organization, type=kind, since=since, number=number)
            )
            return
