"""Müller, Mueller and Muller are one to a search, and sort as a German list does."""

import itertools
import unicodedata

import pytest

from klientel.formats.folding import german, index_forms, plain, sort_key, variants


@pytest.mark.parametrize(
    ("text", "folded", "in_german"),
    [
        ("Müller", "muller", "mueller"),
        ("GROẞ-Straße", "gross-strasse", "gross-strasse"),
        ("Ärzte für Öl", "arzte fur ol", "aerzte fuer oel"),
        ("Renée Łukasz Øre Çelik", "renee lukasz ore celik", "renee lukasz ore celik"),
        ("Παπαθανασίου", "παπαθανασιου", "παπαθανασιου"),
        ("Berg", "berg", "berg"),
    ],
)
def test_folds(text: str, folded: str, in_german: str) -> None:
    assert (plain(text), german(text)) == (folded, in_german)


def test_letters_and_dots_apart_fold_alike() -> None:
    apart = unicodedata.normalize("NFD", "Müller")
    assert (plain(apart), german(apart)) == ("muller", "mueller")


@pytest.mark.parametrize(
    ("written", "asked"),
    list(itertools.product(["Müller", "Mueller", "Muller", "MÜLLER"], repeat=2)),
)
def test_every_spelling_finds_every_other(written: str, asked: str) -> None:
    assert any(asks in form for asks in variants(asked) for form in index_forms(written))


def test_a_query_asks_for_the_plain_the_german_and_the_contracted_form() -> None:
    assert variants("Müller") == ("muller", "mueller")
    assert variants("Mueller") == ("mueller", "muller")
    assert variants("Berg") == ("berg",)


def test_names_sort_by_din_5007_1() -> None:
    names = ["Zander", "Öhler", "Ohm", "Ahrens", "Äpfel", "Masse", "Maße", "master", " Maier"]
    assert sorted(names, key=sort_key) == [
        "Ahrens", "Äpfel", " Maier", "Masse", "Maße", "master", "Öhler", "Ohm", "Zander",
    ]  # fmt: skip
