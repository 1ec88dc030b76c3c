"""Values as people and files write them, read and written back."""

from datetime import date
from decimal import Decimal

import pytest

from klientel.records.custom.texts import DoesNotFit, format_value, parse
from tests.factories import user
from tests.fields import all_types

pytestmark = pytest.mark.django_db

GERMAN = [
    ("text", " Hof links ", "Hof links", "Hof links"),
    ("number", "1.234,56", Decimal("1234.56"), "1.234,56"),
    ("number", "-7", Decimal(-7), "-7"),
    ("date", "24.11.2026", date(2026, 11, 24), "24.11.2026"),
    ("date", "2026-11-24", date(2026, 11, 24), "24.11.2026"),
    ("choice", "rechnung", "rechnung", "Rechnung"),
    ("choices", "Blau; Rot", ("blau", "rot"), "Blau; Rot"),
    ("choices", "Blau, Rot", ("blau", "rot"), "Blau; Rot"),
    ("boolean", "Ja", True, "ja"),
    ("boolean", "nein", False, "nein"),
    ("link", "www.firma.example/a", "www.firma.example/a", "www.firma.example/a"),
]


@pytest.mark.parametrize(("sort", "text", "value", "written"), GERMAN)
def test_a_german_text_is_read_and_written_back(sort, text, value, written):
    field = all_types()[sort]

    assert parse(field, text, "de") == value
    assert format_value(field, value, "de") == written
    assert parse(field, written, "de") == value


def test_an_english_number_and_day_are_read():
    fields = all_types()

    assert parse(fields["number"], "1,234.5", "en") == Decimal("1234.5")
    assert format_value(fields["number"], Decimal("1234.5"), "en") == "1,234.5"
    assert format_value(fields["date"], date(2026, 11, 24), "en") == "2026-11-24"


def test_a_user_is_known_by_name_and_log_in():
    fields, clara = all_types(), user(username="clara", given_name="Clara", family_name="Ohm")

    assert parse(fields["user"], "Clara Ohm") == clara
    assert parse(fields["user"], "clara") == clara


@pytest.mark.parametrize("sort", sorted(["text", "number", "date", "choice", "user"]))
def test_nothing_is_nothing(sort):
    assert parse(all_types()[sort], "  ") is None


@pytest.mark.parametrize(
    ("sort", "text", "said"),
    [
        ("number", "viel", "Das ist keine Zahl"),
        ("number", "1,23456", "Das ist keine Zahl"),
        ("number", "9" * 15, "Das ist keine Zahl"),
        ("date", "31.02.2026", "Das ist kein Tag"),
        ("choice", "Scheck", "Rechnung, Bar"),
        ("choices", "Rot; Grün", "'Grün'"),
        ("boolean", "vielleicht", "weder"),
        ("link", "javascript:alert(1)", "Das ist kein Link"),
        ("user", "niemand", "'niemand'"),
        ("text", "x" * 501, "500"),
    ],
)
def test_what_does_not_fit_says_what_would(sort, text, said):
    field = all_types()[sort]

    with pytest.raises(DoesNotFit, match=said):
        parse(field, text, "de")
