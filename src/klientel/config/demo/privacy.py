"""Consents, an objection and a retention rule at the shown records."""

from datetime import UTC, date, datetime
from typing import Final

from klientel.accounts.models import User
from klientel.changes.actors import Actor
from klientel.contacts.models import Contact, Organization, RetentionRule
from klientel.contacts.operations.consents import (
    give_consent,
    note_objection,
    withdraw_consent,
)
from klientel.contacts.operations.contacts import Employment, PointEdit, add_contact
from klientel.contacts.operations.retention import change_retention_rule

_NEWSLETTER = "Ja, ich möchte den Newsletter per E-Mail erhalten."
_ENTRIES: Final = (
    ("Köhler-Stein", "email", give_consent, date(2025, 3, 18), "form", _NEWSLETTER),
    ("Köhler-Stein", "post", give_consent, date(2025, 3, 18), "form", ""),
    ("Köhler-Stein", "messenger", give_consent, date(2025, 9, 2), "talk", ""),
    ("Köhler-Stein", "messenger", withdraw_consent, date(2026, 6, 11), "email", ""),
    ("Reinholz", "email", give_consent, date(2024, 11, 5), "written", _NEWSLETTER),
    ("Tessmer", "phone", give_consent, date(2026, 2, 9), "phone", "Rückfragen zu Rechnungen"),
    ("Petersen", "phone", note_objection, date(2026, 10, 6), "talk", "Nur per E-Mail erreichbar."),
)
_RULE, _MONTHS = "former", 24


def add_shown_consents(user: User, *, by: Actor) -> None:
    """Note what the shown people said, and have one rule propose whom to erase."""
    for name, channel, act, day, source, text in _ENTRIES:
        contact = Contact.objects.filter(family_name=name, sort="person").order_by("pk")[0]
        at = datetime(day.year, day.month, day.day, 10, 30, tzinfo=UTC)
        noted = Actor(source="web", at=at, user_id=user.pk)
        act(contact=contact, channel=channel, on=day, source=source, text=text, by=noted)
    _add_former(by)
    rule = RetentionRule.objects.get(sort=_RULE)
    change_retention_rule(rule=rule, months=_MONTHS, is_active=True, by=by)


def _add_former(by: Actor) -> None:
    """Add somebody at the shown firm that was a customer until 2024: him the rule proposes."""
    firm = Organization.objects.get(name="Grünthal Anlagenbau GmbH")
    add_contact(
        patch={"salutation": "male", "given_name": "Torsten", "family_name": "Wiechert"},
        employment=Employment(organization=firm, title="Projektleiter", since=date(2018, 3, 1)),
        points=(PointEdit("phone", "040 66969-262", "direct"),),
        by=by,
    )
