"""A small, lossless vCard codec: 2.1, 3.0 and 4.0 in, 3.0 and 4.0 out."""

from klientel.formats.vcard.cards import Card, Property, Refused
from klientel.formats.vcard.facts import AddressFacts, CardFacts, PartialDate, PointFacts
from klientel.formats.vcard.mapping import facts
from klientel.formats.vcard.merging import merged
from klientel.formats.vcard.reading import read_cards
from klientel.formats.vcard.writing import write_card

__all__ = [
    "AddressFacts",
    "Card",
    "CardFacts",
    "PartialDate",
    "PointFacts",
    "Property",
    "Refused",
    "facts",
    "merged",
    "read_cards",
    "write_card",
]
