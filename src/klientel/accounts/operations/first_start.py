"""The very first write: the administrator and one's own company, at once."""

from typing import Any

from klientel.accounts.models import RoleCode, User
from klientel.accounts.operations import add_user, change_company
from klientel.changes.actors import Actor
from klientel.changes.door import writing


class AlreadySetUp(Exception):
    """Somebody can log in already: he adds the others."""


def set_up(*, administrator: dict[str, str], company: dict[str, Any], by: Actor) -> User:
    """Make the first administrator and the company; `AlreadySetUp` once there is a user.

    `by` is the system: nobody is there yet whose right could be asked.
    """
    with writing(by) as write:
        _ = write.revision  # the writers' lock: of two first starts one wins
        if User.objects.exists():
            raise AlreadySetUp
        user = add_user(
            username=administrator["username"],
            password=administrator["password"],
            role=RoleCode.ADMINISTRATOR,
            given_name=administrator["given_name"],
            family_name=administrator["family_name"],
            email=administrator["email"],
            language=administrator["language"],
            by=by,
        )
        change_company(**company, by=by)
    return user
