"""Who imports and exports, and what he sees."""

from klientel.accounts.models import User
from klientel.accounts.permissions import must
from klientel.changes.actors import Actor
from klientel.contacts.models import Contact, Organization


def must_import(by: Actor) -> None:
    """Raise `Denied` unless the actor may import."""
    must(by, "import", Contact)
    must(by, "import", Organization)


def user_of(by: Actor) -> User | None:
    """Return whose eyes look: None is the system, which sees all."""
    return None if by.is_system else User.objects.get(pk=by.user_id)
