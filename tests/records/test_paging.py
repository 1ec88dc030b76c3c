"""Walking the pages of a list, forward and back, meets each row once, in order."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cmp_to_key
from typing import Any

import pytest
from django.core import signing
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klientel.records import kinds, ordering, paging
from klientel.records.kinds import Field
from klientel.records.ordering import Order, UnknownOrder, ordered
from klientel.records.paging import Page, page
from tests.records.shelf.models import Author, Book

pytestmark = pytest.mark.usefixtures("shelved")

PATHS = {
    "title": "title",
    "pages": "pages",
    "price": "price",
    "printed": "printed",
    "added_at": "added_at",
    "is_signed": "is_signed",
    "author": "author.name",
}
AUTHORS = ["", "Anna", "Bert"]


def order(text: str, fallback: str = "") -> Order:
    return ordered(kinds.kind("book"), text, fallback=fallback)


def turned(text: str, **more: Any) -> Page[Book]:
    return page(Book.objects.all(), order(text), **more)


def walked(text: str, size: int) -> list[list[int]]:
    """Walk forward to the end; assert that the way back shows the same pages."""
    pages = [turned(text, size=size)]
    while pages[-1].next:
        pages.append(turned(text, after=pages[-1].next, size=size))
    back = [pages[-1]]
    while back[-1].previous:
        back.append(turned(text, before=back[-1].previous, size=size))
    assert [each.rows for each in back[::-1]] == [each.rows for each in pages]
    assert back[-1] == pages[0]
    return [[row.pk for row in each.rows] for each in pages]


_books = st.builds(
    Book,
    title=st.sampled_from(["", "a", "b"]),
    pages=st.sampled_from([None, None, 1, 2]),
    price=st.sampled_from([None, Decimal("0.10"), Decimal("0.30"), Decimal(1)]),
    printed=st.sampled_from([None, date(2024, 1, 1), date(2024, 1, 2)]),
    added_at=st.none()
    | st.just(datetime(2024, 1, 1, 12, 0, 0, 123457, tzinfo=UTC))
    | st.just(datetime(2024, 1, 1, 12, 0, 0, 123456, tzinfo=UTC)),
    is_signed=st.booleans(),
    author_id=st.sampled_from([None, 1, 2, 3]),
)
_orders = (
    st.lists(st.sampled_from(sorted(PATHS)), unique=True, max_size=3)
    .flatmap(lambda names: st.tuples(*[st.sampled_from([n, f"-{n}"]) for n in names]))
    .map(",".join)
)


@given(books=st.lists(_books, max_size=12), text=_orders, size=st.integers(1, 5))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_walk_meets_each_row_once_in_order_and_back(books, text, size):
    Book.objects.all().delete()
    Author.objects.all().delete()
    Author.objects.bulk_create(
        [Author(pk=pk, uid=str(pk), name=name) for pk, name in enumerate(AUTHORS, 1)]
    )
    for book in books:
        book.pk = None
        book._state.adding = True
    Book.objects.bulk_create(books)

    pks = [book.pk for book in sorted(loaded(), key=cmp_to_key(in_order(text)))]

    assert walked(text, size) == [
        pks[start : start + size] for start in range(0, max(len(pks), 1), size)
    ]


def loaded() -> list[Book]:
    return list(Book.objects.select_related("author"))


def in_order(text: str) -> Any:
    """Compare two books as the order's text says: unknown last, then by key."""
    names = [name for name in text.split(",") if name]

    def compared(one: Book, other: Book) -> int:
        for name in names:
            left, right = (value_of(book, name.lstrip("-")) for book in (one, other))
            if left == right:
                continue
            if left is None or right is None:
                return 1 if left is None else -1
            return (1 if left > right else -1) * (-1 if name.startswith("-") else 1)
        falls = bool(names) and names[-1].startswith("-")
        return (one.pk - other.pk) * (-1 if falls else 1)

    return compared


def value_of(book: Book, code: str) -> Any:
    value: Any = book
    for name in PATHS[code].split("."):
        value = value and getattr(value, name)
    return value


@pytest.fixture
def five(shelved: None) -> list[Book]:
    return Book.objects.bulk_create([Book(title=title) for title in "abcde"])


def test_a_page_says_where_it_stands(five):
    first = turned("title", size=2)
    second = turned("title", after=first.next, size=2)

    assert first == Page(five[:2], first.next, None, 5, count_is_exact=True, order=order("title"))
    assert second == Page(
        five[2:4], second.next, second.previous, 5, count_is_exact=True, order=order("title")
    )


def test_no_rows_are_one_empty_page(shelved):
    assert turned("title") == Page([], None, None, 0, count_is_exact=True, order=order("title"))


def test_a_place_that_was_deleted_is_still_a_place(five):
    first = turned("title", size=2)
    five[1].delete()

    assert turned("title", after=first.next, size=2).rows == five[2:4]


def test_back_beyond_the_first_row_shows_the_first_page_whole(five):
    second = turned("title", after=turned("title", size=2).next, size=2)
    five[0].delete()

    assert turned("title", before=second.previous, size=2).rows == five[1:3]


def test_after_the_last_row_comes_the_first_page(five):
    place = turned("title", size=4).next
    five[4].delete()

    assert turned("title", after=place, size=4) == turned("title", size=4)


def signed(*parts: Any) -> str:
    return signing.Signer(salt="klientel.records.paging").sign_object(list(parts))


def test_a_place_that_is_none_is_the_first_page(five):
    other = turned("-title", size=2).next
    hostile = [
        "x", "::", "é", "\0", "a" * 5_000, other, turned("title", size=2).next[:-1],
        signing.Signer().sign_object(["title", ["b"], five[1].pk]), signed(), signed("title", [], 1),
        signed("title", ["b"], "x"), signed("title", "b", {}), signed("title", None, None),
    ]  # fmt: skip

    pages = [turned("title", after=place, size=2) for place in hostile]
    back = [turned("title", before=place, size=2) for place in hostile]

    assert pages == back == [turned("title", size=2)] * len(hostile)


def test_the_size_of_a_page_has_limits(five):
    assert [len(turned("title", size=size).rows) for size in (0, 3, 10**9)] == [1, 3, 5]


@pytest.fixture
def many(shelved: None, monkeypatch: pytest.MonkeyPatch) -> list[Book]:
    """Four books where three are many."""
    monkeypatch.setattr(paging, "EXACT", 3)
    days = (date(2024, 1, 1) - timedelta(days=number) for number in range(4))
    return Book.objects.bulk_create(
        [Book(title=title, printed=day) for title, day in zip("abcd", days, strict=True)]
    )


def test_beyond_ten_thousand_hits_they_are_not_counted_on(many):
    assert paging.counted(Book.objects.all()) == (3, False)
    assert paging.counted(Book.objects.exclude(title="a")) == (3, True)
    assert paging.EXACT == 3


def test_an_order_without_index_falls_back_beyond_ten_thousand_hits(many):
    wanted = order("printed", fallback="title")

    large = page(Book.objects.all(), wanted, size=2)
    small = page(Book.objects.exclude(title="a"), wanted, size=2)

    assert large == Page(
        many[:2],
        large.next,
        None,
        3,
        count_is_exact=False,
        order=order("title"),
        order_too_large=True,
    )
    assert small == Page([many[3], many[2]], small.next, None, 3, count_is_exact=True, order=wanted)
    assert page(Book.objects.all(), wanted, after=large.next, size=2).rows == many[2:]


def test_an_indexed_order_has_no_limit(many):
    assert [row.title for row in turned("-title", size=2).rows] == ["d", "c"]
    assert turned("-title", size=2).order_too_large is False


@pytest.mark.parametrize(
    "text", ["town", "reader", "place", "title,title", "title,-title", "title,pages,price,printed", "--title"]
)  # fmt: skip
def test_what_orders_no_list_is_refused(text):
    with pytest.raises(UnknownOrder):
        order(text)


def test_the_default_order_must_have_an_index(shelved):
    with pytest.raises(UnknownOrder):
        order("title", fallback="printed")
    assert str(order("", fallback="-title")) == "-title"
    assert order("-title", fallback="-title").fallback is None


def test_only_one_sortable_column_orders_any_number_of_rows(shelved):
    texts = ["", "title", "-pages", "title,pages", "printed", "author"]

    assert [order(text).indexed for text in texts] == [True, True, True, False, False, False]


def test_a_sortable_field_without_an_index_is_a_system_check_error(shelved):
    assert ordering.unindexed_kinds(None) == []

    kinds.extend("book", fields=[Field("bound", "Einband", "text", "binding", sortable=True)])
    kinds.extend("book", fields=[Field("when", "Geboren", "date", "author__born", sortable=True)])

    assert [error.hint for error in ordering.unindexed_kinds(None)] == [
        "Add models.Index(fields=['binding', 'id']).",
        "Add models.Index(fields=['author__born', 'id']).",
    ]


@pytest.mark.parametrize("text", ["title", "-title", "pages", "-pages"])
def test_an_index_finds_the_place_of_a_page(shelved, text):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL reads a table of few rows whole.")
    Book.objects.bulk_create([Book(title="a", pages=number % 4 or None) for number in range(9)])
    place = turned(text, size=5).next

    with CaptureQueriesContext(connection) as queries:
        turned(text, after=place, size=2)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {queries[-1]['sql']}")
        plan = [step for *_numbers, step in cursor.fetchall()]

    assert len(plan) == 1
    assert plan[0].startswith("SEARCH shelf_book USING INDEX")


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_costs_two_queries(shelved, django_assert_num_queries, count):
    Book.objects.bulk_create([Book(title=title) for title in "abc"[:count]])

    with django_assert_num_queries(2):
        turned("title")
