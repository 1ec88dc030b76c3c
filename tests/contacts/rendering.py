"""All cards as a phone would get them, from the rows themselves; and the tables that follow."""

from typing import Any

from klientel.contacts.cards import card_facts, has_card
from klientel.contacts.effectives import inherited_rows
from klientel.contacts.holdings import held_in_database, organizations_of
from klientel.contacts.models import Contact, ContactText, Effective, OrganizationText, Seat
from klientel.contacts.portraits import with_picture
from klientel.contacts.resolution import resolved
from klientel.contacts.seats import seats_now
from klientel.formats.vcard import Card, merged, read_cards, write_card


def all_cards() -> dict[int, str]:
    """Return the text of every contact's card by its id; '' for who has none."""
    held = held_in_database(list(Contact.objects.values_list("pk", flat=True)))
    organizations = organizations_of(held.values())
    seats = seats_now(list(organizations))
    at = {pk: resolved(holding, seats, organizations) for pk, holding in held.items()}
    others = inherited_rows(held.values(), at.values(), organizations)
    found = {}
    for pk, holding in held.items():
        text = ""
        if has_card(holding):
            raw = _raw(holding.raw.text) if holding.raw else None
            facts = with_picture(card_facts(holding, at[pk], others), holding.contact, holding.raw)
            text = write_card(merged(raw, facts, "3.0"), "3.0")
        found[pk] = text
    return found


def _raw(text: str) -> Card:
    card = next(iter(read_cards(text.encode())))
    assert isinstance(card, Card)
    return card


def card_revisions() -> dict[int, tuple[int, bool]]:
    """Return each contact's card revision, and whether it has a card."""
    rows = Effective.objects.values_list("pk", "card_revision", "card_digest")
    return {pk: (revision, bool(digest)) for pk, revision, digest in rows}


def derived_rows() -> dict[str, list[dict[str, Any]]]:
    """Return every derived row whole."""
    tables = (Seat, Effective, ContactText, OrganizationText)
    return {table.__name__: list(table.objects.order_by("pk").values()) for table in tables}
