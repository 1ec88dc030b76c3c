"""Search finds every word of a query, folded, whatever else the query holds."""

import pytest
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klientel.changes import passing
from klientel.changes.errors import WriteOutsideDoor
from klientel.formats import phones
from klientel.records import search, search_tables, words
from klientel.records.ordering import ordered
from klientel.records.paging import page
from tests.records.shelf.models import Book, BookText
from tests.records.shelf.registering import BOOK

pytestmark = pytest.mark.usefixtures("shelved")

NAMES = {
    1: ("Müller", "Anna"),
    2: ("Mueller", "Bert"),
    3: ("Muller", "Carl"),
    4: ("Meier-Öttinger", "Anna Maria"),
    5: ("Ölig", "Dora"),
    6: ("Strauß", "Emil"),
    7: ("Müllerin", "Frieda"),
}


def write(texts: list[search.Text]) -> None:
    with passing.deriving():
        search.write_texts(BookText, texts)


def text(row_id: int, family: str, given_name: str, *digits: str) -> search.Text:
    head, head2 = words.heads(family, given_name)
    body = words.folded_words([family, given_name, "Hauptstraße 12"], digits)
    return search.Text(row_id, body, head, head2)


@pytest.fixture
def books(shelved: None) -> None:
    Book.objects.bulk_create(
        [Book(pk=pk, title=f"{given} {family}") for pk, (family, given) in NAMES.items()]
    )
    write([text(pk, *name) for pk, name in NAMES.items()])


def found(query: str) -> list[int]:
    rows = search.searched(Book.objects.all(), BookText, query)
    return list(rows.order_by("pk").values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("query", "pks"),
    [
        ("müller", [1, 2, 3, 7]),
        ("MUELLER", [1, 2, 3, 7]),
        ("muller", [1, 2, 3, 7]),
        ("ülle", [1, 2, 3, 7]),
        ("anna müller", [1]),
        ("müller anna", [1]),
        ("anna mü", [1]),
        ("anna m", [1, 4]),
        ("m", [1, 2, 3, 4, 7]),
        ("ö", [5]),
        ("öl", [5]),
        ("m a", [1, 4]),
        ("ötting", [4]),
        ("meier-ö", [4]),
        ("strauss", [6]),
        ("hauptstraße 12", [1, 2, 3, 4, 5, 6, 7]),
        ("hauptstrasse 13", []),
        ("  ", [1, 2, 3, 4, 5, 6, 7]),
        ("\x00", [1, 2, 3, 4, 5, 6, 7]),
    ],
)
def test_a_query_finds_what_has_each_of_its_words(books, query, pks):
    assert found(query) == pks


def test_digits_find_a_phone_number_however_it_is_typed(books):
    write([text(3, "Muller", "Carl", *phones.digits_forms("030 1234567"))])

    queries = [
        *("030 1234567", "030/123 45 67", "1234567", "4567", "+49 30 1234567"),
        *("+49 (0)30 123", "muller 030/1234567", "carl 4567"),
    ]

    assert [found(query) for query in queries] == [[3]] * len(queries)


@pytest.mark.parametrize(
    "query",
    [
        '"', '"" OR "a', "NEAR(abc)", "text:abc", "abc*", "^abc", "abc AND NOT", "%", "___", "%%%",
        "\\\\\\", "😀😀😀", "ab😀", "\ud800abc", "'; DROP TABLE shelf_book; --", "x" * 10_000,
        "word " * 2_000, "((((", "{abc}", "a\x00b\x00c", "-abc", "+49", "%s %(a)s",
    ],
)  # fmt: skip
def test_no_sign_in_a_query_means_anything(books, query):
    assert found(query) == []
    assert search.ranked(Book.objects.all(), BookText, query, limit=5) == []


@pytest.mark.parametrize("query", ["müller", "m", "anna m", "hauptstraße", "öl"])
def test_more_hits_than_are_listed_are_the_same_hits(books, monkeypatch, query):
    listed = found(query)
    monkeypatch.setattr(search, "MANY", 0)

    assert found(query) == listed


def test_ids_of_hits_are_a_subquery(books):
    rows = Book.objects.filter(pk__in=search.matching_ids(BookText, "müller anna"))
    every = Book.objects.filter(pk__in=search.matching_ids(BookText, ""))

    assert [row.pk for row in rows] == [1]
    assert every.count() == len(NAMES)


def test_a_list_by_words_costs_three_queries(books, django_assert_num_queries):
    order = ordered(BOOK, "title")

    for query in ("müller", "frieda"):
        with django_assert_num_queries(3):
            page(search.searched(Book.objects.all(), BookText, query), order)


@given(query=st.text(max_size=80))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_query_is_answered(books, query):
    assert set(found(query)) <= set(NAMES)


def test_percent_and_underscore_are_found_as_they_stand(books):
    write([search.Text(1, "100%_netto berg", "berg")])

    assert [found(query) for query in ("0%_n", "%_", "0__n")] == [[1], [], []]


def test_exact_names_come_first_then_beginnings_then_the_others(books):
    write([search.Text(6, "strauss emil muller", "strauss emil", "emil strauss")])

    rows = search.ranked(Book.objects.exclude(pk=2), BookText, "muller carl", limit=5)
    begun = search.ranked(Book.objects.exclude(pk=2), BookText, "muller", limit=5)
    limited = search.ranked(Book.objects.all(), BookText, "Mül", limit=2)

    assert [row.pk for row in rows] == [3]
    assert [row.pk for row in begun] == [1, 3, 7, 6]
    assert [row.pk for row in limited] == [2, 1]


def test_best_hits_are_looked_for_further_while_the_first_ones_are_hidden(books, monkeypatch):
    monkeypatch.setattr(search, "SOME", 1)

    rows = search.ranked(Book.objects.exclude(pk__in=[1, 2]), BookText, "müller", limit=9)

    assert [row.pk for row in rows] == [3, 7]


def test_a_name_is_ranked_by_either_of_its_orders(books):
    rows = search.ranked(Book.objects.all(), BookText, "anna m", limit=5)

    assert [row.pk for row in rows] == [4, 1]


def test_a_blank_query_has_no_best_hits(books):
    assert search.ranked(Book.objects.all(), BookText, " ", limit=5) == []


def test_a_text_written_again_replaces_the_old_one(books):
    write([text(1, "Berg", "Anna"), text(1, "Tal", "Anna")])

    assert [found("müller"), found("berg"), found("tal")] == [[2, 3, 7], [], [1]]


def test_a_dropped_text_is_not_found(books):
    with passing.deriving():
        search.drop_texts(BookText, [1, 1, 99])

    assert found("müller") == [2, 3, 7]
    assert BookText.objects.count() == len(NAMES) - 1


def test_search_texts_are_written_by_derivers_alone(shelved):
    with pytest.raises(WriteOutsideDoor):
        search.write_texts(BookText, [text(1, "Berg", "Anna")])
    with pytest.raises(WriteOutsideDoor):
        search.drop_texts(BookText, [1])


def test_a_search_text_has_each_word_once_and_german_where_it_differs():
    assert words.folded_words(["Müller Anna", "Anna", ""], ["4930123"]) == (
        "muller anna mueller 4930123"
    )
    assert words.heads("Müller", "Anna") == ("muller anna", "anna muller")
    assert words.heads("Zentrale") == ("zentrale", "")
    assert words.heads("Ü" * 300) == ("u" * 200, "")


def drop_index() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP INDEX shelf_booktext_trigrams")
        else:
            cursor.execute("DROP TRIGGER shelf_booktext_fts_added")


def test_a_lost_index_is_named_with_what_to_do(books):
    drop_index()

    (caution,) = search_tables.missing_search_tables(databases=["default"])
    lost = "trigrams" if connection.vendor == "postgresql" else "fts_added"

    assert caution.msg == f"The search of shelf_booktext lacks shelf_booktext_{lost}."
    assert caution.hint == "Run: klientel migrate"
    assert search_tables.missing_search_tables(None) == []


def test_a_lost_index_is_made_anew_and_reads_what_it_missed(books):
    drop_index()
    Book.objects.create(pk=8, title="Anna Berg")
    write([text(8, "Berg", "Anna")])

    made = search_tables.make(BookText, connection)
    again = search_tables.make(BookText, connection)

    assert (made, again, found("berg")) == (True, False, [8])
    assert search_tables.missing_search_tables(databases=["default"]) == []


def test_migrating_makes_the_index(books):
    drop_index()

    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")

    assert search_tables.missing(BookText, connection) == []


def test_a_table_that_is_not_there_yet_lacks_nothing(books, monkeypatch):
    monkeypatch.setattr(BookText._meta, "db_table", "shelf_nothing")

    assert search_tables.missing_search_tables(databases=["default"]) == []
    assert search_tables.make(BookText, connection) is False
