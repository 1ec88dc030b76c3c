"""Files of cards, one card after the other: what each says, or why it was refused. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from klientel.formats.vcard import Card, CardFacts, Property, Refused, facts, read_cards
from klientel.formats.vcard.blocks import blocks
from klientel.formats.vcard.decoding import decoded
from klientel.transfer.marks import names_household
from klientel.transfer.shape import Shape, shape_of

PIECE = 4 * 1024 * 1024
_HEAD = 4_096
_BETWEEN = re.compile(rb"^END:VCARD[ \t]*(?:\r*\n)+(?=BEGIN:VCARD)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class CardRead:
    """A card and where it begins; `shape` is what we keep of it in columns.

    A row of a table is read as the card that would say the same: then `original` is its text, and
    `speaks` the fields of which a table of our own says something.
    """

    file: str
    line: int
    card: Card
    said: CardFacts
    shape: Shape
    original: str = ""
    speaks: frozenset[str] | None = None

    @property
    def names_household(self) -> bool:
        """Whether its organisation is a private household, as our own cards say."""
        return bool(self.shape.organization) and names_household(self.card)


@dataclass(frozen=True, slots=True)
class CardRefused:
    """What is no card for us: where, and the code of the reason."""

    file: str
    line: int
    reason: str
    text: str
    original: str = ""


def cards_of(file: str, stream: IO[bytes]) -> Iterator[CardRead | CardRefused]:
    """Yield each card of a file in its order; holds a few megabytes of it at a time."""
    before = 0
    for piece in pieces(stream):
        text, _disguised = decoded(piece)
        for block, card in zip(blocks(text), read_cards(piece), strict=True):
            yield _read(file, before + block.line, card)
        before += _lines(piece)


def pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield a file in pieces of whole cards; one in UTF-16 as a whole."""
    head = stream.read(_HEAD)
    if b"\0" in head or head.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield head + stream.read()
        return
    kept = head
    while data := stream.read(PIECE):
        kept += data
        ends = [found.end() for found in _BETWEEN.finditer(kept)]
        if ends:
            yield kept[: ends[-1]]
            kept = kept[ends[-1] :]
    if kept or not head:
        yield kept


def _lines(piece: bytes) -> int:
    whole = piece.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return whole.count(b"\n")


def _read(file: str, line: int, card: Card | Refused) -> CardRead | CardRefused:
    if isinstance(card, Refused):
        return CardRefused(file, line, card.reason_code, card.text)
    card = without_nulls(card)
    said = facts(card)
    if said.kind == "group":
        return CardRefused(file, line, "group", said.fn)
    shape = shape_of(said)
    if not shape.facts.fn:
        return CardRefused(file, line, "nameless", "")
    return CardRead(file, line, card, said, shape)


def without_nulls(card: Card) -> Card:
    """Return the card without the one sign that PostgreSQL cannot keep."""
    if not any("\0" in each.value or _in_params(each) for each in card.properties):
        return card
    return Card(card.version, [_clean(each) for each in card.properties])


def _in_params(each: Property) -> bool:
    return any("\0" in value for _, values in each.params for value in values)


def _clean(each: Property) -> Property:
    params = tuple((name, tuple(_plain(values))) for name, values in each.params)
    return each._replace(params=params, value=each.value.replace("\0", ""))


def _plain(values: Iterable[str]) -> Iterator[str]:
    return (value.replace("\0", "") for value in values)
