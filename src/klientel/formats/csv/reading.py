"""The rows of a table, one after the other; what is none is told with its line."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from klientel.formats.csv.layout import Layout
from klientel.formats.csv.lines import RECORD, Lines, TooLong, text_of

_MOST_BROKEN = 100
_MOST_GIVEN_BACK = 10 * RECORD


@dataclass(frozen=True, slots=True)
class Record:
    """A row: a cell for each column of the header, and how it stands in the file."""

    line: int
    cells: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class BadRecord:
    """What is no row; `reason` is a code: open-quote, record-too-long, cells, torn."""

    line: int
    reason: str
    text: str


def records(stream: IO[bytes], layout: Layout) -> Iterator[Record | BadRecord]:
    """Yield the rows below the header; empty ones are left out.

    A quote that is never closed would swallow the rest of the file: its line is refused, and
    reading goes on below it. After a hundred such, or ten million characters read in vain, the
    rest is refused as a whole ('torn').
    """
    stream.seek(0)
    text = text_of(stream, layout.encoding)
    try:
        yield from _read(Lines(text), layout)
    finally:
        text.detach()  # the stream is the caller's


def _read(lines: Lines, layout: Layout) -> Iterator[Record | BadRecord]:
    lines.skip(layout.body)
    broken = 0
    reader = csv.reader(lines, delimiter=layout.delimiter)
    while broken <= _MOST_BROKEN and lines.given_back <= _MOST_GIVEN_BACK:
        line = lines.before + 1
        reason = ""
        cells: list[str] | None = None
        try:
            cells = next(reader, None)
        except TooLong:
            reason = "record-too-long"
        except csv.Error:
            reason = "record-too-long"
        if not reason and (lines.cut or not _is_sound(lines, layout)):
            reason = "open-quote"
        if reason:
            broken += 1
            yield BadRecord(line, reason, lines.give_back())
            reader = csv.reader(lines, delimiter=layout.delimiter)
            continue
        if cells is None:
            return
        spread = len(lines.taken) > 1
        yield from _row(line, cells, lines.close_record(), layout, spread=spread)
    yield BadRecord(lines.before + 1, "torn", "")


def _is_sound(lines: Lines, layout: Layout) -> bool:
    """Return whether a record of several lines ends each quoted cell at a delimiter.

    A stray quote ends in the middle of the next cell that has quotes, and took rows along.
    """
    if len(lines.taken) <= 1:
        return True
    try:
        list(csv.reader(lines.taken, delimiter=layout.delimiter, strict=True))
    except csv.Error:
        return False
    return True


def _row(
    line: int, cells: list[str], text: str, layout: Layout, *, spread: bool
) -> Iterator[Record | BadRecord]:
    """Yield the row with as many cells as the header has, nothing for an empty one."""
    if not any(cell and not cell.isspace() for cell in cells):
        return
    wide = len(layout.header)
    while len(cells) > wide and not cells[-1].strip():
        cells.pop()
    if len(cells) > wide or (spread and _swallowed(cells, layout)):
        yield BadRecord(line, "cells", text)
        return
    yield Record(line, tuple(cells) + ("",) * (wide - len(cells)), text)


def _swallowed(cells: list[str], layout: Layout) -> bool:
    """Return whether a stray quote took another row into this one's last cell."""
    if len(cells) >= len(layout.header):
        return False
    return layout.delimiter in cells[-1] and "\n" in cells[-1].replace("\r", "\n")
