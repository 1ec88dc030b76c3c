"""What organisations are to us: set by hand, or computed from causes. By hand beats computed."""

from contextlib import suppress
from datetime import date
from typing import TypedDict
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from klientel.accounts.permissions import must
from klientel.changes.actors import Actor
from klientel.changes.door import Write, writing
from klientel.contacts.models import (
    FIRST_NUMBER,
    Organization,
    Relationship,
    RelationshipCause,
    RelationshipType,
)
from klientel.contacts.spans import day_before

_LEAP = 500


class NumberTaken(Exception):
    """Another organisation has that customer or supplier number."""


class NumbersUsedUp(Exception):
    """The type's range of numbers has an end, and it is reached."""


class EndsBeforeItBegins(Exception):
    """The last day lies before the first."""


class RangeEndsBeforeItBegins(Exception):
    """The last number is smaller than the first."""


class TypeExists(Exception):
    """Another type has that name."""


class RelationshipTypePatch(TypedDict, total=False):
    name: str
    has_numbers: bool
    first_number: int
    last_number: int | None
    is_retired: bool


def add_relationship_type(
    *,
    name: str,
    code: str = "",
    has_numbers: bool,
    first_number: int = FIRST_NUMBER,
    last_number: int | None = None,
    by: Actor,
) -> RelationshipType:
    """Add what an organisation can be to us; built-in ones have a code, own ones a name."""
    with writing(by) as write:
        must(by, "add", RelationshipType)
        _check_type_name(name, None)
        _check_range(first_number, last_number)
        kind = RelationshipType(name=name, code=code, has_numbers=has_numbers)
        kind.first_number, kind.last_number = first_number, last_number
        return write.add(kind)


def change_relationship_type(
    *,
    type: RelationshipType,  # noqa: A002 -- the domain's word
    patch: RelationshipTypePatch,
    expected: int | None = None,
    by: Actor,
) -> None:
    """Change a type; numbers that were given stay. A retired one stays where it is set."""
    with writing(by) as write:
        row = write.fresh(type, expected)
        must(by, "change", row)
        _check_type_name(patch.get("name", ""), row)
        first = patch.get("first_number", row.first_number)
        _check_range(first, patch.get("last_number", row.last_number))
        write.change(row, **patch)


def set_relationship(
    *,
    organization: Organization,
    type: RelationshipType,  # noqa: A002 -- the domain's word
    since: date | None = None,
    until: date | None = None,
    number: str = "",
    by: Actor,
) -> Relationship:
    """Say by hand what an organisation is to us; a computed one becomes one by hand.

    Who returns keeps the number he had; else types with numbers give the next of their range.
    """
    if since and until and until < since:
        raise EndsBeforeItBegins
    with writing(by) as write:
        row = write.fresh(organization)
        must(by, "change", row)
        _check_number(row, type, number)
        held = _open(row, type, timezone.localdate(by.at))
        if held is None:
            number = number or _former_number(row, type) or _next_number(write, type)
            return write.add(
                Relationship(organization=row, type=type, since=since, until=until, number=number)
            )
        values = {"since": since or held.since, "until": until, "number": number or held.number}
        write.change(held, by_hand=True, **values)
    return held


def change_relationship(
    *,
    relationship: Relationship,
    since: date | None,
    until: date | None,
    number: str,
    expected: int | None = None,
    by: Actor,
) -> None:
    """Correct a relationship's dates and number; from then on it is one by hand."""
    if since and until and until < since:
        raise EndsBeforeItBegins
    with writing(by) as write:
        row = write.fresh(relationship.organization, expected)
        must(by, "change", row)
        held = Relationship.objects.select_related("type").get(pk=relationship.pk)
        held.organization = row
        _check_number(row, held.type, number)
        write.change(held, since=since, until=until, number=number, by_hand=True)


def remove_relationship(*, relationship: Relationship, by: Actor) -> None:
    """Remove a relationship that was set by mistake; one that was is ended instead."""
    with writing(by) as write:
        row = write.fresh(relationship.organization)
        must(by, "change", row)
        held = Relationship.objects.select_related("type").get(pk=relationship.pk)
        held.organization = row
        for cause in held.causes.all():
            cause.organization = row
            write.remove(cause)
        write.remove(held)


def end_relationship(*, relationship: Relationship, on: date, by: Actor) -> None:
    """End a relationship; `on` is the first day without it."""
    with writing(by) as write:
        row = write.fresh(relationship.organization)
        must(by, "change", row)
        held = Relationship.objects.select_related("organization").get(pk=relationship.pk)
        last = day_before(on)
        if held.since and last < held.since:
            write.change(held, since=last)
        write.change(held, until=last, by_hand=True)


def support_relationship(
    *,
    organization: Organization,
    type: RelationshipType,  # noqa: A002 -- the domain's word
    cause_kind: str,
    cause_uid: UUID,
    by: Actor,
) -> None:
    """Compute a relationship from a cause; it lives as long as one cause lives.

    What was ended by hand while the cause stood stays ended.
    """
    with writing(by) as write:
        row = write.fresh(organization)
        must(by, "change", row)
        today = timezone.localdate(by.at)
        held = _open(row, type, today)
        if held is None and _ended_by_hand(row, type, cause_uid):
            return
        if held is None:
            number = _former_number(row, type) or _number_if_any(write, type)
            held = write.add(
                Relationship(organization=row, type=type, since=today, by_hand=False, number=number)
            )
        if not held.by_hand:
            write.change(held, until=None)
        if not held.causes.filter(cause_uid=cause_uid).exists():
            write.add(
                RelationshipCause(
                    organization=row,
                    relationship=held,
                    cause_kind=cause_kind,
                    cause_uid=cause_uid,
                )
            )


def withdraw_support(*, organization: Organization, cause_uid: UUID, by: Actor) -> None:
    """Take a cause away; a computed relationship ends with its last one."""
    with writing(by) as write:
        row = write.fresh(organization)
        must(by, "change", row)
        causes = RelationshipCause.objects.filter(organization=row, cause_uid=cause_uid)
        for cause in causes.select_related("relationship__organization"):
            held = cause.relationship
            cause.organization = held.organization = row
            write.remove(cause)
            if not held.by_hand and held.until is None and not held.causes.exists():
                write.change(held, until=timezone.localdate(by.at))


def _ended_by_hand(organization: Organization, kind: RelationshipType, cause: UUID) -> bool:
    ended = Relationship.objects.filter(organization=organization, type=kind, by_hand=True)
    return ended.filter(causes__cause_uid=cause).exists()


def _former_number(organization: Organization, kind: RelationshipType) -> str:
    former = Relationship.objects.filter(organization=organization, type=kind).exclude(number="")
    return former.order_by("-pk").values_list("number", flat=True).first() or ""


def _open(organization: Organization, kind: RelationshipType, today: date) -> Relationship | None:
    """Return the relationship that holds today or has yet to end."""
    lasting = Q(until=None) | Q(until__gte=today)
    held: Relationship | None = (
        organization.relationships.filter(lasting, type=kind).order_by("-pk").first()
    )
    if held is not None:
        held.organization = organization
    return held


def _check_number(organization: Organization, kind: RelationshipType, number: str) -> None:
    taken = Relationship.objects.filter(type=kind, number=number)
    if number and taken.exclude(organization=organization).exists():
        raise NumberTaken


def _next_number(write: Write, kind: RelationshipType) -> str:
    """Return the next number of the type's range that nobody has; '' for a type without numbers."""
    if not kind.has_numbers:
        return ""
    kind = RelationshipType.objects.get(pk=kind.pk)
    own = "" if kind.first_number == FIRST_NUMBER else f"/{kind.first_number}"
    while True:  # a range that was filled by an import is leapt over, not walked
        first = write.number(f"relationship/{kind.pk}{own}") + kind.first_number - 1
        wanted = [str(first + step) for step in range(_LEAP)]
        taken = set(
            Relationship.objects.filter(type=kind, number__in=wanted).values_list(
                "number", flat=True
            )
        )
        free = next((place for place, each in enumerate(wanted) if each not in taken), _LEAP)
        if kind.last_number is not None and first + free > kind.last_number:
            raise NumbersUsedUp
        if free:
            write.number(f"relationship/{kind.pk}{own}", min(free, _LEAP - 1))
        if free < _LEAP:
            return wanted[free]


def _number_if_any(write: Write, kind: RelationshipType) -> str:
    """Return the next number, or none where the range is used up: nobody is there to be asked."""
    with suppress(NumbersUsedUp):
        return _next_number(write, kind)
    return ""


def _check_range(first: int, last: int | None) -> None:
    if last is not None and last < first:
        raise RangeEndsBeforeItBegins


def _check_type_name(name: str, mine: RelationshipType | None) -> None:
    if not name:
        return
    others = RelationshipType.live.exclude(pk=mine.pk if mine else None)
    if any(str(other).casefold() == name.casefold() for other in others):
        raise TypeExists
