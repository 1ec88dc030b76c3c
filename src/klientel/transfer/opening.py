"""What a file is, cards or a table, and its entries one after the other."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from klientel.formats.csv import NotATable
from klientel.transfer.read import CardRead, CardRefused, cards_of
from klientel.transfer.tables.reading import Choices, Table, rows_of, table_of

CARDS = frozenset({".vcf", ".vcard"})
_HEAD = 4_096


@dataclass(frozen=True, slots=True)
class Opened:
    """A file and how it is read: as a table, or as cards."""

    path: Path
    table: Table | None

    def entries(self) -> Iterator[CardRead | CardRefused]:
        with self.path.open("rb") as stream:
            if self.table is None:
                yield from cards_of(str(self.path), stream)
            else:
                yield from rows_of(str(self.path), stream, self.table)


def opened(path: Path, choices: Choices) -> Opened:
    """Return the file as what it is. Raises `OSError`, `NotATable`, `UnknownField`."""
    with path.open("rb") as stream:
        if holds_cards(path.name, stream):
            return Opened(path, None)
        return Opened(path, table_of(stream, choices))


def holds_cards(name: str, stream: IO[bytes]) -> bool:
    """Return whether a file holds vCards: its name says so, or its beginning does."""
    stream.seek(0)
    head = stream.read(_HEAD).replace(b"\0", b"").upper()
    stream.seek(0)
    return Path(name).suffix.lower() in CARDS or b"BEGIN:VCARD" in head


__all__ = ["Choices", "NotATable", "Opened", "holds_cards", "opened"]
