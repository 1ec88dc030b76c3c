"""Days as German offices, ISO and vCards write them."""

import re
from datetime import date
from typing import NamedTuple


class PartialDate(NamedTuple):
    """A day of which only a part is known, such as a birthday without its year; 0: unknown."""

    year: int = 0
    month: int = 0
    day: int = 0


Day = date | PartialDate

_GERMAN = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})?\Z", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z", re.ASCII)
_MONTH = re.compile(r"(\d{1,2})\.(\d{4})\Z", re.ASCII)
_YEAR = re.compile(r"(\d{4})\Z", re.ASCII)
_VCARD = re.compile(
    r"(?:(\d{4})-?(\d{2})-?(\d{2})|--(\d{2})-?(\d{2})|---(\d{2})|(\d{4})-(\d{2})|--(\d{2})|(\d{4}))"
    r"(?:[T ].{0,40})?\Z",
    re.ASCII,
)
_LEAP_YEAR = 2000
_CENTURY = 100


def read_german_date(text: str, *, pivot: int = 2030) -> Day | None:
    """Return the day of '3.2.1980', '03.02.80', '3.2.', '2.1980', '1980' or ISO; else None.

    A year of two digits is the latest one not after `pivot`.
    """
    text = text.strip()
    found = _GERMAN.match(text)
    if found:
        day, month, year = found.groups()
        return _day(_full_year(year, pivot), int(month), int(day))
    found = _ISO.match(text)
    if found:
        return _day(int(found[1]), int(found[2]), int(found[3]))
    found = _MONTH.match(text)
    if found:
        return _day(int(found[2]), int(found[1]), 0)
    found = _YEAR.match(text)
    return _day(int(found[1]), 0, 0) if found else None


def _full_year(digits: str | None, pivot: int) -> int:
    if not digits:
        return 0
    year = int(digits)
    if len(digits) > 2:  # noqa: PLR2004 -- the two digits of a short year
        return year
    return pivot - (pivot - year) % _CENTURY


def _day(year: int, month: int, day: int) -> Day | None:
    try:
        whole = date(year or _LEAP_YEAR, month or 1, day or 1)
    except ValueError:
        return None
    return whole if year and month and day else PartialDate(year, month, day)


def german_date(day: Day | None) -> str:
    """Return '03.02.1980', '03.02.', '02.1980' or '1980'; the inverse of `read_german_date`."""
    if day is None:
        return ""
    parts = []
    if day.day:
        parts.append(f"{day.day:02}.")
    if day.month:
        parts.append(f"{day.month:02}" if day.year and not day.day else f"{day.month:02}.")
    if parts and day.year and not day.day:
        parts.append(".")
    if day.year:
        parts.append(f"{day.year:04}")
    return "".join(parts)


def read_iso_date(text: str) -> date | None:
    found = _ISO.match(text.strip())
    day = _day(int(found[1]), int(found[2]), int(found[3])) if found else None
    return day if isinstance(day, date) else None


def read_vcard_date(text: str) -> Day | None:
    """Return the day of a BDAY: 19800322, 1980-03-22T…, --0322, ---22, 1980-03, --03, 1980."""
    found = _VCARD.match(text.strip())
    if found is None:
        return None
    year, month, day = (
        int(next((found[at] for at in places if found[at]), 0))
        for places in ((1, 7, 10), (2, 4, 8, 9), (3, 5, 6))
    )
    return _day(year, month, day)


def vcard_date(day: Day) -> str:
    """Return the form that every version reads, or 4.0's for a partial day."""
    if day.year and day.month and day.day:
        return f"{day.year:04}-{day.month:02}-{day.day:02}"
    if day.year:
        return f"{day.year:04}-{day.month:02}" if day.month else f"{day.year:04}"
    if day.month:
        return f"--{day.month:02}{day.day:02}" if day.day else f"--{day.month:02}"
    return f"---{day.day:02}"
