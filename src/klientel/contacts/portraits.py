"""Which picture a contact's card prints: the kept card's own, ours in its place, or none. Pure."""

import hashlib
from typing import Literal

from klientel.formats.vcard import Card, read_cards

Printed = Literal["card's", "ours", "none"]


def printed_picture(*, has_photo: bool, origin: str, on_card: str) -> Printed:
    """Return whose picture the card prints.

    `origin` is what our photo was made of (without one: what was taken away here), `on_card`
    what the kept card has. A photo made of the card's own leaves that as it came, byte for byte.
    """
    if has_photo:
        return "card's" if origin and origin == on_card else "ours"
    return "none" if origin and origin == on_card else "card's"


def picture_origin(text: str) -> str:
    """Return the SHA-256 of the picture on a card, '' without one or if it is only a link."""
    if "PHOTO" not in text.upper():
        return ""
    cards = (each for each in read_cards(text.encode()) if isinstance(each, Card))
    data = picture_of(next(cards, None))
    return hashlib.sha256(data).hexdigest() if data else ""


def picture_of(card: Card | None) -> bytes | None:
    """Return the bytes of a card's first picture."""
    found = (each.binary for each in card.every("PHOTO")) if card else iter(())
    return next((data for data in found if data), None)
