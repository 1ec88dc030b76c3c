"""How a day and a moment are written: near ones short, always a word for today."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

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


def moment(when: datetime, *, now: datetime) -> str:
    """Return the day and the time of day, both in the reader's time zone."""
    local = timezone.localtime(when)
    return f"{day(local.date(), today=timezone.localtime(now).date())}, {local:%H:%M}"


def _(message: str) -> str:
    return message


_WORDS = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}
