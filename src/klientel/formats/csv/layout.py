"""How a table is laid out: encoding, delimiter, and the row that names the columns."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import IO

from klientel.formats.csv.decoding import encoding_of
from klientel.formats.csv.lines import RECORD, text_of

DELIMITERS = (",", ";", "\t", "|")
COLUMNS = 1_000
_SAMPLE = 256 * 1024
_ROWS = 60
_HEADER_WITHIN = 20
_FOREIGN = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf",
            b"\x1f\x8b", b"Rar!", b"SQLite format 3")  # fmt: skip
_SEP = re.compile(r"sep=(.)\s*\Z", re.IGNORECASE)
csv.field_size_limit(RECORD)  # a cell may be as long as a record


class NotATable(Exception):
    """The file is no table; `reason` is its code: foreign, cards, empty-table, columns."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Layout:
    """`body` is the number of lines up to the end of the header, preamble included."""

    encoding: str
    delimiter: str
    header: tuple[str, ...]
    line: int
    body: int


@dataclass(frozen=True, slots=True)
class _Guess:
    delimiter: str
    at: int
    rows: list[tuple[int, list[str]]]
    known: int
    even: int

    @property
    def width(self) -> int:
        return len(self.rows[self.at][1])

    @property
    def rank(self) -> tuple[int, bool, int, int]:
        return (self.known, self.width > 1, self.even, self.width)


def layout_of(
    stream: IO[bytes],
    *,
    encoding: str = "",
    delimiter: str = "",
    is_known: Callable[[str], bool] = lambda _name: False,
) -> Layout:
    """Return how the table is laid out; what the caller says is not guessed.

    `is_known` tells a column's name from other text: the header is the row with most of them,
    else the first that is as wide as the rows below. Raises `NotATable`.
    """
    _refuse_foreign(stream)
    encoding = encoding or encoding_of(stream)
    lines, skipped, stated = _sample(stream, encoding)
    asked = [delimiter or stated] if delimiter or stated else list(DELIMITERS)
    guesses = [guess for each in asked if (guess := _guess(lines, each, is_known))]
    if not guesses:
        raise NotATable("empty-table")
    best = max(guesses, key=lambda guess: guess.rank)
    ends, header = best.rows[best.at]
    if len(header) > COLUMNS:
        raise NotATable("columns")
    begins = best.rows[best.at - 1][0] if best.at else 0
    return Layout(
        encoding=encoding,
        delimiter=best.delimiter,
        header=tuple(" ".join(name.split()) for name in header),
        line=skipped + begins + 1,
        body=skipped + ends,
    )


def _refuse_foreign(stream: IO[bytes]) -> None:
    stream.seek(0)
    head = stream.read(64)
    stream.seek(0)
    if head.startswith(_FOREIGN):
        raise NotATable("foreign")
    if head.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \r\n").upper().startswith(b"BEGIN:VCARD"):
        raise NotATable("cards")


def _sample(stream: IO[bytes], encoding: str) -> tuple[list[str], int, str]:
    """Return the first lines, how many are no rows (sep=;), and the delimiter that one states."""
    stream.seek(0)
    # A copy: the wrapper would close what it wraps.
    data = stream.read(_SAMPLE)
    stream.seek(0)
    lines = [line.replace("\0", "") for line in text_of(io.BytesIO(data), encoding)]
    stated = _SEP.match(lines[0]) if lines else None
    return (lines[1:], 1, stated[1]) if stated else (lines, 0, "")


def _guess(lines: list[str], delimiter: str, is_known: Callable[[str], bool]) -> _Guess | None:
    rows = _rows(lines, delimiter)
    full = [at for at, (_line, row) in enumerate(rows) if any(cell.strip() for cell in row)]
    if not full:
        return None
    widths = Counter(len(rows[at][1]) for at in full)
    usual = max(widths, key=lambda width: (width > 1, widths[width]))  # of equals the first
    known = {at: _known(rows[at][1], is_known) for at in full[:_HEADER_WITHIN]}
    best = max(known, key=lambda at: (known[at], -at))
    if not known[best]:
        best = next((at for at in full if len(rows[at][1]) == usual), full[0])
    return _Guess(delimiter, best, rows, known.get(best, 0), widths[usual] if usual > 1 else 0)


def _known(row: Sequence[str], is_known: Callable[[str], bool]) -> int:
    return sum(bool(cell.strip()) and is_known(cell.strip()) for cell in row)


def _rows(lines: list[str], delimiter: str) -> list[tuple[int, list[str]]]:
    """Return the first rows, each with the number of the line where it ends."""
    reader = csv.reader(iter(lines), delimiter=delimiter)
    found: list[tuple[int, list[str]]] = []
    try:
        for row in reader:
            found.append((reader.line_num, row))
            if len(found) == _ROWS:
                break
    except csv.Error:
        pass
    return found
