"""Which relationships hold on a day, and which are over: conditions for lists and filters."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from klientel.contacts.models import Relationship


def holding_on(day: date) -> Q:
    """Return the condition on relationships that hold on the day."""
    return (Q(since=None) | Q(since__lte=day)) & (Q(until=None) | Q(until__gte=day))


def over_on(day: date) -> Q:
    """Return the condition on relationships that have ended, with none of their type after them."""
    again = Relationship.objects.filter(
        holding_on(day), organization=OuterRef("organization"), type=OuterRef("type")
    )
    return Q(until__lt=day) & ~Q(Exists(again))


def related_on(day: date, code: str) -> Q:
    """Return the condition that an organisation is customer, supplier … of ours on a day."""
    valid = Relationship.objects.filter(holding_on(day), type__code=code)
    return Q(pk__in=valid.values("organization"))


def formerly_related_on(day: date, code: str) -> Q:
    """Return the condition that an organisation was customer, supplier … and is no longer."""
    over = Relationship.objects.filter(over_on(day), type__code=code)
    return Q(pk__in=over.values("organization"))
