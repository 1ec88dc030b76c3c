"""A slip of the pen is forgiven when a query finds nothing else."""

import pytest

from klientel.changes import passing
from klientel.records import search, words
from klientel.records.corrections import corrections, errors_allowed, first_words, holes, nearest
from tests.records.shelf.models import Book, BookText

pytestmark = pytest.mark.usefixtures("shelved")
NAMES = (
    ("Müller", "Anna"), ("Schmidt", "Bert"), ("Schmitt", "Carl"), ("Meier", "Dora"),
    ("Hanseatische Werft", ""), ("Berg", "Xenia"),
)  # fmt: skip


@pytest.fixture
def books(shelved):
    texts = []
    for pk, (family, given) in enumerate(NAMES, 1):
        Book.objects.create(pk=pk, title=family)
        head, head2 = words.heads(family, given)
        body = words.folded_words([family, given, "Buxtehude"])
        texts.append(search.Text(pk, body, head, head2))
    with passing.deriving():
        search.write_texts(BookText, texts)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Mülelr", "muller"),
        ("Müler", "muller"),
        ("Mueler", "muller"),
        ("umller", "muller"),
        ("Xenai", "xenia"),
        ("Schmdit", "schmidt"),
        ("hanseatshce", "hanseatische"),
        ("buxthude", "buxtehude"),
        ("wreft", None),
        ("qqqqqq", None),
        ("bex", None),
        ("12345678", None),
        ("", None),
    ],
)
def test_a_slip_finds_the_word_that_was_meant(books, typed, meant):
    assert (corrections(BookText, typed) or [None])[0] == meant


def test_only_the_wrong_word_is_corrected(books):
    assert corrections(BookText, "anna mülelr")[0] == "anna muller"
    assert corrections(BookText, "anna müller") == []
    assert corrections(BookText, "anna qqqqqq") == []


def test_the_nearest_word_comes_first_and_a_beginning_after_whole_words():
    assert nearest("shcmidt", ["schmitt", "schmidt", "schmidtke"]) == [
        "schmidt", "schmidtke", "schmitt",
    ]  # fmt: skip
    assert [errors_allowed("x" * length) for length in (4, 5, 6, 9, 10)] == [1, 1, 2, 2, 3]


def test_each_first_word_is_read_once(books):
    Book.objects.create(pk=99, title="Schmidt")
    with passing.deriving():
        search.write_texts(BookText, [search.Text(99, "schmidt zoe", "schmidt zoe")])

    assert first_words(BookText, "sch") == ["schmidt", "schmitt"]
    assert first_words(BookText, "sch", most=1) == ["schmidt"]


def test_holes_leave_out_what_a_slip_may_have_hit():
    assert holes("werft") == [("erft",), ("werf",)]
    assert ("mul", "err") in holes("mullxerr")
