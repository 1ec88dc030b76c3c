"""One case or more of every public operation on contacts: what to call in the small world.

`by` is left out: whoever runs a case says who acts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.contacts.world import World

Arrange = Callable[[World], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Case:
    """`undone` says whether undoing brings everything back; `units` how many it writes."""

    operation: Callable[..., Any]
    name: str
    arrange: Arrange
    undone: bool = True
    units: int = 1

    def __str__(self) -> str:
        return f"{self.operation.__name__}-{self.name}" if self.name else self.operation.__name__


CASES: list[Case] = []


def case(operation: Callable[..., Any], **said: Any) -> Callable[[Arrange], Arrange]:
    """Register what a function arranges as a case of `operation`."""

    def register(arrange: Arrange) -> Arrange:
        CASES.append(Case(operation, arrange.__name__, arrange, **said))
        return arrange

    return register
