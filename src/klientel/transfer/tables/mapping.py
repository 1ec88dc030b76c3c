"""Which field each column of a table is. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from klientel.formats.csv import NotATable
from klientel.transfer.tables.fields import DROP, FIELDS, KEEP, key_of
from klientel.transfer.tables.sources import MARKS, UNKNOWN, Source, source_of
from klientel.transfer.tables.words import code_of


class UnknownField(Exception):
    """Somebody names a field or a column that there is not; `name` is what was said."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True)
class Columns:
    """A code for each column of the header, in its order; `unknown` are those that we did not
    recognise: their content goes into the notes."""

    source: Source
    header: tuple[str, ...]
    codes: tuple[str, ...]
    unknown: tuple[int, ...]

    @property
    def is_ours(self) -> bool:
        return self.source.code == "klientel"

    def dropped(self, used: Collection[int]) -> list[str]:
        """Return the names of columns with content that are left out."""
        return [self.name(at) for at, code in enumerate(self.codes) if code == DROP and at in used]

    def kept(self, used: Collection[int]) -> list[str]:
        """Return the names of columns whose content goes into the notes."""
        return [self.name(at) for at, code in enumerate(self.codes) if code == KEEP and at in used]

    def name(self, at: int) -> str:
        return self.header[at] or f"#{at + 1}"

    def places(self, code: str) -> list[int]:
        return [at for at, each in enumerate(self.codes) if each == code]


def columns_of(header: Sequence[str], chosen: Mapping[str, str] | None = None) -> Columns:
    """Return the field of each column; `chosen` says it by the column's name or its number.

    Raises `UnknownField`, and `NotATable` for our own list of organisations.
    """
    if MARKS & set(header):
        raise NotATable("organizations")
    source = source_of(header)
    codes = [source.means.get(key_of(name)) or code_of(name) for name in header]
    _name_is_surname(header, codes)
    _title_is_position(header, codes, source)
    unknown = tuple(at for at, code in enumerate(codes) if not code)
    codes = [code or KEEP for code in codes]
    for name, field in (chosen or {}).items():
        codes[_column(header, name)] = field if field in codes else field_code(field)
    left = tuple(at for at in unknown if codes[at] == KEEP)
    return Columns(source, tuple(header), tuple(codes), left)


def field_code(text: str) -> str:
    """Return the field of a code, or of the name that our own export gives it."""
    key = key_of(text)
    for code, field in FIELDS.items():
        if text == code or key in (key_of(field.german), key_of(field.english)):
            return code
    raise UnknownField(text)


def _column(header: Sequence[str], name: str) -> int:
    if name.startswith("#") and name[1:].isdecimal() and 0 < int(name[1:]) <= len(header):
        return int(name[1:]) - 1
    keys = [key_of(each) for each in header]
    if key_of(name) not in keys:
        raise UnknownField(name)
    return keys.index(key_of(name))


def _name_is_surname(header: Sequence[str], codes: list[str]) -> None:
    """Where first names stand apart and no surname does, 'Name' is the surname."""
    if "given" not in codes or "family" in codes:
        return
    for at, code in enumerate(codes):
        if code == "fn" and key_of(header[at]) == "name":
            codes[at] = "family"
            return


def _title_is_position(header: Sequence[str], codes: list[str], source: Source) -> None:
    """Elsewhere 'Title' is what somebody is, not how one is addressed; 'Titel' is."""
    if source is not UNKNOWN or "title" in codes:
        return
    for at, name in enumerate(header):
        if key_of(name) == "title":
            codes[at] = "title"
