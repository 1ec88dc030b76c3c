"""What did not go in, as a file in its original form: to be mended and imported again. Pure."""

from collections.abc import Iterable

from klientel.formats.csv import written
from klientel.transfer.report import Line
from klientel.transfer.tables.reading import Table

_MARK = "\ufeff"


def refused_text(lines: Iterable[Line], table: Table | None) -> str:
    """Return the refused entries of one file; a table's with its header, as UTF-8 with its mark."""
    texts = [line.original for line in lines if line.original]
    if table is None:
        return "".join(texts)
    header = written([table.layout.header], table.layout.delimiter)
    return _MARK + header + "".join(_ended(text) for text in texts)


def _ended(text: str) -> str:
    return text if text.endswith(("\n", "\r")) else f"{text}\r\n"
