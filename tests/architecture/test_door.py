"""Only operations import the door."""

import ast
from pathlib import Path

import pytest

from tests.architecture.rooms import PACKAGE, is_operations, short, sources, tree

DOOR = "klientel.changes.door"


def opens_door(source: ast.Module, package: str) -> bool:
    """Whether the module of `package` imports the door, by statement or by name in a string."""
    return any(name == DOOR or name.startswith(f"{DOOR}.") for name in _named(source, package))


def _named(source: ast.Module, package: str) -> list[str]:
    names: list[str] = []
    for node in ast.walk(source):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = _base(node, package)
            names += [base, *(f"{base}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            names.append(node.value)
    return names


def _base(node: ast.ImportFrom, package: str) -> str:
    if not node.level:
        return node.module or ""
    above = package.split(".")[: len(package.split(".")) - node.level + 1]
    return ".".join([*above, *([node.module] if node.module else [])])


def _package(path: Path) -> str:
    return ".".join(["klientel", *path.parent.relative_to(PACKAGE).parts])


def test_only_operations_import_the_door():
    found = [
        short(path)
        for path in sources(migrations=True)
        if not short(path).startswith("changes/") and opens_door(tree(path), _package(path))
    ]

    assert [path for path in found if not is_operations(path)] == []


@pytest.mark.parametrize(
    "line",
    [
        "from klientel.changes.door import writing",
        "from klientel.changes import door",
        "import klientel.changes.door as d",
        "from ..changes.door import writing",
        "import_module('klientel.changes.door')",
    ],
)
def test_each_way_to_the_door_is_found(line):
    assert opens_door(ast.parse(line), "klientel.web")


def test_the_rest_of_changes_is_no_door():
    assert not opens_door(ast.parse("from klientel.changes.actors import Actor"), "klientel.web")
