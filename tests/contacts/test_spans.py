"""Positions in time: pure."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klientel.contacts.spans import Job, day_after, day_before, holds_on, next_primary
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
