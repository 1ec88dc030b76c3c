"""Every way in which users, teams and the company change."""

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import ProtectedError

from klientel.accounts.models import Company, RoleCode, Team, TeamMember, User
from klientel.accounts.permissions import must
from klientel.accounts.queries import administrators
from klientel.changes.actors import Actor
from klientel.changes.door import Write, writing

OWN_SETTINGS = frozenset({"language", "time_zone", "theme", "density"})


class LastAdministrator(Exception):
    """Somebody must be able to administer."""


class TeamInUse(Exception):
    """Records name the team; `count` says how many."""

    def __init__(self, count: int) -> None:
        super().__init__(f"{count} records name the team")
        self.count = count


def add_user(  # noqa: PLR0913 -- what a user is made of
    *,
    username: str,
    password: str,
    role: str = RoleCode.MEMBER,
    given_name: str = "",
    family_name: str = "",
    email: str = "",
    language: str = "de",
    by: Actor,
) -> User:
    """Add a user; ValidationError names what is wrong with the password."""
    user = User(
        username=username,
        role=role,
        given_name=given_name,
        family_name=family_name,
        email=email,
        language=language,
    )
    validate_password(password, user)
    user.set_password(password)
    with writing(by) as write:
        must(by, "add", User)
        write.add(user)
    return user


def change_user(*, user: User, expected: int | None = None, by: Actor, **values: Any) -> None:
    """Change a user; of oneself the own settings (language, time zone, look) in any role."""
    with writing(by) as write:
        row = write.fresh(user, expected)
        own = by.user_id == row.pk and row.is_active and set(values) <= OWN_SETTINGS
        if not own:
            must(by, "change", row)
        administers = administrators().filter(pk=row.pk).exists()
        write.change(row, **values)
        if administers and not administrators().exists():
            raise LastAdministrator


def add_team(*, name: str, members: list[User], by: Actor) -> Team:
    with writing(by) as write:
        must(by, "add", Team)
        _yield_name(write, name)
        team = write.add(Team(name=name))
        for user in members:
            write.add(TeamMember(team=team, user=user))
    return team


def change_team(
    *, team: Team, name: str, members: list[User], expected: int | None = None, by: Actor
) -> None:
    """Rename a team and set who belongs to it."""
    with writing(by) as write:
        row = write.fresh(team, expected)
        must(by, "change", row)
        _yield_name(write, name)
        write.change(row, name=name)
        wanted = {user.pk: user for user in members}
        for member in row.members.select_related("team"):
            if wanted.pop(member.user_id, None) is None:
                write.remove(member)
        for user in wanted.values():
            write.add(TeamMember(team=row, user=user))


def _yield_name(write: Write, name: str) -> None:
    """Let a team whose adding was undone, which nobody sees any more, give its name away."""
    _ = write.revision  # the writers' lock
    for gone in Team.objects.filter(name=name, binned_at__isnull=False):
        write.change(gone, name=f"{gone.name[:60]} ({gone.pk})")


def remove_team(*, team: Team, by: Actor) -> None:
    """Delete a team that no record names any more; else `TeamInUse`."""
    with writing(by) as write:
        row = write.fresh(team)
        must(by, "bin", row)
        try:
            for member in row.members.select_related("team"):
                write.remove(member)
            write.purge(row)
        except ProtectedError as held:
            raise TeamInUse(len(held.protected_objects)) from held


def change_company(*, expected: int | None = None, by: Actor, **values: Any) -> Company:
    """Change one's own firm, the one row; made at the first call."""
    with writing(by) as write:
        _ = write.revision  # the writers' lock: two first calls make one row
        try:
            company = write.fresh(Company.objects.get(), expected)
        except ObjectDoesNotExist:
            must(by, "add", Company)
            return write.add(Company(**values))
        must(by, "change", company)
        write.change(company, **values)
    return company
