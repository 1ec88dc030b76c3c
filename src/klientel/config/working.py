"""The worker beside the web server: what is due, and the jobs in the queue. One process."""

import logging
import signal
import threading
from pathlib import Path

from django.db import close_old_connections

from klientel.config.processes import die_with_parent

PAUSE = 1.0
_log = logging.getLogger(__name__)


def work(folder: Path) -> None:
    """Work until told to stop: a job that runs is finished first."""
    die_with_parent()
    stop = threading.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: stop.set())
    import django

    django.setup()
    worker = Worker(folder, stop)
    while not stop.is_set():
        worker.turn()
        stop.wait(PAUSE)
    worker.leave()


class Worker:
    """One worker; `turn` does whatever is to do now."""

    def __init__(self, folder: Path, stop: threading.Event) -> None:
        from django.utils.crypto import get_random_string
        from django_tasks_db.management.commands.db_worker import Worker as Jobs

        self._folder = folder
        self._stop = stop
        self._wound = False
        self._jobs = Jobs(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=1,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )

    def turn(self) -> None:
        """Run what is due, then the queue; a database that is away is tried again later."""
        try:
            close_old_connections()
            self._run_due()
            self._run_jobs()
            self._note()
        except Exception:  # noqa: BLE001 -- the worker outlives whatever fails
            _log.exception("The worker goes on in a moment.")
            close_old_connections()

    def leave(self) -> None:
        try:
            self._note()
        except Exception:  # noqa: BLE001 -- leaving goes on
            _log.exception("The revision was not noted.")

    def _run_due(self) -> None:
        from django.utils import timezone

        from klientel.config.due import register_jobs
        from klientel.notices import clock

        if not self._wound:
            register_jobs()
            clock.wind(timezone.now())
            self._wound = True
        clock.run_due(timezone.now)

    def _run_jobs(self) -> None:
        from django_tasks_db.models import DBTaskResult

        while not self._stop.is_set() and DBTaskResult.objects.ready().exists():
            self._jobs._run_tasks = 0  # noqa: SLF001 -- one job a run, so a stop comes in between
            self._jobs.run()

    def _note(self) -> None:
        from klientel.config.high_water import note

        note(self._folder)
