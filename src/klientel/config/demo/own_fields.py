"""Fields of one's own in the demo data, filled at the records that are shown."""

from datetime import date, timedelta
from typing import Any

from klientel.changes.actors import Actor
from klientel.contacts.models import Contact, Organization
from klientel.contacts.operations.custom_values import set_custom_values
from klientel.records.custom.models import CustomField
from klientel.records.operations import ChoiceEdit, CustomFieldPatch, add_custom_field

FIRMS, PEOPLE = 12, 12
_PAYMENTS = ("Rechnung", "SEPA-Lastschrift", "Vorkasse")
_TOPICS = ("Neuheiten", "Messen", "Schulungen")


def add_own_fields(*, by: Actor) -> None:
    """Add two fields of organisations and two of contacts, with values at the first of them."""
    payment = _field(
        "organization",
        {"name": "Zahlungsart", "type": "choice", "is_searchable": True},
        _PAYMENTS,
        by,
    )
    card = _field("organization", {"name": "Kundenkarte", "type": "boolean"}, (), by)
    since = _field(
        "contact", {"name": "Newsletter seit", "type": "date", "is_personal": True}, (), by
    )
    topics = _field(
        "contact", {"name": "Themen", "type": "choices", "is_personal": True}, _TOPICS, by
    )
    for number, firm in enumerate(Organization.live.order_by("pk")[:FIRMS]):
        code = payment.options[number % len(_PAYMENTS)].code
        held: dict[str, Any] = {payment.key: code, card.key: number % 3 == 0}
        set_custom_values(record=firm, values=held, by=by)
    for number, person in enumerate(Contact.live.filter(sort="person").order_by("pk")[:PEOPLE]):
        codes = tuple(each.code for each in topics.options[: 1 + number % len(_TOPICS)])
        held = {since.key: date(2025, 1, 15) + timedelta(days=23 * number), topics.key: codes}
        set_custom_values(record=person, values=held, by=by)


def _field(
    record_kind: str, patch: CustomFieldPatch, choices: tuple[str, ...], by: Actor
) -> CustomField:
    edits = [ChoiceEdit(each) for each in choices]
    return add_custom_field(record_kind=record_kind, patch=patch, choices=edits, by=by)
