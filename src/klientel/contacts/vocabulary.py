"""The words that an office makes for itself, with how often they stand: types and tags."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from klientel.accounts.models import User
from klientel.accounts.permissions import visible
from klientel.contacts.models import (
    Connection,
    ConnectionType,
    Contact,
    ContactTag,
    Organization,
    OrganizationTag,
    Relationship,
    RelationshipType,
    Tag,
)

SHOWN = 200


@dataclass(frozen=True, slots=True)
class UsedType:
    """A type with how many records of that type the reader may see."""

    type: RelationshipType | ConnectionType
    count: int


@dataclass(frozen=True, slots=True)
class UsedTag:
    """A tag with how many contacts and organisations the reader may see that have it."""

    tag: Tag
    contacts: int
    organizations: int


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags that are shown, and how many more there are."""

    shown: list[UsedTag]
    more: int


def relationship_types_with_counts(user: User, today: date) -> list[UsedType]:
    """Return the types, offered ones first, with how many organisations are it today."""
    rows = Relationship.objects.filter(
        Q(since=None) | Q(since__lte=today),
        Q(until=None) | Q(until__gte=today),
        visible(user, Organization, at="organization"),
        organization__binned_at=None,
    )
    counted = rows.values("type").annotate(many=Count("organization", distinct=True))
    many = dict(counted.values_list("type", "many"))
    types = RelationshipType.live.order_by("is_retired", "pk")
    return [UsedType(each, many.get(each.pk, 0)) for each in types]


def connection_types_with_counts(user: User) -> list[UsedType]:
    """Return the types, offered ones first, with how many connections are of it."""
    rows = Connection.live.filter(visible(user, Connection))
    many = Counter(rows.values_list("type", flat=True))
    types = ConnectionType.live.order_by("is_retired", "pk")
    return [UsedType(each, many.get(each.pk, 0)) for each in types]


def tags_with_counts(user: User, sought: str = "", *, only: Tag | None = None) -> Tags:
    """Return the tags by name whose name contains what is sought."""
    rows = Tag.live.filter(pk=only.pk) if only else Tag.live.filter(name__icontains=sought)
    found = list(rows.order_by("name")[: SHOWN + 1])
    shown = found[:SHOWN]
    pks = [tag.pk for tag in shown]
    people = ContactTag.objects.filter(
        visible(user, Contact, at="contact"), tag__in=pks, contact__binned_at=None
    )
    firms = OrganizationTag.objects.filter(
        visible(user, Organization, at="organization"), tag__in=pks, organization__binned_at=None
    )
    contacts = dict(people.values("tag").annotate(many=Count("pk")).values_list("tag", "many"))
    organizations = dict(firms.values("tag").annotate(many=Count("pk")).values_list("tag", "many"))
    used = [UsedTag(tag, contacts.get(tag.pk, 0), organizations.get(tag.pk, 0)) for tag in shown]
    more = rows.count() - SHOWN if len(found) > SHOWN else 0
    return Tags(used, more)


def twice_named(kind: RelationshipType) -> str:
    """Return 'name' if another type in use has the same one."""
    others = RelationshipType.live.exclude(pk=kind.pk)
    taken = {str(each).casefold() for each in others}
    return "name" if kind.binned_at is None and str(kind).casefold() in taken else ""
