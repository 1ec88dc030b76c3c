"""Every derived table computed anew, under a revision of its own."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from klientel.changes.derivers import Moment, forms, rederive
from klientel.changes.models import Counter, DerivedForm


def remake_derived(at: datetime, *, keep: bool = True) -> dict[str, int]:
    """Return how many records' rows differed, by deriver; without `keep` nothing stays changed.

    Cards that differed get a new revision, so that phones fetch them.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE changes_counter SET value = value + 1 WHERE id = 1 RETURNING value"
            )
            revision: int = cursor.fetchone()[0]
        differing = rederive(Moment(revision, at))
        if not keep:
            transaction.set_rollback(True)
    return differing


def in_older_form() -> bool:
    """Return whether derived rows stand as an older release wrote them."""
    return dict(DerivedForm.objects.values_list("name", "form")) != forms()


def remake_older(at: datetime) -> bool:
    """Compute the derived tables anew if they stand in an older form; return whether they did."""
    if not in_older_form():
        return False
    with transaction.atomic():
        remake_derived(at)
        DerivedForm.objects.all().delete()
        _note_forms()
    return True


def note_forms_of_new(**_kwargs: Any) -> None:
    """Note the forms in a database in which nothing was written yet: whatever comes has them."""
    if not DerivedForm.objects.exists() and not Counter.objects.filter(value__gt=0).exists():
        _note_forms()


def _note_forms() -> None:
    DerivedForm.objects.bulk_create(
        DerivedForm(name=name, form=form) for name, form in forms().items()
    )
