"""Our facts into the card that was kept: what changed changes, all else survives."""

from collections.abc import Iterable

from klientel.formats.dates import Day
from klientel.formats.vcard.cards import Card, Params, Property
from klientel.formats.vcard.facts import CardFacts
from klientel.formats.vcard.fresh import (
    NAME,
    OMIT_YEAR,
    TEXTS,
    day_value,
    fresh_properties,
    kind_properties,
    photo_property,
)
from klientel.formats.vcard.mapping import ANNIVERSARIES, facts, labels_by_group
from klientel.formats.vcard.placing import changed_components, with_addresses, with_points
from klientel.formats.vcard.values import escaped
from klientel.formats.vcard.versions import Version, converted

_GENDERS = ("GENDER", "X-GENDER", "X-WAB-GENDER")
_KINDS = ("KIND", "X-ADDRESSBOOKSERVER-KIND", "X-ABSHOWAS")
_FIRST = ("UID", "N", "FN", "ORG", "TITLE")


def merged(raw: Card | None, wanted: CardFacts, version: Version) -> Card:
    """Return the kept card with these facts in it, as `version` says them.

    Ensures that unknown properties, groups, parameters and photos survive, that an equal
    fact leaves its property as it was, and that a fact gone takes its property along.
    A photo is the kept card's own unless the facts bring one, or say that it goes.
    """
    if raw is None:
        return Card(version, fresh_properties(wanted, version))
    base = Card(version, converted(raw, version))
    now = facts(base)
    card = Card(version, list(base.properties))
    _set_name(card, now, wanted)
    _set_texts(card, now, wanted)
    _set_kind(card, now, wanted, version)
    _set_days(card, now, wanted, version)
    _set_photo(card, wanted, version)
    if now.points != wanted.points:
        card.properties = with_points(card, wanted.points, version)
    if now.addresses != wanted.addresses:
        card.properties = with_addresses(card, wanted.addresses, version)
    return card


def _set_texts(card: Card, now: CardFacts, wanted: CardFacts) -> None:
    for field, name in TEXTS:
        if getattr(now, field) != getattr(wanted, field):
            _set(card, (name,), escaped(getattr(wanted, field)))
    if now.org != wanted.org:
        _set(card, ("ORG",), changed_components(_value(card, "ORG"), now.org, wanted.org))
    if now.categories != wanted.categories:
        _set_categories(card, wanted.categories)
    if now.gender != wanted.gender:
        _set(card, _GENDERS, escaped(wanted.gender))


def _value(card: Card, name: str) -> str:
    found = card.first(name)
    return found.value if found else ""


def _set(card: Card, names: Iterable[str], value: str, added: Params = ()) -> None:
    """Give the first property of these names a value; with an empty one, drop them all."""
    names = tuple(names)
    if not value:
        card.properties = [each for each in card.properties if each.name not in names]
        return
    for name in names:
        for at, each in enumerate(card.properties):
            if each.name == name:
                kept = tuple(p for p in each.params if p[0] not in {"VALUE", "ENCODING", OMIT_YEAR})
                card.properties[at] = each._replace(params=kept + added, value=value)
                return
    card.properties.insert(_place(card, names[0]), Property("", names[0], added, value))


def _place(card: Card, name: str) -> int:
    """Return where a new property stands: names in front, all else behind."""
    if name not in _FIRST:
        return len(card.properties)
    before = _FIRST[: _FIRST.index(name)]
    last = (at + 1 for at, each in enumerate(card.properties) if each.name in before)
    return max(last, default=0)


def _set_name(card: Card, now: CardFacts, wanted: CardFacts) -> None:
    old = tuple(str(getattr(now, field)) for field in NAME)
    new = tuple(str(getattr(wanted, field)) for field in NAME)
    if old != new:
        value = changed_components(_value(card, "N"), old, new) if any(new) else ""
        _set(card, ("N",), value)


def _set_categories(card: Card, wanted: tuple[str, ...]) -> None:
    first = card.first("CATEGORIES")
    card.properties = [e for e in card.properties if e.name != "CATEGORIES" or e is first]
    _set(card, ("CATEGORIES",), ",".join(escaped(each) for each in wanted))


def _set_kind(card: Card, now: CardFacts, wanted: CardFacts, version: Version) -> None:
    if now.kind == wanted.kind:
        return
    _set(card, _KINDS, "")
    card.properties += kind_properties(wanted.kind, version)


def _set_photo(card: Card, wanted: CardFacts, version: Version) -> None:
    first = card.first("PHOTO")
    if wanted.photo and (first is None or first.binary != wanted.photo):
        new = photo_property(wanted.photo, version)
        if first is None:
            card.properties.append(new)
        else:
            card.properties[card.properties.index(first)] = new._replace(group=first.group)
    elif wanted.drops_photo:
        card.properties = [each for each in card.properties if each.name != "PHOTO"]


def _set_days(card: Card, now: CardFacts, wanted: CardFacts, version: Version) -> None:
    if now.birthday != wanted.birthday:
        _set_day(card, ("BDAY",), wanted.birthday, version)
    if now.anniversary != wanted.anniversary:
        labels = labels_by_group(card)
        card.properties = [each for each in card.properties if not _is_labelled(each, labels)]
        three = ("X-ANNIVERSARY", *ANNIVERSARIES)
        names = ANNIVERSARIES if version == "4.0" or card.first("ANNIVERSARY") else three
        _set_day(card, names, wanted.anniversary, version)


def _is_labelled(each: Property, labels: dict[str, str]) -> bool:
    label = labels.get(each.group.lower(), "").lower() if each.group else ""
    return each.name in {"X-ABDATE", "X-ABLABEL"} and "anniversary" in label


def _set_day(card: Card, names: tuple[str, ...], day: Day | str | None, version: Version) -> None:
    value, params = day_value(day, version)
    _set(card, names, value, params)
