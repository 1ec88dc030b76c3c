"""The rooms in their order, read from the one place that also holds import-linter to it."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "klientel"


def _layers() -> list[list[str]]:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text())
    layers = next(
        contract["layers"]
        for contract in told["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers" and "containers" not in contract
    )
    return [
        [room.strip(" ()").removeprefix("klientel.") for room in layer.split("|")]
        for layer in layers
    ]


FLOORS: dict[str, int] = {room: floor for floor, rooms in enumerate(_layers()) for room in rooms}


def room_of(module: str) -> str | None:
    """Return the room of a dotted module name, or None outside Klientel."""
    package, _, rest = module.partition(".")
    return rest.partition(".")[0] if package == "klientel" and rest else None


def may_know(room: str, other: str) -> bool:
    """Whether `room` may point to `other`: itself, or one further right."""
    return room == other or FLOORS[room] < FLOORS[other]


def sources(*, migrations: bool = False) -> Iterator[Path]:
    for path in sorted(PACKAGE.glob("**/*.py")):
        if migrations or "migrations" not in path.parts:
            yield path


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def short(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def is_operations(path: str) -> bool:
    """Whether a path inside the package is an `operations` module or inside such a package."""
    return path.endswith("/operations.py") or "/operations/" in path
