"""Positions and relationships in time. Pure; `until` is the last day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


def holds_on(day: date, since: date | None, until: date | None) -> bool:
    """Return whether a span that is open at its empty ends covers the day."""
    return (since is None or since <= day) and (until is None or day <= until)


def day_before(day: date) -> date:
    return day - timedelta(days=1)


def day_after(day: date) -> date:
    return day + timedelta(days=1)


def overlap(
    since: date | None, until: date | None, other_since: date | None, other_until: date | None
) -> bool:
    """Return whether two spans that are open at their empty ends share a day."""
    begins_in_time = until is None or other_since is None or other_since <= until
    ends_late_enough = since is None or other_until is None or since <= other_until
    return begins_in_time and ends_late_enough


@dataclass(frozen=True, slots=True)
class Job:
    """A position as far as the choice of the primary one looks at it."""

    number: int
    is_household: bool
    is_current: bool
    since: date | None


def next_primary(jobs: Iterable[Job]) -> int | None:
    """Return the current position that is primary when the primary one closes.

    The oldest open job; a household's membership never competes with a job.
    """
    open_jobs = [job for job in jobs if job.is_current]
    ranked = sorted(
        open_jobs, key=lambda job: (job.is_household, job.since or date.min, job.number)
    )
    return ranked[0].number if ranked else None
