"""What a file is, cards or a table, and its entries one after the other."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from klientel.formats.csv import NotATable
from klientel.transfer.read import CardRead, CardRefused, cards_of
from klientel.transfer.tables.reading import Choices, Table, rows_of, table_of

CARDS = frozenset({".vcf", ".vcard"})
_HEAD = 4_096
Source = Callable[[], Any]  # a stream of bytes; storages and paths type theirs differently


@dataclass(frozen=True, slots=True)
class Opened:
    """A file and how it is read: as a table, or as cards. `source` opens it anew each time."""

    name: str
    source: Source
    table: Table | None

    def entries(self) -> Iterator[CardRead | CardRefused]:
        with self.source() as stream:
            if self.table is None:
                yield from cards_of(self.name, stream)
            else:
                yield from rows_of(self.name, stream, self.table)


def opened(name: str, source: Source, choices: Choices) -> Opened:
    """Return the file as what it is. Raises `OSError`, `NotATable`, `UnknownField`."""
    with source() as stream:
        if holds_cards(name, stream):
            return Opened(name, source, None)
        return Opened(name, source, table_of(stream, choices))


def holds_cards(name: str, stream: IO[bytes]) -> bool:
    """Return whether a file holds vCards: its name says so, or its beginning does."""
    stream.seek(0)
    head = stream.read(_HEAD).replace(b"\0", b"").upper()
    stream.seek(0)
    return Path(name).suffix.lower() in CARDS or b"BEGIN:VCARD" in head


def entries_of(files: Iterable[Opened]) -> Iterator[CardRead | CardRefused]:
    for file in files:
        yield from file.entries()


__all__ = ["Choices", "NotATable", "Opened", "entries_of", "holds_cards", "opened"]
