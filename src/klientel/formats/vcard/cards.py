"""A card as it was read: raw values, in the order of the file, nothing lost."""

from base64 import b64decode
from binascii import Error
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from klientel.formats.vcard.values import structured, unescaped

MAX_LINE_BYTES = 16 * 1024 * 1024
MAX_CARD_BYTES = 20 * 1024 * 1024
MAX_PROPERTIES = 5_000
MAX_NESTING = 4

Params = tuple[tuple[str, tuple[str, ...]], ...]


NO_TYPES: frozenset[str] = frozenset()
_MAX_CACHED = 4_096
_SHORT = 24
_TYPES: dict[Params, frozenset[str]] = {}


def types_of(params: Params) -> frozenset[str]:
    found = _TYPES.get(params)
    if found is None:
        words = [word for name, values in params if name == "TYPE" for word in values]
        found = frozenset(kind for word in words for kind in word.upper().split(","))
        if len(params) < _SHORT and all(len("".join(values)) < _SHORT for _, values in params):
            if len(_TYPES) >= _MAX_CACHED:
                _TYPES.clear()
            _TYPES[params] = found
    return found


class Property(NamedTuple):
    """One line. `value` is raw: escaped as in 3.0, transport encodings already undone."""

    group: str
    name: str
    params: Params
    value: str

    @property
    def text(self) -> str:
        return unescaped(self.value)

    @property
    def structured(self) -> list[list[str]]:
        return structured(self.value)

    @property
    def types(self) -> frozenset[str]:
        """Return every TYPE in capitals, from `TYPE=a,b`, `TYPE="a,b"` and repeated ones."""
        return types_of(self.params) if self.params else NO_TYPES

    def param(self, name: str) -> str:
        for key, values in self.params:
            if key == name and values:
                return values[0]
        return ""

    @property
    def is_base64(self) -> bool:
        return ("ENCODING", ("b",)) in self.params

    @property
    def binary(self) -> bytes | None:
        """Return the bytes of base64 or a data: URI; None if it is a link or text."""
        if self.value[:5].lower() == "data:":
            head, _, body = self.value[5:].replace("\\,", ",").replace("\\;", ";").partition(",")
            if head.lower().endswith(";base64"):
                return decoded_base64(body)
            return unquote_to_bytes(body)
        if self.is_base64:
            return decoded_base64(self.value)
        return None

    @property
    def link(self) -> str:
        """Return the URL that stands in place of the bytes, else ''."""
        text = self.text
        return text if text[:8].lower().startswith(("http://", "https://")) else ""


def decoded_base64(text: str) -> bytes | None:
    try:
        return b64decode(text + "=" * (-len(text) % 4))
    except (Error, ValueError):
        return None


@dataclass(slots=True)
class Card:
    version: str
    properties: list[Property] = field(default_factory=list)

    def first(self, name: str) -> Property | None:
        return next((each for each in self.properties if each.name == name), None)

    def every(self, name: str) -> Iterator[Property]:
        return (each for each in self.properties if each.name == name)

    def text(self, name: str) -> str:
        found = self.first(name)
        return found.text if found else ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A card that could not be read: the line it begins on, why, and how it begins.

    Codes: empty, no-begin, no-end, line-too-long, card-too-large, too-many-properties, nesting.
    """

    line: int
    reason_code: str
    text: str
