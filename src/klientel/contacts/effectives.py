"""Effective pointers, card revisions and search texts of contacts at hand."""

from collections.abc import Collection, Iterable, Mapping

from klientel.changes import bulk
from klientel.changes.derivers import Moment
from klientel.contacts.cards import Inherited, card_facts, digest, has_card
from klientel.contacts.holdings import Holding, organizations_of
from klientel.contacts.models import Address, ContactPoint, ContactText, Effective, Organization
from klientel.contacts.resolution import Resolved, resolved
from klientel.contacts.seats import seats_kept
from klientel.contacts.texts import contact_text
from klientel.records.search import drop_texts, write_texts

_POINTERS = (
    "organization_id", "position_id", "address_id", "private_address_id", "shown_address_id",
    "switchboard_id", "website_of_id", "card_digest",
)  # fmt: skip
_UPDATED = (*(name.removesuffix("_id") for name in _POINTERS), "card_revision")


def keep(held: Mapping[int, Holding], moment: Moment, *, new: bool) -> int:
    """Write the derived rows of these contacts that differ; return how many did.

    `new` says that none of them has derived rows yet.
    """
    organizations = organizations_of(held.values())
    seats = seats_kept(organizations)
    at = {pk: resolved(holding, seats, organizations) for pk, holding in held.items()}
    others = _inherited(held.values(), at.values(), organizations)
    rows = [_row(held[pk], at[pk], others, moment) for pk in held]
    kept = {} if new else _kept(held)
    differing = [row for row in rows if _values(row) != kept.get(row.pk, (None, 0))[0]]
    for row in differing:
        _keep_revision(row, kept.get(row.pk))
    _write(differing, new=new)
    write_texts(
        ContactText,
        [contact_text(held[pk], _shown(at[pk], others), organizations) for pk in held],
    )
    return len(differing)


def drop(ids: Collection[int]) -> None:
    """Remove the derived rows of contacts that are gone for good."""
    if ids:
        Effective.objects.filter(pk__in=ids).delete()
        drop_texts(ContactText, ids)


def inherited_rows(
    held: Iterable[Holding], at: Iterable[Resolved], organizations: Mapping[int, Organization]
) -> Inherited:
    """Return the rows of others that these contacts' cards print."""
    return _inherited(held, at, organizations)


def _inherited(
    held: Iterable[Holding], at: Iterable[Resolved], organizations: Mapping[int, Organization]
) -> Inherited:
    own_addresses = {address.pk: address for each in held for address in each.addresses}
    own_points = {point.pk: point for each in held for point in each.points}
    at = list(at)
    addresses = {pk for each in at for pk in (each.address, each.private) if pk}
    points = {each.switchboard for each in at if each.switchboard}
    websites = {each.website_of for each in at if each.website_of} - organizations.keys()
    return Inherited(
        addresses=own_addresses | _rows(Address, addresses - own_addresses.keys()),
        points=own_points | _rows(ContactPoint, points - own_points.keys()),
        organizations={**organizations, **_rows(Organization, websites)},
    )


def _rows(model: type, ids: Collection[int]) -> dict:  # type: ignore[type-arg] # of the model given
    if not ids:
        return {}
    return {row.pk: row for row in model.objects.filter(pk__in=ids)}  # type: ignore[attr-defined] # a model's manager


def _row(holding: Holding, at: Resolved, others: Inherited, moment: Moment) -> Effective:
    carded = has_card(holding)
    return Effective(
        contact_id=holding.contact.pk,
        organization_id=at.organization,
        position_id=at.position,
        address_id=at.address,
        private_address_id=at.private,
        shown_address_id=at.shown,
        switchboard_id=at.switchboard,
        website_of_id=at.website_of,
        card_revision=moment.revision,
        card_digest=digest(card_facts(holding, at, others), holding) if carded else "",
    )


def _values(row: Effective) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in _POINTERS)


def _kept(ids: Iterable[int]) -> dict[int, tuple[tuple[object, ...], int]]:
    rows = Effective.objects.filter(pk__in=list(ids)).values_list("pk", "card_revision", *_POINTERS)
    return {pk: (tuple(values), revision) for pk, revision, *values in rows}


def _keep_revision(row: Effective, kept: tuple[tuple[object, ...], int] | None) -> None:
    """Leave the card's revision where it was if the card prints what it printed."""
    if kept is not None and kept[0][-1] == row.card_digest:
        row.card_revision = kept[1]


def _write(rows: list[Effective], *, new: bool) -> None:
    if new:
        bulk.insert(rows)
    elif rows:
        Effective.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["contact"],
            update_fields=list(_UPDATED),
            batch_size=500,
        )


def _shown(at: Resolved, others: Inherited) -> Address | None:
    return others.addresses.get(at.shown) if at.shown else None
