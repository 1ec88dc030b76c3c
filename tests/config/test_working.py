"""The worker beside the server."""

import threading

import pytest
from django_tasks import task

from klientel.changes.models import Counter
from klientel.config.working import Worker
from klientel.notices import due
from klientel.notices.models import Clock

done: list[str] = []


@task()
def greet(name: str) -> None:
    done.append(name)


@pytest.fixture(autouse=True)
def _nothing_done(monkeypatch):
    monkeypatch.setattr(due, "_jobs", {})
    done.clear()


def test_a_turn_does_what_is_due_and_what_is_queued(committing, tmp_path):
    greet.enqueue("Berg")
    greet.enqueue("Bern")

    Worker(tmp_path, threading.Event()).turn()

    assert sorted(done) == ["Berg", "Bern"]
    assert set(Clock.objects.exclude(done_at=None).values_list("name", flat=True)) == {
        "daily",
        "bin",
        "files",
        "imports",
        "tidy",
    }
    assert str(Counter.objects.get(pk=1).value) in (tmp_path / "high-water").read_text()


def test_a_worker_that_is_to_stop_begins_no_further_job(committing, tmp_path):
    greet.enqueue("Berg")
    stop = threading.Event()
    stop.set()
    worker = Worker(tmp_path, stop)

    worker.turn()
    worker.leave()

    assert done == []


def test_a_turn_that_fails_is_logged_and_the_next_one_works(committing, tmp_path, caplog):
    (tmp_path / "high-water.new").mkdir()
    worker = Worker(tmp_path, threading.Event())

    worker.turn()
    (tmp_path / "high-water.new").rmdir()
    worker.turn()

    assert "goes on in a moment" in caplog.text
    assert (tmp_path / "high-water").exists()
