"""The company never moves with a person: its address and switchboard pass on with the mark."""

import pytest

from klientel.contacts.addresses import NOWHERE
from klientel.contacts.models import Address, Contact, Position
from klientel.contacts.operations.bin import bin_contact, restore_contact
from klientel.contacts.operations.company_address import change_company_address
from klientel.contacts.operations.contacts import (
    Employment,
    add_contact,
    change_contact,
    deactivate_contact,
)
from klientel.contacts.operations.daily import apply_due
from klientel.contacts.operations.households import move_out
from klientel.contacts.operations.main_contact import NotAtThisOrganization, mark_main_contact
from klientel.contacts.operations.positions import (
    NextJob,
    change_company,
    change_position,
    end_position,
)
from tests.contacts.looking import (
    address_of,
    again,
    business_of,
    main_contact_of,
    private_of,
    switchboard_of,
)
from tests.contacts.rendering import all_cards
from tests.contacts.world import KIEL, TOMORROW, YESTERDAY
from tests.factories import HAMBURG, STADE, SYSTEM, TODAY, contact, organization

pytestmark = pytest.mark.django_db


def _leave(who, position, **said):
    change_company(contact=who, leaving=position, to=None, on=TODAY, **said, by=SYSTEM)


def _leave_tomorrow(who, position):
    change_company(contact=who, leaving=position, to=None, on=TOMORROW, by=SYSTEM)
    apply_due(today=TOMORROW, by=SYSTEM)


def _change_company(who, position):
    to = NextJob(new_name="Neu GmbH")
    change_company(contact=who, leaving=position, to=to, on=TODAY, by=SYSTEM)


def _end(_who, position):
    end_position(position=position, on=TODAY, by=SYSTEM)


def _redate(_who, position):
    change_position(position=position, patch={"until": YESTERDAY}, by=SYSTEM)


def _begin_later(_who, position):
    change_position(position=position, patch={"since": TOMORROW}, by=SYSTEM)


def _deactivate(who, _position):
    deactivate_contact(contact=who, since=TODAY, reason="deceased", by=SYSTEM)


def _deactivate_tomorrow(who, _position):
    deactivate_contact(contact=who, since=TOMORROW, reason="left", by=SYSTEM)
    apply_due(today=TOMORROW, by=SYSTEM)


def _bin(who, _position):
    bin_contact(contact=who, by=SYSTEM)


def _mark_another(_who, position):
    other = contact(organization=position.organization)
    mark_main_contact(position=other.positions.get(), by=SYSTEM)


def _take_an_own_address(who, _position):
    change_contact(contact=who, patch={}, business=STADE, private=STADE, by=SYSTEM)


ACTS = [
    _leave, _leave_tomorrow, _change_company, _end, _redate, _begin_later, _deactivate,
    _deactivate_tomorrow, _bin, _mark_another, _take_an_own_address,
]  # fmt: skip


@pytest.mark.parametrize("act", ACTS)
def test_no_act_on_a_person_leaves_an_organisation_without_the_address_it_had(act, world):
    act(world.koehler, world.position(world.koehler, world.firm))

    assert (address_of(world.firm), switchboard_of(world.firm)) == (HAMBURG, "+49 40 123-0")
    assert (business_of(world.berg), business_of(world.sand)) == (HAMBURG, HAMBURG)


def _move_out(_who, position):
    move_out(membership=position, on=TODAY, by=SYSTEM)


def _move_out_elsewhere(_who, position):
    move_out(membership=position, on=TODAY, new_household="Maria", address=STADE, by=SYSTEM)


@pytest.mark.parametrize("act", [_move_out, _move_out_elsewhere, *ACTS])
def test_no_act_on_a_member_leaves_a_household_without_the_address_it_had(act, world):
    act(world.maria, world.position(world.maria, world.home))

    assert (address_of(world.home), switchboard_of(world.home)) == (KIEL, "+49 431 99")
    assert private_of(world.stein) == KIEL


@pytest.mark.parametrize("act", ACTS)
def test_no_act_on_the_only_one_there_leaves_it_without_its_address(act, world):
    who = contact(employer="Allein GmbH", address=STADE)
    position = who.positions.select_related("organization").get()

    act(who, position)

    assert address_of(position.organization) == STADE


@pytest.mark.parametrize("act", [_leave, _change_company, _deactivate, _bin])
def test_without_a_successor_an_office_zentrale_holds_it(act, world):
    act(world.koehler, world.position(world.koehler, world.firm))

    heir = main_contact_of(world.firm)
    assert (heir.is_office, heir.label) == (True, "Zentrale")
    assert Contact.live.filter(label="Zentrale", positions__organization=world.firm).count() == 1


def test_the_office_that_is_there_already_holds_it(world):
    _leave(world.koehler, world.position(world.koehler, world.firm))
    office = main_contact_of(world.firm)
    mark_main_contact(position=world.position(world.berg, world.firm), by=SYSTEM)

    bin_contact(contact=world.berg, by=SYSTEM)

    assert main_contact_of(world.firm) == office


def test_another_office_is_no_zentrale(world):
    add_contact(
        patch={"sort": "office", "label": "Lieferadresse"},
        employment=Employment(organization=world.firm),
        by=SYSTEM,
    )

    bin_contact(contact=world.koehler, by=SYSTEM)

    assert main_contact_of(world.firm).label == "Zentrale"


def test_in_a_household_a_remaining_member_holds_it(world):
    move_out(membership=world.position(world.maria, world.home), on=TODAY, by=SYSTEM)

    assert main_contact_of(world.home) == world.stein


def test_who_is_inactive_does_not_hold_a_households_address(world):
    deactivate_contact(contact=world.stein, since=TODAY, reason="deceased", by=SYSTEM)

    bin_contact(contact=world.maria, by=SYSTEM)

    assert main_contact_of(world.home) != world.stein
    assert address_of(world.home) == KIEL


def test_the_company_never_moves_with_a_person(world):
    position = world.position(world.koehler, world.firm)

    change_company(
        contact=world.koehler,
        leaving=position,
        to=NextJob(organization=world.alpin),
        on=TODAY,
        by=SYSTEM,
    )

    assert business_of(world.koehler) == address_of(world.alpin)
    assert not world.koehler.addresses.filter(is_company=True, retired_on=None).exists()
    assert not world.koehler.points.filter(label="main", retired_on=None).exists()


def test_at_most_one_main_contact_per_organization(world):
    mark_main_contact(position=world.position(world.berg, world.firm), by=SYSTEM)

    leading = Position.objects.filter(main_of=world.firm)
    assert [each.contact for each in leading] == [world.berg]


def test_marking_another_main_contact_passes_the_company_address_on(world):
    mark_main_contact(position=world.position(world.berg, world.firm), by=SYSTEM)

    held = Address.objects.get(is_company=True, position__organization=world.firm)
    assert held.contact == world.berg
    assert switchboard_of(world.firm) == "+49 40 123-0"
    assert business_of(world.koehler) == HAMBURG
    assert not world.koehler.addresses.filter(is_company=True).exists()


def test_the_new_main_contact_goes_on_showing_his_own(world):
    mark_main_contact(position=world.position(world.stein, world.firm), by=SYSTEM)

    assert business_of(world.stein) == STADE
    assert business_of(world.koehler) == HAMBURG
    assert address_of(world.firm) == HAMBURG


def test_marking_another_changes_no_colleagues_card(world):
    before = all_cards()

    mark_main_contact(position=world.position(world.stein, world.firm), by=SYSTEM)

    assert {pk for pk, text in all_cards().items() if text != before[pk]} <= {
        world.stein.pk, world.koehler.pk,
    }  # fmt: skip


def test_only_who_is_there_now_can_be_main_contact(world):
    for who in (world.binned, world.gone):
        with pytest.raises(NotAtThisOrganization):
            mark_main_contact(position=world.position(who, world.firm), by=SYSTEM)


def test_a_successor_must_be_at_the_organization_that_is_left(world):
    with pytest.raises(NotAtThisOrganization):
        _leave(
            world.koehler,
            world.position(world.koehler, world.firm),
            successor=world.position(world.maria, world.home),
        )

    assert main_contact_of(world.firm) == world.koehler


def test_a_named_successor_becomes_the_main_contact(world):
    successor = world.position(world.berg, world.firm)

    _leave(world.koehler, world.position(world.koehler, world.firm), successor=successor)

    assert main_contact_of(world.firm) == world.berg


def test_entering_an_address_without_a_main_contact_makes_the_office(world):
    firm = organization()
    change_company_address(organization=firm, address=STADE, by=SYSTEM)

    assert (main_contact_of(firm).label, address_of(firm)) == ("Zentrale", STADE)


def test_editing_the_organizations_address_edits_its_main_contact(world):
    change_company_address(organization=world.firm, address=STADE, by=SYSTEM)

    held = Address.objects.get(is_company=True, contact=world.koehler)
    assert held.street == STADE.street
    assert again(world.koehler).revision > world.koehler.revision


def test_who_comes_with_a_new_organization_is_its_main_contact(world):
    who = contact(employer="Neubau GmbH", address=STADE)
    firm = who.positions.select_related("organization").get().organization

    assert main_contact_of(firm) == who
    assert address_of(firm) == business_of(who) == STADE


def test_a_later_contact_never_changes_the_companys_address(world):
    later = contact(organization=world.firm, address=STADE)

    assert (address_of(world.firm), business_of(later)) == (HAMBURG, STADE)
    assert main_contact_of(world.firm) == world.koehler


def test_a_returning_main_contact_yields_to_a_present_one(world):
    bin_contact(contact=world.koehler, by=SYSTEM)
    mark_main_contact(position=world.position(world.berg, world.firm), by=SYSTEM)

    restore_contact(contact=world.koehler, by=SYSTEM)

    assert main_contact_of(world.firm) == world.berg
    assert business_of(world.koehler) == HAMBURG


def test_a_returning_main_contact_is_it_again_where_nobody_is(world):
    who = contact(employer="Ohne Adresse GmbH")
    firm = who.positions.select_related("organization").get().organization
    bin_contact(contact=who, by=SYSTEM)
    assert main_contact_of(firm) is None

    restore_contact(contact=who, by=SYSTEM)

    assert main_contact_of(firm) == who
    assert address_of(firm) == NOWHERE
