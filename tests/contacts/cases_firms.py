"""Cases of the operations on organisations, relationships, ties, and of the daily work."""

from klientel.changes.door import writing
from klientel.contacts.models import (
    Address,
    Connection,
    ConnectionType,
    Contact,
    Organization,
    Position,
    Relationship,
    RelationshipType,
)
from klientel.contacts.operations import bin as binning
from klientel.contacts.operations import (
    built_ins,
    bulk,
    company_address,
    daily,
    organizations,
    purge,
    relationships,
    ties,
)
from klientel.contacts.operations.contacts import deactivate_contact
from klientel.contacts.operations.own_addresses import announce_own_address
from klientel.contacts.operations.positions import NextJob, change_company
from tests.contacts.cases import case
from tests.contacts.world import BREMEN, KIEL, LONG_AFTER, TOMORROW
from tests.factories import HAMBURG, STADE, SYSTEM, TODAY

CAUSE = "0193a000-0000-7000-8000-000000000001"


@case(organizations.add_organization)
def with_address_and_switchboard(world):
    return {"patch": {"name": "Neu GmbH"}, "address": STADE, "switchboard": "+49 4141 1"}


@case(organizations.add_organization)
def with_a_relationship(world):
    return {"patch": {"name": "Neu GmbH"}, "relationship": world.customer}


@case(organizations.change_organization)
def its_name(world):
    return {"organization": world.firm, "patch": {"name": "Musterbau SE", "is_vip": True}}


@case(organizations.change_organization)
def address_switchboard_and_website(world):
    return {
        "organization": world.firm,
        "patch": {"website": "https://musterbau.example"},
        "address": STADE,
        "switchboard": "+49 4141 100",
    }


@case(organizations.change_organization)
def an_address_from_tomorrow(world):
    patch = {"industry": "Bau"}
    said = {"address": STADE, "valid_from": TOMORROW, "switchboard": "+49 4141 100"}
    return {"organization": world.firm, "patch": patch, **said}


@case(organizations.change_organization)
def nothing_that_a_card_prints(world):
    return {"organization": world.firm, "patch": {"industry": "Bau", "employees": 12}}


@case(organizations.change_organization)
def no_department_any_more(world):
    return {"organization": world.department, "patch": {"is_department": False}}


@case(organizations.move_organization)
def to_another_parent(world):
    return {"organization": world.department, "parent": world.alpin, "is_department": True}


@case(organizations.deactivate_organization)
def one_that_is_merged(world):
    return {
        "organization": world.subsidiary,
        "since": TODAY,
        "reason": "merged",
        "merged_into": world.firm,
    }


@case(organizations.reactivate_organization)
def one_that_was_closed(world):
    return {"organization": world.closed}


@case(company_address.change_company_address)
def at_once(world):
    return {"organization": world.firm, "address": STADE}


@case(company_address.change_company_address)
def taken_away(world):
    return {"organization": world.alpin, "address": type(STADE)()}


@case(company_address.change_company_address)
def announced(world):
    return {"organization": world.firm, "address": STADE, "valid_from": TOMORROW}


@case(company_address.change_company_address)
def of_one_without_a_main_contact(world):
    return {"organization": world.department, "address": BREMEN}


@case(company_address.move_along)
def who_had_the_same(world):
    company_address.change_company_address(organization=world.firm, address=STADE, by=SYSTEM)
    same = Address.objects.filter(street=HAMBURG.street)
    return {"addresses": list(same.select_related("contact")), "to": STADE}


@case(binning.bin_organization)
def its_people_stay(world):
    return {"organization": world.firm, "people": "keep"}


@case(binning.bin_organization)
def its_people_go_along(world):
    return {"organization": world.firm, "people": "bin"}


@case(binning.restore_organization)
def with_all_that_went_along(world):
    return {"organization": world.binned_firm}


@case(purge.purge_bin, undone=False, units=4)
def after_thirty_days(world):
    return {"before": LONG_AFTER}


@case(relationships.add_relationship_type)
def of_ones_own(world):
    return {"name": "Lieferdienst", "has_numbers": False}


@case(relationships.set_relationship)
def by_hand(world):
    return {"organization": world.alpin, "type": world.customer, "since": TODAY}


@case(relationships.end_relationship)
def today(world):
    return {"relationship": Relationship.objects.get(organization=world.firm), "on": TODAY}


@case(relationships.support_relationship)
def from_a_cause(world):
    return {
        "organization": world.alpin,
        "type": world.prospect,
        "cause_kind": "opportunity",
        "cause_uid": CAUSE,
    }


@case(relationships.withdraw_support)
def its_last_cause(world):
    relationships.support_relationship(
        organization=world.alpin,
        type=world.prospect,
        cause_kind="opportunity",
        cause_uid=CAUSE,
        by=SYSTEM,
    )
    return {"organization": world.alpin, "cause_uid": CAUSE}


@case(ties.add_tag)
def a_new_one(world):
    return {"name": "Newsletter"}


@case(ties.attach_tag)
def to_a_contact(world):
    return {"record": world.koehler, "tag": world.unused}


@case(ties.attach_tag)
def to_an_organization(world):
    return {"record": world.alpin, "tag": world.unused}


@case(ties.detach_tag)
def from_a_contact(world):
    return {"record": world.berg, "tag": world.tag}


@case(ties.add_connection_type)
def with_two_roles(world):
    return {"forward": "Makler von", "backward": "wird vermittelt von"}


@case(ties.add_connection)
def between_two_firms(world):
    lawyer = ConnectionType.objects.get(code="lawyer")
    return {"type": lawyer, "one": world.firm, "other": world.alpin}


@case(ties.end_connection)
def on_a_day(world):
    return {"connection": world.tie, "on": TODAY}


@case(ties.bin_connection)
def one_that_was_wrong(world):
    return {"connection": world.tie}


@case(built_ins.add_built_in_types, units=2)
def where_they_are_missing(world):
    with writing(SYSTEM) as write:
        write.purge(Connection.objects.get())
        write.purge(ConnectionType.objects.get(code="tax_adviser"))
        write.purge(RelationshipType.objects.get(code="partner"))
    return {}


@case(bulk.add_records)
def an_organization_with_two_contacts(world):
    firm = Organization(name="Viele GmbH")
    people = [Contact(family_name=name) for name in ("Eins", "Zwei")]
    jobs = [Position(contact=each, organization=firm, is_primary=True) for each in people]
    at_first = Address(
        contact=people[0], position=jobs[0], is_company=True, street="Weg 1", town="Kiel"
    )
    return {
        "organizations": [bulk.NewOrganization(firm, main=jobs[0])],
        "contacts": [
            bulk.NewContact(people[0], positions=[jobs[0]], addresses=[at_first]),
            bulk.NewContact(people[1], positions=[jobs[1]]),
        ],
    }


def _tomorrow(world):
    return {"today": TOMORROW}


@case(daily.apply_due)
def a_change_of_company(world):
    leaving = world.position(world.koehler, world.firm)
    change_company(
        contact=world.koehler,
        leaving=leaving,
        to=NextJob(organization=world.alpin),
        on=TOMORROW,
        by=SYSTEM,
    )
    return _tomorrow(world)


@case(daily.apply_due)
def a_change_with_a_successor_and_a_number_kept(world):
    change_company(
        contact=world.koehler,
        leaving=world.position(world.koehler, world.firm),
        to=NextJob(organization=world.alpin),
        on=TOMORROW,
        successor=world.position(world.berg, world.firm),
        kept=[world.koehler.points.get(sort="email").pk],
        by=SYSTEM,
    )
    return _tomorrow(world)


@case(daily.apply_due)
def a_company_address(world):
    company_address.change_company_address(
        organization=world.firm, address=KIEL, valid_from=TOMORROW, by=SYSTEM
    )
    return _tomorrow(world)


@case(daily.apply_due)
def an_own_address(world):
    announce_own_address(
        contact=world.maria,
        position=None,
        use="private",
        address=STADE,
        valid_from=TOMORROW,
        by=SYSTEM,
    )
    return _tomorrow(world)


@case(daily.apply_due)
def an_inactivity(world):
    deactivate_contact(contact=world.koehler, since=TOMORROW, reason="left", by=SYSTEM)
    return _tomorrow(world)


@case(daily.apply_due)
def an_organizations_inactivity(world):
    organizations.deactivate_organization(
        organization=world.firm, since=TOMORROW, reason="closed", by=SYSTEM
    )
    return _tomorrow(world)
