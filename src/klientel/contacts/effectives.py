"""Effective pointers, card revisions and search texts of contacts at hand."""

from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

from django.db.models import Model

from klientel.changes import bulk
from klientel.changes.derivers import Moment
from klientel.changes.loading import loaded
from klientel.contacts.cards import Inherited, card_facts, digest, has_card
from klientel.contacts.consenting import CHANNELS
from klientel.contacts.holdings import Holding, organizations_of
from klientel.contacts.models import Address, ContactPoint, ContactText, Effective, Organization
from klientel.contacts.resolution import Resolved, resolved
from klientel.contacts.seats import seats_kept
from klientel.contacts.texts import contact_text
from klientel.records.search import drop_texts, write_texts

_POINTERS = (
    "organization_id", "position_id", "address_id", "private_address_id", "shown_address_id",
    "switchboard_id", "website_of_id", "landline_id",
    *(f"{each}_standing" for each in CHANNELS), "card_digest",
)  # fmt: skip
_COLUMNS = ("contact_id", *_POINTERS, "card_revision")
Row = TypeVar("Row", bound=Model)
Pointers = tuple[object, ...]  # in the order of _POINTERS; the digest is the last


def keep(held: Mapping[int, Holding], moment: Moment, *, new: bool) -> int:
    """Write the derived rows of these contacts that differ; return how many did.

    `new` says that none of them has derived rows yet.
    """
    organizations = organizations_of(held.values())
    seats = seats_kept(organizations)
    at = {pk: resolved(holding, seats, organizations) for pk, holding in held.items()}
    others = inherited_rows(held.values(), at.values(), organizations)
    now = {pk: _pointers(held[pk], at[pk], others) for pk in held}
    kept = {} if new else _kept(held)
    differing = [pk for pk in held if pk not in kept or kept[pk][0] != now[pk]]
    bulk.put_derived(
        Effective,
        _COLUMNS,
        [(pk, *now[pk], _revision(now[pk], kept.get(pk), moment)) for pk in differing],
    )
    texts = [contact_text(held[pk], _shown(at[pk], others), organizations) for pk in held]
    return max(len(differing), write_texts(ContactText, texts))


def drop(ids: Collection[int]) -> None:
    """Remove the derived rows of contacts that are gone for good."""
    if ids:
        Effective.objects.filter(pk__in=ids).delete()
        drop_texts(ContactText, ids)


def inherited_rows(
    held: Iterable[Holding], at: Iterable[Resolved], organizations: Mapping[int, Organization]
) -> Inherited:
    """Return the rows of others that these contacts' cards print."""
    held = list(held)
    own_addresses = {address.pk: address for each in held for address in each.addresses}
    own_points = {point.pk: point for each in held for point in each.points}
    at = list(at)
    addresses = {pk for each in at for pk in (each.address, each.private) if pk}
    points = {pk for each in at for pk in (each.switchboard, each.landline) if pk}
    websites = {each.website_of for each in at if each.website_of} - organizations.keys()
    return Inherited(
        addresses=own_addresses | _rows(Address, addresses - own_addresses.keys()),
        points=own_points | _rows(ContactPoint, points - own_points.keys()),
        organizations={**organizations, **_rows(Organization, websites)},
    )


def _rows(model: type[Row], ids: Collection[int]) -> dict[int, Row]:
    return {row.pk: row for row in loaded(model, "pk", ids)}


def _pointers(holding: Holding, at: Resolved, others: Inherited) -> Pointers:
    printed = digest(card_facts(holding, at, others), holding) if has_card(holding) else ""
    return (
        at.organization, at.position, at.address, at.private, at.shown,
        at.switchboard, at.website_of, at.landline,
        *map(holding.standing, CHANNELS), printed,
    )  # fmt: skip


def _kept(ids: Collection[int]) -> dict[int, tuple[Pointers, int]]:
    return {
        row.pk: (tuple(getattr(row, name) for name in _POINTERS), row.card_revision)
        for row in loaded(Effective, "pk", ids)
    }


def _revision(now: Pointers, kept: tuple[Pointers, int] | None, moment: Moment) -> int:
    """Return where the card's revision was, if the card prints what it printed; else the unit's."""
    return kept[1] if kept is not None and kept[0][-1] == now[-1] else moment.revision


def _shown(at: Resolved, others: Inherited) -> Address | None:
    return others.addresses.get(at.shown) if at.shown else None
