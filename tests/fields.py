"""Fields that an office made, for tests."""

from typing import Any

from klientel.records.custom.models import CustomField
from klientel.records.operations import ChoiceEdit, add_custom_field
from tests.factories import SYSTEM


def field(
    name: str, sort: str = "text", *choices: str, of: str = "contact", **patch: Any
) -> CustomField:
    return add_custom_field(
        record_kind=of,
        patch={"name": name, "type": sort, **patch},  # type: ignore[typeddict-item] # any of the patch's fields
        choices=[ChoiceEdit(each) for each in choices],
        by=SYSTEM,
    )


def all_types(of: str = "contact", **patch: Any) -> dict[str, CustomField]:
    """Return a field of each type, by type."""
    return {
        "text": field("Größe", "text", of=of, **patch),
        "number": field("Zahl", "number", of=of, **patch),
        "date": field("Seit", "date", of=of, **patch),
        "choice": field("Art", "choice", "Rechnung", "Bar", of=of, **patch),
        "choices": field("Farben", "choices", "Rot", "Blau", of=of, **patch),
        "boolean": field("Karte", "boolean", of=of, **patch),
        "link": field("Seite", "link", of=of, **patch),
        "user": field("Betreuer", "user", of=of, **patch),
    }
