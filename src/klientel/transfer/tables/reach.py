"""Numbers, mail addresses and links of a row. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from klientel.formats.vcard import PointFacts
from klientel.formats.vcard.facts import PointKind
from klientel.formats.vcard.labels import named
from klientel.transfer.tables.fields import FIELDS
from klientel.transfer.tables.packing import BETWEEN, unpacked
from klientel.transfer.tables.places import USES
from klientel.transfer.tables.said import Said

KINDS: tuple[PointKind, ...] = ("email", "phone", "url", "messenger")
_NAMED: dict[str, PointKind] = {"phone.named": "phone", "url.named": "url"}
_FAXES = {"work fax": "workfax", "home fax": "homefax"}
_GOOGLE_MAIN = "* "


def points_of(said: Said, *, is_ours: bool) -> Iterator[PointFacts]:
    """Yield each number, mail address and link, in the order of the columns; none twice,
    but in a table of ours."""
    preferred = {item[0] for text in said.all("preferred") for item in unpacked(text)}
    found: set[tuple[str, str]] = set()
    for point in _every(said):
        key = (point.kind, point.value)
        if point.value and (is_ours or key not in found):
            found.add(key)
            yield replace(point, preferred=True) if point.value in preferred else point


def packed_point(each: PointFacts) -> list[str]:
    """Return the parts of a point in our own list; the inverse of reading it."""
    return [each.kind, each.label, each.use, "1" if each.preferred else "", each.value]


def _every(said: Said) -> Iterator[PointFacts]:
    for code, cells in said.cells.items():
        field = FIELDS.get(code)
        for name, cell in cells:
            if field is not None and field.point is not None:
                kind, label, use = field.point
                yield from (PointFacts(kind, value, label, use) for value in _values(cell))
            elif code in _NAMED:
                yield from (PointFacts(_NAMED[code], value, name) for value in _values(cell))
            elif code == "points":
                yield from (_unpacked(item) for item in unpacked(cell))
            elif code.endswith(".value") and code.split(".")[0] in KINDS:
                yield from _numbered(said, code, cell)


def _values(cell: str) -> list[str]:
    return [value.strip() for value in cell.split(BETWEEN.strip()) if value.strip()]


def _numbered(said: Said, code: str, cell: str) -> Iterator[PointFacts]:
    """Yield what one of Google's numbered columns says; '* ' marks what is used first."""
    kind, number, _value = code.split(".")
    written = said.first(f"{kind}.{number}.label")
    service = said.first(f"{kind}.{number}.service")
    first = written.startswith(_GOOGLE_MAIN)
    text = written.removeprefix(_GOOGLE_MAIN)
    text = service if kind == "messenger" and service else _FAXES.get(text.lower(), text)
    label, use = named(cast("PointKind", kind), text, "")
    for at, value in enumerate(_values(cell)):
        yield PointFacts(cast("PointKind", kind), value, label, use, first and not at)


def _unpacked(item: list[str]) -> PointFacts:
    kind, label, use, mark, value = [*item, "", "", "", "", ""][:5]
    known = kind if kind in KINDS else "phone"
    label = label or ("im" if known == "messenger" else "other")
    return PointFacts(known, value, label, USES.get(use, ""), bool(mark))
