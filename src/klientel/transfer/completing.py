"""A row of our own table speaks for its columns alone: the rest of the contact stays. Pure."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from klientel.contacts.addresses import normalised
from klientel.formats.blocking import unnoted
from klientel.formats.vcard import AddressFacts, CardFacts, PointFacts, facts
from klientel.transfer.differences import own_version
from klientel.transfer.known import Known
from klientel.transfer.marks import marked, revision_of
from klientel.transfer.read import CardRead
from klientel.transfer.shape import Shape, canonical, shape_of
from klientel.transfer.survey import postal
from klientel.transfer.tables.fields import ONE_LABEL
from klientel.transfer.wording import card_of

_FIELDS = {
    "given": "given", "additional": "additional", "family": "family", "prefix": "prefix",
    "suffix": "suffix", "nickname": "nickname", "phonetic_given": "phonetic_given",
    "phonetic_family": "phonetic_family", "title": "title", "birthday": "birthday", "note": "note",
    "tags": "categories", "language": "language", "salutation": "gender", "kind": "kind", "fn": "fn",
}  # fmt: skip
_LINES = ("street", "postcode", "town", "po_box", "extra", "region", "country")
Fact = TypeVar("Fact", PointFacts, AddressFacts)


def completed(card: CardRead, known: Known) -> CardRead:
    """Return the card that the contact would have if the row's columns were changed, and no more.

    What is as it was stands where it stood, so that an unchanged row is an unchanged card.
    """
    now, speaks = known.facts, card.speaks or frozenset()
    # The shape gives an office an organisation of its own name; the row may name none.
    said = replace(card.shape.facts, org=card.shape.facts.org if card.said.org else ())
    values: dict[str, Any] = {
        field: getattr(now, field) for code, field in _FIELDS.items() if code not in speaks
    }
    wanted = replace(
        said,
        **values,
        org=_org(said, now, speaks),
        points=_points(said, now, speaks),
        addresses=_addresses(said, known, speaks),
    )
    version = own_version(known.raw.version if known.raw else "3.0")
    shape = _shape(wanted, known)
    whole = card_of(shape.facts, known.raw, version, known.lent)
    whole = marked(whole, revision=revision_of(card.card), household=known.in_household)
    return replace(card, card=whole, said=facts(whole), shape=shape)


def _shape(wanted: CardFacts, known: Known) -> Shape:
    """Return what is wanted; a text that differs in blanks alone is as it was."""
    shape = shape_of(wanted)
    texts: dict[str, Any] = {
        field: getattr(known.facts, field)
        for field in (*_FIELDS.values(), "fn")
        if _blind(getattr(shape.facts, field)) == _blind(getattr(known.facts, field))
    }
    stays = replace(shape.facts, **texts, uid=known.uid, org=wanted.org)
    stays = replace(stays, points=wanted.points, addresses=wanted.addresses)
    return replace(shape, facts=stays)


def _blind(value: Any) -> Any:
    """Return a text without what differs by itself: blanks, and the line about objections."""
    return " ".join(unnoted(value).split()) if isinstance(value, str) else value


def _org(said: CardFacts, now: CardFacts, speaks: frozenset[str]) -> tuple[str, ...]:
    """Return organisation and department; that a job ends is for a person to say."""
    org = said.org[:1] or now.org[:1]
    department = said.org[1:] if "department" in speaks else now.org[1:]
    return org + department


def _points(said: CardFacts, now: CardFacts, speaks: frozenset[str]) -> tuple[PointFacts, ...]:
    stays = [each for each in now.points if _column(each) not in speaks]
    if "preferred" not in speaks:
        before = {(each.kind, each.value): each.preferred for each in now.points}
        said = replace(
            said,
            points=tuple(
                replace(each, preferred=before.get((each.kind, each.value), False))
                for each in said.points
            ),
        )
    return _in_place(now.points, [*said.points, *stays], canonical)


def _column(point: PointFacts) -> str:
    """Return the column in which our export writes a point."""
    fact = canonical(point)
    return ONE_LABEL.get((fact.kind, fact.label, fact.use), "points")


def _addresses(said: CardFacts, known: Known, speaks: frozenset[str]) -> tuple[AddressFacts, ...]:
    """Return the addresses: the first of each use is in plain columns, others in a list."""
    now = known.facts.addresses
    found: list[AddressFacts] = []
    firsts = {use: plain_first(now, use) for use in ("business", "private")}
    for use, first in firsts.items():
        columns = {line for line in _LINES if f"address.{use}.{line}" in speaks}
        row = plain_first(said.addresses, use)
        if not columns:
            found += [first] if first else []
        elif row is not None or first is not None:
            kept = {name: getattr(first, name) for name in _LINES if first and name not in columns}
            found += [replace(row, **kept)] if row else []
    plain = [each for each in said.addresses if each in found]
    rest = [each for each in said.addresses if each not in plain]
    if "addresses" not in speaks:
        rest = [each for each in now if each not in firsts.values()]
    return _in_place(now, [*found, *rest], _where)


def plain_first(addresses: Sequence[AddressFacts], use: str) -> AddressFacts | None:
    """Return the address of a use that stands in plain columns: the first without a label."""
    return next((each for each in addresses if each.use == use and not each.label), None)


def _where(fact: AddressFacts) -> Hashable:
    return (normalised(postal(fact)), fact.use)


def _in_place(
    now: Sequence[Fact], wanted: Sequence[Fact], key: Callable[[Fact], Hashable]
) -> tuple[Fact, ...]:
    """Return the wanted facts: those that are there in their order and words, new ones behind."""
    left: list[Fact] = list(wanted)
    found: list[Fact] = []
    for each in now:
        same = next((other for other in left if key(other) == key(each)), None)
        if same is not None:
            left.remove(same)
            found.append(each)
    return tuple(found + left)
