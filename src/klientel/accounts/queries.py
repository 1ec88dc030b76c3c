"""Reads on users, teams and the company."""

from datetime import datetime

from django.db.models import QuerySet

from klientel.accounts.invitations import hashed
from klientel.accounts.models import Company, RoleCode, Team, User


def the_company() -> Company:
    """Return one's own firm; unsaved with its defaults before it is set up."""
    return Company.objects.first() or Company()


def users_to_choose() -> QuerySet[User]:
    """Return whoever may be account manager, by name."""
    users: QuerySet[User] = User.live.filter(is_active=True)
    return users.order_by("family_name", "given_name", "pk")


def administrators() -> QuerySet[User]:
    """Return whoever may log in and administer."""
    users: QuerySet[User] = User.live.filter(role=RoleCode.ADMINISTRATOR, is_active=True)
    return users


def teams_to_choose() -> QuerySet[Team]:
    teams: QuerySet[Team] = Team.live.order_by("name", "pk")
    return teams


def free_name(email: str) -> str:
    """Return what stands before the @, with a number where somebody has it."""
    stem = email.partition("@")[0].strip().lower()[:50] or "user"
    name, number = stem, 1
    while User.objects.filter(username=name).exists():
        number += 1
        name = f"{stem}{number}"
    return name


def invited_by_token(token: str, at: datetime) -> User | None:
    """Return whom the link of an invitation asks in, while it holds."""
    found: User | None = User.live.filter(
        invite_hash=hashed(token), invited_until__gt=at, is_active=False
    ).first()
    return found
