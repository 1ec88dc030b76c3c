"""Rows as RFC 4180 writes them, and cells that no spreadsheet takes for a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe(cell: str) -> str:
    """Return the cell with an apostrophe in front if a spreadsheet would compute it.

    Spaces in front do not keep every spreadsheet from it. An apostrophe of the cell's own gets
    another, so that one can be taken away again: the inverse is `unsafe`.
    """
    risky = cell.startswith("'") or cell.lstrip(" \0").startswith(_FORMULA)
    return f"'{cell}" if risky else cell


def unsafe(cell: str) -> str:
    return cell.removeprefix("'")


def written(rows: Iterable[Sequence[str]], delimiter: str) -> str:
    """Return rows as text, lines ended by CR LF; a single empty cell is quoted."""
    text = StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue()
