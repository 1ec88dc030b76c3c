"""A card to lines: CRLF, at most 75 octets, no letter cut in two."""

from klientel.formats.vcard.cards import Card
from klientel.formats.vcard.heads import written_head
from klientel.formats.vcard.versions import Version, converted

_OCTETS = 75
_TWO_BITS, _INSIDE_A_LETTER = 0xC0, 0x80  # how UTF-8 marks them


def write_card(card: Card, version: Version = "3.0") -> str:
    """Return the card's text. Reading it gives an equal card, when the version is its own."""
    lines = [f"BEGIN:VCARD\r\nVERSION:{version}"]
    add = lines.append
    for group, name, params, value in converted(card, version):
        line = written_head(group, name, params) + value
        if len(line) > _OCTETS or not line.isascii() or "\n" in line or "\r" in line:
            line = _folded(line)
        add(line)
    add("END:VCARD\r\n")
    return "\r\n".join(lines)


def _folded(line: str) -> str:
    if "\n" in line or "\r" in line:  # a raw line break would begin a property of its own
        line = line.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")
    if line.isascii():
        rest = range(_OCTETS, len(line), _OCTETS - 1)
        return "\r\n ".join([line[:_OCTETS], *(line[at : at + _OCTETS - 1] for at in rest)])
    data = line.encode("utf-8", "replace")
    if len(data) <= _OCTETS:
        return line
    pieces = []
    at, room = 0, _OCTETS
    while at < len(data):
        end = min(at + room, len(data))
        while end < len(data) and data[end] & _TWO_BITS == _INSIDE_A_LETTER:
            end -= 1
        pieces.append(data[at:end].decode())
        at, room = end, _OCTETS - 1
    return "\r\n ".join(pieces)
