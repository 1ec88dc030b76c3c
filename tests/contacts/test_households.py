"""Households: two resolutions, membership beside a job, moving out."""

import pytest

from klientel.contacts.addresses import NOWHERE
from klientel.contacts.letters import household_salutation
from klientel.contacts.models import Contact, Effective, Position
from klientel.contacts.operations.contacts import change_contact
from klientel.contacts.operations.daily import apply_due
from klientel.contacts.operations.households import (
    NoHousehold,
    NoMembers,
    add_household,
    join_household,
    move_out,
)
from klientel.contacts.operations.organizations import change_organization
from klientel.contacts.queries import address_through
from tests.contacts.looking import (
    address_of,
    again,
    business_of,
    main_contact_of,
    primary_of,
    private_of,
)
from tests.contacts.rendering import all_cards, card_revisions
from tests.contacts.world import BREMEN, KIEL, TOMORROW
from tests.factories import HAMBURG, STADE, SYSTEM, TODAY

pytestmark = pytest.mark.django_db


def _members(household):
    here = Position.objects.filter(organization=household, is_current=True).order_by("pk")
    return [each.contact for each in here.select_related("contact")]


def test_the_private_address_is_the_own_else_the_households(world):
    assert (private_of(world.maria), private_of(world.stein)) == (KIEL, KIEL)

    change_contact(contact=world.stein, patch={}, private=BREMEN, by=SYSTEM)

    assert (private_of(world.maria), private_of(world.stein)) == (KIEL, BREMEN)


def test_a_private_address_equal_to_the_households_is_not_ones_own(world):
    change_contact(contact=world.stein, patch={}, private=KIEL, by=SYSTEM)

    assert not world.stein.addresses.filter(use="private").exists()


def test_the_business_address_comes_from_the_employer(world):
    assert (primary_of(world.stein), business_of(world.stein)) == (world.firm, STADE)
    assert business_of(world.maria) == NOWHERE


def test_membership_never_competes_with_a_job(world):
    join_household(contact=world.berg, household=world.home, by=SYSTEM)

    assert (primary_of(world.berg), business_of(world.berg)) == (world.firm, HAMBURG)
    assert private_of(world.berg) == KIEL


def test_moving_out_leaves_the_households_address_behind(world):
    move_out(membership=world.position(world.stein, world.home), on=TODAY, by=SYSTEM)

    assert private_of(world.stein) == NOWHERE
    assert (address_of(world.home), private_of(world.maria)) == (KIEL, KIEL)


def test_moving_out_is_not_leaving(world):
    move_out(membership=world.position(world.maria, world.home), on=TODAY, by=SYSTEM)

    assert not again(world.maria).is_inactive


def test_after_moving_out_an_address_of_ones_own_takes_over(world):
    change_contact(contact=world.maria, patch={}, private=BREMEN, by=SYSTEM)

    move_out(membership=world.position(world.maria, world.home), on=TODAY, by=SYSTEM)

    assert private_of(world.maria) == BREMEN


def test_moving_out_makes_a_new_household_in_the_same_step(world):
    new = move_out(
        membership=world.position(world.maria, world.home),
        on=TODAY,
        new_household="Maria Stein",
        address=BREMEN,
        by=SYSTEM,
    )

    assert (private_of(world.maria), main_contact_of(new)) == (BREMEN, world.maria)
    assert (private_of(world.stein), main_contact_of(world.home)) == (KIEL, world.stein)


def test_moving_out_ahead_takes_effect_at_its_midnight(world):
    move_out(
        membership=world.position(world.maria, world.home),
        on=TOMORROW,
        new_household="Maria Stein",
        address=BREMEN,
        by=SYSTEM,
    )
    assert private_of(world.maria) == KIEL

    apply_due(today=TOMORROW, by=SYSTEM)

    assert (private_of(world.maria), private_of(world.stein)) == (BREMEN, KIEL)


def test_moving_out_derives_the_salutation_anew(world):
    change_contact(
        contact=world.stein, patch={"salutation": "male", "given_name": "Jan"}, by=SYSTEM
    )
    assert household_salutation(_members(world.home)) == (
        "Sehr geehrte Frau Stein, sehr geehrter Herr Stein"
    )

    move_out(membership=world.position(world.maria, world.home), on=TODAY, by=SYSTEM)

    assert household_salutation(_members(world.home)) == "Sehr geehrter Herr Stein"


def test_a_household_is_made_of_people(world):
    with pytest.raises(NoMembers):
        add_household(name="Leer", members=[], by=SYSTEM)
    with pytest.raises(NoHousehold):
        join_household(contact=world.berg, household=world.firm, by=SYSTEM)
    with pytest.raises(NoHousehold):
        move_out(membership=world.position(world.berg, world.firm), on=TODAY, by=SYSTEM)


def test_the_first_member_holds_the_address(world):
    members = [{"family_name": "Wald", "given_name": name} for name in ("Ute", "Kai")]

    home = add_household(name="Familie Wald", members=members, address=BREMEN, by=SYSTEM)

    assert main_contact_of(home) == Contact.objects.get(given_name="Ute")
    assert private_of(Contact.objects.get(given_name="Kai")) == BREMEN


def test_the_organization_that_a_letter_goes_through_decides_its_address(world):
    assert address_through(world.stein, world.firm) == STADE
    assert address_through(world.stein, world.home) == KIEL
    assert address_through(world.stein, world.alpin) == address_of(world.alpin)
    assert address_through(world.stein, None) == STADE
    assert address_through(world.maria, None) == KIEL


def test_a_company_that_turns_out_a_household_is_primary_no_longer(world):
    change_organization(organization=world.firm, patch={"sort": "household"}, by=SYSTEM)

    assert primary_of(world.stein) == world.alpin


def _numbers_on_card(contact):
    """The phone numbers that a synchronised phone gets."""
    lines = all_cards()[contact.pk].splitlines()
    return [line.rpartition(":")[2] for line in lines if line.startswith("TEL")]


def test_a_member_with_a_job_has_the_households_landline_on_the_card_too(world):
    assert "+49 431 99" in _numbers_on_card(world.stein)
    at = Effective.objects.select_related("landline", "switchboard").get(pk=world.stein.pk)
    assert (at.landline.value, at.switchboard.value) == ("+49 431 99", "+49 40 123-0")


def test_a_member_without_a_job_has_it_once(world):
    assert _numbers_on_card(world.maria).count("+49 431 99") == 1


def test_a_new_landline_moves_the_cards_of_all_members(world):
    before = card_revisions()

    change_organization(organization=world.home, patch={}, switchboard="+49 431 12", by=SYSTEM)

    moved = {pk for pk, now in card_revisions().items() if now != before[pk]}
    assert moved == {world.stein.pk, world.maria.pk}
    assert "+49 431 12" in _numbers_on_card(world.stein)


def test_who_moves_out_leaves_the_landline_behind(world):
    move_out(membership=world.position(world.stein, world.home), on=TODAY, by=SYSTEM)

    assert "+49 431 99" not in _numbers_on_card(world.stein)
