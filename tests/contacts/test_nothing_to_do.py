"""What stands already is not written again; what is not there is not taken away."""

from uuid import UUID

import pytest

from klientel.changes.models import Counter, Unit
from klientel.contacts.addresses import NOWHERE
from klientel.contacts.models import (
    Address,
    Connection,
    Contact,
    ContactPoint,
    Organization,
    Position,
    Relationship,
    RelationshipCause,
)
from klientel.contacts.operations.bin import (
    bin_contact,
    bin_organization,
    restore_contact,
    restore_organization,
)
from klientel.contacts.operations.bulk import NewOrganization, add_records
from klientel.contacts.operations.company_address import change_company_address
from klientel.contacts.operations.contacts import (
    PointEdit,
    add_contact,
    change_contact,
    deactivate_contact,
)
from klientel.contacts.operations.households import NoHousehold, add_household, join_household
from klientel.contacts.operations.imports import CardChange, change_by_card
from klientel.contacts.operations.main_contact import mark_main_contact
from klientel.contacts.operations.organizations import change_organization
from klientel.contacts.operations.own_addresses import (
    add_further_address,
    announce_own_address,
)
from klientel.contacts.operations.positions import change_company, end_position
from klientel.contacts.operations.purge import purge_bin
from klientel.contacts.operations.relationships import set_relationship, support_relationship
from klientel.contacts.operations.ties import bin_connection
from tests.contacts.looking import (
    address_of,
    business_of,
    main_contact_of,
    private_of,
    switchboard_of,
)
from tests.contacts.world import BREMEN, KIEL, LONG_AFTER, TOMORROW, YESTERDAY
from tests.factories import BERN, SYSTEM, TODAY, contact, organization
from tests.picture import picture

pytestmark = pytest.mark.django_db
CAUSE = UUID("0193a000-0000-7000-8000-000000000009")
IDLE = {
    "a contact in the bin is binned": lambda w: bin_contact(contact=w.binned, by=SYSTEM),
    "a contact outside is restored": lambda w: restore_contact(contact=w.berg, by=SYSTEM),
    "an organisation outside is restored": lambda w: restore_organization(
        organization=w.firm, by=SYSTEM
    ),
    "an address that is none is removed": lambda w: change_company_address(
        organization=w.department, address=NOWHERE, by=SYSTEM
    ),
    "a switchboard that is none is removed": lambda w: change_organization(
        organization=w.subsidiary, patch={}, switchboard="", by=SYSTEM
    ),
    "an empty line of a form": lambda w: change_contact(
        contact=w.berg, patch={}, points=[PointEdit("phone", "")], by=SYSTEM
    ),
    "the main contact is marked": lambda w: mark_main_contact(
        position=w.position(w.koehler, w.firm), by=SYSTEM
    ),
    "a tag that he does not carry is dropped": lambda w: change_by_card(
        change=CardChange(w.berg.pk, tags=("Messe",), dropped_tags=("Ruhend",)), by=SYSTEM
    ),
}


@pytest.mark.parametrize("idle", IDLE)
def test_nothing_is_written(world, idle):
    before = picture("changes.Counter")

    IDLE[idle](world)

    assert picture("changes.Counter") == before


def test_organizations_alone_are_added_in_one_unit(world):
    revision = Counter.objects.get().value
    new = [NewOrganization(Organization(name=name)) for name in ("Eins GmbH", "Zwei GmbH")]

    add_records(organizations=new, by=SYSTEM)

    assert Organization.objects.filter(name__in=("Eins GmbH", "Zwei GmbH")).count() == 2
    assert Unit.objects.filter(revision__gt=revision).count() == 1


def test_a_number_left_empty_is_not_added(world):
    new = add_contact(
        patch={"family_name": "Neu"}, points=[PointEdit("phone", ""), PointEdit("email", "n@n.de")],
        by=SYSTEM,
    )  # fmt: skip

    assert [point.value for point in ContactPoint.objects.filter(contact=new)] == ["n@n.de"]


def test_a_household_needs_neither_address_nor_phone(world):
    home = add_household(name="Familie Sand", members=[{"family_name": "Sand"}], by=SYSTEM)

    assert (address_of(home), switchboard_of(home)) == (NOWHERE, "")


def test_nobody_joins_what_is_no_household(world):
    with pytest.raises(NoHousehold):
        join_household(contact=world.berg, household=world.firm, by=SYSTEM)


def test_a_card_drops_an_address(world):
    further = add_further_address(contact=world.berg, address=BERN, use="private", by=SYSTEM)

    change_by_card(change=CardChange(world.berg.pk, dropped=(further.pk,)), by=SYSTEM)

    assert not Address.objects.filter(pk=further.pk).exists()


def test_a_card_brings_own_addresses(world):
    change_by_card(change=CardChange(world.berg.pk, business=BERN, private=KIEL), by=SYSTEM)

    assert (business_of(world.berg), private_of(world.berg)) == (BERN, KIEL)


def test_who_joins_a_household_that_nobody_leads_leads_it(world):
    home = organization(name="Familie Berg", sort="household")

    join_household(contact=world.berg, household=home, by=SYSTEM)

    assert main_contact_of(home) == world.berg


def test_two_who_enter_the_same_company_address_ahead_agree(world):
    before = Counter.objects.get().value

    for _time in range(2):
        change_company_address(
            organization=world.firm, address=BERN, valid_from=TOMORROW, expected=before, by=SYSTEM
        )

    waiting = Address.objects.filter(is_company=True, pending_from=TOMORROW)
    assert [row.street for row in waiting] == [BERN.street]


def test_an_address_entered_ahead_again_takes_the_place_of_the_first(world):
    position = world.position(world.berg, world.firm)

    for address in (BREMEN, KIEL):
        announce_own_address(
            contact=world.berg, position=position, address=address, valid_from=TOMORROW, by=SYSTEM
        )

    waiting = Address.objects.filter(contact=world.berg, pending_from=TOMORROW)
    assert [row.street for row in waiting] == [KIEL.street]


def test_a_restored_main_contact_who_became_inactive_leads_nothing(world):
    who = contact(employer="Allein GmbH")
    firm = who.positions.get().organization
    bin_contact(contact=who, by=SYSTEM)
    deactivate_contact(contact=who, since=TODAY, reason="deceased", by=SYSTEM)

    restore_contact(contact=who, by=SYSTEM)

    assert main_contact_of(firm) is None


def test_a_binned_connection_is_purged(world):
    bin_connection(connection=world.tie, by=SYSTEM)

    assert purge_bin(before=LONG_AFTER, by=SYSTEM) == []
    assert not Connection.objects.filter(pk=world.tie.pk).exists()


def test_an_organization_without_an_address_is_purged_without_heirs(world):
    firm = organization(name="Ohne GmbH")
    who = contact(organization=firm)

    bin_organization(organization=firm, people="keep", by=SYSTEM)
    purge_bin(before=LONG_AFTER, by=SYSTEM)

    assert not Organization.objects.filter(pk=firm.pk).exists()
    assert not Address.objects.filter(contact=who).exists()


def test_a_purged_organization_has_no_successors(world):
    leader = contact(family_name="Erste", employer="Kurz GmbH", address=KIEL)
    position = leader.positions.select_related("organization").get()
    firm = position.organization
    heir = contact(family_name="Zweite", organization=firm).positions.get()
    change_company(
        contact=leader, leaving=position, to=None, on=TOMORROW, successor=heir, by=SYSTEM
    )

    bin_organization(organization=firm, people="keep", by=SYSTEM)
    purge_bin(before=LONG_AFTER, by=SYSTEM)

    assert not Organization.objects.filter(pk=firm.pk).exists()
    assert Position.objects.filter(contact=leader).count() == 0


def test_what_a_past_position_at_a_purged_organization_held_stays_past(world):
    firm = organization(name="Kurz GmbH", address=KIEL)
    who = contact(family_name="Kurz", organization=firm, address=BREMEN)
    position = who.positions.get()
    position.organization = firm
    end_position(position=position, on=YESTERDAY, by=SYSTEM)

    bin_organization(organization=firm, people="keep", by=SYSTEM)
    purge_bin(before=LONG_AFTER, by=SYSTEM)

    held = Address.objects.get(contact=who)
    assert (held.position, held.street, held.retired_on is not None) == (None, BREMEN.street, True)
    assert Contact.objects.get(pk=who.pk).positions.count() == 0


def test_a_relationship_set_by_hand_keeps_its_end_when_a_cause_comes(world):
    kind = world.prospect
    held = set_relationship(organization=world.firm, type=kind, since=YESTERDAY, by=SYSTEM)

    support_relationship(
        organization=world.firm, type=kind, cause_kind="offer", cause_uid=CAUSE, by=SYSTEM
    )

    row = Relationship.objects.get(pk=held.pk)
    assert (row.by_hand, row.since, row.until) == (True, YESTERDAY, None)
    assert [cause.cause_uid for cause in RelationshipCause.objects.filter(relationship=row)] == [
        CAUSE
    ]
