"""What a contact must be called by. Pure."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Protocol

NOTHING: Final[Mapping[str, object]] = MappingProxyType({})


class Named(Protocol):
    family_name: str
    given_name: str
    label: str


class Nameless(Exception):
    """A contact needs a surname, a first name or a label."""


def require_name(contact: Named, patch: Mapping[str, object] = NOTHING) -> None:
    """Raise `Nameless` unless there is something to call the contact by once `patch` is in."""
    names = ("family_name", "given_name", "label")
    if not any(str(patch.get(name, getattr(contact, name))).strip() for name in names):
        raise Nameless
