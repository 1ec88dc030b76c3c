"""In which encoding a table is: its mark, what is valid, and what its letters tell."""

import codecs
import re
from typing import IO

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1252", "mac-roman")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"),
          (codecs.BOM_UTF16_BE, "utf-16-be"))  # fmt: skip
_PIECE = 1024 * 1024
_HEAD = 4_096
_WINDOWS = re.compile(rb"(?<=[A-Za-z])[\xe4\xf6\xfc\xdf\xe9\xe8\xe1]|[\xc4\xd6\xdc](?=[a-z])")
_MAC = re.compile(rb"(?<=[A-Za-z])[\x8a\x9a\x9f\xa7\x8e\x8f](?=[A-Za-z])|[\x80\x85\x86](?=[a-z])")
_CERTAIN = 3


def encoding_of(stream: IO[bytes]) -> str:
    """Return one of `ENCODINGS`; the stream stands at its beginning again.

    A mark decides, then zeros between letters, then whether all of it is UTF-8. What is left is
    Windows-1252, or MacRoman if German letters of that kind are there and none of the other's.
    """
    stream.seek(0)
    head = stream.read(_HEAD)
    found = _marked(head) or _spaced(head) or _eight_bits(stream)
    stream.seek(0)
    return found


def _marked(head: bytes) -> str:
    return next((name for mark, name in _MARKS if head.startswith(mark)), "")


def _spaced(head: bytes) -> str:
    """Return UTF-16 without its mark: every second byte of Latin text is zero."""
    half = len(head) // 2
    if half and head[1::2].count(0) > half * 0.6:
        return "utf-16-le"
    if half and head[0::2].count(0) > half * 0.6:
        return "utf-16-be"
    return ""


def _eight_bits(stream: IO[bytes]) -> str:
    stream.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8, windows, mac = True, 0, 0
    while piece := stream.read(_PIECE):
        if is_utf8:
            is_utf8 = _goes_on(decoder, piece)
        windows += len(_WINDOWS.findall(piece))
        mac += len(_MAC.findall(piece))
    if is_utf8 and _goes_on(decoder, b"", final=True):
        return "utf-8"
    return "mac-roman" if mac >= _CERTAIN and not windows else "cp1252"


def _goes_on(decoder: codecs.IncrementalDecoder, piece: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(piece, final)
    except UnicodeDecodeError:
        return False
    return True
