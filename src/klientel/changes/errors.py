"""What the door says when it stays shut."""

from dataclasses import dataclass
from typing import Any


class WriteOutsideDoor(RuntimeError):
    """A tracked row was written without an operation: a bug in our code."""


@dataclass(frozen=True, slots=True)
class Clash:
    """One field that two people changed from the same `base`, in journal form.

    `key` is the field's name, or `<kind>/<number>.<field>` for a part of the record.
    """

    key: str
    base: Any
    mine: Any
    theirs: Any


class Stale(Exception):
    """Somebody else changed the same fields after the row was loaded.

    `clashes` says what differs, field by field, on all records of the unit; `root` is the first
    of these records as it is now, `others` are the rest.
    """

    def __init__(
        self, root: Any, clashes: tuple[Clash, ...] = (), others: tuple[Any, ...] = ()
    ) -> None:
        super().__init__(f"{root!r} was changed meanwhile: {[clash.key for clash in clashes]}")
        self.root = root
        self.clashes = clashes
        self.others = others


class CannotUndo(Exception):
    """What the unit wrote no longer stands as it was written.

    `reasons` are pairs of the record's uid (text) and the field that moved on.
    """

    def __init__(self, reasons: list[tuple[str, str]]) -> None:
        super().__init__(f"changed since: {reasons}")
        self.reasons = reasons
