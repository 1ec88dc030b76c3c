"""In which dress a table goes out: for spreadsheets, or exact. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from klientel.formats.csv import safe, written
from klientel.transfer.tables.fields import Language

BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Style:
    """`is_exact`: RFC 4180, every value as it is, to be imported again. Otherwise as Excel opens
    it by a double click: mark, semicolons, and no cell that it would compute."""

    language: Language = "de"
    is_exact: bool = False

    @property
    def begin(self) -> str:
        """What stands before the first row."""
        return "" if self.is_exact else BOM

    def lines(self, rows: Iterable[Sequence[str]]) -> str:
        if self.is_exact:
            return written(rows, ",")
        return written(([safe(cell) for cell in row] for row in rows), ";")


EXCEL = Style()
EXACT = Style(is_exact=True)
