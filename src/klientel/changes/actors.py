"""Who writes, through which interface, and when."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from uuid import UUID

Source = Literal["web", "api", "dav", "import", "mail", "system"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Made at the edge; `at` is the journal's time, so no code below reads a clock."""

    source: Source
    at: datetime
    user_id: int | None = None
    device_id: int | None = None
    batch_id: UUID | None = None

    @property
    def is_system(self) -> bool:
        return self.source == "system" and self.user_id is None

    def in_batch(self, batch: UUID) -> "Actor":
        return replace(self, batch_id=batch)


def system(at: datetime) -> Actor:
    """Return the actor of daily work, set-up and demo data: may everything."""
    return Actor(source="system", at=at)
