"""Whom retention rules propose for erasure, and why. They propose; a person decides."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from klientel.accounts.models import User
from klientel.accounts.permissions import visible
from klientel.changes.models import Unit
from klientel.contacts.models import (
    Contact,
    Position,
    Relationship,
    RetentionRule,
    RetentionSort,
)

DAYS_A_MONTH = 30.44


@dataclass(frozen=True, slots=True)
class Deadline:
    """What lies before `at` is old enough; `day` is the same where the company is."""

    at: datetime
    day: date


def rules() -> list[RetentionRule]:
    """Return every rule, in the order of the settings page."""
    order = list(RetentionSort.values)
    return sorted(RetentionRule.objects.all(), key=lambda rule: order.index(rule.sort))


def proposed(rule: RetentionRule, now: datetime, user: User | None = None) -> QuerySet[Contact]:
    """Return the contacts that a rule proposes today, by name; those kept on are left out."""
    at = now - timedelta(days=rule.months * DAYS_A_MONTH)
    deadline = Deadline(at, timezone.localdate(at))
    rows: QuerySet[Contact] = Contact.objects.filter(
        _CONDITIONS[rule.sort](deadline), sort="person", erased_at=None
    ).exclude(retention_keep__until__gte=timezone.localdate(now))
    if user is not None:
        rows = rows.filter(visible(user, Contact))
    return rows.order_by("sort_name", "pk")


def _untouched(deadline: Deadline) -> Q:
    """Nobody changed the record since: its revision is of a unit before the deadline."""
    last = Unit.objects.filter(at__lt=deadline.at).aggregate(last=Max("revision"))["last"] or 0
    return Q(revision__lte=last, revision__gt=0)


def _unrelated(deadline: Deadline) -> Q:
    related = Relationship.objects.filter(Q(until=None) | Q(until__gte=deadline.day))
    tied = Position.objects.filter(organization__in=related.values("organization"))
    return _untouched(deadline) & Q(binned_at=None) & ~Q(pk__in=tied.values("contact"))


def _former(deadline: Deadline) -> Q:
    customers = Relationship.objects.filter(type__code="customer")
    now = customers.filter(Q(until=None) | Q(until__gte=deadline.day))
    then = customers.filter(until__lt=deadline.day)
    at_former = Position.objects.filter(organization__in=then.values("organization"))
    at_present = Position.objects.filter(organization__in=now.values("organization"))
    return (
        Q(binned_at=None)
        & Q(pk__in=at_former.values("contact"))
        & ~Q(pk__in=at_present.values("contact"))
    )


def _inactive(deadline: Deadline) -> Q:
    return Q(binned_at=None, is_inactive=True, inactive_from__lt=deadline.day)


def _binned(deadline: Deadline) -> Q:
    return Q(binned_at__lt=deadline.at)


_CONDITIONS: dict[str, Callable[[Deadline], Q]] = {
    RetentionSort.UNRELATED: _unrelated,
    RetentionSort.FORMER: _former,
    RetentionSort.INACTIVE: _inactive,
    RetentionSort.BIN: _binned,
}
