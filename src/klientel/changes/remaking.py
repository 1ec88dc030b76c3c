"""Every derived table computed anew, under a revision of its own."""

from datetime import datetime

from django.db import connection, transaction

from klientel.changes.derivers import Moment, rederive


def remake_derived(at: datetime, *, keep: bool = True) -> dict[str, int]:
    """Return how many rows differed, by deriver; without `keep` nothing stays changed.

    What differed gets a new revision, so that phones fetch it.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE changes_counter SET value = value + 1 WHERE id = 1 RETURNING value"
            )
            revision: int = cursor.fetchone()[0]
        differing = rederive(Moment(revision, at))
        if not keep or not any(differing.values()):
            transaction.set_rollback(True)
    return differing
