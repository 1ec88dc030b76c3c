"""How a day and a moment are written: near ones short, always a word for today."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

from klientel.formats.dates import PartialDate

_LEAP_YEAR = 2000
NEAR = 92  # days to either side that need no year


def day(when: date, *, today: date) -> str:
    """Return 'today', a near day with its weekday, or the whole date."""
    distance = (when - today).days
    if distance in _WORDS:
        return gettext(_WORDS[distance])
    if abs(distance) <= NEAR:
        # Translators: a near day, in Django's date format; German: D., d.m.
        return date_format(when, pgettext("near day", "D j M"))
    return whole_day(when)


def whole_day(when: date) -> str:
    # Translators: a whole date, in Django's date format; German: d.m.Y
    return date_format(when, pgettext("whole day", "j M Y"))


def partial_day(when: PartialDate) -> str:
    """Return what is known of a day, such as a birthday without its year."""
    first = date(when.year or _LEAP_YEAR, when.month or 1, when.day or 1)
    if when.month and when.day:
        # Translators: a day without its year, in Django's date format; German: d.m.
        return date_format(first, pgettext("day without year", "j M"))
    if when.month:
        return date_format(first, "F Y" if when.year else "F")
    return str(when.year or when.day)


def moment(when: datetime, *, now: datetime) -> str:
    """Return the day and the time of day, both in the reader's time zone."""
    local = timezone.localtime(when)
    return f"{day(local.date(), today=timezone.localtime(now).date())}, {local:%H:%M}"


def _(message: str) -> str:
    return message


_WORDS = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}
