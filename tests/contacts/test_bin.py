"""Deleting and restoring are one act for all that goes along; the purge ends it."""

import pytest

from klientel.accounts.permissions import Denied
from klientel.changes.checks import tracked_models
from klientel.changes.models import Part
from klientel.contacts.models import (
    Connection,
    Contact,
    ContactText,
    Effective,
    Organization,
    OrganizationText,
    Seat,
)
from klientel.contacts.operations.bin import (
    bin_contact,
    bin_organization,
    restore_contact,
    restore_organization,
)
from klientel.contacts.operations.purge import purge_bin
from tests.contacts.looking import address_of, again, business_of, main_contact_of, private_of
from tests.contacts.rendering import all_cards
from tests.contacts.world import KIEL, LONG_AFTER
from tests.factories import (
    BERN,
    HAMBURG,
    NOW,
    STADE,
    SYSTEM,
    acting,
    contact,
    organization,
    user,
)

pytestmark = pytest.mark.django_db


def _bin(firm, people="keep", by=SYSTEM):
    bin_organization(organization=firm, people=people, by=by)


def _purge():
    return purge_bin(before=LONG_AFTER, by=SYSTEM)


def _binned(*records):
    return [type(each).objects.get(pk=each.pk).binned_at is not None for each in records]


def test_people_who_stay_show_the_binned_organisations_address(world):
    _bin(world.firm)

    assert _binned(world.firm, world.department, world.berg, world.koehler) == [
        True, True, False, False,
    ]  # fmt: skip
    assert (business_of(world.berg), business_of(world.sand)) == (HAMBURG, HAMBURG)
    at = Effective.objects.select_related("organization").get(pk=world.berg.pk)
    assert at.organization.binned_at is not None


def test_people_go_along_unless_they_are_elsewhere_too(world):
    _bin(world.firm, people="bin")

    assert _binned(world.berg, world.koehler, world.sand, world.stein) == [True, True, True, False]


def test_a_subsidiary_stays(world):
    _bin(world.firm, people="bin")

    assert _binned(world.subsidiary, world.weiss) == [False, False]


def test_restoring_brings_back_all_that_went_along(world):
    cards = all_cards()
    _bin(world.firm, people="bin")

    restore_organization(organization=world.firm, by=SYSTEM)

    assert all_cards() == cards
    assert _binned(world.firm, world.department, world.sand) == [False, False, False]
    assert main_contact_of(world.firm) == world.koehler


def test_what_was_in_the_bin_before_stays_there(world):
    _bin(world.department)
    _bin(world.firm, people="bin")

    restore_organization(organization=world.firm, by=SYSTEM)

    assert _binned(world.department, world.binned, world.berg) == [True, True, False]


def test_restoring_a_department_leaves_its_firm_in_the_bin(world):
    _bin(world.firm, people="bin")

    restore_organization(organization=world.department, by=SYSTEM)

    assert _binned(world.department, world.sand, world.firm, world.berg) == [
        False, False, True, True,
    ]  # fmt: skip


def test_members_restore_their_own_and_managers_all(world):
    member = user(role="member")
    mine = organization(account_manager=member)
    for firm in (mine, world.firm):
        _bin(firm)

    restore_organization(organization=mine, by=acting(member))
    with pytest.raises(Denied):
        restore_organization(organization=world.firm, by=acting(member))
    restore_organization(organization=world.firm, by=acting(user(role="manager")))

    assert _binned(mine, world.firm) == [False, False]


def test_a_member_does_not_bin_a_department_that_is_not_his(world):
    member = user(role="member")
    firm = organization(account_manager=member)
    organization(parent=firm, is_department=True)

    with pytest.raises(Denied):
        _bin(firm, by=acting(member))

    assert _binned(firm) == [False]


def test_who_is_in_the_bin_has_no_card(world):
    bin_contact(contact=world.berg, by=SYSTEM)

    assert all_cards()[world.berg.pk] == ""
    assert Effective.objects.get(pk=world.berg.pk).card_digest == ""

    restore_contact(contact=world.berg, by=SYSTEM)

    assert "Berg" in all_cards()[world.berg.pk]


def test_the_purge_gives_who_stays_the_address_as_his_own(world):
    _bin(world.firm)

    kept = _purge()

    assert [(each.record, each.holders) for each in kept] == [
        (world.firm, ("Musterbau Nord GmbH",))
    ]
    assert business_of(world.berg) == HAMBURG
    assert business_of(world.sand) == HAMBURG
    assert list(world.sand.addresses.values_list("street", "position", "is_company")) == [
        (HAMBURG.street, None, False)
    ]


def test_the_purge_leaves_the_main_contact_the_address_too():
    who = contact(employer="Allein GmbH", address=STADE)
    firm = Organization.objects.get(name="Allein GmbH")
    _bin(firm)

    assert _purge() == []

    assert business_of(who) == STADE
    assert (who.positions.count(), who.addresses.get().is_company) == (0, False)
    assert not Organization.objects.filter(pk=firm.pk).exists()


def test_the_purge_leaves_an_own_address_and_the_numbers(world):
    _bin(world.alpin)
    numbers = set(world.stein.points.values_list("value", flat=True))

    _purge()

    assert business_of(world.stein) == STADE
    assert set(world.stein.points.values_list("value", flat=True)) == numbers
    assert not world.stein.positions.filter(organization=world.alpin).exists()


def test_the_purge_of_a_household_leaves_the_private_address(world):
    _bin(world.home)

    _purge()

    assert (private_of(world.stein), private_of(world.maria)) == (KIEL, KIEL)
    assert business_of(world.stein) == STADE


def test_the_purge_takes_a_tree_of_departments_from_below(world):
    above = organization(name="Oben", address=BERN)
    middle = organization(name="Mitte", parent=above, is_department=True)
    below = organization(name="Unten", parent=middle, is_department=True)
    who = contact(organization=below)
    _bin(above)

    assert _purge() == []

    assert not Organization.objects.filter(pk__in=[above.pk, middle.pk, below.pk]).exists()
    assert business_of(who) == BERN


def test_the_purge_takes_contacts_with_all_their_parts(world):
    bin_contact(contact=world.berg, by=SYSTEM)

    _purge()

    left = [
        model._meta.label
        for model in tracked_models()
        if issubclass(model, Part) and model.root_field == "contact"
        if model.objects.filter(contact=world.berg.pk).exists()
    ]
    assert left == []
    assert not Contact.objects.filter(pk=world.berg.pk).exists()


def test_the_purge_takes_the_derived_rows_along(world):
    _bin(world.binned_firm)

    _purge()

    assert set(Seat.objects.values_list("pk", flat=True)) == set(
        Organization.objects.values_list("pk", flat=True)
    )
    assert set(OrganizationText.objects.values_list("pk", flat=True)) == set(
        Organization.objects.values_list("pk", flat=True)
    )
    for table in (Effective, ContactText):
        assert set(table.objects.values_list("pk", flat=True)) == set(
            Contact.objects.values_list("pk", flat=True)
        )


def test_the_purge_waits_for_its_time(world):
    assert purge_bin(before=NOW, by=SYSTEM) == []

    assert _binned(world.binned) == [True]


def test_a_tie_goes_with_its_end(world):
    _bin(world.alpin, people="bin")

    assert _purge() == []

    assert not Connection.objects.exists()


def test_what_others_refer_to_is_kept_and_named(world):
    _bin(world.firm)

    (kept,) = _purge()

    assert (kept.record, kept.holders) == (world.firm, ("Musterbau Nord GmbH",))
    assert (address_of(world.firm), business_of(again(world.koehler))) == (HAMBURG, HAMBURG)
