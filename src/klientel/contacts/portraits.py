"""Which picture a contact's card prints: the kept card's own, ours in its place, or none."""

import hashlib
from dataclasses import replace
from typing import Literal

from klientel.contacts.models import Contact, RawCard
from klientel.files.models import File
from klientel.files.storing import opened
from klientel.formats.vcard import Card, CardFacts, read_cards

Printed = Literal["card's", "ours", "none"]


def printed_picture(contact: Contact, raw: RawCard | None) -> Printed:
    """Return whose picture the card prints.

    A photo made of the card's own leaves that as it came, byte for byte; so does having none,
    unless the card's was taken away here.
    """
    if contact.photo_id is None and not contact.photo_origin:
        return "card's"
    is_its_own = contact.photo_origin != "" and contact.photo_origin == (
        picture_origin(raw.text) if raw else ""
    )
    if contact.photo_id is not None:
        return "card's" if is_its_own else "ours"
    return "none" if is_its_own else "card's"


def with_picture(facts: CardFacts, contact: Contact, raw: RawCard | None) -> CardFacts:
    """Return what a card prints with our picture in it; one that is lost leaves the card's."""
    printed = printed_picture(contact, raw)
    if printed == "none":
        return replace(facts, drops_photo=True)
    if printed == "ours":
        try:
            with opened(File.objects.get(pk=contact.photo_id or 0)) as content:
                return replace(facts, photo=content.read())
        except FileNotFoundError:
            return facts
    return facts


def picture_origin(text: str) -> str:
    """Return the SHA-256 of the picture on a card, '' without one or if it is only a link."""
    if "PHOTO" not in text.upper():
        return ""
    cards = (each for each in read_cards(text.encode()) if isinstance(each, Card))
    return mark_of(picture_of(next(cards, None)))


def picture_of(card: Card | None) -> bytes:
    """Return the bytes of a card's first picture, b'' if it has none."""
    found = (each.binary for each in card.every("PHOTO")) if card else iter(())
    return next((data for data in found if data), b"")


def mark_of(picture: bytes) -> str:
    """Return the SHA-256 that tells a picture, '' for none."""
    return hashlib.sha256(picture).hexdigest() if picture else ""
