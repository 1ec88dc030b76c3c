"""Objections on a card: a line before the note that every phone shows, and none reads as data.

A category would come back as a tag, a line of our own is shown nowhere. The line begins with a
sign by which it is taken off again when the card comes back. Pure.
"""

from collections.abc import Iterable

SIGN = "⛔"
WORDS = {
    "de": {
        "phone": "nicht anrufen",
        "email": "nicht mailen",
        "post": "keine Post",
        "messenger": "keine Nachrichten",
    },
    "en": {
        "phone": "do not call",
        "email": "no e-mail",
        "post": "no post",
        "messenger": "no messages",
    },
}


def noted(text: str, channels: Iterable[str], language: str) -> str:
    """Return a note with the line that says which channels are closed; without one as it is."""
    closed = in_words(channels, language)
    return "\n".join(part for part in (f"{SIGN} {closed}" if closed else "", text) if part)


def in_words(channels: Iterable[str], language: str) -> str:
    """Return which channels are closed: 'nicht anrufen, nicht mailen'."""
    words = WORDS.get(language, WORDS["en"])
    return ", ".join(words[channel] for channel in channels if channel in words)


def unnoted(text: str) -> str:
    """Return a note without the lines that `noted` put there."""
    if SIGN not in text:
        return text
    return "\n".join(line for line in text.split("\n") if not line.startswith(SIGN)).strip()
