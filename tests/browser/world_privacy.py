"""What data protection shows of the world's person, and its pages."""

from klientel.contacts.models import Contact, RetentionRule
from klientel.contacts.operations.consents import (
    give_consent,
    note_objection,
    withdraw_consent,
)
from klientel.contacts.operations.erasing import erase_contact
from klientel.contacts.operations.retention import change_retention_rule
from tests import factories
from tests.factories import SYSTEM, TODAY


def with_consents(person: Contact) -> None:
    """Note entries in three channels, let a rule propose, and erase somebody."""
    said = {"contact": person, "on": TODAY, "source": "form", "by": SYSTEM}
    give_consent(channel="email", text="Ja, den Newsletter", **said)
    give_consent(channel="messenger", **said)
    withdraw_consent(channel="messenger", **said)
    note_objection(channel="phone", text="Nur per E-Mail", **said)
    note_objection(channel="post", **said)
    for rule in RetentionRule.objects.filter(sort__in=("inactive", "bin")):
        change_retention_rule(rule=rule, months=1, is_active=True, by=SYSTEM)
    gone = factories.contact(family_name="Fort", given_name="Ute")
    erase_contact(contact=gone, reason="request", by=SYSTEM)


def privacy_pages(person: Contact) -> dict[str, str]:
    one = f"/kontakte/{person.uid}/"
    found = {
        f"privacy {rest}": one + rest
        for rest in (
            "einwilligung/email/", "einwilligung/phone/", "einwilligung/post/", "auskunft/",
            "auskunft/?sprache=en", "endgueltig-loeschen/", "aufbewahren/",
        )
    }  # fmt: skip
    for rule in RetentionRule.objects.order_by("pk"):
        found[f"rule {rule.sort}"] = f"/einstellungen/loeschfristen/{rule.uid}/"
    return found | {
        "privacy settings": "/einstellungen/datenschutz/",
        "retention": "/einstellungen/loeschfristen/",
    }
