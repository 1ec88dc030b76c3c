"""Block notes beside numbers, addresses and names."""

from collections.abc import Iterable
from typing import Any

from django import template

from klientel.contacts.consenting import BLOCKED, blocked_words
from klientel.contacts.models import Contact

register = template.Library()


@register.filter
def block_notes(blocked: Iterable[str]) -> list[str]:
    """Return what to say of channels with an objection, calls first."""
    return [str(word) for word in blocked_words(blocked)]


@register.filter
def block_note(contact: Contact, channel: str) -> str:
    """Return the note if the contact objected to the channel, else nothing."""
    return str(BLOCKED[channel]) if channel in contact.effective.blocked else ""


@register.inclusion_tag("privacy/blocks.html")
def block_pills(contact: Contact) -> dict[str, Any]:
    """Show every channel that a contact objected to; `effective` is loaded."""
    return {"notes": block_notes(contact.effective.blocked)}
