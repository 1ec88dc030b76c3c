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
        found = [
            kind
            for name, values in self.params
            if name == "TYPE"
            for value in values
            for kind in value.upper().split(",")
        ]
        return frozenset(found)

    def param(self, name: str) -> str:
        for key, values in self.params:
            if key == name and values:
                return values[0]
        return ""

    @property
    def binary(self) -> bytes | None:
        """Return the bytes of base64 or a data: URI; None if it is a link or text."""
        if self.value[:5].lower() == "data:":
            head, _, body = self.value[5:].replace("\\,", ",").replace("\\;", ";").partition(",")
            if head.lower().endswith(";base64"):
                return decoded_base64(body)
            return unquote_to_bytes(body)
        if self.param("ENCODING").lower() == "b":
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
