"""Lists in one cell, as our own export writes them: 'a ::: b', and with parts 'a|b ::: c|d'. Pure."""

import re
from collections.abc import Iterable, Sequence

BETWEEN = " ::: "
_SPECIAL = re.compile(r"\\|\||:::")
_PART = re.compile(r"((?:\\.|[^\\|])*)(\||\Z)", re.DOTALL)
_WHOLE = re.compile(r"(?:\\.|[^\\])*\Z", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def packed(items: Iterable[Sequence[str]]) -> str:
    """Return the items as one text, each with its parts."""
    return BETWEEN.join("|".join(_SPECIAL.sub(_escape, part) for part in item) for item in items)


def unpacked(text: str) -> list[list[str]]:
    """Return the items of a text that `packed` wrote; a foreign text is read as far as it goes."""
    if not text:
        return []
    return [_parts(item) for item in text.split(BETWEEN)]


def _escape(found: "re.Match[str]") -> str:
    return "".join(f"\\{sign}" for sign in found[0])


def _parts(item: str) -> list[str]:
    if not _WHOLE.match(item):  # not ours: it ends within an escape
        return [item]
    found: list[str] = []
    for match in _PART.finditer(item):
        found.append(_ESCAPED.sub(r"\1", match[1]))
        if not match[2]:
            break
    return found
