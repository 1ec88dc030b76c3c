"""The monogram of a record: two letters and one of six hues."""

import re
from zlib import crc32

HUES = 6
_WORD = re.compile(r"[^\W_][\w'’-]*\.?")


def initials(name: str, kind: str = "person") -> str:
    """Return two letters: first and last word of a person, the first two of an organisation.

    Abbreviated titles ('Dr.') do not count; an office gives the beginning of its name.
    """
    words: list[str] = [word for word in _WORD.findall(name) if not word.endswith(".")]
    if not words:
        return name.strip()[:2].upper() or "–"
    if kind == "office" or len(words) == 1:
        return words[0][:2].upper()
    second = words[-1] if kind == "person" else words[1]
    return (words[0][0] + second[0]).upper()


def hue(key: object) -> int:
    """Return a number from 1 to 6 that stays with the key."""
    return crc32(str(key).encode()) % HUES + 1
