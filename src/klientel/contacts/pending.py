"""The change of company that lies ahead of a contact."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from klientel.contacts.models import Position
from klientel.contacts.spans import day_after


@dataclass(frozen=True, slots=True)
class Pending:
    """The position that ends, the one that begins, or both; `on` is the first day after it."""

    on: date
    leaving: Position | None
    arriving: Position | None


def pending_change(positions: Iterable[Position], today: date) -> Pending | None:
    """Return the next change that is entered ahead, None if there is none.

    A household is moved in and out of, and is no company.
    """
    jobs = [each for each in positions if not each.organization.is_household]
    ending = [each for each in jobs if each.is_current and each.until and each.until >= today]
    coming = [each for each in jobs if not each.is_current and each.since and each.since > today]
    leaving = min(ending, key=lambda each: (each.until, each.pk), default=None)
    first_day = day_after(leaving.until) if leaving is not None and leaving.until else None
    if first_day is not None:
        arriving = next((each for each in coming if each.since == first_day), None)
        return Pending(first_day, leaving, arriving)
    arriving = min(coming, key=lambda each: (each.since, each.pk), default=None)
    if arriving is None or arriving.since is None:
        return None
    return Pending(arriving.since, None, arriving)
