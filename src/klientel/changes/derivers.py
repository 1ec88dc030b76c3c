"""What follows from a write inside its transaction: derived tables, kept by derivers."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from klientel.changes.models import Part, Root, Tracked
from klientel.changes.passing import deriving, require_deriving

Verb = Literal["added", "changed", "removed"]
require_open = require_deriving


@dataclass(frozen=True, slots=True)
class Entry:
    """One row that a unit wrote; `diff` maps each differing field to (old, new) values."""

    verb: Verb
    row: Tracked
    diff: Mapping[str, tuple[Any, Any]]

    @property
    def root(self) -> Root:
        if isinstance(self.row, Part):
            return self.row.root
        assert isinstance(self.row, Root)  # noqa: S101 -- tracked rows are roots or parts
        return self.row


@dataclass(frozen=True, slots=True)
class Moment:
    """The unit that the entries belong to."""

    revision: int
    at: datetime


Deriver = Callable[[list[Entry], Moment], None]
Remake = Callable[[Moment], int]
_derivers: dict[str, tuple[Deriver, Remake, int]] = {}


def register(name: str, deriver: Deriver, remake: Remake, *, form: int = 1) -> None:
    """Have `deriver` called with each unit's entries; `remake` recomputes its tables whole.

    `form` grows whenever the same records would give other derived rows than before: then
    `klientel migrate` computes them anew.
    """
    _derivers[name] = (deriver, remake, form)


def forms() -> dict[str, int]:
    """Return the form in which each deriver writes its tables."""
    return {name: form for name, (_deriver, _remake, form) in _derivers.items()}


def derive(entries: list[Entry], moment: Moment) -> None:
    with deriving():
        for deriver, _remake, _form in _derivers.values():
            deriver(entries, moment)


def rederive(moment: Moment) -> dict[str, int]:
    """Recompute every derived table; return how many rows of each differed."""
    with deriving():
        return {name: remake(moment) for name, (_deriver, remake, _form) in _derivers.items()}


def rows_of(entries: Iterable[Entry], *models: type[Tracked]) -> list[Entry]:
    return [entry for entry in entries if isinstance(entry.row, models)]
