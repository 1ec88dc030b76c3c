"""What the cells of a row say, by field; and what no field takes, as lines for the notes. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from klientel.transfer.tables.fields import DROP, FLAG, KEEP
from klientel.transfer.tables.mapping import Columns

_NO = frozenset({"0", "false", "no", "nein", "falsch", "off"})


@dataclass(slots=True)
class Said:
    """`cells` are values with the name of their column, by field, in the order of the columns."""

    cells: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    spare: list[str] = field(default_factory=list)

    def first(self, code: str) -> str:
        """Return the field's value; others that say something else go into the notes."""
        found = self.cells.get(code)
        if not found:
            return ""
        (_name, value), *more = found
        for name, other in more:
            if other != value:
                self.keep(name, other)
        return value

    def all(self, code: str) -> list[str]:
        return [value for _name, value in self.cells.get(code, ())]

    def keep(self, name: str, value: str) -> None:
        line = f"{name}: {value}" if name else value
        if line not in self.spare:
            self.spare.append(line)


def said_in(cells: Sequence[str], columns: Columns) -> Said:
    """Return what a row says; cells without content say nothing."""
    said = Said()
    for at, (code, cell) in enumerate(zip(columns.codes, cells, strict=True)):
        value = cell.strip()
        if not value or code == DROP:
            continue
        name = columns.header[at] or f"#{at + 1}"
        if code == KEEP or (code == FLAG and value.lower() not in _NO):
            said.keep(name, value)
        elif code != FLAG:
            said.cells.setdefault(code, []).append((name, value))
    return said
