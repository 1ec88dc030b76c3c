"""Users who come from the firm's own log-in service (OpenID Connect)."""

from klientel.accounts.models import RoleCode, User
from klientel.accounts.operations.invitations import Person, yield_address
from klientel.accounts.queries import free_name
from klientel.changes.actors import Actor
from klientel.changes.door import writing

CREATED_ROLES = frozenset({RoleCode.MANAGER, RoleCode.MEMBER, RoleCode.READONLY})


class NoSuchRole(Exception):
    """A log-in service makes managers, members and readers, and never an administrator."""


def admit_invited(*, user: User, by: Actor) -> None:
    """Let an invited user in whose address the log-in service vouches for."""
    with writing(by) as write:
        row = write.fresh(user)
        if row.is_invited:
            row.invite_hash = ""
            write.change(row, is_active=True, invited_until=None)


def add_user_from_directory(*, person: Person, role: str, language: str, by: Actor) -> User:
    """Add a user without a password, whom the log-in service vouches for."""
    if role not in CREATED_ROLES:
        raise NoSuchRole(role)
    with writing(by) as write:
        _ = write.revision  # the writers' lock: the name is free until the user is there
        yield_address(write, person["email"])
        name = free_name(person["email"])
        user = User(**person, username=name, role=role, language=language)
        user.set_unusable_password()
        write.add(user)
    return user
