"""Whether the door is open, and whether it is the door itself that writes."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from klientel.changes.errors import WriteOutsideDoor

_passing: ContextVar[bool] = ContextVar("passing", default=False)
_deriving: ContextVar[bool] = ContextVar("deriving", default=False)


def require() -> None:
    """Raise unless the door itself is writing."""
    if not _passing.get():
        raise WriteOutsideDoor("Write tracked rows in an operation, with writing(by).")


def require_deriving() -> None:
    """Raise unless derivers run: at the end of a unit, or in `klientel rederive`."""
    if not _deriving.get():
        raise WriteOutsideDoor("Derived rows are written by their deriver.")


@contextmanager
def through() -> Iterator[None]:
    token = _passing.set(True)
    try:
        yield
    finally:
        _passing.reset(token)


@contextmanager
def deriving() -> Iterator[None]:
    token = _deriving.set(True)
    try:
        yield
    finally:
        _deriving.reset(token)
