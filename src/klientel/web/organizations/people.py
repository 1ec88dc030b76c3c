"""The contacts of an organisation, alone or with all below it, as the page's table has them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from klientel.accounts.models import User
from klientel.contacts.models import ContactPoint, Organization, Position
from klientel.contacts.overview import positions_at
from klientel.contacts.queries import organizations_visible_to, subtree_of
from klientel.web.contacts.labels import dialled, mail_address

SHOWN = 25
MOST = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """`alone`: without what is below; `everybody`: more than a screenful."""

    alone: bool = False
    everybody: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A row of the table: a contact at one of the organisations."""

    position: Position
    is_main: bool
    phone: str
    dialled: str
    email: str
    elsewhere: bool

    @property
    def role(self) -> str:
        """Job title, department and, in a subtree, the organisation below."""
        place = self.position.organization.name if self.elsewhere else ""
        parts = (self.position.title, self.position.department, place)
        return " · ".join(part for part in parts if part)

    @property
    def mailbox(self) -> str:
        return self.email.rpartition("@")[0]

    @property
    def mail_url(self) -> str:
        return mail_address(self.email)

    @property
    def domain(self) -> str:
        """What follows, with the sign: a long address may break before it."""
        return self.email.removeprefix(self.mailbox)

    @property
    def has_left(self) -> bool:
        return not self.position.is_current or self.position.contact.is_inactive


def people_shown(organization: Organization, reader: User, asked: Asked) -> dict[str, Any]:
    """Return the table's rows, how many there are, and whether the switch makes sense."""
    below = subtree_of(organization)
    seen = organizations_visible_to(reader).filter(pk__in=below).values_list("pk", flat=True)
    ids = [organization.pk] if asked.alone else [*seen, organization.pk]
    positions = positions_at(ids, reader)
    most = MOST if asked.everybody else SHOWN
    found = list(positions[:most])
    points = _points({each.contact_id for each in found})
    return {
        "people": [_person(each, organization, points) for each in found],
        "people_count": len({each.contact_id for each in found})
        if len(found) < most
        else positions.values("contact").order_by().distinct().count(),
        "has_more_people": len(found) == SHOWN and not asked.everybody,
        "has_subtree": len(below) > 1,
        "alone": asked.alone,
    }


def _person(
    position: Position, organization: Organization, points: dict[tuple[int, str], ContactPoint]
) -> Person:
    phone = points.get((position.contact_id, "phone"))
    email = points.get((position.contact_id, "email"))
    return Person(
        position=position,
        is_main=position.pk == position.organization.main_position_id,
        phone=phone.value if phone else "",
        dialled=dialled(phone) if phone else "",
        email=email.value if email else "",
        elsewhere=position.organization_id != organization.pk,
    )


def _points(contacts: Collection[int]) -> dict[tuple[int, str], ContactPoint]:
    """Return the preferred business phone and e-mail of each contact."""
    rows = ContactPoint.objects.filter(
        contact__in=contacts, sort__in=("phone", "email"), retired_on=None, use="business"
    )
    found: dict[tuple[int, str], ContactPoint] = {}
    for point in rows.exclude(label="fax").order_by("-preferred", "pk"):
        found.setdefault((point.contact_id, point.sort), point)
    return found
