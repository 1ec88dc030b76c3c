"""Reads of the journal."""

from typing import Any, cast
from uuid import UUID

from django.db.models import QuerySet

from klientel.changes.models import Change, Counter, Root, Unit, model_of


def latest_revision() -> int:
    """Return the last revision handed out and committed: what a form carries as `seen`."""
    value: int = Counter.objects.values_list("value", flat=True).get(pk=1)
    return value


def history_of(root: Root) -> QuerySet[Change]:
    """Return a record's journal lines with their units, the newest first."""
    lines = Change.objects.filter(uid=root.uid).select_related("unit")
    return lines.order_by("-unit", "-pk")


def authors_of(root: Root) -> list[int]:
    """Return the ids of the users who wrote a record."""
    lines = Change.objects.filter(uid=root.uid, unit__user_id__isnull=False)
    ids = lines.order_by().values_list("unit__user_id", flat=True).distinct()
    return [pk for pk in ids if pk is not None]


def newest_units_of(user_id: int, count: int) -> list[Unit]:
    """Return the newest units that a user wrote, imports and bulk changes aside."""
    units = Unit.objects.filter(user_id=user_id, batch_id=None)
    return list(units.order_by("-revision")[:count])


def unit_by(revision: int) -> Unit | None:
    return Unit.objects.filter(pk=revision).first()


def last_unit_of(user_id: int) -> Unit | None:
    """Return the newest unit that a user wrote."""
    return Unit.objects.filter(user_id=user_id).order_by("-revision").first()


def units_of_batch(batch: UUID) -> QuerySet[Unit]:
    """Return the units of one import or bulk change, the newest first."""
    return Unit.objects.filter(batch_id=batch).order_by("-revision")


def records_of(revision: int) -> list[Root]:
    """Return the records that a unit wrote and that still are, in the journal's order."""
    lines = Change.objects.filter(unit=revision).order_by("pk")
    uids: dict[str, list[UUID]] = {}
    for line in lines:
        uids.setdefault(line.kind, []).append(line.uid)
    found: list[Root] = []
    for kind, of_kind in uids.items():
        rows = cast("Any", model_of(kind)).objects.in_bulk(of_kind, field_name="uid")
        found += [rows[uid] for uid in of_kind if uid in rows]
    return found
