"""Changing company is one dated act."""

from datetime import date

import pytest

from klientel.changes.models import Counter, Unit
from klientel.contacts.addresses import NOWHERE
from klientel.contacts.models import Contact, Effective
from klientel.contacts.operations.bin import bin_contact
from klientel.contacts.operations.contacts import PointEdit, add_contact, change_contact
from klientel.contacts.operations.daily import apply_due
from klientel.contacts.operations.positions import (
    AlreadyThere,
    EndsBeforeItBegins,
    NeverPrimary,
    NextJob,
    add_position,
    change_company,
    change_position,
    end_position,
    make_primary,
)
from tests.contacts.looking import again, business_of, main_contact_of, primary_of, private_of
from tests.contacts.rendering import all_cards
from tests.contacts.world import KIEL, TOMORROW, YESTERDAY
from tests.factories import BERN, HAMBURG, STADE, SYSTEM, TODAY

pytestmark = pytest.mark.django_db


def _to_alpin(world, who, on=TODAY):
    return change_company(
        contact=who,
        leaving=world.position(who, world.firm),
        to=NextJob(organization=world.alpin, title="Leiterin"),
        on=on,
        by=SYSTEM,
    )


def test_it_closes_the_old_position_and_opens_a_new_one(world):
    new = _to_alpin(world, world.berg)

    old = world.position(world.berg, world.firm)
    assert (old.until, old.is_current, old.is_primary) == (YESTERDAY, False, False)
    assert (new.since, new.is_current, new.is_primary) == (TODAY, True, True)
    assert (primary_of(world.berg), business_of(world.berg)) == (world.alpin, BERN)


def test_it_retires_the_business_and_keeps_the_private(world):
    private = PointEdit("phone", "+49 171 5", "mobile", use="private")
    change_contact(
        contact=world.stein,
        patch={},
        points=(PointEdit("email", "stein@muster.de"), private),
        private=STADE,
        by=SYSTEM,
    )

    end_position(position=world.position(world.stein, world.firm), on=TODAY, by=SYSTEM)

    points = dict(world.stein.points.values_list("value", "retired_on"))
    assert points == {"stein@muster.de": TODAY, "+49 171 5": None}
    assert set(world.stein.addresses.values_list("use", "retired_on")) == {
        ("business", TODAY),
        ("private", None),
    }
    card = all_cards()[world.stein.pk]
    assert "stein@muster.de" not in card
    assert "+49 171 5" in card
    assert (business_of(world.stein), private_of(world.stein)) == (BERN, STADE)


def test_a_future_date_takes_effect_at_its_midnight_in_one_unit(world):
    _to_alpin(world, world.berg, on=TOMORROW)
    before, cards = Counter.objects.get().value, all_cards()
    assert business_of(world.berg) == HAMBURG

    assert apply_due(today=TOMORROW, by=SYSTEM) == 1

    after = all_cards()
    assert (primary_of(world.berg), business_of(world.berg)) == (world.alpin, BERN)
    assert not again(world.berg).is_inactive
    assert {pk for pk in after if after[pk] != cards[pk]} == {world.berg.pk}
    assert Unit.objects.filter(revision__gt=before).count() == 1


def test_a_past_date_takes_effect_at_once(world):
    _to_alpin(world, world.berg, on=YESTERDAY)

    assert primary_of(world.berg) == world.alpin
    assert set(world.berg.points.values_list("retired_on", flat=True)) == {YESTERDAY}


def test_leaving_without_a_new_company_is_ausgeschieden(world):
    position = world.position(world.berg, world.firm)
    change_company(contact=world.berg, leaving=position, to=None, on=TODAY, by=SYSTEM)

    left = again(world.berg)
    assert (left.is_inactive, left.inactive_reason, left.inactive_from) == (True, "left", TODAY)
    assert all_cards()[world.berg.pk] == ""


def test_leaving_ahead_is_ausgeschieden_on_its_day(world):
    position = world.position(world.berg, world.firm)
    change_company(contact=world.berg, leaving=position, to=None, on=TOMORROW, by=SYSTEM)
    assert not again(world.berg).is_inactive

    apply_due(today=TOMORROW, by=SYSTEM)

    left = again(world.berg)
    assert (left.is_inactive, left.inactive_reason, left.inactive_from) == (True, "left", TOMORROW)


def test_who_has_another_position_has_not_left(world):
    end_position(position=world.position(world.stein, world.firm), on=TODAY, by=SYSTEM)

    assert not again(world.stein).is_inactive


def test_who_lives_in_a_household_has_not_left(world):
    end_position(position=world.position(world.stein, world.alpin), on=TODAY, by=SYSTEM)
    end_position(position=world.position(world.stein, world.firm), on=TODAY, by=SYSTEM)

    assert not again(world.stein).is_inactive
    assert (business_of(world.stein), private_of(world.stein)) == (NOWHERE, KIEL)


def test_who_had_left_and_begins_anew_is_active_again(world):
    position = world.position(world.berg, world.firm)
    change_company(contact=world.berg, leaving=position, to=None, on=TODAY, by=SYSTEM)

    to = NextJob(organization=world.alpin)
    change_company(contact=world.berg, leaving=None, to=to, on=TODAY, by=SYSTEM)

    back = again(world.berg)
    assert (back.is_inactive, back.inactive_from, back.inactive_reason) == (False, None, "")
    assert business_of(world.berg) == BERN


def test_who_is_deceased_does_not_come_back_by_a_position(world):
    add_position(contact=world.gone, organization=world.alpin, patch={}, by=SYSTEM)

    assert again(world.gone).inactive_reason == "do_not_contact"


def test_when_the_primary_position_closes_the_next_open_one_is_primary(world):
    end_position(position=world.position(world.stein, world.firm), on=TODAY, by=SYSTEM)

    assert primary_of(world.stein) == world.alpin


def test_one_primary_position(world):
    make_primary(position=world.position(world.stein, world.alpin), by=SYSTEM)

    assert world.stein.positions.filter(is_primary=True).count() == 1
    assert primary_of(world.stein) == world.alpin


def test_membership_never_competes_with_a_job(world):
    assert primary_of(world.stein) == world.firm

    with pytest.raises(NeverPrimary):
        make_primary(position=world.position(world.stein, world.home), by=SYSTEM)


def test_a_past_position_is_never_primary(world):
    _to_alpin(world, world.berg)

    with pytest.raises(NeverPrimary):
        make_primary(position=world.position(world.berg, world.firm), by=SYSTEM)


def test_a_job_takes_the_primary_from_a_household(world):
    assert primary_of(world.maria) == world.home

    add_position(contact=world.maria, organization=world.alpin, patch={}, by=SYSTEM)

    assert primary_of(world.maria) == world.alpin
    assert (business_of(world.maria), private_of(world.maria)) == (BERN, KIEL)


def test_a_contact_may_stand_without_an_organization(world):
    alone = add_contact(patch={"given_name": "Ida"}, business=STADE, by=SYSTEM)

    assert (primary_of(alone), business_of(alone)) == (None, STADE)


def test_one_position_at_an_organization_at_a_time(world):
    for patch in ({}, {"since": TOMORROW}, {"until": TODAY}):
        with pytest.raises(AlreadyThere):
            add_position(contact=world.berg, organization=world.firm, patch=patch, by=SYSTEM)


def test_who_comes_back_to_a_firm_has_two_positions_there(world):
    new = _to_alpin(world, world.berg)

    to = NextJob(organization=world.firm)
    change_company(contact=world.berg, leaving=new, to=to, on=TOMORROW, by=SYSTEM)

    there = world.berg.positions.filter(organization=world.firm).order_by("pk")
    assert [(each.since, each.until) for each in there] == [(None, YESTERDAY), (TOMORROW, None)]


def test_changing_what_is_long_past_makes_nobody_leave(world):
    long_ago = {"since": date(2010, 1, 1), "until": date(2012, 1, 1)}
    retired = add_contact(patch={"family_name": "Alt"}, by=SYSTEM)
    position = add_position(contact=retired, organization=world.firm, patch=long_ago, by=SYSTEM)

    change_position(position=position, patch={"title": "Meister"}, by=SYSTEM)

    assert not again(retired).is_inactive


def test_a_position_does_not_end_before_it_begins(world):
    position = _to_alpin(world, world.berg)

    with pytest.raises(EndsBeforeItBegins):
        change_position(position=position, patch={"until": YESTERDAY}, by=SYSTEM)
    with pytest.raises(EndsBeforeItBegins):
        end_position(position=position, on=TODAY, by=SYSTEM)


def test_who_goes_to_a_new_company_is_its_main_contact(world):
    to = NextJob(new_name="Eigenes GmbH")
    position = change_company(
        contact=world.berg,
        leaving=world.position(world.berg, world.firm),
        to=to,
        on=TODAY,
        by=SYSTEM,
    )

    assert main_contact_of(position.organization) == world.berg


def test_who_goes_to_a_new_company_tomorrow_is_its_main_contact_then(world):
    to = NextJob(new_name="Eigenes GmbH")
    position = change_company(
        contact=world.berg,
        leaving=world.position(world.berg, world.firm),
        to=to,
        on=TOMORROW,
        by=SYSTEM,
    )
    assert main_contact_of(position.organization) is None

    apply_due(today=TOMORROW, by=SYSTEM)

    assert main_contact_of(position.organization) == world.berg


def test_a_corrected_last_day_takes_what_was_retired_along(world):
    _to_alpin(world, world.berg)
    old = world.position(world.berg, world.firm)

    change_position(position=old, patch={"until": TODAY}, by=SYSTEM)

    assert world.position(world.berg, world.firm).is_current
    assert set(world.berg.points.values_list("retired_on", flat=True)) == {None}

    change_position(position=old, patch={"until": YESTERDAY}, by=SYSTEM)

    assert not world.position(world.berg, world.firm).is_current
    assert set(world.berg.points.values_list("retired_on", flat=True)) == {TODAY}


def test_a_beginning_moved_ahead_keeps_the_numbers_for_its_day(world):
    position = world.position(world.berg, world.firm)
    change_position(position=position, patch={"since": TOMORROW}, by=SYSTEM)
    assert "123-4" not in all_cards()[world.berg.pk]

    apply_due(today=TOMORROW, by=SYSTEM)

    assert "123-4" in all_cards()[world.berg.pk]
    assert primary_of(world.berg) == world.firm


def test_a_position_of_somebody_else_is_refused(world):
    with pytest.raises(world.berg.positions.model.DoesNotExist):
        change_company(
            contact=world.berg,
            leaving=world.position(world.koehler, world.firm),
            to=None,
            on=TODAY,
            by=SYSTEM,
        )


def test_who_is_in_the_bin_is_not_turned(world):
    _to_alpin(world, world.berg, on=TOMORROW)
    bin_contact(contact=world.berg, by=SYSTEM)

    assert apply_due(today=TOMORROW, by=SYSTEM) == 0


def test_search_and_list_follow_the_new_company(world):
    _to_alpin(world, world.berg)

    at = Effective.objects.get(pk=world.berg.pk)
    assert at.organization_id == world.alpin.pk
    assert Contact.objects.filter(found_text__text__contains="alpin", pk=world.berg.pk).exists()
