"""The clock: each due job runs once, however many workers look at it."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from klientel.notices.due import Due, registered
from klientel.notices.models import Clock

LEASE = timedelta(minutes=15)
RETRY = timedelta(minutes=5)
_log = logging.getLogger(__name__)


def wind(now: datetime) -> None:
    """Ensure that each registered job stands in the clock.

    A new one is due at once. One that waits longer than its rhythm (the clock was set back, or
    the time zone changed) is brought forward.
    """
    for job in registered().values():
        row, made = Clock.objects.get_or_create(name=job.name, defaults={"due_at": now})
        soonest = job.following(now)
        if not made and row.due_at > soonest:
            Clock.objects.filter(pk=row.pk, due_at=row.due_at).update(due_at=soonest)


def run_due(moment: Callable[[], datetime]) -> list[str]:
    """Run everything that is due now and that nobody else runs; return the names."""
    ran: list[str] = []
    while (row := claim(moment())) is not None:
        _run(registered()[row.name], row, moment)
        ran.append(row.name)
    return ran


def claim(now: datetime) -> Clock | None:
    """Take one due job for oneself, None if there is none left.

    The claim is one UPDATE that names what it saw: of several workers the database lets one
    through. A claim of a worker that died is free again after `LEASE`.
    """
    known = Clock.objects.filter(due_at__lte=now, name__in=registered()).order_by("due_at", "name")
    for row in known:
        if row.claimed_at is not None and now - LEASE < row.claimed_at:
            continue
        seen = Clock.objects.filter(pk=row.pk, due_at=row.due_at, claimed_at=row.claimed_at)
        if seen.update(claimed_at=now):
            row.claimed_at = now
            return row
    return None


def _run(job: Due, row: Clock, moment: Callable[[], datetime]) -> None:
    mine = Clock.objects.filter(pk=row.pk, claimed_at=row.claimed_at)
    now = moment()
    try:
        job.run(now)
    except Exception as failure:  # noqa: BLE001 -- told in the row, tried again
        _log.exception("%s failed and is tried again in %s", job.name, RETRY)
        told = f"{type(failure).__name__}: {failure}"[:300]
        mine.update(due_at=now + RETRY, claimed_at=None, failure=told)
        return
    mine.update(due_at=job.following(now), claimed_at=None, done_at=moment(), failure="")
