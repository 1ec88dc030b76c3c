"""Positions in time: pure."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klientel.contacts.spans import Job, day_after, day_before, holds_on, next_primary, overlap
from tests.factories import TODAY

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        (None, None, True),
        (TODAY, None, True),
        (TOMORROW, None, False),
        (None, TODAY, True),
        (None, YESTERDAY, False),
        (TODAY, TODAY, True),
    ],
)
def test_until_is_the_last_day(since, until, holds):
    assert holds_on(TODAY, since, until) is holds


DAYS = st.none() | st.dates(date(2026, 11, 20), date(2026, 11, 30))


@given(DAYS, DAYS, DAYS, DAYS)
def test_spans_overlap_when_they_share_a_day(since, until, other_since, other_until):
    days = [date(2026, 11, 1) + timedelta(days=each) for each in range(60)]
    shared = [
        day
        for day in days
        if holds_on(day, since, until) and holds_on(day, other_since, other_until)
    ]
    empty = not any(holds_on(day, since, until) for day in days) or not any(
        holds_on(day, other_since, other_until) for day in days
    )

    assert empty or overlap(since, until, other_since, other_until) == bool(shared)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_the_day_before_the_day_after_is_the_day(day):
    assert day_before(day_after(day)) == day


def test_when_the_primary_position_closes_the_next_open_one_is_primary():
    closed = Job(1, is_household=False, is_current=False, since=None)
    younger = Job(2, is_household=False, is_current=True, since=TODAY)
    older = Job(3, is_household=False, is_current=True, since=YESTERDAY)

    assert next_primary([closed, younger, older]) == 3
    assert next_primary([closed]) is None


def test_membership_never_competes_with_a_job():
    home = Job(1, is_household=True, is_current=True, since=date(1990, 1, 1))
    job = Job(2, is_household=False, is_current=True, since=TODAY)

    assert next_primary([home, job]) == 2
    assert next_primary([home]) == 1
