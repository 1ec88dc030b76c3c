"""Retention rules: set by the administrator, decided on by a person, contact by contact."""

from datetime import date

from django.utils import timezone

from klientel.accounts.permissions import must
from klientel.changes.actors import Actor
from klientel.changes.door import Write, writing
from klientel.contacts.models import (
    Contact,
    Erasure,
    RetentionKeep,
    RetentionRule,
    RetentionSort,
)

MONTHS = {
    RetentionSort.UNRELATED: 24,
    RetentionSort.FORMER: 120,
    RetentionSort.INACTIVE: 36,
    RetentionSort.BIN: 1,
}


class NotAhead(Exception):
    """One keeps until a day that is still to come."""


def put_built_in_rules(write: Write) -> None:
    """Add the rules that are missing; none is active until somebody says so."""
    known = set(RetentionRule.objects.values_list("sort", flat=True))
    for sort, months in MONTHS.items():
        if sort not in known:
            must(write.by, "add", RetentionRule)
            write.add(RetentionRule(sort=sort, months=months))


def change_retention_rule(
    *, rule: RetentionRule, months: int, is_active: bool, expected: int | None = None, by: Actor
) -> None:
    with writing(by) as write:
        row = write.fresh(rule, expected)
        must(by, "change", row)
        write.change(row, months=months, is_active=is_active)


def keep_contact(*, contact: Contact, until: date, reason: str, by: Actor) -> None:
    """Keep a contact whom a rule proposes, until a day and for a reason."""
    with writing(by) as write:
        row = write.fresh(contact)
        must(by, "add", Erasure)
        must(by, "change", row)
        if until <= timezone.localdate(by.at):
            raise NotAhead
        kept = RetentionKeep.objects.filter(contact=row).first()
        if kept is None:
            write.add(RetentionKeep(contact=row, until=until, reason=reason.strip()))
        else:
            kept.contact = row
            write.change(kept, until=until, reason=reason.strip())
