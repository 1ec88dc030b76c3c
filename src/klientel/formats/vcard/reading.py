"""A file of any number of cards, whatever wrote it, to cards. Never raises, linear time."""

import re
from collections.abc import Iterator

from klientel.formats.vcard.blocks import Block, blocks
from klientel.formats.vcard.cards import (
    MAX_LINE_BYTES,
    MAX_PROPERTIES,
    Card,
    Property,
    Refused,
)
from klientel.formats.vcard.decoding import decoded, from_quoted_printable, revealed
from klientel.formats.vcard.heads import Head, read_head, split_line

_VERSION = re.compile(r"^VERSION[^:\n]*+:[ \t]*+([234])", re.IGNORECASE | re.MULTILINE)
_VERSIONS = {"2": "2.1", "3": "3.0", "4": "4.0"}
_FOLD = re.compile(r"\n[ \t]")
_SPACE = re.compile(r"\s++")
_LITERAL_BACKSLASH = re.compile(r"\\(?![\\;,])")
_PROPERTY = re.compile(
    r"(?:N|FN|TEL|EMAIL|ADR|ORG|TITLE|ROLE|NOTE|URL|PHOTO|BDAY|CATEGORIES|REV|NICKNAME|LABEL|UID"
    r"|X-[A-Z0-9-]++)[;:]"
)
_MARKERS = frozenset({"BEGIN", "END"})


def read_cards(data: bytes) -> Iterator[Card | Refused]:
    """Yield each card of a file, or where and why it was refused, in the file's order.

    Ensures that quoted-printable, base64 line breaks and charsets are undone, so that a
    card of any version holds what a 3.0 or 4.0 line would say.
    """
    text, disguised = decoded(data)
    for block in blocks(text):
        yield block if isinstance(block, Refused) else _card(block, disguised=disguised)


def _card(block: Block, *, disguised: bool) -> Card | Refused:
    found = _VERSION.search(block.text)
    version = _VERSIONS[found[1]] if found else "3.0"
    lines = _logical_lines(block.text, version)
    if len(lines) > MAX_PROPERTIES and sum(":" in line for line in lines) > MAX_PROPERTIES:
        return block.refused("too-many-properties")
    if any(_too_long(line) for line in lines):
        return block.refused("line-too-long")
    properties = _properties(lines, version, disguised=disguised)
    if not properties:
        return block.refused("empty")
    return Card(version, properties)


def _too_long(line: str) -> bool:
    return len(line) * 4 > MAX_LINE_BYTES and len(line.encode()) > MAX_LINE_BYTES


def _logical_lines(text: str, version: str) -> list[str]:
    if "quoted-printable" in text.lower():
        text = _without_soft_breaks(text)
    if version == "2.1":
        text = text.replace("\n ", " ").replace("\n\t", "\t")  # here the white space is content
    elif "\n " in text or "\n\t" in text:
        text = _FOLD.sub("", text)
    return text.split("\n")


def _without_soft_breaks(text: str) -> str:
    whole: list[str] = []
    open_line: list[str] = []
    for line in text.split("\n"):
        if open_line and _PROPERTY.match(line):  # the value was cut at its soft break
            whole.append("".join(open_line))
            open_line = []
        if open_line or (line.endswith("=") and _is_quoted_printable(line)):
            soft = line.endswith("=")
            open_line.append(line[:-1] if soft else line)
            if not soft:
                whole.append("".join(open_line))
                open_line = []
        else:
            whole.append(line)
    return "\n".join([*whole, *filter(None, ["".join(open_line)])])


def _is_quoted_printable(line: str) -> bool:
    if line[0] in " \t":  # the middle of a folded text that only looks like one
        return False
    parts = split_line(line)
    head = read_head(parts[0]) if parts else None
    return head is not None and head.encoding == "QP"


def _properties(lines: list[str], version: str, *, disguised: bool) -> list[Property]:
    found: list[Property] = []
    torn: dict[int, list[str]] = {}  # lines that are none, by the property before them
    for line in lines:
        head, colon, value = line.partition(":")
        if '"' in head:
            head, value = split_line(line) or (head, value)
        if disguised and not head.isascii():
            head = revealed(head, "")
        parts = read_head(head) if colon else None
        if parts is None:
            if line and found:
                torn.setdefault(len(found) - 1, []).append(line)
            continue
        name = parts.name
        if name == "VERSION" or (name in _MARKERS and value.strip().upper() == "VCARD"):
            continue
        if parts.encoding or disguised:
            value = _value(parts, value, version, disguised=disguised)
        found.append(Property(parts.group, name, parts.params, value))
    return _with_torn_lines(found, torn, disguised=disguised) if torn else found


def _with_torn_lines(
    found: list[Property], torn: dict[int, list[str]], *, disguised: bool
) -> list[Property]:
    for at, lines in torn.items():
        found[at] = _with_torn_text(found[at], lines, disguised=disguised)
    return found


def _value(head: Head, raw: str, version: str, *, disguised: bool) -> str:
    if head.encoding == "B":
        return _SPACE.sub("", raw)
    if head.encoding != "QP":
        return revealed(raw, head.charset) if disguised else raw
    text = from_quoted_printable(raw, head.charset, disguised=disguised)
    if version == "2.1":  # there a line break is =0D=0A, so a backslash is one
        text = _LITERAL_BACKSLASH.sub(r"\\\\", text)
    return text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _with_torn_text(before: Property, lines: list[str], *, disguised: bool) -> Property:
    """Keep lines that are no property: base64 without fold, or a text's bare line breaks."""
    if before.is_base64:
        return before._replace(value=before.value + _SPACE.sub("", "".join(lines)))
    text = "\\n".join(lines)
    return before._replace(value=f"{before.value}\\n{revealed(text, '') if disguised else text}")
