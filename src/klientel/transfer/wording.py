"""What we print, in the words that the kept card had: the way back of `shape`. Pure."""

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from klientel.formats.vcard import (
    AddressFacts,
    Card,
    CardFacts,
    PointFacts,
    facts,
    merged,
)
from klientel.formats.vcard.versions import Version
from klientel.transfer.known import Known
from klientel.transfer.marks import is_said_by, marked, revision_of
from klientel.transfer.shape import canonical, shape_of

_PAIRED = ("fn", "nickname", "phonetic_family", "phonetic_given", "org", "title", "birthday",
           "note", "kind", "language")  # fmt: skip
_NAME = ("family", "given", "additional", "suffix")
Fact = TypeVar("Fact", PointFacts, AddressFacts)


def card_of(now: CardFacts, raw: Card | None, version: Version, lent: Collection[int] = ()) -> Card:
    """Return the card that says `now`, in the kept card where there is one.

    `lent` are the places of addresses that are the company's: preference is not theirs to say.
    """
    if raw is None:
        return merged(None, replace(now, addresses=_without_preference(now, lent)), version)
    return merged(raw, as_written(now, facts(raw), lent), version)


def printed(known: Known, version: Version) -> Card:
    """Return the card of a contact with our own lines.

    One that says what the kept card said keeps its revision too: it comes back byte for byte.
    """
    card = card_of(known.facts, known.raw, version, known.lent)
    as_kept = is_said_by(known.raw, card, version)
    revision = revision_of(known.raw) if as_kept else known.revision
    return marked(card, revision=revision, household=known.in_household)


def as_written(now: CardFacts, said: CardFacts, lent: Collection[int] = ()) -> CardFacts:
    """Return `now` with each value that still says the same as the card did in its words."""
    was = shape_of(said)
    values: dict[str, Any] = {
        field: getattr(said if getattr(was.facts, field) == getattr(now, field) else now, field)
        for field in _PAIRED
    }
    tags = said.categories if sorted(was.facts.categories) == sorted(now.categories) else None
    loose = _without_preference(now, lent)
    addresses = _placed(
        loose,
        said.addresses,
        was.addresses,
        [lambda fact: fact, lambda fact: replace(fact, preferred=False) if fact else fact],
        loosely=frozenset(lent),
    )
    points = tuple(canonical(each) for each in now.points)
    return replace(
        now,
        **values,
        **_name(now, said, was.facts),
        categories=now.categories if tags is None else tags,
        role=said.role,
        anniversary=said.anniversary,
        rev=said.rev,
        points=_placed(points, said.points, was.points, [lambda fact: fact]),
        addresses=addresses,
    )


def _name(now: CardFacts, said: CardFacts, was: CardFacts) -> dict[str, Any]:
    """Return the parts of N: one by one, but all of them if the card had none."""
    front_stays = (was.prefix, was.gender) == (now.prefix, now.gender)
    front = said if front_stays else now
    found = {"prefix": front.prefix, "gender": front.gender}
    parts = (*_NAME, "prefix")
    if not any(getattr(said, part) for part in _NAME) and any(
        getattr(was, part) != getattr(now, part) for part in parts
    ):
        return {part: getattr(now, part) for part in (*parts, "gender")}
    for part in _NAME:
        found[part] = getattr(said if getattr(was, part) == getattr(now, part) else now, part)
    return found


def _without_preference(now: CardFacts, lent: Collection[int]) -> tuple[AddressFacts, ...]:
    return tuple(
        replace(fact, preferred=False) if at in lent else fact
        for at, fact in enumerate(now.addresses)
    )


def _placed(
    now: Sequence[Fact],
    said: Sequence[Fact],
    was: Sequence[Fact | None],
    keys: Sequence[Callable[[Fact], Hashable]],
    loosely: Collection[int] | None = None,
) -> tuple[Fact, ...]:
    """Return the facts in the card's order and words; what no column holds stays.

    The second key is for those in `loosely` alone.
    """
    found: dict[int, Fact] = {at: said[at] for at, fact in enumerate(was) if fact is None}
    rest: dict[int, Fact] = dict(enumerate(now))
    for number, key in enumerate(keys):
        places: dict[Hashable, list[int]] = {}
        for at, kept in enumerate(was):
            if kept is not None and at not in found:
                places.setdefault(key(kept), []).append(at)
        for at, fact in list(rest.items()):
            waiting = places.get(key(fact)) if number == 0 or at in (loosely or ()) else None
            if waiting:
                place = waiting.pop(0)
                found[place] = said[place]
                del rest[at]
    _place_changed(found, rest, was)
    ordered = [found[at] for at in sorted(found)]
    return tuple(ordered + list(rest.values()))


def _place_changed(
    found: dict[int, Fact], rest: dict[int, Fact], was: Sequence[Fact | None]
) -> None:
    """Put a fact that only its label or preference tells from the card's where that stood."""
    places: dict[Hashable, list[int]] = {}
    for at, kept in enumerate(was):
        if kept is not None and at not in found:
            places.setdefault(_core(kept), []).append(at)
    for at, fact in list(rest.items()):
        waiting = places.get(_core(fact))
        if waiting:
            found[waiting.pop(0)] = fact
            del rest[at]


def _core(fact: PointFacts | AddressFacts) -> Hashable:
    if isinstance(fact, PointFacts):
        return (fact.kind, fact.value)
    return (fact.street, fact.postcode, fact.town)
