"""Reads on users, teams and the company."""

from django.db.models import QuerySet

from klientel.accounts.models import Company, Team, User


def the_company() -> Company:
    """Return one's own firm; unsaved with its defaults before it is set up."""
    return Company.objects.first() or Company()


def users_to_choose() -> QuerySet[User]:
    """Return whoever may be account manager, by name."""
    users: QuerySet[User] = User.live.filter(is_active=True)
    return users.order_by("family_name", "given_name", "pk")


def teams_to_choose() -> QuerySet[Team]:
    teams: QuerySet[Team] = Team.live.order_by("name", "pk")
    return teams
