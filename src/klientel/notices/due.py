"""Which jobs recur. Upper rooms register theirs; the clock runs them when they are due."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

Moment = Callable[[datetime], datetime]


@dataclass(frozen=True, slots=True)
class Due:
    """A recurring job. `run` gets the time of the run and may be repeated without harm;
    `following` returns when it is due after a time."""

    name: str
    run: Callable[[datetime], None]
    following: Moment


_jobs: dict[str, Due] = {}


def register(job: Due) -> None:
    """Have the clock run a job; one of the same name is replaced."""
    _jobs[job.name] = job


def registered() -> dict[str, Due]:
    return dict(_jobs)


def next_midnight(now: datetime, zone: ZoneInfo) -> datetime:
    """Return the first moment of the next day in `zone`, DST nights included."""
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), tzinfo=zone)
