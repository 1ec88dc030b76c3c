"""Revisions become visible in the order in which they were handed out."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection

from klientel.changes.door import writing
from klientel.changes.errors import WriteOutsideDoor
from klientel.changes.models import Change, Counter, Unit
from klientel.changes.queries import latest_revision
from klientel.contacts.models import Tag
from tests import factories

SYSTEM = factories.SYSTEM


@pytest.fixture
def committing(transactional_db):
    """A database that other threads see; its journal may be emptied after the test."""
    yield
    Counter.objects.update(unlocked=True)


def _in_thread(work):
    try:
        return work()
    finally:
        connection.close()


def test_a_later_revision_waits_until_the_earlier_one_is_committed(committing):
    asked, answers = Event(), []

    def second():
        asked.set()
        with writing(SYSTEM) as write:
            write.add(Tag(name="Hafen"))
        answers.append(write.revision)
        return list(Unit.objects.order_by("pk").values_list("pk", flat=True))

    with ThreadPoolExecutor(1) as pool:
        with writing(SYSTEM) as first:
            write_revision = first.revision
            waiting = pool.submit(_in_thread, second)
            assert asked.wait(5)
            first.add(Tag(name="Messe"))
            assert answers == []
        seen = waiting.result(20)

    assert answers == [write_revision + 1]
    assert seen[-2:] == [write_revision, write_revision + 1]


def test_a_reader_of_the_highest_revision_misses_none(committing):
    """Four writers, one reader that goes on from the highest number it has seen."""
    start, writers, each = latest_revision(), 4, 10
    done = Event()

    def write_tags(writer):
        revisions = []
        for number in range(each):
            with writing(SYSTEM) as write:
                write.add(Tag(name=f"Tag {writer}-{number}"))
            revisions.append(write.revision)
        return revisions

    def read():
        seen, token = [], start
        while True:
            over = done.is_set()
            new = list(
                Unit.objects.filter(pk__gt=token).order_by("pk").values_list("pk", flat=True)
            )
            seen += new
            token = max([token, *new])
            if over:
                return seen

    with ThreadPoolExecutor(writers + 1) as pool:
        reader = pool.submit(_in_thread, read)
        running = [pool.submit(_in_thread, lambda n=n: write_tags(n)) for n in range(writers)]
        written = sorted(revision for each in running for revision in each.result(60))
        done.set()
        seen = reader.result(20)

    assert seen == written == list(range(start + 1, start + 1 + writers * each))
    assert Change.objects.filter(unit__in=written).count() == len(written)


def test_the_door_is_open_to_its_own_thread_alone(committing):
    def from_outside(write):
        with pytest.raises(WriteOutsideDoor):
            write.add(Tag(name="Messe"))
        return Tag.objects.count()

    with ThreadPoolExecutor(1) as pool, writing(SYSTEM) as write:
        _ = write.revision
        assert pool.submit(_in_thread, lambda: from_outside(write)).result(20) == 0
