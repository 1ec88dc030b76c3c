"""Text as search and sorting compare it. Built on `str.translate`: fast enough for bulk."""

import unicodedata

_EXTRA = {
    "ß": "ss",
    "ẞ": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ı": "i",
    "ł": "l",
    "ŋ": "n",
    "ŧ": "t",
    "þ": "th",
    "’": "'",
    "‘": "'",
    "‐": "-",
    "‑": "-",
    "–": "-",
    "\xa0": " ",
}
_GERMAN_EXTRA = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
_UMLAUT_DOTS = "\u0308"
_LAST_LATIN = 0x250


def _without_marks(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _plain_table() -> dict[int, str]:
    table = {}
    for code in range(0x80, _LAST_LATIN):
        small = chr(code).lower()
        table[code] = _EXTRA.get(small) or _without_marks(small)
    table.update((ord(sign), text) for sign, text in _EXTRA.items())
    return table


_PLAIN = _plain_table()
_GERMAN = {ord(sign): text for sign, text in _GERMAN_EXTRA.items()}


def plain(text: str) -> str:
    """Return the plain fold: small letters without marks; ü→u, ß→ss, é→e."""
    if text.isascii():
        return text.lower()
    folded = text.translate(_PLAIN).lower()
    if folded.isascii():
        return folded
    return _without_marks(folded).translate(_PLAIN).lower()


def german(text: str) -> str:
    """Return the German fold: as `plain`, but ä→ae, ö→oe, ü→ue."""
    if text.isascii():
        return text.lower()
    if _UMLAUT_DOTS in text:  # macOS writes u and dots apart
        text = unicodedata.normalize("NFC", text)
    return plain(text.lower().translate(_GERMAN))


def contracted(folded: str) -> str:
    """Return a fold with ae→a, oe→o, ue→u: Mueller written by hand is also Muller."""
    if "e" not in folded:
        return folded
    return folded.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def variants(query: str) -> tuple[str, ...]:
    """Return the forms that a query asks for: plain, German, and with ue→u."""
    folded = plain(query)
    return tuple(dict.fromkeys((folded, german(query), contracted(folded))))


def index_forms(text: str) -> tuple[str, ...]:
    """Return the forms that a row is found by; with `variants`, every spelling finds every other.

    The third, ue→u, is what lets 'Muller' find a 'Mueller'.
    """
    folded = plain(text)
    return tuple(dict.fromkeys((folded, german(text), contracted(folded))))


def sort_key(text: str) -> str:
    """Return the key of DIN 5007-1: ä as a, ß as ss, capitals as small letters."""
    return plain(text.strip())
