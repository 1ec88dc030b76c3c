"""Cases of the operations on tags and types, and of what corrects relationships and connections."""

from klientel.contacts.models import ConnectionType, Relationship
from klientel.contacts.operations import moving_ahead, relationships, tags, ties
from klientel.contacts.operations.positions import NextJob, change_company
from klientel.contacts.operations.relationships import add_relationship_type
from klientel.contacts.operations.ties import add_connection_type, attach_tag
from tests.contacts.cases import case
from tests.contacts.world import TOMORROW, YESTERDAY
from tests.factories import SYSTEM, TODAY


@case(tags.change_tag)
def one_that_is_attached(world):
    return {"tag": world.tag, "name": "Messe 2026", "colour": "m2"}


@case(tags.merge_tags)
def one_of_which_some_have_both(world):
    attach_tag(record=world.berg, tag=world.unused, by=SYSTEM)
    return {"tag": world.tag, "into": world.unused}


@case(tags.delete_tag)
def one_that_stands_on_both(world):
    return {"tag": world.tag}


@case(relationships.change_relationship_type)
def its_range(world):
    return {"type": world.customer, "patch": {"first_number": 20001, "last_number": 29999}}


@case(relationships.change_relationship_type)
def no_longer_offered(world):
    own = add_relationship_type(name="Presse", has_numbers=False, by=SYSTEM)
    return {"type": own, "patch": {"name": "Medien", "is_retired": True}}


@case(ties.change_connection_type)
def its_roles(world):
    own = add_connection_type(forward="Makler von", backward="hat als Makler", by=SYSTEM)
    return {"type": own, "patch": {"forward": "Vermittler von"}}


@case(relationships.change_relationship)
def its_dates_and_number(world):
    held = Relationship.objects.get(organization=world.firm)
    return {"relationship": held, "since": YESTERDAY, "until": TODAY, "number": "4711"}


@case(relationships.remove_relationship)
def one_set_by_mistake(world):
    return {"relationship": Relationship.objects.get(organization=world.firm)}


@case(ties.change_connection)
def turned_round(world):
    return {
        "connection": world.tie,
        "type": ConnectionType.objects.get(code="lawyer"),
        "forward": False,
        "since": YESTERDAY,
        "until": None,
        "note": "seit gestern",
    }


def _announced(world):
    change_company(
        contact=world.berg,
        leaving=world.position(world.berg, world.firm),
        to=NextJob(organization=world.alpin),
        on=TOMORROW,
        by=SYSTEM,
    )
    return world.berg


@case(moving_ahead.call_off_change)
def that_lies_ahead(world):
    return {"contact": _announced(world)}


@case(moving_ahead.change_company_instead)
def of_the_one_that_lies_ahead(world):
    berg = _announced(world)
    return {
        "contact": berg,
        "leaving": world.position(berg, world.firm),
        "to": NextJob(organization=world.subsidiary),
        "on": TOMORROW,
    }
