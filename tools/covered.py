"""What the suite ran of the product, on both databases: CI fails below the floors.

Alone it counts again what the last counted run left: python tools/covered.py
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from workshop import BUILD, PACKAGE, PYTHON, Command, run, say

DATA = BUILD / "coverage"
RUN: Command = [PYTHON, "-m", "coverage", "run", "-m"]
# Rules without a database, what writes and what reads: whole, each file. The rest: room by room.
WHOLE = (
    "*/operations.py",
    "*/operations/*",
    "*/queries.py",
    "changes/*",
    "records/*",
    "formats/*",
    *(
        f"contacts/{name}.py"
        for name in ("addresses", "spans", "trees", "naming", "points", "letters", "resolution")
    ),
)
FLOOR = 95.0


@dataclass(frozen=True)
class Measured:
    """What is to be run in one file, and what of it was not."""

    path: str
    wanted: int
    missed: int
    lines: tuple[str, ...]

    @property
    def whole(self) -> bool:
        return any(fnmatch(self.path, pattern) for pattern in WHOLE)


def forget() -> None:
    """Remove what earlier runs counted."""
    DATA.mkdir(parents=True, exist_ok=True)
    for old in DATA.glob("data*"):
        old.unlink()


def measured() -> list[Measured]:
    """Join what the processes counted, and return it by file."""
    report = DATA / "report.json"
    report.unlink(missing_ok=True)
    if list(DATA.glob("data.*")):
        run([PYTHON, "-m", "coverage", "combine", "--quiet", "--append"])
    run([PYTHON, "-m", "coverage", "json", "--quiet", "-o", report])
    files = json.loads(report.read_text())["files"] if report.exists() else {}
    return [_file(path, found) for path, found in sorted(files.items())]


def _file(path: str, found: dict[str, Any]) -> Measured:
    total = found["summary"]
    branches = [f"{a}→{b if b > 0 else 'end'}" for a, b in found["missing_branches"]]
    return Measured(
        Path(path).resolve().relative_to(PACKAGE).as_posix(),
        total["num_statements"] + total["num_branches"],
        total["missing_lines"] + total["missing_branches"],
        (*map(str, found["missing_lines"]), *branches),
    )


def share(files: Iterable[Measured]) -> float:
    """Return how much of the files was run, in percent."""
    found = list(files)
    wanted = sum(each.wanted for each in found)
    return 100 * (1 - sum(each.missed for each in found) / wanted) if wanted else 100.0


def below(files: list[Measured]) -> list[Measured]:
    """Say each room's share, and return the files that make it fall below a floor."""
    rooms = defaultdict(list)
    for each in files:
        if not each.whole:
            rooms[each.path.partition("/")[0]].append(each)
    low = [each for each in files if each.whole and each.missed]
    say(f"{'whole, each file':30}{share(e for e in files if e.whole):6.1f} %  of 100")
    for room, inside in sorted(rooms.items()):
        say(f"{room + ', the rest':30}{share(inside):6.1f} %  of {FLOOR:.0f}")
        if share(inside) < FLOOR:
            low += [each for each in inside if each.missed]
    return low


def gate() -> int:
    """Return how many files keep the suite below a floor; each is named with its lines."""
    files = measured()
    if not files:
        say("Nothing was counted.")
        return 1
    low = below(files)
    for each in low:
        say(f"{each.path}  {share([each]):.1f} %: {', '.join(each.lines)}")
    return len(low)


if __name__ == "__main__":
    sys.exit(1 if gate() else 0)
