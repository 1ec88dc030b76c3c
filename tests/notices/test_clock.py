"""The clock: each due thing once, whoever looks."""

import threading
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from klientel.changes.models import Counter
from klientel.notices import due
from klientel.notices.clock import LEASE, RETRY, claim, run_due, wind
from klientel.notices.due import Due, next_midnight, register
from klientel.notices.models import Clock

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture(autouse=True)
def jobs(monkeypatch):
    """A registry of one's own."""
    monkeypatch.setattr(due, "_jobs", {})


@pytest.fixture
def committing(transactional_db):
    """A database that other threads see; its journal may be emptied after the test."""
    yield
    Counter.objects.update(unlocked=True)


def daily(name="daily", run=lambda _now: None):
    register(Due(name, run, lambda now: next_midnight(now, BERLIN)))


def test_of_three_workers_one_runs_what_is_due(committing):
    ran: list[datetime] = []
    start = threading.Barrier(3)
    daily(run=ran.append)
    wind(NOON)

    def worker():
        try:
            start.wait(10)
            run_due(lambda: NOON)
        finally:
            connection.close()

    workers = [threading.Thread(target=worker) for _ in range(3)]
    for each in workers:
        each.start()
    for each in workers:
        each.join(30)

    assert ran == [NOON]


def test_what_was_missed_runs_at_the_next_start_and_then_at_midnight(db):
    ran: list[datetime] = []
    daily(run=ran.append)
    wind(NOON)

    assert run_due(lambda: NOON) == ["daily"]
    assert run_due(lambda: NOON + timedelta(hours=1)) == []
    three_days_later = NOON + timedelta(days=3)
    assert run_due(lambda: three_days_later) == ["daily"]

    assert ran == [NOON, three_days_later]
    row = Clock.objects.get()
    assert (row.due_at, row.claimed_at, row.failure) == (
        datetime(2026, 11, 27, 23, tzinfo=UTC),
        None,
        "",
    )


def test_a_job_that_fails_says_why_and_is_tried_again(db, caplog):
    def fail(now):
        raise LookupError("no such day")

    daily(run=fail)
    wind(NOON)

    run_due(lambda: NOON)

    row = Clock.objects.get()
    assert (row.due_at, row.claimed_at, row.failure) == (
        NOON + RETRY,
        None,
        "LookupError: no such day",
    )
    assert "daily failed" in caplog.text


def test_the_claim_of_a_worker_that_died_is_free_after_the_lease(db):
    daily()
    wind(NOON)
    assert claim(NOON) is not None

    assert claim(NOON + LEASE - timedelta(seconds=1)) is None
    assert claim(NOON + LEASE) is not None


def test_a_worker_that_lost_its_claim_does_not_set_the_clock(db):
    def outlasted(now):
        Clock.objects.update(claimed_at=NOON + LEASE)

    daily(run=outlasted)
    wind(NOON)

    run_due(lambda: NOON)

    row = Clock.objects.get()
    assert (row.due_at, row.claimed_at) == (NOON, NOON + LEASE)


def test_a_job_of_an_older_version_is_left_alone(db):
    Clock.objects.create(name="gone", due_at=NOON)

    assert run_due(lambda: NOON) == []


def test_a_clock_that_was_ahead_is_brought_forward(db):
    daily()
    Clock.objects.create(name="daily", due_at=NOON + timedelta(days=400))

    wind(NOON)

    assert Clock.objects.get().due_at == datetime(2026, 11, 24, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "midnight"),
    [
        (datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 3, 28, 23, tzinfo=UTC)),
        (datetime(2026, 3, 29, 12, tzinfo=UTC), datetime(2026, 3, 29, 22, tzinfo=UTC)),
        (datetime(2026, 10, 24, 22, tzinfo=UTC), datetime(2026, 10, 25, 23, tzinfo=UTC)),
    ],
)
def test_midnight_is_the_local_one_in_dst_nights_too(now, midnight):
    assert next_midnight(now, BERLIN) == midnight
