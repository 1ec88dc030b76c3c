"""An operation takes keywords only, and who acts comes last.

A function that takes the open `Write` first is a step inside another's unit, no operation: only
`writing(by)` makes a `Write`, so it cannot be called around the door.
"""

import ast

import pytest

from tests.architecture.rooms import is_operations, short, sources, tree

Function = ast.FunctionDef | ast.AsyncFunctionDef


def misshapen(source: ast.Module) -> list[str]:
    """Each public function whose parameters are not keyword-only or do not end in `by: Actor`."""
    return [
        node.name
        for node in source.body
        if isinstance(node, Function) and not node.name.startswith("_") and not _fits(node.args)
    ]


def _fits(arguments: ast.arguments) -> bool:
    if arguments.args and _named(arguments.args[0].annotation) == "Write":
        return True
    positional = [*arguments.posonlyargs, *arguments.args, arguments.vararg]
    if any(positional) or not arguments.kwonlyargs:
        return False
    last = arguments.kwonlyargs[-1]
    return last.arg == "by" and _named(last.annotation) == "Actor"


def _named(annotation: ast.expr | None) -> str:
    return ast.unparse(annotation).rpartition(".")[2] if annotation else ""


def test_each_operation_is_keyword_only_and_ends_in_by():
    found = {
        short(path): names
        for path in sources()
        if is_operations(short(path)) and (names := misshapen(tree(path)))
    }

    assert found == {}


@pytest.mark.parametrize(
    "line",
    [
        "def bin_contact(contact, *, by: Actor): ...",
        "def bin_contact(*, by: Actor, contact): ...",
        "def bin_contact(*, contact): ...",
        "def bin_contact(*, contact, by): ...",
        "def bin_contact(*rows, by: Actor): ...",
    ],
)
def test_a_misshapen_operation_is_found(line):
    assert misshapen(ast.parse(line)) == ["bin_contact"]


def test_a_well_shaped_one_a_step_and_a_private_one_pass():
    good = (
        "def bin_contact(*, contact: Contact, by: Actor) -> None: ...",
        "def change_user(*, user: User, by: Actor, **values: Any) -> None: ...",
        "def close(write: Write, position: Position) -> None: ...",
        "def _own(row): ...",
    )

    assert misshapen(ast.parse("\n".join(good))) == []
