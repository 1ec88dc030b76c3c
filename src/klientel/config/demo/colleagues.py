"""Who works in the demo: six who look after accounts, one who only reads; two teams."""

from dataclasses import dataclass

from klientel.accounts.models import Team, User
from klientel.accounts.operations import add_team, add_user, change_company, change_user
from klientel.accounts.operations.invitations import Person, invite_user
from klientel.changes.actors import Actor

PASSWORD = "demo"  # noqa: S105 -- printed at every start, on loopback only
_PEOPLE = (
    ("anna", "administrator", "Anna", "Wittrock"),
    ("ben", "member", "Ben", "Hagedorn"),
    ("clara", "readonly", "Clara", "Sielaff"),
    ("jule", "member", "Jule", "Brandes"),
    ("tarek", "member", "Tarek", "Özdemir"),
    ("henning", "manager", "Henning", "Groß"),
    ("mareike", "manager", "Mareike", "Lüdtke"),
)
_TEAMS = {"Vertrieb Nord": ("ben", "jule", "henning"), "Vertrieb Süd": ("anna", "tarek", "mareike")}


@dataclass(frozen=True, slots=True)
class Colleagues:
    """Users and teams by name."""

    users: dict[str, User]
    teams: dict[str, Team]

    @property
    def managers(self) -> list[User]:
        return [user for user in self.users.values() if user.role != "readonly"]

    def team_of(self, user: User) -> Team | None:
        return next(
            (self.teams[name] for name, names in _TEAMS.items() if user.username in names), None
        )


def add_colleagues(*, by: Actor) -> Colleagues:
    change_company(
        name="Elbluft Klimatechnik GmbH",
        street="Am Hafen 21",
        postcode="20457",
        town="Hamburg",
        region="DE-HH",
        by=by,
    )
    users = {
        name: add_user(
            username=name,
            password=PASSWORD,
            role=role,
            given_name=given,
            family_name=family,
            email=f"{name}@elbluft.example",
            by=by,
        )
        for name, role, given, family in _PEOPLE
    }
    teams = {
        name: add_team(name=name, members=[users[each] for each in names], by=by)
        for name, names in _TEAMS.items()
    }
    _add_others(teams["Vertrieb Süd"], by)
    return Colleagues(users, teams)


def _add_others(team: Team, by: Actor) -> None:
    """Add one who was asked in and one who has left: the list of users shows both."""
    svea: Person = {
        "email": "svea.karstens@elbluft.example",
        "given_name": "Svea",
        "family_name": "Karstens",
    }
    invite_user(person=svea, role="readonly", teams=[team], language="de", by=by)
    left = add_user(
        username="ole", password=PASSWORD, given_name="Ole", family_name="Petersen", by=by
    )
    change_user(user=left, is_active=False, by=by)
