"""Names as they come from anywhere, made fit to be shown."""

import pytest

from klientel.files.names import LONGEST, clean_name, ending_of


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("Angebot 4711.pdf", "Angebot 4711.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Dokumente\\Brief.docx", "Brief.docx"),
        ("a\x00b.txt", "ab.txt"),
        ("zeile\numbruch\t.txt", "zeileumbruch.txt"),
        ("rech\u202efdp.exe", "rechfdp.exe"),
        ("\u2066\u200b.htaccess", "htaccess"),
        ('a<b>:"c"|?*.txt', "a_b___c____.txt"),
        ("Gru\u0308n.txt", "Grün.txt"),
        ("Zeugnis .pdf. ", "Zeugnis .pdf"),
        ("...", ""),
        ("/", ""),
        ("\ud800", ""),
        ("", ""),
    ],
)
def test_a_name_is_cleaned(given, name):
    assert clean_name(given) == name


def test_a_long_name_keeps_its_ending():
    name = clean_name("ä" * 300 + ".pdf")

    assert (len(name), ending_of(name)) == (LONGEST, "pdf")


@pytest.mark.parametrize(
    ("name", "ending"),
    [("a.PDF", "pdf"), ("a.tar.gz", "gz"), (".env", ""), ("a", ""), ("a.", ""), ("a.b c", "")],
)
def test_an_ending_is_told(name, ending):
    assert ending_of(name) == ending
