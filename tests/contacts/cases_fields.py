"""Cases of the operations on values of the fields that users made."""

from decimal import Decimal

from klientel.contacts.operations import contacts, custom_values, organizations
from klientel.records.operations import bin_custom_field
from tests.contacts.cases import case
from tests.contacts.world import LONG_AFTER
from tests.factories import SYSTEM, TODAY
from tests.fields import field


@case(custom_values.set_custom_values)
def values_of_several_types(world):
    field("Kundenkarte", "boolean", of="organization")
    field("Zahlungsart", "choice", "Rechnung", "Lastschrift", of="organization")
    return {
        "record": world.firm,
        "values": {"x_kundenkarte": True, "x_zahlungsart": "rechnung"},
    }


@case(custom_values.set_custom_values)
def other_values_than_before(world):
    number, colours = field("Schuhgröße", "number"), field("Farben", "choices", "Rot", "Blau")
    held = {number.key: Decimal(42), colours.key: ("rot",)}
    custom_values.set_custom_values(record=world.berg, values=held, by=SYSTEM)
    return {"record": world.berg, "values": {number.key: None, colours.key: ("blau",)}}


@case(contacts.change_contact)
def its_own_fields(world):
    day = field("Newsletter seit", "date")
    return {"contact": world.berg, "patch": {"notes": "x"}, "custom": {day.key: TODAY}}


@case(organizations.change_organization)
def its_own_field(world):
    text = field("Parkplatz", "text", of="organization")
    return {"organization": world.firm, "patch": {}, "custom": {text.key: "Hof links"}}


@case(custom_values.purge_custom_fields, undone=False, units=2)
def a_field_with_values(world):
    text = field("Parkplatz", "text", of="organization")
    custom_values.set_custom_values(record=world.firm, values={text.key: "Hof"}, by=SYSTEM)
    bin_custom_field(field=text, by=SYSTEM)
    return {"before": LONG_AFTER}
