"""What a content is, by its bytes; its name only decides between formats that begin alike."""

from collections.abc import Iterable
from typing import Final

import puremagic

from klientel.files.names import ending_of

UNKNOWN: Final = "application/octet-stream"
HEAD: Final = 16_384
_SURE = 0.4
_TEXTS: Final = {"csv": "text/csv", "ics": "text/calendar", "vcf": "text/vcard", "eml": "message/rfc822",
                 "json": "application/json", "xml": "application/xml", "md": "text/markdown"}  # fmt: skip
_PICTURES: Final = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n", "image/png"),
    (b"GIF8", "image/gif"),
)
_CONTAINERS: Final = (
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0", "application/x-ole-storage"),
)


def media_type(head: bytes, name: str) -> str:
    """Return the type of a content that begins with `head`."""
    if sure := _marked_up(head) or _begins(head, _PICTURES):
        return sure
    ending = ending_of(name)
    found = _candidates(head)
    for mime, its_ending in found:
        if its_ending == ending:
            return mime
    if container := _begins(head, _CONTAINERS):
        return container
    if found:
        return found[0][0]
    return _TEXTS.get(ending, "text/plain") if _is_text(head) else UNKNOWN


def _begins(head: bytes, known: Iterable[tuple[bytes, str]]) -> str:
    return next((mime for start, mime in known if head.startswith(start)), "")


def _marked_up(head: bytes) -> str:
    """Return the type of what a browser would run, wherever in its beginning it says so."""
    start = head.replace(b"\0", b"").lower()
    if b"<svg" in start and not start.startswith((b"%pdf", b"pk\x03\x04")):
        return "image/svg+xml"
    begins = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if begins.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<script")):
        return "text/html"
    return ""


def _candidates(head: bytes) -> list[tuple[str, str]]:
    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError, UnicodeError):
        return []
    return [
        (each.mime_type[:120], each.extension.lstrip(".").lower())
        for each in found
        if each.mime_type and each.confidence >= _SURE
    ]


def _is_text(head: bytes) -> bool:
    if b"\0" in head:
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as broken:
        return broken.start > len(head) - 4 or _is_latin(head)  # a letter cut in half at the end
    return True


def _is_latin(head: bytes) -> bool:
    controls = sum(each < 32 and each not in b"\t\r\n\f" for each in head)  # noqa: PLR2004 -- ASCII control signs
    return controls == 0
