"""Who uses the data folder: many servers share it, a restore needs it alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # pragma: no cover -- Windows has no such locks
    fcntl = None  # type: ignore[assignment] # stands for 'there is none'


class InUse(Exception):
    """Another process holds the folder in a way that does not go together with this one."""


@contextmanager
def folder_in_use(folder: Path, *, alone: bool = False) -> Iterator[None]:
    """Hold the folder, shared or alone; the system lets go when the last process ends."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "in-use.lock").open("a") as lock:
        if fcntl is not None:
            wish = fcntl.LOCK_EX if alone else fcntl.LOCK_SH
            try:
                fcntl.flock(lock, wish | fcntl.LOCK_NB)
            except BlockingIOError as held:
                raise InUse(str(folder)) from held
        yield
