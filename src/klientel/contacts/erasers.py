"""What other rooms erase of a person beside the contact's parts; each registers its own.

An eraser is a step of the erasure's unit: it takes the open `Write` and the contact.
"""

from collections.abc import Callable
from typing import Any

from klientel.contacts.models import Contact

Eraser = Callable[[Any, Contact], None]
_registered: dict[str, Eraser] = {}


def register_eraser(name: str, eraser: Eraser) -> None:
    """Have `eraser` called in each erasure, before the contact's own parts go."""
    _registered[name] = eraser


def erasers() -> tuple[Eraser, ...]:
    return tuple(_registered.values())
