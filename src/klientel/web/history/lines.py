"""One field of a journal line as a reader understands it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One field: what it held and holds, as text; '' for nothing."""

    label: str
    was: str
    now: str
