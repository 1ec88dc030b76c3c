"""Where the search looks: of each kind the rows that a user may see, and how a hit is shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from klientel.accounts.models import User
from klientel.contacts.models import Contact, ContactPoint, Organization
from klientel.contacts.queries import (
    contacts_for_list,
    contacts_visible_to,
    organizations_for_list,
    organizations_visible_to,
)
from klientel.records import kinds
from klientel.records.words import Word
from klientel.web.contacts.lists import contact_cell
from klientel.web.lists.addresses import record_addresses
from klientel.web.lists.cells import Record
from klientel.web.organizations.lists import organization_cell, relationship_pills, switchboard
from klientel.web.search import matching
from klientel.web.search.matching import Piece, marked


@dataclass(frozen=True, slots=True)
class Hit:
    """A found record: its name with what was met, what it is, and the number or mail met."""

    who: Record
    uid: str
    pieces: tuple[Piece, ...]
    about: str
    matched: tuple[Piece, ...] = ()
    matched_sort: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A kind that the search looks through; `hits` costs as many queries for one as for all."""

    kind: str
    list_url_name: str
    visible: Callable[[User], "QuerySet[Any]"]
    rows: Callable[[User], "QuerySet[Any]"]
    hits: Callable[[Sequence[Any], Sequence[Word]], list[Hit]]


def contact_hits(contacts: Sequence[Contact], asked: Sequence[Word]) -> list[Hit]:
    points = _met_points([contact.pk for contact in contacts], asked)
    url = record_addresses("contact_detail")
    return [
        _hit(
            contact_cell(contact, url(contact.uid)),
            contact,
            asked,
            _position(contact),
            points.get(contact.pk),
        )
        for contact in contacts
    ]


def organization_hits(organizations: Sequence[Organization], asked: Sequence[Word]) -> list[Hit]:
    pills = relationship_pills([each.pk for each in organizations], timezone.localdate())
    url = record_addresses("organization_detail")
    hits = []
    for each in organizations:
        town = each.seat.address.town if each.seat.address else ""
        about = " · ".join(filter(None, [town, *(pill["text"] for pill in pills.get(each.pk, ()))]))
        number = switchboard(each)
        met = number is not None and matching.meets(number["shown"], "phone", asked)
        point = (number["shown"], "phone") if number is not None and met else None
        hits.append(_hit(organization_cell(each, url(each.uid)), each, asked, about, point))
    return hits


def _hit(
    who: Record, row: Any, asked: Sequence[Word], about: str, point: tuple[str, str] | None
) -> Hit:
    """Return the hit; the point is shown only if the name does not say why it was found."""
    if point is None or matching.has_all(who["name"], asked):
        return Hit(who, str(row.uid), marked(who["name"], asked), about)
    value, sort = point
    pieces = ((value, True),) if sort == "phone" else marked(value, asked)
    return Hit(who, str(row.uid), marked(who["name"], asked), about, pieces, sort)


def _position(contact: Contact) -> str:
    effective = contact.effective
    title = effective.position.title if effective.position else ""
    employer = effective.organization.name if effective.organization else ""
    return f"{title} @ {employer}" if title and employer else title or employer


def _met_points(pks: Sequence[int], asked: Sequence[Word]) -> dict[int, tuple[str, str]]:
    """Return of each contact the first number or address that the query met."""
    points = ContactPoint.objects.filter(contact__in=pks, retired_on=None).order_by("-pk")
    return {
        contact: (value, sort)
        for contact, value, sort in points.values_list("contact_id", "value", "sort")
        if matching.meets(value, sort, asked)
    }


def sources() -> list[Source]:
    """Return the searched kinds in the order of their groups."""
    return [
        Source("contact", "contact_list", contacts_visible_to, contacts_for_list, contact_hits),
        Source(
            "organization",
            "organization_list",
            organizations_visible_to,
            organizations_for_list,
            organization_hits,
        ),
    ]


def source_of(kind: str) -> Source | None:
    return next((each for each in sources() if each.kind == kind), None)


def kind_of(source: Source) -> kinds.Kind:
    return kinds.kind(source.kind)
