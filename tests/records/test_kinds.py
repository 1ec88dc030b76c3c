"""Rooms register their kinds; a higher one adds what it knows."""

import pytest

from klientel.records import kinds
from klientel.records.kinds import CodeTaken, Field, Hold, Kind, Relation, UnknownKind
from tests.records.shelf.models import Author, Book, Loan
from tests.records.shelf.registering import AUTHOR, BOOK, LOAN


@pytest.fixture(autouse=True)
def registry(shelved):
    """The kinds of the shelf alone."""


def test_a_kind_is_found_by_its_code_and_by_its_model():
    assert kinds.kinds() == (BOOK, LOAN, AUTHOR)
    assert kinds.kind("book") is BOOK
    assert kinds.kind_of(Loan) is LOAN


def test_a_kind_that_no_room_registered_is_unknown():
    with pytest.raises(UnknownKind, match="'map'"):
        kinds.kind("map")
    with pytest.raises(UnknownKind, match="'map'"):
        kinds.extend("map")
    with pytest.raises(UnknownKind, match="Hold"):
        kinds.kind_of(Hold)


def test_a_code_is_taken_once():
    with pytest.raises(CodeTaken, match="'book'"):
        kinds.register(Kind("book", "Buch", "Bücher", Author))
    with pytest.raises(CodeTaken, match="'title'"):
        kinds.extend("book", fields=[BOOK.fields[0]])


def test_a_higher_room_adds_fields_relations_and_holds():
    rating = Field("rating", "Note", "number", "pages")
    shelf_mates = Relation("mates", "Nachbarn", "book", "author__books")

    kinds.extend(
        "book", fields=[rating], relations=[shelf_mates], holds=[lambda _row: [Hold("1 Note")]]
    )
    extended = kinds.kind("book")

    assert extended.fields == (*BOOK.fields, rating)
    assert extended.field("rating") is rating
    assert extended.relation("mates") is shelf_mates
    assert extended.holding(Book()) == [Hold("1 Note", 1)]
    assert kinds.kinds() == (extended, LOAN, AUTHOR)


def test_a_room_that_is_set_up_anew_registers_anew():
    kinds.extend("book", fields=[Field("rating", "Note", "number", "pages")])
    kinds.register(BOOK)
    kinds.register(Kind("shelf", "Regal", "Regale", Loan))

    assert kinds.kinds() == (BOOK, LOAN, AUTHOR, kinds.kind("shelf"))


def test_what_counts_nothing_holds_nothing():
    kind = Kind(
        "author",
        "Autor",
        "Autoren",
        Author,
        holds=(lambda _row: [Hold("0 Bücher", 0), Hold("2 Leihen", 2)],),
    )

    assert kind.holding(Author()) == [Hold("2 Leihen", 2)]


def test_a_choice_may_be_asked_for_late():
    fixed = Field("binding", "Einband", "choice", "binding", choices=(("soft", "Weich"),))
    late = Field("binding", "Einband", "choice", "binding", choices=lambda: (("hard", "Fest"),))

    assert [fixed.chosen(), late.chosen()] == [(("soft", "Weich"),), (("hard", "Fest"),)]
