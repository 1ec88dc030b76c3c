"""Postal addresses of a row: plain columns, Google's numbered ones, and our own list. Pure."""

import re
from collections.abc import Iterator

from klientel.formats.postal import country_code
from klientel.formats.vcard import AddressFacts
from klientel.formats.vcard.facts import Use
from klientel.formats.vcard.labels import named
from klientel.transfer.tables.packing import unpacked
from klientel.transfer.tables.said import Said

LINES = ("extra", "street", "po_box", "postcode", "town", "region", "country")
USES: dict[str, Use] = {"business": "business", "private": "private"}
_PLACE = re.compile(r"(?:[A-Z]{1,3}[- ])?(\d[\dA-Z -]{2,9})\s+(\S.*)\Z")


def addresses_of(said: Said) -> Iterator[AddressFacts]:
    """Yield each address that has a line, in the order of its first column."""
    preferred = {item[0] for text in said.all("preferred") for item in unpacked(text)}
    for group in _groups(said):
        lines = {
            line: _line(said, f"address.{group}.{line}") for line in (*LINES, "whole", "place")
        }
        lines = _settled(lines)
        if any(lines.values()):
            lines["country"] = _country(said, lines["country"])
            label, use = _use(said, group)
            yield AddressFacts(
                **lines, use=use, label=label, preferred=f"address.{group}" in preferred
            )
    for text in said.all("addresses"):
        yield from (_unpacked(item) for item in unpacked(text))


def packed_address(each: AddressFacts) -> list[str]:
    """Return the parts of an address in our own list; the inverse of reading it."""
    mark = "1" if each.preferred else ""
    return [each.use, each.label, mark, *(getattr(each, line) for line in LINES)]


def _unpacked(item: list[str]) -> AddressFacts:
    use, label, mark, *lines = [*item, *[""] * (3 + len(LINES))][: 3 + len(LINES)]
    return AddressFacts(
        **dict(zip(LINES, lines, strict=True)),
        use=USES.get(use, ""),
        label=label,
        preferred=bool(mark),
    )


def _groups(said: Said) -> list[str]:
    found = (code.split(".") for code in said.cells if code.startswith("address."))
    return list(dict.fromkeys(parts[1] for parts in found))


def _line(said: Said, code: str) -> str:
    """Return a line; a street may stand in several columns."""
    if code.endswith((".street", ".extra")):
        return "\n".join(said.all(code))
    return said.first(code)


def _settled(lines: dict[str, str]) -> dict[str, str]:
    """Return the lines without 'PLZ Ort' and without the whole address in one cell."""
    whole, place = lines.pop("whole"), lines.pop("place")
    if whole and not any(lines.values()):
        *streets, last = [line.strip() for line in re.split(r"[\r\n]+|, ", whole) if line.strip()]
        if streets and _PLACE.match(last):
            place, lines["street"] = last, "\n".join(streets)
        else:
            lines["street"] = "\n".join([*streets, last])
    found = _PLACE.match(place)
    if found:
        lines["postcode"] = lines["postcode"] or found[1].strip()
        lines["town"] = lines["town"] or found[2]
    elif place:
        lines["town"] = lines["town"] or place
    return lines


def _country(said: Said, name: str) -> str:
    """Return the ISO code; a country that we do not know by this name is kept in the notes."""
    code = country_code(name)
    if name and not code:
        said.keep("", name)
    return code


def _use(said: Said, group: str) -> tuple[str, Use]:
    """Return label and use; Google says it in a column of its own."""
    if not group.isdecimal():
        return "", USES.get(group, "")
    written = said.first(f"address.{group}.label").removeprefix("* ")
    label, use = named("email", written, "")
    return ("" if label in {"work", "home", "other"} else label), use
