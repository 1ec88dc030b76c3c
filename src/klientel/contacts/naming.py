"""What a contact must be called by. Pure."""

from typing import Protocol


class Named(Protocol):
    family_name: str
    given_name: str
    label: str


class Nameless(Exception):
    """A contact needs a surname, a first name or a label."""


def require_name(contact: Named) -> None:
    """Raise `Nameless` unless there is something to call the contact by."""
    if not (contact.family_name.strip() or contact.given_name.strip() or contact.label.strip()):
        raise Nameless
