"""The end of a record in the bin: it and its parts leave for good, whole in one journal line."""

from collections.abc import Iterable

from django.db.models import Model, ProtectedError

from klientel.changes.door import Write
from klientel.changes.models import Part, Root
from klientel.changes.parts import parts_of


class StillHeld(Exception):
    """Other rows need the record, or a part of it; `holders` are they."""

    def __init__(self, root: Root, holders: Iterable[Model]) -> None:
        self.root = root
        self.holders = list(dict.fromkeys(holders))
        super().__init__(f"{root!r} is held by {self.holders}")


def purge_whole(write: Write, root: Root) -> None:
    """Delete a record with all its parts; raises `StillHeld`, and then nothing is deleted."""
    with write.part():
        left = parts_of(root)
        while left:
            held = {part: holders for part in left if (holders := _holders(write, part))}
            if len(held) == len(left):
                raise StillHeld(root, [row for rows in held.values() for row in rows])
            left = list(held)
        if holders := _holders(write, root):
            raise StillHeld(root, holders)


def _holders(write: Write, row: Root | Part) -> list[Model]:
    """Delete a row, or return what holds it."""
    try:
        with write.part():
            write.purge(row) if isinstance(row, Root) else write.remove(row)
    except ProtectedError as held:
        return sorted(held.protected_objects, key=lambda holder: (holder._meta.label, holder.pk))
    return []
