"""A table as entries for the import: each row becomes the card that would say the same."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import IO

from klientel.formats.csv import BadRecord, Layout, Record, layout_of, records, unsafe
from klientel.formats.vcard import facts, merged
from klientel.transfer.marks import marked
from klientel.transfer.read import CardRead, CardRefused
from klientel.transfer.shape import full_name, shape_of
from klientel.transfer.tables.days import order_in
from klientel.transfer.tables.mapping import Columns, columns_of
from klientel.transfer.tables.people import Reader
from klientel.transfer.tables.words import is_known

_SHOWN = 80
_MANY_DAYS = 10_000
_SAFE_DELIMITER = ";"
SAMPLES = 3


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody says of a table; '' and what is not named is found out."""

    encoding: str = ""
    delimiter: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    year: int = 2026


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was looked through: `rows` it has, `samples` of each column, `used` ones."""

    layout: Layout
    columns: Columns
    reader: Reader
    rows: int
    samples: tuple[tuple[str, ...], ...]

    @property
    def used(self) -> frozenset[int]:
        return frozenset(at for at, each in enumerate(self.samples) if each)

    @property
    def is_safe_export(self) -> bool:
        """Whether we wrote it for spreadsheets, with apostrophes before formulas."""
        return self.columns.is_ours and self.layout.delimiter == _SAFE_DELIMITER


def table_of(stream: IO[bytes], choices: Choices) -> Table:
    """Return what a table is, after one look through all of it.

    Raises `NotATable`, `UnknownField`.
    """
    layout = layout_of(
        stream, encoding=choices.encoding, delimiter=choices.delimiter, is_known=is_known
    )
    columns = columns_of(layout.header, choices.columns)
    dated = {at: list[str]() for at in columns.places("birthday")}
    samples: list[list[str]] = [[] for _ in layout.header]
    rows = 0
    for each in records(stream, layout):
        rows += 1
        if isinstance(each, Record):
            _sample(each, samples)
            for at, found in dated.items():
                if each.cells[at] and len(found) < _MANY_DAYS:
                    found.append(each.cells[at])
    orders = {
        layout.header[at]: order_in(cells, columns.source.order) for at, cells in dated.items()
    }
    reader = Reader(columns, orders, choices.year)
    return Table(layout, columns, reader, rows, tuple(map(tuple, samples)))


def rows_of(file: str, stream: IO[bytes], table: Table) -> Iterator[CardRead | CardRefused]:
    """Yield each row of a table in its order; holds one at a time."""
    for each in records(stream, table.layout):
        if isinstance(each, BadRecord):
            yield CardRefused(file, each.line, each.reason, _short(each.text), each.text)
        else:
            yield _read(file, each, table)


def _sample(record: Record, samples: list[list[str]]) -> None:
    for cell, found in zip(record.cells, samples, strict=True):
        if len(found) < SAMPLES and cell and (value := " ".join(cell.split())):
            short = value[:_SHOWN]
            if short not in found:
                found.append(short)


def _short(text: str) -> str:
    return " ".join(text[: 4 * _SHOWN].split())[:_SHOWN]


def _read(file: str, record: Record, table: Table) -> CardRead | CardRefused:
    cells = record.cells
    if table.is_safe_export:
        cells = tuple(unsafe(cell) for cell in cells)
    said = table.reader.facts(cells)
    if not said.fn:
        said = replace(said, fn=full_name(said))
    card = marked(
        merged(None, said, "3.0"),
        revision=table.reader.revision(cells),
        household=table.reader.names_household(cells),
    )
    said = facts(card)
    shape = shape_of(said)
    if not shape.facts.fn:
        return CardRefused(file, record.line, "nameless", _short(record.text), record.text)
    speaks = frozenset(table.columns.codes) if table.columns.is_ours else None
    return CardRead(file, record.line, card, said, shape, record.text, speaks)
