"""Files → cards: where each stands, and why one is refused."""

import io

import pytest

from klientel.transfer import read
from klientel.transfer.read import CardRead, cards_of
from klientel.transfer.reasons import REASONS
from tests.transfer.cards import card


def found(data: bytes) -> list[tuple[int, str]]:
    """Return line and name, or line and reason."""
    return [
        (each.line, each.shape.facts.fn if isinstance(each, CardRead) else each.reason)
        for each in cards_of("f.vcf", io.BytesIO(data))
    ]


def test_each_card_stands_with_its_line():
    data = "\r\n" + card("N:Berg;Anna") + card("N:Kern;Jan") + "TEL:1\r\n" + card("N:Ost;Eva")

    assert found(data.encode()) == [
        (2, "Anna Berg"),
        (6, "Jan Kern"),
        (10, "no-begin"),
        (11, "Eva Ost"),
    ]


def test_a_card_that_names_nobody_and_a_group_are_refused():
    data = card("NOTE:x") + card("FN:Alle", "X-ADDRESSBOOKSERVER-KIND:group")

    assert found(data.encode()) == [(1, "nameless"), (5, "group")]


def test_a_file_larger_than_a_piece_is_read_in_pieces_of_whole_cards(monkeypatch):
    monkeypatch.setattr(read, "PIECE", 300)
    cards = [card(f"N:Berg{number};Anna", "NOTE:" + "x" * (number % 90)) for number in range(400)]
    data = "".join(cards).encode()

    pieces = list(read.pieces(io.BytesIO(data)))

    assert b"".join(pieces) == data
    assert len(pieces) > 50
    assert found(data) == [(1 + 5 * number, f"Anna Berg{number}") for number in range(400)]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "cp1252"])
def test_a_file_of_any_encoding_is_read(encoding):
    data = card("N:Müller;Jörg").encode(encoding)

    assert found(data) == [(1, "Jörg Müller")]


def test_the_sign_that_no_database_keeps_is_taken_out():
    (one,) = cards_of("f", io.BytesIO(card("N:Be\0rg;Anna", "X-A;P=a\0b:c").encode()))

    assert isinstance(one, CardRead)
    assert one.said.family == "Berg"
    assert "\0" not in repr(one.card.properties)


def test_each_reason_has_a_text():
    assert all(str(text).strip() for text in REASONS.values())
