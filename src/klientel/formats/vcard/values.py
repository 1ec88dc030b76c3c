"""The text inside a value: escapes, components, lists."""

import re
from typing import cast

_SPECIAL = re.compile(r"[\\;,\r\n]")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_SEMICOLON = re.compile(r"((?:[^\\;]++|\\.)*+\\?+)(?:;|\Z)", re.DOTALL)
_COMMA = re.compile(r"((?:[^\\,]++|\\.)*+\\?+)(?:,|\Z)", re.DOTALL)
_TO_ESCAPE = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def escaped(text: str) -> str:
    """Return plain text as a raw value; the inverse of `unescaped`."""
    if not _SPECIAL.search(text):
        return text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.translate(_TO_ESCAPE)


def unescaped(raw: str) -> str:
    if "\\" not in raw:
        return raw
    return _ESCAPE.sub(_meant, raw)


def _meant(match: re.Match[str]) -> str:
    sign = match[1]
    return "\n" if sign in "nN" else sign


def _split(raw: str, sign: str, pattern: re.Pattern[str]) -> list[str]:
    if "\\" not in raw:
        return raw.split(sign)
    parts: list[str] = []
    at = 0
    while at < len(raw):
        found = cast("re.Match[str]", pattern.match(raw, at))  # it meets any text
        parts.append(found[1])
        at = found.end()
    if raw.endswith(sign) and found.end(1) < len(raw):
        parts.append("")
    return parts


def components(raw: str) -> list[str]:
    """Split at semicolons that are not escaped; the parts stay raw."""
    return _split(raw, ";", _SEMICOLON)


def items(raw: str) -> list[str]:
    """Split at commas that are not escaped, and return the parts as plain text."""
    return [unescaped(part) for part in _split(raw, ",", _COMMA)]


def structured(raw: str) -> list[list[str]]:
    """Return the components of N, ADR or ORG, each as its list of plain texts."""
    if "\\" not in raw and "," not in raw:
        return [[part] for part in raw.split(";")]
    return [items(part) for part in components(raw)]


def joined(parts: list[list[str]]) -> str:
    """Return components as a raw value; the inverse of `structured`."""
    return ";".join(",".join(escaped(item) for item in part) for part in parts)
