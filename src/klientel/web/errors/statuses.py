"""Which HTTP status tells what the rooms below refuse, and what the machine lacks."""

import errno

from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError

from klientel.accounts.adapter import TooManyTries
from klientel.accounts.permissions import Denied
from klientel.changes.errors import CannotUndo, Stale

FULL = {errno.ENOSPC, errno.EDQUOT}
BUSY = (
    "is locked",
    "lock timeout",
    "connection",
    "terminating",
    "shutting down",
    "starting up",
    "too many clients",
    "couldn't get a connection",
)
_OURS: tuple[tuple[type[BaseException], int], ...] = (
    (Denied, 403),
    (Stale, 409),
    (CannotUndo, 409),
    (TooManyTries, 429),
    (RequestDataTooBig, 413),
)


def status_of(exc: BaseException | None) -> int | None:
    """Return the status that tells this exception, or None for a bug of ours."""
    for kind, status in _OURS:
        if isinstance(exc, kind):
            return status
    if isinstance(exc, OSError) and exc.errno in FULL:
        return 507
    if isinstance(exc, DatabaseError):
        return _database_status(str(exc).lower())
    return None


def _database_status(said: str) -> int | None:
    if "is full" in said or "no space left" in said or "could not extend" in said:
        return 507
    if any(word in said for word in BUSY):
        return 503
    return None
