"""Where the search looks: of each kind the rows that a user may see, and how a hit is shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Case, F, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.utils import timezone

from klientel.accounts.models import User
from klientel.contacts.markings import UNMARKED, Marking
from klientel.contacts.models import Contact, ContactPoint, Organization
from klientel.contacts.queries import (
    contacts_for_list,
    contacts_visible_to,
    open_points,
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
from klientel.web.templatetags.privacy import block_notes

Met = tuple[str, str, bool]  # a number or address, its kind, whether it is a former one


@dataclass(frozen=True, slots=True)
class Hit:
    """A found record: its name with what was met, what it is, and the number or mail met."""

    who: Record
    uid: str
    pieces: tuple[Piece, ...]
    about: str
    matched: tuple[Piece, ...] = ()
    matched_sort: str = ""
    is_former: bool = False
    blocks: tuple[str, ...] = ()
    marking: Marking = UNMARKED


@dataclass(frozen=True, slots=True)
class Source:
    """A kind that the search looks through; `hits` costs as many queries for one as for all."""

    kind: str
    list_url_name: str
    visible: Callable[[User], "QuerySet[Any]"]
    rows: Callable[[User], "QuerySet[Any]"]
    hits: Callable[[Sequence[Any], Sequence[Word], User], list[Hit]]
    weight: Callable[[User], Combinable] | None = None


def contact_hits(contacts: Sequence[Contact], asked: Sequence[Word], user: User) -> list[Hit]:
    points = _met_points([contact.pk for contact in contacts], asked, user)
    url = record_addresses("contact_detail")
    hits = [
        _hit(
            contact_cell(contact, url(contact.uid)),
            contact,
            asked,
            _position(contact),
            points.get(contact.pk),
        )
        for contact in contacts
    ]
    return [
        replace(hit, blocks=tuple(block_notes(contact.effective.blocked)))
        for hit, contact in zip(hits, contacts, strict=True)
    ]


def organization_hits(
    organizations: Sequence[Organization], asked: Sequence[Word], _user: User
) -> list[Hit]:
    pills = relationship_pills([each.pk for each in organizations], timezone.localdate())
    url = record_addresses("organization_detail")
    hits = []
    for each in organizations:
        town = each.seat.address.town if each.seat.address else ""
        about = " · ".join(filter(None, [town, *(pill["text"] for pill in pills.get(each.pk, ()))]))
        number = switchboard(each)
        met = number is not None and matching.meets(number["shown"], "phone", asked)
        point = (number["shown"], "phone", False) if number is not None and met else None
        hits.append(_hit(organization_cell(each, url(each.uid)), each, asked, about, point))
    return hits


def _hit(who: Record, row: Any, asked: Sequence[Word], about: str, point: Met | None) -> Hit:
    """Return the hit; the point is shown only if the name does not say why it was found."""
    if point is None or matching.has_all(who["name"], asked):
        return Hit(who, str(row.uid), marked(who["name"], asked), about)
    value, sort, is_former = point
    pieces = ((value, True),) if sort == "phone" else marked(value, asked)
    name = marked(who["name"], asked)
    return Hit(who, str(row.uid), name, about, pieces, sort, is_former)


def _position(contact: Contact) -> str:
    effective = contact.effective
    title = effective.position.title if effective.position else ""
    employer = effective.organization.name if effective.organization else ""
    return f"{title} @ {employer}" if title and employer else title or employer


def _met_points(pks: Sequence[int], asked: Sequence[Word], user: User) -> dict[int, Met]:
    """Return of each contact the first number or address that the query met, one of now if any."""
    points = ContactPoint.objects.filter(open_points(user), contact__in=pks)
    points = points.order_by(F("retired_on").asc(nulls_last=True), "-pk")
    return {
        contact: (value, sort, retired is not None)
        for contact, value, sort, retired in points.values_list(
            "contact_id", "value", "sort", "retired_on"
        )
        if matching.meets(value, sort, asked)
    }


def active_and_own_first(user: User) -> Combinable:
    """Return what sorts a user's own records before others, and inactive ones last."""
    return Case(
        When(is_inactive=True, then=Value(2)),
        When(account_manager=user, then=Value(0)),
        default=Value(1),
    )


_sources: list[Source] = [
    Source(
        "contact",
        "contact_list",
        contacts_visible_to,
        contacts_for_list,
        contact_hits,
        active_and_own_first,
    ),
    Source(
        "organization",
        "organization_list",
        organizations_visible_to,
        organizations_for_list,
        organization_hits,
        active_and_own_first,
    ),
]


def register_source(source: Source) -> None:
    """Let the search look through one more kind; its group stands after those before it."""
    if source_of(source.kind) is None:
        _sources.append(source)


def sources() -> list[Source]:
    """Return the searched kinds in the order of their groups."""
    return list(_sources)


def source_of(kind: str) -> Source | None:
    return next((each for each in sources() if each.kind == kind), None)


def kind_of(source: Source) -> kinds.Kind:
    return kinds.kind(source.kind)
