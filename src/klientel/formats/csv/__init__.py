"""Tables of text in any encoding and dialect, row by row."""

from klientel.formats.csv.decoding import ENCODINGS, encoding_of
from klientel.formats.csv.layout import DELIMITERS, Layout, NotATable, layout_of
from klientel.formats.csv.reading import BadRecord, Record, records
from klientel.formats.csv.writing import safe, unsafe, written

__all__ = [
    "DELIMITERS",
    "ENCODINGS",
    "BadRecord",
    "Layout",
    "NotATable",
    "Record",
    "encoding_of",
    "layout_of",
    "records",
    "safe",
    "unsafe",
    "written",
]
