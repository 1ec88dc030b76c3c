"""The highest revision that this machine has seen, in a file beside the database.

A database that stands lower is a copy that somebody brought back by hand: it would hand out
revisions a second time, and phones would take newer cards for old ones.
"""

from pathlib import Path

from django.db import connection, transaction

from klientel.changes.epochs import begin_epoch
from klientel.changes.models import Counter

FILE = "high-water"


def note(folder: Path) -> None:
    """Write down where the counter stands."""
    counter = Counter.objects.get(pk=1)
    file = folder / FILE
    told = f"{counter.epoch} {counter.value}\n"
    if not file.exists() or file.read_text() != told:
        fresh = folder / f"{FILE}.new"
        fresh.write_text(told)
        fresh.replace(file)


def begin_anew_if_lower(folder: Path) -> bool:
    """Begin a new epoch if the counter went back within its epoch; return whether it did."""
    counter = Counter.objects.get(pk=1)
    epoch, value = _noted(folder / FILE)
    went_back = epoch == counter.epoch and counter.value < value
    if went_back:
        with transaction.atomic(), connection.cursor() as cursor:
            begin_epoch(cursor.execute)
    note(folder)
    return went_back


def _noted(file: Path) -> tuple[str, int]:
    try:
        epoch, _space, value = file.read_text().strip().partition(" ")
        return epoch, int(value)
    except (OSError, ValueError):
        return "", 0
