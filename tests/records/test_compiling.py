"""What a filter compiles to finds exactly the rows that meet it, each once."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any as Anything

import pytest
from django.db.models import Q
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings

from klientel.formats import folding
from klientel.records import filters, kinds
from klientel.records.compiling import compiled
from klientel.records.filters import All, Any, Has, Is, Me, Node, Not, Relative
from tests.records.shelf.models import Author, Book, Loan
from tests.records.trees import book_nodes

pytestmark = pytest.mark.usefixtures("shelved")
TODAY = date(2024, 2, 29)
TITLES = ["Müller", "Mueller", "Straße nach Berg", "", "100%_Öl", "x"]
REMARKS = ["Berg", "", "Tal_1", "100%", "berg\\tal", "it's"]


@pytest.fixture
def books(shelved: None) -> list[Book]:
    """Two dozen books in every mixture of known and unknown values, with none to three loans."""
    authors = [
        Author(uid="anna", name="Anna Berg", folded="anna berg", born=date(1960, 3, 1)),
        Author(uid="bert", name="Bert Müller", folded="bert muller"),
    ]
    Author.objects.bulk_create(authors)
    books = [_book(number, authors) for number in range(24)]
    Book.objects.bulk_create(books)
    places = ["Berg", "", "Tal"]
    Loan.objects.bulk_create(
        Loan(
            book=book if number % 7 else None,
            reader=[*authors, None][(number + place) % 3],
            place=places[place],
            since=[None, TODAY, TODAY - timedelta(days=number)][(number + place) % 3],
        )
        for number, book in enumerate(books)
        for place in range(number % 4)
    )
    return list(Book.objects.select_related("author").order_by("pk"))


def _book(number: int, authors: list[Author]) -> Book:
    title = TITLES[number % 6]
    moments = [
        None,
        datetime(2024, 2, 28, 22, 59, tzinfo=UTC),
        datetime(2024, 2, 28, 23, 0, tzinfo=UTC),
        datetime(2023, 6, 1, 12, tzinfo=UTC),
    ]
    return Book(
        title=title,
        folded=folding.plain(title),
        remark=REMARKS[number // 2 % 6],
        pages=[None, 0, 100, 200, -5][number % 5],
        price=[None, Decimal("9.90"), Decimal(10), Decimal("12.50")][number % 4],
        printed=[None, TODAY, date(2023, 12, 31), date(2024, 3, 1)][number // 3 % 4],
        added_at=moments[number % 4],
        is_signed=number % 3 == 0,
        binding=["", "soft", "hard"][number % 3],
        author=[*authors, None][number // 4 % 3],
    )


def found(node: Node, **more: Anything) -> list[int]:
    condition = compiled(node, kinds.kind("book"), today=TODAY, **more)
    return list(Book.objects.filter(condition).order_by("pk").values_list("pk", flat=True))


@given(node=book_nodes)
@example(node=Is("pages", "between", (0, 100)))
@example(node=Not(Is("lent", "between", ("2024-02-01", "2024-03-01"))))
@example(node=Is("reader_name", "is", "Anna Berg"))
@example(node=Not(Has("readers", Is("born", "not_empty"))))
@settings(
    max_examples=settings().max_examples * 3,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_filter_finds_what_meets_it_and_each_row_once(books, node):
    anna = Author.objects.get(uid="anna")
    expected = [book.pk for book in loaded(books) if meets(book, node, BOOK)]

    assert found(node, user=anna) == expected


_loans: dict[int, list[Loan]] = {}


def loaded(books: list[Book]) -> list[Book]:
    """Read the loans once for all examples."""
    if set(_loans) != {book.pk for book in books}:
        _loans.clear()
        for book in books:
            _loans[book.pk] = list(book.loans.select_related("reader"))
    return books


# The same meaning, written plainly: for each field, its values at a row.

Values = Callable[[Anything], list[Anything]]


def readers(book: Book) -> list[Author]:
    return [loan.reader for loan in _loans[book.pk] if loan.reader]


BOOK: dict[str, Values] = {
    "title": lambda book: [book.folded],
    "remark": lambda book: [book.remark],
    "pages": lambda book: [book.pages],
    "price": lambda book: [book.price],
    "printed": lambda book: [book.printed],
    "added_at": lambda book: [book.added_at and timezone.localdate(book.added_at)],
    "is_signed": lambda book: [book.is_signed],
    "binding": lambda book: [book.binding],
    "author": lambda book: [book.author and book.author.uid],
    "born": lambda book: [book.author and book.author.born],
    "reader": lambda book: [reader.uid for reader in readers(book)],
    "place": lambda book: [loan.place for loan in _loans[book.pk]],
    "reader_name": lambda book: [reader.name for reader in readers(book)],
    "lent": lambda book: [loan.since for loan in _loans[book.pk]],
}
LOAN: dict[str, Values] = {"since": lambda loan: [loan.since], "place": lambda loan: [loan.place]}
AUTHOR: dict[str, Values] = {
    "name": lambda author: [author.folded],
    "born": lambda author: [author.born],
}
RELATIONS: dict[str, tuple[Values, dict[str, Values]]] = {
    "loans": (lambda book: _loans[book.pk], LOAN),
    "author": (lambda book: [book.author] if book.author else [], AUTHOR),
    "readers": (readers, AUTHOR),
}
FOLDED = ("title", "name")


def meets(row: Anything, node: Node, kind: dict[str, Values]) -> bool:
    if isinstance(node, All):
        return all(meets(row, inner, kind) for inner in node.nodes)
    if isinstance(node, Any):
        return any(meets(row, inner, kind) for inner in node.nodes)
    if isinstance(node, Not):
        return not meets(row, node.node, kind)
    if isinstance(node, Has):
        related, target = RELATIONS[node.relation]
        return any(meets(each, node.node, target) for each in related(row))
    known = [value for value in kind[node.field](row) if value not in (None, "")]
    if node.op in ("empty", "not_empty"):
        return bool(known) == (node.op == "not_empty")
    op = "is" if node.op == "is_not" else node.op
    values = [value for value in kind[node.field](row) if value is not None]
    return any(holds(node, value, op) for value in values) == (op == node.op)


def holds(node: Is, value: Anything, op: str) -> bool:
    if op == "in":
        return any(holds(Is(node.field, "is", each), value, "is") for each in node.value)
    if isinstance(value, date):
        return on_day(value, op, node.value)
    if isinstance(value, str) and node.field not in ("author", "reader", "binding"):
        return has_text(value, op, node.value, folded=node.field in FOLDED)
    if op == "between":
        low, high = (type(value)(str(each)) for each in node.value)
        return low <= value <= high
    wanted = "anna" if node.value == Me() else node.value
    wanted = wanted if isinstance(value, bool) else type(value)(str(wanted))
    return compare(value, op, wanted, wanted)


def compare(value: Anything, op: str, low: Anything, high: Anything) -> bool:
    return {
        "is": low <= value <= high,
        "between": low <= value <= high,
        "gt": value > high,
        "gte": value >= low,
        "lt": value < low,
        "lte": value <= high,
    }[op]


def on_day(value: date, op: str, wanted: Anything) -> bool:
    if op == "within_last":
        return TODAY - timedelta(days=int(wanted)) <= value <= TODAY
    if op == "within_next":
        return TODAY <= value <= TODAY + timedelta(days=int(wanted))
    spans = [
        each.span(TODAY) if isinstance(each, Relative) else (date.fromisoformat(each),) * 2
        for each in (wanted if isinstance(wanted, tuple) else (wanted,))
    ]
    return compare(value, op, spans[0][0], spans[-1][1])


def has_text(value: str, op: str, wanted: str, *, folded: bool) -> bool:
    value = value if folded else value.lower()
    forms = folding.variants(wanted) if folded else [wanted.lower()]
    return any(
        {"is": value == form, "contains": form in value, "starts": value.startswith(form)}[op]
        for form in forms
    )


def test_the_umlaut_does_not_matter_where_a_folded_column_is_named(books):
    titles = Book.objects.filter(pk__in=found(Is("title", "contains", "MÜLL")))

    assert sorted({book.title for book in titles}) == ["Mueller", "Müller"]


def test_nobody_is_me_without_a_user(books):
    assert found(Is("author", "is", Me())) == []


def test_has_sees_only_related_rows_that_are_visible(books):
    hidden = found(Has("author"), visible=lambda _model: Q(uid="bert"))

    assert hidden == found(Is("author", "is", "bert"))


@pytest.mark.parametrize(
    ("node", "error", "where"),
    [
        (All((Is("town", "is", "a"),)), filters.UnknownField, "all[0].town"),
        (Not(Has("shelves")), filters.UnknownRelation, "not.has shelves"),
        (Has("loans", Is("town", "is", "a")), filters.UnknownField, "has loans.town"),
        (Is("title", "gt", "a"), filters.UnknownOperator, "title"),
        (Is("title", "", "a"), filters.UnknownOperator, "title"),
        (Is("title", "is", 3), filters.BadValue, "title"),
        (Is("title", "is", ("a",)), filters.BadValue, "title"),
        (Is("title", "is"), filters.BadValue, "title"),
        (Is("title", "in", "a"), filters.BadValue, "title"),
        (Is("title", "empty", "a"), filters.BadValue, "title"),
        (Is("pages", "between", (1, 2, 3)), filters.BadValue, "pages"),
        (Is("pages", "is", "many"), filters.BadValue, "pages"),
        (Is("pages", "is", 2**63), filters.BadValue, "pages"),
        (Is("pages", "is", Me()), filters.BadValue, "pages"),
        (Is("pages", "is", value=True), filters.BadValue, "pages"),
        (Is("price", "is", "1.234"), filters.BadValue, "price"),
        (Is("price", "is", "1e99"), filters.BadValue, "price"),
        (Is("price", "is", "NaN"), filters.BadValue, "price"),
        (Is("printed", "is", "29.2.2024"), filters.BadValue, "printed"),
        (Is("printed", "is", 3), filters.BadValue, "printed"),
        (Is("printed", "gt", "9999-12-31"), filters.BadValue, "printed"),
        (Is("added_at", "lte", "9999-12-31"), filters.BadValue, "added_at"),
        (Is("printed", "is", Relative("year", 9_000)), filters.BadValue, "printed"),
        (Is("printed", "within_last", "-1"), filters.BadValue, "printed"),
        (Is("printed", "within_last", value=True), filters.BadValue, "printed"),
        (Is("is_signed", "is", 1), filters.BadValue, "is_signed"),
        (Is("reader", "is", Me()), filters.BadValue, "reader"),
    ],
)
def test_what_cannot_be_asked_is_refused_at_its_place(node, error, where):
    with pytest.raises(error) as refused:
        found(node)

    assert refused.value.where == where
