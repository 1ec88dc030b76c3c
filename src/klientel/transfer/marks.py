"""Lines of our own in a card: which state of the contact it shows, and that it names a household.

Pure. `X-KLIENTEL-REVISION` is the epoch of the database and the revision of the card: it tells a
card that was exported before the contact changed. A card that comes back as it was keeps its line.
"""

from klientel.formats.vcard import Card, Property
from klientel.formats.vcard.versions import Version, converted

REVISION = "X-KLIENTEL-REVISION"
KIND = "X-KLIENTEL-KIND"
HOUSEHOLD = "household"
_OURS = frozenset({REVISION, KIND})


def plain(card: Card) -> list[Property]:
    """Return what the card says without the lines of our own."""
    return [each for each in card.properties if each.name not in _OURS]


def revision_of(card: Card | None) -> str:
    return _said(card, REVISION)


def names_household(card: Card) -> bool:
    return _said(card, KIND).lower() == HOUSEHOLD


def marked(card: Card, *, revision: str, household: bool) -> Card:
    """Return the card with our lines: in their places where it has some, else at its end."""
    wanted = {REVISION: revision, KIND: HOUSEHOLD if household else ""}
    properties = []
    for each in card.properties:
        if each.name not in _OURS:
            properties.append(each)
        elif value := wanted.pop(each.name, ""):
            properties.append(each._replace(value=value))
    properties += [Property("", name, (), value) for name, value in wanted.items() if value]
    return Card(card.version, properties)


def without_revision(card: Card) -> Card:
    return Card(card.version, [each for each in card.properties if each.name != REVISION])


def is_said_by(raw: Card | None, card: Card, version: Version) -> bool:
    """Return whether the card says what the kept one said; under which UID does not count."""
    if raw is None:
        return False
    kept = Card(version, converted(raw, version))
    return _without_uid(plain(kept)) == _without_uid(plain(card))


def is_older(revision: str, present: str) -> bool:
    """Return whether a revision of this database lies before the present one."""
    epoch, _dash, number = revision.rpartition("-")
    now, _dash, least = present.rpartition("-")
    return bool(epoch) and epoch == now and number.isdecimal() and int(number) < int(least)


def _without_uid(properties: list[Property]) -> list[Property]:
    return [each for each in properties if each.name != "UID"]


def _said(card: Card | None, name: str) -> str:
    first = card.first(name) if card is not None else None
    return first.text.strip() if first else ""
