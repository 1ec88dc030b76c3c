"""Which address holds for a contact, resolved at reading time, never copied."""

import pytest

from klientel.contacts.addresses import NOWHERE
from klientel.contacts.models import Address, Contact, Effective
from klientel.contacts.operations.company_address import change_company_address, move_along
from klientel.contacts.operations.contacts import change_contact
from klientel.contacts.operations.daily import apply_due
from klientel.contacts.operations.main_contact import mark_main_contact
from klientel.contacts.operations.organizations import change_organization, move_organization
from klientel.contacts.operations.own_addresses import (
    CompanysOwn,
    add_further_address,
    announce_own_address,
    change_own_address,
    remove_address,
    restore_inheritance,
)
from klientel.contacts.operations.positions import change_position, make_primary
from klientel.contacts.queries import addresses_that_equal, heirs_of
from tests.contacts.looking import address_of, business_of, private_of, switchboard_of
from tests.contacts.rendering import all_cards
from tests.contacts.world import BREMEN, KIEL, TOMORROW
from tests.factories import BERN, HAMBURG, STADE, SYSTEM, contact, organization

pytestmark = pytest.mark.django_db


def test_a_contact_without_an_own_address_shows_its_organizations(world):
    assert business_of(world.berg) == HAMBURG
    assert not world.berg.addresses.exists()


def test_an_own_address_holds_at_its_position_alone(world):
    assert business_of(world.stein) == STADE

    make_primary(position=world.position(world.stein, world.alpin), by=SYSTEM)

    assert business_of(world.stein) == BERN


def test_a_department_inherits_from_its_parent_until_it_has_one_of_its_own(world):
    assert business_of(world.sand) == HAMBURG
    assert address_of(world.department) == HAMBURG

    change_company_address(organization=world.department, address=BREMEN, by=SYSTEM)

    assert business_of(world.sand) == BREMEN
    assert business_of(world.berg) == HAMBURG


def test_a_subsidiary_that_is_no_department_inherits_nothing(world):
    daughter = organization(name="Tochter GmbH", parent=world.firm)
    someone = contact(organization=daughter)

    assert business_of(someone) == NOWHERE

    change_organization(organization=daughter, patch={"is_department": True}, by=SYSTEM)

    assert business_of(someone) == HAMBURG


def test_a_department_that_moves_inherits_from_its_new_parent(world):
    move_organization(
        organization=world.department, parent=world.alpin, is_department=True, by=SYSTEM
    )

    assert business_of(world.sand) == BERN


def test_changing_the_company_address_changes_the_card_of_every_heir(world):
    before = all_cards()
    heirs = {world.koehler.pk, world.berg.pk, world.sand.pk}

    change_company_address(organization=world.firm, address=KIEL, by=SYSTEM)

    after = all_cards()
    assert {pk for pk in after if after[pk] != before[pk]} == heirs
    assert all("Hafenweg 2" in after[pk] for pk in heirs)


def test_inheritance_is_never_copied(world):
    rows = Address.objects.count()

    change_company_address(organization=world.firm, address=KIEL, by=SYSTEM)

    assert Address.objects.count() == rows


def test_an_address_equal_to_the_inherited_is_not_ones_own(world):
    position = world.position(world.berg, world.firm)
    written = type(HAMBURG)(street="MUSTERKAI 14", postcode="20457", town="Hamburg")

    change_own_address(contact=world.berg, position=position, address=written, by=SYSTEM)

    assert not world.berg.addresses.exists()


def test_an_address_served_before_the_company_moved_is_not_ones_own(world):
    change_company_address(organization=world.firm, address=KIEL, by=SYSTEM)

    change_contact(contact=world.berg, patch={}, business=HAMBURG, served=HAMBURG, by=SYSTEM)

    assert business_of(world.berg) == KIEL
    assert not world.berg.addresses.exists()


def test_deleting_an_own_address_restores_inheritance(world):
    position = world.position(world.stein, world.firm)

    restore_inheritance(contact=world.stein, position=position, by=SYSTEM)

    assert business_of(world.stein) == HAMBURG


def test_an_empty_address_in_the_form_restores_inheritance(world):
    change_contact(contact=world.stein, patch={}, business=NOWHERE, by=SYSTEM)

    assert business_of(world.stein) == HAMBURG


def test_the_companys_address_is_not_a_persons_to_remove(world):
    held = Address.objects.get(position=world.firm.main_position_id, is_company=True)

    with pytest.raises(CompanysOwn):
        remove_address(address=held, by=SYSTEM)


def test_one_for_deliveries_stands_beside_the_inherited(world):
    position = world.position(world.berg, world.firm)

    add_further_address(
        contact=world.berg,
        position=position,
        address=BREMEN,
        use="business",
        purpose="delivery",
        by=SYSTEM,
    )
    change_own_address(contact=world.berg, position=position, address=NOWHERE, by=SYSTEM)

    assert business_of(world.berg) == HAMBURG
    assert [each.purpose for each in world.berg.addresses.all()] == ["delivery"]


def test_a_line_of_ones_own_stands_beside_an_inherited_address(world):
    position = world.position(world.berg, world.firm)

    change_position(position=position, patch={"address_line": "Gebäude 7"}, by=SYSTEM)

    assert business_of(world.berg) == HAMBURG
    assert "Gebäude 7;Musterkai 14" in all_cards()[world.berg.pk].replace("\r\n ", "")


def test_an_address_announced_ahead_takes_effect_at_its_midnight(world):
    change_company_address(organization=world.firm, address=KIEL, valid_from=TOMORROW, by=SYSTEM)
    before = all_cards()
    assert business_of(world.berg) == HAMBURG

    apply_due(today=TOMORROW, by=SYSTEM)

    after = all_cards()
    assert business_of(world.berg) == KIEL
    assert {pk for pk in after if after[pk] != before[pk]} == {
        world.koehler.pk, world.berg.pk, world.sand.pk
    }  # fmt: skip
    assert Address.objects.filter(position=world.firm.main_position_id, is_company=True).exclude(
        retired_on=None
    ).values_list("street", "retired_on").get() == (HAMBURG.street, TOMORROW)


def test_an_own_address_announced_ahead_takes_effect_at_its_midnight(world):
    position = world.position(world.stein, world.firm)
    announce_own_address(
        contact=world.stein, position=position, address=BREMEN, valid_from=TOMORROW, by=SYSTEM
    )
    assert business_of(world.stein) == STADE

    apply_due(today=TOMORROW, by=SYSTEM)

    assert business_of(world.stein) == BREMEN


def test_the_daily_work_repeats_nothing(world):
    change_company_address(organization=world.firm, address=KIEL, valid_from=TOMORROW, by=SYSTEM)

    assert apply_due(today=TOMORROW, by=SYSTEM) == 1
    assert apply_due(today=TOMORROW, by=SYSTEM) == 0


def test_an_announced_address_goes_with_the_switchboard_to_the_next_main_contact(world):
    change_company_address(organization=world.firm, address=KIEL, valid_from=TOMORROW, by=SYSTEM)
    mark_main_contact(position=world.position(world.berg, world.firm), by=SYSTEM)

    apply_due(today=TOMORROW, by=SYSTEM)

    assert business_of(world.koehler) == KIEL


def test_own_addresses_and_subsidiaries_at_the_old_one_are_offered_to_move_along(world):
    offered = addresses_that_equal(HAMBURG, world.firm)
    assert {(each.contact.family_name, each.is_company) for each in offered} == {("", True)}
    assert business_of(world.weiss) == HAMBURG
    copied = Address.objects.get(contact=offered[0].contact)

    change_company_address(organization=world.firm, address=STADE, by=SYSTEM)
    move_along(addresses=[copied], to=STADE, by=SYSTEM)

    assert (address_of(world.subsidiary), business_of(world.weiss)) == (STADE, STADE)


def test_who_had_the_old_address_as_his_own_inherits_the_new_one(world):
    change_own_address(
        contact=world.berg,
        position=world.position(world.berg, world.firm),
        address=BERN,
        by=SYSTEM,
    )
    change_company_address(organization=world.firm, address=BERN, by=SYSTEM)
    (offered,) = addresses_that_equal(BERN, world.firm)

    change_company_address(organization=world.firm, address=KIEL, by=SYSTEM)
    move_along(addresses=[offered], to=KIEL, by=SYSTEM)

    assert business_of(world.berg) == KIEL
    assert not world.berg.addresses.exists()


def test_the_switchboard_is_inherited_by_itself_and_a_direct_dial_never(world):
    assert (switchboard_of(world.firm), switchboard_of(world.department)) == (
        "+49 40 123-0", "+49 40 123-0",
    )  # fmt: skip
    cards = {pk: card.replace("\r\n ", "") for pk, card in all_cards().items()}
    assert "123-0" in cards[world.stein.pk]
    assert "123-4" in cards[world.berg.pk]
    assert "123-4" not in cards[world.stein.pk] + cards[world.koehler.pk]


def test_the_website_is_inherited_by_itself(world):
    change_organization(
        organization=world.firm, patch={"website": "https://muster.example"}, by=SYSTEM
    )

    cards = all_cards()
    carrying = {pk for pk, text in cards.items() if "https://muster.example" in text}
    assert carrying == {world.koehler.pk, world.berg.pk, world.sand.pk, world.stein.pk}


def test_the_address_says_where_it_comes_from(world):
    at = Effective.objects.select_related("address").get(pk=world.berg.pk)

    assert at.address.is_company
    assert at.address.contact_id == world.koehler.pk
    assert {each.pk for each in heirs_of(at.address)} == {
        world.berg.pk, world.sand.pk, world.gone.pk,
    }  # fmt: skip


def test_the_federal_state_follows_from_the_effective_address(world):
    found = Contact.live.filter(effective__address__state="DE-HH")

    assert {each.family_name for each in found} >= {"Köhler", "Berg", "Sand", "Weiß"}
    assert world.stein not in found


def test_private_and_business_are_two_resolutions(world):
    assert (business_of(world.stein), private_of(world.stein)) == (STADE, KIEL)
