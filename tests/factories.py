"""Test data, built through the same door as everything else."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from klientel.accounts.models import Team, User
from klientel.accounts.operations import add_team, add_user
from klientel.changes.actors import Actor, system
from klientel.contacts.addresses import NOWHERE, PostalAddress
from klientel.contacts.models import Contact, Organization
from klientel.contacts.operations.contacts import Employment, PointEdit, add_contact
from klientel.contacts.operations.organizations import add_organization

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
SYSTEM = system(NOW)
PASSWORD = "Elbtunnel-1911"
_number = count(1)

HAMBURG = PostalAddress(street="Musterkai 14", postcode="20457", town="Hamburg", country="DE")
STADE = PostalAddress(street="Am Sande 3", postcode="21682", town="Stade", country="DE")
BERN = PostalAddress(street="Aarweg 1", postcode="3011", town="Bern", country="CH")


def acting(user: User, *, source: Any = "web", at: datetime = NOW) -> Actor:
    return Actor(source=source, at=at, user_id=user.pk)


def user(*, role: str = "member", username: str = "", **values: Any) -> User:
    return add_user(
        username=username or f"user{next(_number)}",
        password=PASSWORD,
        role=role,
        by=SYSTEM,
        **values,
    )


def team(*members: User, name: str = "") -> Team:
    return add_team(name=name or f"Team {next(_number)}", members=list(members), by=SYSTEM)


def organization(
    *,
    name: str = "",
    address: PostalAddress = NOWHERE,
    switchboard: str = "",
    by: Actor = SYSTEM,
    **patch: Any,
) -> Organization:
    return add_organization(
        patch={"name": name or f"Werk {next(_number)} GmbH", **patch},  # type: ignore[typeddict-item] # any of the patch's fields
        address=address,
        switchboard=switchboard,
        by=by,
    )


def contact(
    *,
    family_name: str = "",
    organization: Organization | None = None,
    employer: str = "",
    title: str = "",
    address: PostalAddress = NOWHERE,
    private: PostalAddress = NOWHERE,
    points: tuple[PointEdit, ...] = (),
    by: Actor = SYSTEM,
    **patch: Any,
) -> Contact:
    employment = (
        Employment(organization=organization, new_name=employer, title=title)
        if organization or employer
        else None
    )
    return add_contact(
        patch={"family_name": family_name or f"Berg {next(_number)}", **patch},  # type: ignore[typeddict-item] # any of the patch's fields
        employment=employment,
        points=points,
        business=address,
        private=private,
        by=by,
    )
