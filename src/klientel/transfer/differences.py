"""What a card changes on a contact that is there. Pure.

By its UID the card speaks for the whole contact: what differs from what it said before is set,
what it no longer says goes. Matched by name it only adds: what stands there is kept.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar, cast

from klientel.contacts.addresses import PostalAddress, normalised, same
from klientel.contacts.operations.contacts import ContactPatch, PointEdit
from klientel.contacts.operations.imports import CardAddress, CardChange
from klientel.contacts.operations.positions import PositionPatch
from klientel.contacts.points import normal_value
from klientel.contacts.portraits import mark_of, picture_of
from klientel.formats.blocking import unnoted
from klientel.formats.dates import vcard_date
from klientel.formats.vcard import AddressFacts, Card, CardFacts, PointFacts, facts, write_card
from klientel.formats.vcard.versions import Version
from klientel.transfer.known import Known
from klientel.transfer.marks import plain, revision_of, without_revision
from klientel.transfer.read import CardRead
from klientel.transfer.shape import canonical, shape_of
from klientel.transfer.survey import postal

COLUMNS = {
    "family": "family_name", "given": "given_name", "additional": "additional_names",
    "prefix": "title", "suffix": "suffix", "nickname": "nickname",
    "phonetic_family": "phonetic_family_name", "phonetic_given": "phonetic_given_name",
    "note": "notes", "birthday": "birthday", "gender": "salutation", "language": "language",
    "kind": "sort",
}  # fmt: skip
_SALUTATIONS = {"F": "female", "M": "male", "O": "diverse"}
Fact = TypeVar("Fact", PointFacts, AddressFacts)


@dataclass(frozen=True, slots=True)
class Difference:
    """`change` is None when the card says nothing new; `kept` that ours was kept against it."""

    change: CardChange | None
    kept: bool = False


def new_patch(said: CardFacts) -> ContactPatch:
    """Return the columns of a new contact."""
    values = {column: _column(field, said) for field, column in COLUMNS.items()}
    values["label"] = "" if said.family or said.given else said.fn
    return cast("ContactPatch", {name: value for name, value in values.items() if value})


def _column(field: str, said: CardFacts) -> str:
    value = getattr(said, field)
    if field == "birthday":
        return vcard_date(value) if value else ""
    if field == "gender":
        return _SALUTATIONS.get(value, "")
    if field == "kind":
        return "office" if value == "org" else "person"
    return str(value)


def kept_text(card: CardRead, *, with_revision: bool = True) -> str:
    """Return the raw card to keep; the revision it was exported at is a changed contact's no more."""
    kept = card.card if with_revision else without_revision(card.card)
    return write_card(kept, own_version(card.card.version))


def is_from(card: Card, raw: Card | None) -> bool:
    """Return whether a card of ours was exported from what the kept one says."""
    return raw is not None and revision_of(card) == revision_of(raw)


def own_version(version: str) -> Version:
    return "4.0" if version == "4.0" else "3.0"


def difference(card: CardRead, known: Known, *, whole: bool, by_our_uid: bool) -> Difference:
    """Return what the card changes; `whole` if it speaks for the contact, else it only adds.

    It is held against the card that it was made from: what others changed since stays.
    """
    base = known.facts
    from_raw = not by_our_uid or is_from(card.card, known.raw)
    if whole and from_raw and known.raw is not None:
        base = shape_of(facts(known.raw)).facts
    if not whole:
        return _added(card, known)
    said = card.shape.facts
    change = CardChange(
        contact=known.pk,
        patch=_patch(said, base, known.facts) | _picture(card, known, from_raw=from_raw),
        job=_job(said, base) if known.job else {},
        points=_points(said, base, known),
        tags=tuple(
            sorted(set(said.categories) - set(base.categories) - set(known.facts.categories))
        ),
        dropped_tags=tuple(sorted(set(base.categories) - set(said.categories))),
        card_uid=card.said.uid[:300],
        text=kept_text(card, with_revision=False),
    )
    change = _with_addresses(change, said, base, known)
    if known.raw is not None and plain(known.raw) == plain(card.card):
        change = replace(change, text=None)
    return Difference(None if is_empty(change) else change)


def is_empty(change: CardChange) -> bool:
    return change == CardChange(change.contact, card_uid=change.card_uid)


def _patch(said: CardFacts, base: CardFacts, now: CardFacts) -> ContactPatch:
    found: dict[str, Any] = {}
    for field, column in COLUMNS.items():
        new, old, ours = (_value(each, field) for each in (said, base, now))
        if new not in (old, ours):
            found[column] = _column(field, said)
    if "family_name" in found:
        found["prefix"] = ""
    if not (said.family or said.given) and said.fn not in (base.fn, now.fn):
        found["label"] = said.fn
    return cast("ContactPatch", found)


def _value(facts: CardFacts, field: str) -> Any:
    """Return what a card says of a field; the line about objections is no part of the note."""
    value = getattr(facts, field)
    return unnoted(value) if field == "note" else value


def _picture(card: CardRead, known: Known, *, from_raw: bool) -> ContactPatch:
    """Return the mark of the picture that the card brings, or '' if it takes ours away.

    `apply` stores the picture, for that is no work of a plan.
    """
    said, now = mark_of(picture_of(card.card)), _printed_picture(known)
    was = mark_of(picture_of(known.raw)) if from_raw and known.raw is not None else now
    return {} if said in (was, now) else {"photo_origin": said}


def _printed_picture(known: Known) -> str:
    if known.facts.drops_photo:
        return ""
    return mark_of(known.facts.photo or picture_of(known.raw))


def _job(said: CardFacts, base: CardFacts) -> PositionPatch:
    found: PositionPatch = {}
    if said.title != base.title:
        found["title"] = said.title
    if said.org[1:] != base.org[1:]:
        found["department"] = said.org[1] if said.org[1:] else ""
    return found


def _key(fact: PointFacts) -> Hashable:
    return (fact.kind, normal_value(fact.kind, fact.value))


def _points(said: CardFacts, base: CardFacts, known: Known) -> tuple[PointEdit, ...]:
    """Return numbers to add, change and remove, against the rows that are there."""
    before = {_key(each): canonical(each) for each in base.points}
    now = {_key(each): canonical(each) for each in said.points}
    rows = {_key(fact): (pk, fact) for pk, fact in known.points}
    shown = {_key(each) for each in known.facts.points}
    edits = [
        _edit(fact, None) for key, fact in now.items() if key not in before and key not in shown
    ]
    for key, (pk, row) in rows.items():
        if key in before and key not in now:
            edits.append(_edit(replace(row, value=""), pk))
        elif key in now and now[key] not in (before.get(key), row):
            edits.append(_edit(now[key], pk))
    return tuple(edits)


def _edit(fact: PointFacts, number: int | None) -> PointEdit:
    return PointEdit(fact.kind, fact.value, fact.label, fact.use, fact.preferred, number)


def _where(fact: AddressFacts) -> tuple[PostalAddress, str]:
    return (normalised(postal(fact)), fact.use)


def _with_addresses(
    change: CardChange, said: CardFacts, base: CardFacts, known: Known
) -> CardChange:
    before = {_where(each) for each in base.addresses}
    now = {_where(each) for each in said.addresses}
    shown = {_where(each) for each in known.facts.addresses}
    come = [e for e in said.addresses if _where(e) not in before and _where(e) not in shown]
    gone = [each for each in base.addresses if _where(each) not in now]
    values: dict[str, PostalAddress] = {}
    for use in ("business", "private"):
        new = next((each for each in come if each.use == use), None)
        old = next((each for each in gone if each.use == use), None)
        if new is not None and (old is not None or not _first(known.facts.addresses, use)):
            values[use] = postal(new)
            come.remove(new)
            gone = [each for each in gone if each is not old]
    left = {_where(each) for each in gone}
    holds = "business" in values or _first(known.facts.addresses, "business") is not None
    return replace(
        change,
        **values,  # type: ignore[arg-type] # the two uses are its fields
        further=_further(come, known, beside=holds),
        dropped=tuple(pk for pk, row in known.addresses if _where(row) in left),
    )


def _first(addresses: Sequence[AddressFacts], use: str) -> AddressFacts | None:
    return next((each for each in addresses if each.use == use), None)


def card_address(fact: AddressFacts, *, beside: bool = False) -> CardAddress:
    return CardAddress(postal(fact), fact.use, fact.label, fact.preferred, beside)


def _further(
    come: Iterable[AddressFacts], known: Known, *, beside: bool
) -> tuple[CardAddress, ...]:
    """Return the addresses to add: not the company's, and none that takes its place."""
    return tuple(
        card_address(each, beside=beside and each.use == "business")
        for each in come
        if each.use != "business" or not same(postal(each), known.company)
    )


def _added(card: CardRead, known: Known) -> Difference:
    """Return what a card adds: what is empty is filled, what stands is kept."""
    said, now = card.shape.facts, known.facts
    patch = {
        column: _column(field, said)
        for field, column in COLUMNS.items()
        if getattr(said, field) and not _value(now, field)
    }
    kept = any(
        getattr(said, field) not in ("", None, _value(now, field))
        for field in (*COLUMNS, "title")
        if _value(now, field)
    )
    if not _printed_picture(known) and (mark := mark_of(picture_of(card.card))):
        patch["photo_origin"] = mark
    fresh_points = _absent(said.points, now.points, _key)
    fresh_addresses = _absent(said.addresses, now.addresses, _where)
    change = CardChange(
        contact=known.pk,
        patch=cast("ContactPatch", patch),
        job=cast("PositionPatch", {"title": said.title})
        if known.job and said.title and not now.title
        else {},
        points=tuple(_edit(canonical(each), None) for each in fresh_points),
        further=_further(
            fresh_addresses, known, beside=_first(now.addresses, "business") is not None
        ),
        tags=tuple(sorted(set(said.categories) - set(now.categories))),
        card_uid=card.said.uid[:300],
        text=None if known.raw is not None else kept_text(card, with_revision=False),
    )
    return Difference(None if is_empty(change) else change, kept)


def _absent(said: Iterable[Fact], now: Iterable[Fact], key: Any) -> list[Fact]:
    there = {key(each) for each in now}
    return [each for each in said if key(each) not in there]
