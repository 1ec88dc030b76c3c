"""Bytes to text: the encodings that other people's address books write."""

import codecs
import re
from binascii import a2b_qp

_LETTERS = re.compile(
    r"ascii|utf-8|iso8859-\d+|cp(?:125\d|437|850|932|949)|koi8-[ru]|mac-roman"
    r"|shift_jis|euc_(?:jp|kr)|gb2312|gbk|gb18030|big5"
)  # only what turns bytes into letters; Python also knows codecs that unpack and escape
_SNIFFED = 4_096


def decoded(data: bytes) -> tuple[str, bool]:
    """Return the text of a file, and whether it is *bytes in disguise*.

    A file that is no valid Unicode comes back as Latin-1, a sign a byte, so that each
    property can be decoded by itself: with its own CHARSET, as UTF-8, or as Windows-1252.
    """
    wide = _wide(data)
    if wide:
        return data.decode(wide, "replace").removeprefix("\ufeff"), False
    try:
        return data.decode().removeprefix("\ufeff"), False
    except UnicodeDecodeError:
        return data.removeprefix(codecs.BOM_UTF8).decode("latin-1"), True


def _wide(data: bytes) -> str:
    if data.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if data.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    head = data[:_SNIFFED]
    quarter = len(head) // 4
    if quarter and head[1::2].count(0) > quarter > head[::2].count(0):
        return "utf-16-le"
    if quarter and head[::2].count(0) > quarter > head[1::2].count(0):
        return "utf-16-be"
    return ""


def known_charset(name: str) -> str:
    """Return Python's name of a charset that we trust, else ''."""
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    return found if _LETTERS.fullmatch(found) else ""


def as_text(data: bytes, charset: str) -> str:
    """Decode by the stated charset, else as UTF-8, else as Windows-1252, else as Latin-1."""
    stated = known_charset(charset) if charset else ""
    if stated == "utf-8":
        text = data.decode(stated, "replace")
        if text.count("\ufffd") <= len(text) // 8:  # cut in the middle of a letter, not ANSI
            return text
    for each in (stated, "utf-8", "cp1252"):
        if each:
            try:
                return data.decode(each)
            except UnicodeDecodeError:
                continue
    return data.decode("latin-1")


def revealed(text: str, charset: str) -> str:
    """Undo the disguise of `decoded`."""
    return text if text.isascii() else as_text(text.encode("latin-1"), charset)


def from_quoted_printable(text: str, charset: str, *, disguised: bool) -> str:
    """Return the text of a quoted-printable value whose soft breaks are already joined."""
    if disguised:
        data = text.encode("latin-1")
    elif text.isascii():
        data = text.encode()
    else:  # raw letters among the encoded ones: they follow the property's charset
        data = text.encode(known_charset(charset) or "utf-8", "replace")
    return as_text(a2b_qp(data), charset)
