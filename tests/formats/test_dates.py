"""Days, whole and partial, in German, ISO and vCard form."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klientel.formats.dates import (
    PartialDate,
    german_date,
    read_german_date,
    read_iso_date,
    read_vcard_date,
    vcard_date,
)

MONTHS = st.integers(1, 12)
PARTIAL = st.one_of(
    st.builds(PartialDate, st.just(0), MONTHS, st.integers(1, 28)),
    st.builds(PartialDate, st.integers(1000, 9999), MONTHS, st.just(0)),
    st.builds(PartialDate, st.integers(1000, 9999), st.just(0), st.just(0)),
)
DAYS = st.one_of(st.dates(), PARTIAL)


@given(DAYS)
def test_the_german_form_is_read_back(day) -> None:
    assert read_german_date(german_date(day)) == day


@given(DAYS)
def test_the_vcard_form_is_read_back(day) -> None:
    assert read_vcard_date(vcard_date(day)) == day


@given(st.text("0123456789.-T: ", max_size=14))
def test_no_text_raises(text) -> None:
    for read in (read_german_date, read_iso_date, read_vcard_date):
        assert read(text) is None or read(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("22.03.1980", date(1980, 3, 22)),
        ("2.3.80", date(1980, 3, 2)),
        ("2. 3. 29", date(2029, 3, 2)),
        ("29.2.", PartialDate(0, 2, 29)),
        ("03.1980", PartialDate(1980, 3)),
        ("1980", PartialDate(1980)),
        ("1980-03-22", date(1980, 3, 22)),
        ("29.02.1981", None),
        ("31.4.", None),
        ("32.1.1980", None),
        ("morgen", None),
        ("", None),
    ],
)
def test_german_dates(text: str, day: date | PartialDate | None) -> None:
    assert read_german_date(text) == day


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(1980, 3, 2), "02.03.1980"),
        (PartialDate(0, 3, 2), "02.03."),
        (PartialDate(1980, 3), "03.1980"),
        (PartialDate(1980), "1980"),
        (None, ""),
    ],
)
def test_german_forms(day: date | PartialDate | None, text: str) -> None:
    assert german_date(day) == text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("19800322", date(1980, 3, 22)),
        ("1980-03-22T00:00:00Z", date(1980, 3, 22)),
        ("20090808T1430-0500", date(2009, 8, 8)),
        ("--0322", PartialDate(0, 3, 22)),
        ("--03-22", PartialDate(0, 3, 22)),
        ("---22", PartialDate(0, 0, 22)),
        ("1980-03", PartialDate(1980, 3)),
        ("--03", PartialDate(0, 3)),
        ("1980", PartialDate(1980)),
        ("circa 1800", None),
        ("19801322", None),
    ],
)
def test_vcard_dates(text: str, day: date | PartialDate | None) -> None:
    assert read_vcard_date(text) == day


def test_a_day_alone_has_a_vcard_form() -> None:
    assert vcard_date(PartialDate(0, 0, 5)) == "---05"
