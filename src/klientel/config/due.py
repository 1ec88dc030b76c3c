"""What the clock does: the rooms' daily work, at midnight where the company is."""

import logging
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from klientel.accounts.queries import the_company
from klientel.changes.actors import system
from klientel.notices.due import Due, next_midnight, register

KEPT_IN_BIN = timedelta(days=30)
_log = logging.getLogger(__name__)


def register_jobs() -> None:
    register(Due("daily", _apply_due, _midnight))
    register(Due("bin", _purge_bin, _midnight))
    register(Due("files", _tidy_files, _midnight))
    register(Due("tidy", _tidy, _midnight))
    register(Due("imports", _remove_old_imports, _midnight))


def _zone() -> ZoneInfo:
    return ZoneInfo(the_company().time_zone)


def _midnight(now: datetime) -> datetime:
    return next_midnight(now, _zone())


def _apply_due(now: datetime) -> None:
    """Turn what is dated ahead: positions, addresses, inactivity."""
    from klientel.contacts.operations.daily import apply_due

    apply_due(today=now.astimezone(_zone()).date(), by=system(now))


def _purge_bin(now: datetime) -> None:
    """Delete for good what has lain in the bin for long enough."""
    from klientel.contacts.operations.purge import purge_bin

    for kept in purge_bin(before=now - KEPT_IN_BIN, by=system(now)):
        _log.info("stays in the bin: %s", kept)


def _tidy_files(now: datetime) -> None:
    """Remove stored contents that nothing holds and no undo can bring back."""
    from klientel.files.tidying import tidy_files

    tidy_files(now)


def _remove_old_imports(now: datetime) -> None:
    """Delete the files of old imports."""
    from klientel.transfer.jobs import remove_old_imports

    remove_old_imports(now)


def _tidy(_now: datetime) -> None:
    """Drop sessions that ended and old results of jobs; let SQLite look at its indexes."""
    from django.core.management import call_command
    from django.db import connection

    call_command("clearsessions")
    call_command("prune_db_task_results", verbosity=0)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA optimize")
