"""What one form says is one unit: one line in the history, one undo."""

import pytest

from klientel.accounts.permissions import Denied
from klientel.changes.models import Counter, Unit
from klientel.contacts.addresses import NOWHERE
from klientel.contacts.models import Address, Organization, RelationshipType
from klientel.contacts.operations.organizations import add_organization, change_organization
from klientel.contacts.operations.own_addresses import (
    CompanysOwn,
    add_further_address,
    change_further_address,
)
from klientel.contacts.operations.positions import add_position
from tests.contacts.looking import address_of, business_of, main_contact_of, primary_of
from tests.contacts.world import TOMORROW
from tests.factories import BERN, HAMBURG, STADE, SYSTEM, TODAY, acting, user

pytestmark = pytest.mark.django_db


def _units(operation, **said):
    """Return what an operation returns, and how many units it wrote."""
    before = Counter.objects.get().value
    made = operation(**said, by=SYSTEM)
    return made, Unit.objects.filter(revision__gt=before).count()


def test_an_organization_changed_with_an_address_from_a_later_day(world):
    _none, units = _units(
        change_organization,
        organization=world.firm,
        patch={"industry": "Bau"},
        address=STADE,
        valid_from=TOMORROW,
    )

    assert units == 1
    assert Organization.objects.get(pk=world.firm.pk).industry == "Bau"
    assert address_of(world.firm) == HAMBURG
    assert Address.objects.get(pending_from=TOMORROW).town == "Stade"


@pytest.mark.parametrize("valid_from", [None, TODAY])
def test_an_address_from_today_holds_at_once(world, valid_from):
    change_organization(
        organization=world.firm, patch={}, address=STADE, valid_from=valid_from, by=SYSTEM
    )

    assert address_of(world.firm) == STADE


def test_a_new_organization_with_a_relationship(world):
    customer = RelationshipType.objects.get(code="customer")

    made, units = _units(add_organization, patch={"name": "Neu GmbH"}, relationship=customer)

    assert units == 1
    kept = made.relationships.get()
    assert (kept.type, kept.since, kept.until, kept.by_hand) == (customer, TODAY, None, True)
    assert kept.number


def test_a_further_position_at_a_new_organization(world):
    made, units = _units(
        add_position,
        contact=world.berg,
        organization=None,
        new_name="Nebenbei GmbH",
        patch={"title": "Inhaberin"},
    )

    assert units == 1
    assert (made.organization.name, made.title) == ("Nebenbei GmbH", "Inhaberin")
    assert main_contact_of(made.organization) == world.berg
    assert primary_of(world.berg) == world.firm


def test_a_past_position_at_a_new_organization_leads_nothing(world):
    past = {"until": TODAY.replace(year=2020)}

    made = add_position(
        contact=world.berg, organization=None, new_name="Vorbei GmbH", patch=past, by=SYSTEM
    )

    assert main_contact_of(made.organization) is None


def test_who_may_add_no_organization_adds_none_by_a_position(world):
    with pytest.raises(Denied):
        add_position(
            contact=world.berg,
            organization=None,
            new_name="Neu GmbH",
            patch={},
            by=acting(user(role="readonly")),
        )


def _delivery(world):
    return Address.objects.select_related("contact").get(purpose="delivery")


def test_a_further_address_is_changed(world):
    address = _delivery(world)

    change_further_address(
        address=address, to=BERN, use="business", purpose="visit", label="Hof", by=SYSTEM
    )

    row = _delivery_again(address)
    assert (row.town, row.country, row.purpose, row.label, row.use) == (
        "Bern", "CH", "visit", "Hof", "business",
    )  # fmt: skip
    assert row.position == address.position


def test_a_further_address_that_becomes_private_hangs_on_no_job(world):
    address = _delivery(world)

    change_further_address(address=address, to=BERN, use="private", by=SYSTEM)

    row = _delivery_again(address)
    assert (row.use, row.position, row.purpose, row.label) == ("private", None, "", "")


def test_a_further_address_that_becomes_business_hangs_on_the_position_named(world):
    private = {"contact": world.berg, "use": "private", "purpose": "visit"}
    address = add_further_address(address=STADE, **private, by=SYSTEM)
    job = world.position(world.berg, world.firm)

    change_further_address(address=address, to=STADE, use="business", position=job, by=SYSTEM)

    assert _delivery_again(address).position == job


def test_a_further_address_without_a_line_goes(world):
    address = _delivery(world)

    change_further_address(address=address, to=NOWHERE, use="business", by=SYSTEM)

    assert not Address.objects.filter(pk=address.pk).exists()


def test_the_companys_own_is_not_changed_as_a_further_one(world):
    address = Address.objects.select_related("contact").get(
        is_company=True, position__organization=world.firm
    )

    with pytest.raises(CompanysOwn):
        change_further_address(address=address, to=BERN, use="business", by=SYSTEM)
    assert business_of(world.berg) == HAMBURG


def _delivery_again(address):
    return Address.objects.select_related("position").get(pk=address.pk)
