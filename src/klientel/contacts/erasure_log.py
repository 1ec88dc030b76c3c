"""Who was erased, by uid alone, in a file beside the database: no backup takes it back.

A restored database is older than the log; `klientel serve` then erases once more whom it names.
On SQLite the pages that held the person are overwritten (`secure_delete`), and the write-ahead
log is emptied.
"""

import json
import logging
from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection

FILE = "erasures.log"
_log = logging.getLogger(__name__)


def note(uid: UUID, at: datetime) -> None:
    """Write down an erasure that is committed, and leave no trace in the write-ahead log."""
    try:
        with _file().open("a", encoding="utf-8") as stream:
            stream.write(json.dumps({"uid": str(uid), "at": at.isoformat()}) + "\n")
    except OSError:
        _log.exception("the erasure of %s is not in %s", uid, FILE)
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout=300")  # a reader may hold it: the night does it
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("PRAGMA busy_timeout=10000")


def noted() -> Collection[UUID]:
    """Return whom the log names; a line that was cut is left out."""
    found = []
    try:
        lines = _file().read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    for line in lines:
        try:
            found.append(UUID(json.loads(line)["uid"]))
        except (ValueError, KeyError, TypeError):
            continue
    return found


def _file() -> Path:
    return Path(settings.DATA) / FILE
