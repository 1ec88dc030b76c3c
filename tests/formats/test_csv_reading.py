"""Tables as programs write them: encoding, delimiter, header and rows are found."""

import io

import pytest

from klientel.formats.csv import (
    BadRecord,
    NotATable,
    Record,
    encoding_of,
    layout_of,
    records,
    safe,
    unsafe,
)


def read(data, **said):
    stream = io.BytesIO(data)
    layout = layout_of(stream, **said)
    return layout, list(records(stream, layout))


def rows(data, **said):
    return [each.cells for each in read(data, **said)[1]]


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("utf-8", "Name;Ort\nMüller;Köln".encode()),
        ("utf-8", "Name;Ort\nMüller;Köln".encode("utf-8-sig")),
        ("utf-8", b"Name;Ort\nBerg;Bern"),
        ("utf-16-le", "Name;Ort\nMüller;Köln".encode("utf-16")),
        ("utf-16-le", "Name;Ort\nMüller;Köln".encode("utf-16-le")),
        ("utf-16-be", "Name;Ort\nMüller;Köln".encode("utf-16-be")),
        ("cp1252", "Name;Ort\nMüller;Köln €".encode("cp1252")),
        ("mac-roman", "Name;Ort\nMüller;Köln\nBäcker;Süß".encode("mac-roman")),
        ("cp1252", "Name;Ort\nMüller;x".encode("mac-roman")),  # one letter is no certainty
    ],
)
def test_the_encoding_is_found(encoding, data):
    assert encoding_of(io.BytesIO(data)) == encoding


def test_an_encoding_that_is_said_is_not_guessed():
    assert rows("Name;Ort\nMüller;Köln".encode("mac-roman"), encoding="mac-roman") == [
        ("Müller", "Köln")
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter):
    text = (
        delimiter.join(["Name", "Ort", "Notiz"]) + "\r\n" + delimiter.join(["B", "Bern", '"a,;b"'])
    )

    layout, found = read(text.encode())

    assert (layout.delimiter, layout.header) == (delimiter, ("Name", "Ort", "Notiz"))
    assert found == [Record(2, ("B", "Bern", "a,;b"), text.split("\r\n")[1])]


def test_a_stated_delimiter_counts_and_its_line_is_no_row():
    layout, found = read(b"sep=|\nName|Ort, Land\nBerg|Bern, CH\n")

    assert (layout.delimiter, layout.line) == ("|", 2)
    assert [(each.line, each.cells) for each in found] == [(3, ("Berg", "Bern, CH"))]


def test_lines_before_the_header_are_skipped():
    text = 'Notes:\n"When exporting, you may notice"\n\nFirst Name,Last Name,URL\nAnna,Berg,x\n'

    layout, found = read(text.encode(), is_known=lambda name: name.endswith("Name"))

    assert (layout.header, layout.line) == (("First Name", "Last Name", "URL"), 4)
    assert [(each.line, each.cells) for each in found] == [(5, ("Anna", "Berg", "x"))]


def test_a_long_foreword_hides_no_table():
    text = "a word\n" * 30 + "Berg;Bern\nDahl;Dessau\n"

    layout, found = read(text.encode())

    assert (layout.header, [each.cells for each in found]) == (
        ("Berg", "Bern"),
        [("Dahl", "Dessau")],
    )


def test_rows_keep_their_line_and_their_text():
    _layout, found = read(b'Name;Notiz\n\nBerg;"eins\nzwei"\n;\nDahl\n')

    assert found == [
        Record(3, ("Berg", "eins\nzwei"), 'Berg;"eins\nzwei"\n'),
        Record(6, ("Dahl", ""), "Dahl\n"),
    ]


def test_a_row_with_too_many_cells_is_refused_and_empty_ones_at_its_end_are_not():
    _layout, found = read(b"Name;Ort\na;b;c\nd;e;;\n")

    assert found == [BadRecord(2, "cells", "a;b;c\n"), Record(3, ("d", "e"), "d;e;;\n")]


def test_a_quote_that_is_never_closed_costs_its_own_line_alone():
    _layout, found = read(b'Name;Ort\nBerg;"Bern\nDahl;Dessau\nErb;Erfurt\n')

    assert found == [
        BadRecord(2, "open-quote", 'Berg;"Bern\n'),
        Record(3, ("Dahl", "Dessau"), "Dahl;Dessau\n"),
        Record(4, ("Erb", "Erfurt"), "Erb;Erfurt\n"),
    ]


def test_a_quote_that_ends_in_the_next_row_does_not_take_that_along():
    _layout, found = read(b'Name;Ort;Land\nBerg;"Bern;CH\nDahl;"Dessau";DE\nErb;Erfurt;DE\n')

    assert found == [
        BadRecord(2, "open-quote", 'Berg;"Bern;CH\n'),
        Record(3, ("Dahl", "Dessau", "DE"), 'Dahl;"Dessau";DE\n'),
        Record(4, ("Erb", "Erfurt", "DE"), "Erb;Erfurt;DE\n"),
    ]


def test_a_row_that_does_not_end_is_refused_and_reading_goes_on():
    _layout, found = read(b"a,b\n" + b"x" * 2_000_000 + b"\nq,w\n")

    assert [(each.line, getattr(each, "reason", "")) for each in found] == [
        (2, "record-too-long"),
        (3, ""),
    ]


def test_after_a_hundred_broken_rows_the_rest_is_refused_as_a_whole():
    text = "a,b\n" + 'x","' + "y" * 20_000 + "\n"

    _layout, found = read(text.encode() + ('x","y' + "z" * 20_000 + "\n").encode() * 300)

    assert found[-1].reason == "torn"
    assert len(found) < 300


def test_zeros_are_taken_out_and_lines_of_an_old_mac_are_lines():
    assert rows(b"Name,Ort\rBe\0rg,Bern\r") == [("Berg", "Bern")]


@pytest.mark.parametrize(
    ("reason", "data"),
    [
        ("empty-table", b""),
        ("empty-table", b"\xef\xbb\xbf\n\n"),
        ("foreign", b"PK\x03\x04xlsx"),
        ("foreign", b"%PDF-1.7"),
        ("cards", b"BEGIN:VCARD\nEND:VCARD"),
        ("columns", b",".join([b"a"] * 1_001)),
    ],
)
def test_what_is_no_table_says_why(reason, data):
    with pytest.raises(NotATable) as refused:
        read(data)

    assert refused.value.reason == reason


FORMULAS = ["=1+1", "+49 40", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "'=1", "\n=1"]


@pytest.mark.parametrize("cell", FORMULAS)
def test_no_cell_of_the_safe_export_is_a_formula_and_each_can_be_taken_back(cell):
    assert safe(cell) == f"'{cell}"
    assert unsafe(safe(cell)) == cell


@pytest.mark.parametrize("cell", ["Berg", "1,5", "a=b", "0171-1", ""])
def test_other_cells_stay_as_they_are(cell):
    assert safe(cell) == cell
