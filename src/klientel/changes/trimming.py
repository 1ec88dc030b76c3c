"""The journal's far end: lines older than the company keeps them are taken away."""

from datetime import datetime

from klientel.changes.door import Write
from klientel.changes.models import Change, Unit
from klientel.changes.triggers import unlocked


def trim(write: Write, before: datetime, *, limit: int = 2_000) -> int:
    """Delete the oldest units from before a time with their lines; return how many, up to `limit`.

    The caller goes on until none is left, each time in a unit of its own, so that none holds
    the writers' lock for long.
    """
    oldest = Unit.objects.filter(at__lt=before).order_by("revision")
    old = list(oldest.values_list("revision", flat=True)[:limit])
    if not old:
        return 0
    _ = write.revision  # the writers' lock, only now that the search is over
    write.stands_alone = True
    with unlocked():
        Change.objects.filter(unit__in=old).delete()
        Unit.objects.filter(pk__in=old).delete()
    return len(old)
