"""Asking a colleague in: a user who may not log in until the link was followed, once."""

from dataclasses import dataclass
from typing import TypedDict

from django.contrib.auth.password_validation import validate_password

from klientel.accounts.invitations import VALID_FOR, hashed, new_token
from klientel.accounts.models import RoleCode, Team, TeamMember, User
from klientel.accounts.permissions import must
from klientel.accounts.queries import free_name
from klientel.changes.actors import Actor
from klientel.changes.door import Write, writing


class AddressTaken(Exception):
    """A user has this e-mail address, or this log-in name, already."""


class InvitationOver(Exception):
    """The link was used, withdrawn, replaced or is too old."""


class NotInvited(Exception):
    """The user has come already, or was never asked."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invited user, and the link's secret: it is told once and stored nowhere."""

    user: User
    token: str


class Person(TypedDict):
    """What is known of a colleague before he comes."""

    email: str
    given_name: str
    family_name: str


def invite_user(
    *, person: Person, role: str = RoleCode.MEMBER, teams: list[Team], language: str, by: Actor
) -> Invitation:
    """Add a user who may follow a link within seven days; `AddressTaken` if he is one already."""
    token = new_token()
    with writing(by) as write:
        must(by, "add", User)
        _ = write.revision  # the writers' lock: of two invitations to one address one is refused
        yield_address(write, person["email"])
        if User.objects.filter(email=person["email"].strip().lower()).exists():
            raise AddressTaken
        user = User(**person, username=free_name(person["email"]), role=role, language=language)
        user.is_active = False
        user.set_unusable_password()
        user.invited_until = by.at + VALID_FOR
        user.invite_hash = hashed(token)
        write.add(user)
        for team in teams:
            write.add(TeamMember(team=team, user=user))
    return Invitation(user, token)


def renew_invitation(*, user: User, by: Actor) -> Invitation:
    """Return a new link; the one before is void."""
    token = new_token()
    with writing(by) as write:
        row = write.fresh(user)
        must(by, "change", row)
        _require_invited(row)
        row.invite_hash = hashed(token)
        write.change(row, invited_until=by.at + VALID_FOR)
    return Invitation(row, token)


def withdraw_invitation(*, user: User, by: Actor) -> None:
    """Delete a user who has not come: nothing was done by him."""
    with writing(by) as write:
        row = write.fresh(user)
        must(by, "bin", row)
        _require_invited(row)
        for member in row.memberships.select_related("team"):
            write.remove(member)
        write.purge(row)


def accept_invitation(
    *, user: User, token: str, person: Person, username: str, password: str, language: str,
    by: Actor,
) -> User:  # fmt: skip
    """Let the invited user in under name and password of his own; the link is used up.

    Asks for no right: the token is the proof. ValidationError names what is wrong with the
    password.
    """
    with writing(by) as write:
        row = write.fresh(user)
        if not _opens(row, token, by):
            raise InvitationOver
        _require_free(write, row, username, person["email"])
        validate_password(password, row)
        row.set_password(password)
        row.invite_hash = ""
        write.change(
            row, **person, username=username, language=language, is_active=True, invited_until=None
        )
    return row


def _opens(user: User, token: str, by: Actor) -> bool:
    return (
        user.invited_until is not None
        and user.invited_until > by.at
        and bool(user.invite_hash)
        and user.invite_hash == hashed(token)
    )


def _require_invited(user: User) -> None:
    if not user.is_invited:
        raise NotInvited


def yield_address(write: Write, email: str) -> None:
    """Let a user whose adding was undone, whom nobody sees any more, give the address away."""
    for gone in User.objects.filter(email=email.strip().lower(), binned_at__isnull=False):
        write.change(gone, email="")


def _require_free(write: Write, user: User, username: str, email: str) -> None:
    _ = write.revision
    others = User.objects.exclude(pk=user.pk)
    name, address = username.strip().lower(), email.strip().lower()
    if others.filter(username=name).exists():
        raise AddressTaken
    if address and others.filter(email=address).exists():
        raise AddressTaken
