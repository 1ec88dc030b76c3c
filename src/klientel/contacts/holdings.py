"""Contacts with all their parts at hand, for whoever reads many at once: derivers, cards, export."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from klientel.changes.derivers import Entry
from klientel.changes.loading import loaded
from klientel.contacts.consenting import standing_of
from klientel.contacts.custom import searchable_values, words_of
from klientel.contacts.models import (
    Address,
    Consent,
    Contact,
    ContactPoint,
    ContactTag,
    ContactValue,
    Organization,
    Position,
    RawCard,
    Tag,
)
from klientel.records.custom.definitions import fresh_definitions


@dataclass(slots=True)
class Holding:
    """One contact and its parts; retired ones too.

    `words` are what the search finds of the fields that users made.
    """

    contact: Contact
    positions: list[Position] = field(default_factory=list)
    points: list[ContactPoint] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    raw: RawCard | None = None
    words: list[str] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)

    def standing(self, channel: str) -> str:
        """Return how the contact stands to a channel, by the entry that holds."""
        holds = (each for each in self.consents if each.channel == channel)
        latest = next((each.state for each in holds if each.ended_on is None), "")
        return standing_of(latest)

    @property
    def primary(self) -> Position | None:
        return next((each for each in self.positions if each.is_primary), None)

    @property
    def current(self) -> list[Position]:
        """Current positions, the primary one first."""
        return sorted(
            (each for each in self.positions if each.is_current),
            key=lambda each: (not each.is_primary, each.pk),
        )


def held_in_database(ids: Collection[int]) -> dict[int, Holding]:
    """Return the holdings of contacts by id, in a query each and no more."""
    found = {row.pk: Holding(row) for row in loaded(Contact, "pk", ids)}
    for position in loaded(Position, "contact", ids):
        found[position.contact_id].positions.append(position)
    _put_all(found, loaded(ContactPoint, "contact", ids))
    for address in loaded(Address, "contact", ids):
        found[address.contact_id].addresses.append(address)
    links = loaded(ContactTag, "contact", ids)
    names = {tag.pk: tag.name for tag in loaded(Tag, "pk", {link.tag_id for link in links})}
    for link in links:
        found[link.contact_id].tags.append(names[link.tag_id])
    for raw in loaded(RawCard, "contact", ids):
        found[raw.contact_id].raw = raw
    known = fresh_definitions()
    for pk, values in searchable_values(Contact.kind, found, known).items():
        found[pk].words = words_of(values, known)
    _put_all(found, loaded(Consent, "contact", ids))
    for holding in found.values():
        holding.tags.sort()
    return found


def held_in_entries(entries: Iterable[Entry]) -> dict[int, Holding]:
    """Return the holdings of the contacts that a unit added and did not touch again: all that
    they have is in its entries."""
    entries = list(entries)
    found = {
        entry.row.pk: Holding(entry.row)
        for entry in entries
        if entry.verb == "added" and isinstance(entry.row, Contact)
    }
    for entry in entries:
        row: Any = entry.row
        pk = row.pk if isinstance(row, Contact) else getattr(row, "contact_id", None)
        if entry.verb != "added":
            found.pop(pk or 0, None)
        elif not isinstance(row, Contact) and pk in found:
            _put(found[pk], row)
    _put_words(found, entries)
    for holding in found.values():
        holding.tags.sort()
    return found


def _put_words(found: dict[int, Holding], entries: Iterable[Entry]) -> None:
    values = [entry.row for entry in entries if isinstance(entry.row, ContactValue)]
    known = fresh_definitions() if values else None
    for value in values:
        if known and value.contact_id in found:
            found[value.contact_id].words += words_of([value], known)


def _put_all(found: dict[int, Holding], parts: Iterable[Any]) -> None:
    for part in parts:
        _put(found[part.contact_id], part)


def _put(holding: Holding, row: Any) -> None:
    if isinstance(row, Position):
        holding.positions.append(row)
    elif isinstance(row, ContactPoint):
        holding.points.append(row)
    elif isinstance(row, Address):
        holding.addresses.append(row)
    elif isinstance(row, ContactTag):
        holding.tags.append(row.tag.name)
    elif isinstance(row, RawCard):
        holding.raw = row
    elif isinstance(row, Consent):
        holding.consents.append(row)


def organizations_of(holdings: Iterable[Holding]) -> dict[int, Organization]:
    """Return the organisations of all positions, by id."""
    ids = {each.organization_id for holding in holdings for each in holding.positions}
    return {row.pk: row for row in loaded(Organization, "pk", ids)}
