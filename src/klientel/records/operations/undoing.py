"""Undoing what was done to records: a unit whole, a batch record by record."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from klientel.accounts.models import RoleCode, User
from klientel.accounts.permissions import Denied, must
from klientel.changes.actors import Actor
from klientel.changes.door import writing
from klientel.changes.errors import CannotUndo
from klientel.changes.models import Root, Unit
from klientel.changes.queries import records_of, unit_by, units_of_batch
from klientel.changes.undoing import Reason, undo, undo_each
from klientel.records.rules import broken_by

UNDO_FOR = timedelta(days=30)
UNDO_OF_OTHERS = {RoleCode.ADMINISTRATOR.value, RoleCode.MANAGER.value}


class TooLateToUndo(Exception):
    """What was done more than thirty days ago stays."""


@dataclass(slots=True)
class Undone:
    """What became of a batch: the records taken back, and each that stayed with its field."""

    records: list[Root] = field(default_factory=list)
    stayed: list[Reason] = field(default_factory=list)


def undo_unit(*, revision: int, by: Actor) -> list[Root]:
    """Write the inverse of a unit, whole or not at all; return the records.

    It is its author's to undo, for thirty days (managers: everybody's), where he may change
    each of its records. Daily work is nobody's: it follows from dates and would be done again at
    the next midnight; the dates are what one changes. Raises `CannotUndo` naming what was changed since, or what
    would break a rule: the last administrator stays one, no two fields have one name.
    """
    with writing(by) as write:
        unit = unit_by(revision)
        if unit is None:
            raise CannotUndo([])
        _must_undo(unit, by)
        for record in records_of(revision):
            must(by, "change", record)
        undone = undo(write, revision)
        if broken := broken_by(undone):
            raise CannotUndo(broken)
        return undone


def undo_batch(*, batch: UUID, by: Actor) -> Undone:
    """Write the inverse of an import or bulk change, each of its units in one of its own.

    The newest is undone first. Records that were changed since, or that he may not change,
    stay and are listed.
    """
    undone = Undone()
    for unit in units_of_batch(batch):
        _must_undo(unit, by)
        _undo_records(revision=unit.revision, undone=undone, by=by)
    return undone


def _undo_records(*, revision: int, undone: Undone, by: Actor) -> None:
    def may_change(record: Root) -> bool:
        try:
            must(by, "change", record)
        except Denied:
            return False
        return True

    with writing(by, act="undo_batch") as write:
        records, stayed = undo_each(write, revision, only=may_change)
    undone.records += records
    undone.stayed += stayed


def _must_undo(unit: Unit, by: Actor) -> None:
    """Raise unless the unit is the actor's to undo, and not too old."""
    if by.at - unit.at > UNDO_FOR:
        raise TooLateToUndo
    if unit.source == "system" and not by.is_system:
        raise Denied("undo", "unit")
    if by.is_system or (by.user_id is not None and by.user_id == unit.user_id):
        return
    user = User.objects.filter(pk=by.user_id, is_active=True).first()
    if user is None or user.role not in UNDO_OF_OTHERS:
        raise Denied("undo", "unit")
