"""What an import did: counts per file, and a line for each card that did not simply go in."""

from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID

from klientel.transfer.plan import Outcome
from klientel.transfer.reasons import reason_text
from klientel.transfer.tables.reading import Table

OUTCOMES: tuple[Outcome, ...] = ("new", "updated", "unchanged", "review", "refused")


@dataclass(frozen=True, slots=True)
class Line:
    """A card with something to say about it: where it stands, whose it is, what became of it.

    `original` is its text as the file had it, if it did not go in; `is_row` that it is a table's.
    """

    file: str
    line: int
    name: str
    outcome: Outcome
    reason: str
    original: str = ""
    is_row: bool = False

    @property
    def text(self) -> str:
        """The reason in the language of the moment."""
        return reason_text(self.reason, is_row=self.is_row)


@dataclass(slots=True)
class Report:
    """`counts` per file and outcome; `lines` in the order of the files; `batch` to undo it;
    `tables` are those among the files, as they were read."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    batch: UUID | None = None
    tables: dict[str, Table] = field(default_factory=dict)

    def add(self, line: Line) -> None:
        self.counts.setdefault(line.file, Counter())[line.outcome] += 1
        if line.reason:
            self.lines.append(line)

    def total(self, outcome: Outcome) -> int:
        return sum(counts[outcome] for counts in self.counts.values())

    @property
    def cards(self) -> int:
        """All that was read, refused ones included."""
        return sum(sum(counts.values()) for counts in self.counts.values())
