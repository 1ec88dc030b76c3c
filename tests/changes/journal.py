"""What the journal holds, as plain values to compare."""

from klientel.changes.models import Change, Counter, Unit


def written(revision):
    """Each line of a unit: verb, kind, uid, diff."""
    lines = Change.objects.filter(unit=revision).order_by("pk")
    return [(line.verb, line.kind, line.uid, line.diff) for line in lines]


def diff_of(record):
    """The diff of the newest line of a record."""
    return Change.objects.filter(uid=record.uid).order_by("-unit").first().diff


def state():
    """How far the counter, the units and the lines are."""
    return Counter.objects.get().value, Unit.objects.count(), Change.objects.count()
