from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from klientel.formats.dates import PartialDate
from klientel.web.dates import day, moment, partial_day

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (date(2026, 11, 24), "today"),
        (date(2026, 11, 25), "tomorrow"),
        (date(2026, 11, 23), "yesterday"),
        (date(2026, 11, 26), "Thu 26 Nov"),
        (date(2027, 2, 24), "Wed 24 Feb"),
        (date(2027, 2, 25), "25 Feb 2027"),
        (date(2016, 8, 2), "2 Aug 2016"),
    ],
)
def test_a_near_day_is_written_short_and_a_far_one_whole(when, expected):
    with translation.override("en"):
        assert day(when, today=TODAY) == expected


def test_a_moment_is_written_in_the_readers_zone():
    late = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)

    with timezone.override(ZoneInfo("Europe/Berlin")), translation.override("en"):
        assert moment(late, now=datetime(2026, 11, 24, 9, 0, tzinfo=UTC)) == "tomorrow, 00:30"


@pytest.mark.parametrize(
    ("known", "written"),
    [
        (PartialDate(0, 2, 29), "29 Feb"),
        (PartialDate(1979, 3, 0), "March 1979"),
        (PartialDate(0, 3, 0), "March"),
        (PartialDate(1979, 0, 0), "1979"),
    ],
)
def test_of_a_day_is_written_what_is_known(known, written):
    with translation.override("en"):
        assert partial_day(known) == written
