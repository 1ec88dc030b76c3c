"""What a content is, whatever its name claims."""

import pytest

from klientel.files.types import UNKNOWN, media_type
from tests.pictures import drawn

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (drawn(), "bild.txt", "image/png"),
        (drawn(form="JPEG"), "bild.png", "image/jpeg"),
        (b"%PDF-1.7\n1 0 obj", "brief.jpg", "application/pdf"),
        (b"Guten Tag", "brief.txt", "text/plain"),
        (b"a;b\n1;2\n", "liste.csv", "text/csv"),
        ("Grüße".encode("cp1252"), "brief.txt", "text/plain"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "a.png", "image/svg+xml"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><script>alert(1)</script>", "a.txt", "text/html"),
        (b"<\x00s\x00v\x00g\x00 \x00", "a.txt", "image/svg+xml"),
        (b"PK\x03\x04" + bytes(99), "bericht.pdf", "application/zip"),
        (OLE, "alt.unbekannt", "application/x-ole-storage"),
        (bytes(40), "leer.bin", UNKNOWN),
    ],
)
def test_the_bytes_decide(head, name, kind):
    assert media_type(head, name) == kind


@pytest.mark.parametrize("length", range(0, 400, 7))
def test_no_beginning_is_too_odd(length):
    data = bytes((each * 37 + length) % 256 for each in range(length))

    assert "/" in media_type(data, "x.docx")
