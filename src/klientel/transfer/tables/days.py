"""Days as tables write them: 3/4/1980 is told by the column, never by the cell alone. Pure."""

import re
from collections.abc import Iterable
from datetime import date

from klientel.formats.dates import Day, PartialDate, read_german_date, read_vcard_date
from klientel.transfer.tables.sources import Order

_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}|\d{2}))?(?:\s.{0,20})?\Z", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_GERMAN_MONTHS = {"mär": 3, "mai": 5, "okt": 10, "dez": 12}
_DAY_FIRST = re.compile(r"(\d{1,2})\.?[ -]([^\W\d_]{3,9})\.?,?[ -](\d{4})\Z")
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,9})\.? (\d{1,2}),? (\d{4})\Z")
_NOTHING = re.compile(r"[0./\-\s:]*\Z")
_MOST_MONTHS = 12


def order_in(cells: Iterable[str], otherwise: Order) -> Order | None:
    """Return in which order a column's days are; None if it holds both."""
    day = month = False
    for cell in cells:
        found = _SLASHED.match(cell.strip())
        if found:
            day |= int(found[1]) > _MOST_MONTHS
            month |= int(found[2]) > _MOST_MONTHS
    if day and month:
        return None
    return "day" if day else "month" if month else otherwise


def is_nothing(text: str) -> bool:
    """Return whether a cell says that there is no day: Outlook's '0.0.00'."""
    return bool(_NOTHING.match(text))


def read_day(text: str, order: Order | None, *, year: int) -> Day | None:
    """Return the day, None if it cannot be told; short years are none after `year`."""
    text = text.strip()
    slashed = _SLASHED.match(text)
    if slashed:
        return _slashed(slashed, order, year)
    return (
        read_german_date(text.partition(" 00:00")[0], pivot=year)
        or read_vcard_date(text)
        or _named(text)
    )


def parts(year: str, month: str, day: str) -> Day | None:
    """Return the day of three columns, some of which may be empty."""
    numbers = [int(each) if each.isdecimal() else 0 for each in (year, month, day)]
    try:
        whole = date(numbers[0] or 2000, numbers[1] or 1, numbers[2] or 1)
    except ValueError:
        return None
    if all(numbers):
        return whole
    return PartialDate(*numbers) if any(numbers) else None


def _slashed(found: "re.Match[str]", order: Order | None, year: int) -> Day | None:
    first, second, last = found.groups()
    clear = max(int(first), int(second)) > _MOST_MONTHS or first == second
    if order is None and not clear:
        return None
    if order is None:
        order = "day" if int(first) > _MOST_MONTHS else "month"
    day, month = (first, second) if order == "day" else (second, first)
    return read_german_date(f"{day}.{month}.{last or ''}", pivot=year)


def _named(text: str) -> Day | None:
    found = _DAY_FIRST.match(text)
    day, word, year = found.groups() if found else ("", "", "")
    if not found and (found := _MONTH_FIRST.match(text)):
        word, day, year = found.groups()
    short = word.lower()[:3]
    month = _MONTHS.index(short) + 1 if short in _MONTHS else _GERMAN_MONTHS.get(short, 0)
    return parts(year, str(month), day) if month else None
