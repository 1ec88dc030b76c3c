"""A change of company dated ahead keeps what was said with it: the successor, the numbers kept."""

from datetime import timedelta

import pytest

from klientel.changes.actors import system
from klientel.changes.door import writing
from klientel.changes.models import Counter
from klientel.changes.undoing import undo
from klientel.contacts.models import Organization, Position
from klientel.contacts.operations.bin import bin_contact
from klientel.contacts.operations.contacts import PointEdit, change_contact
from klientel.contacts.operations.daily import apply_due
from klientel.contacts.operations.main_contact import NotAtThisOrganization
from klientel.contacts.operations.moving_ahead import call_off_change, change_company_instead
from klientel.contacts.operations.positions import (
    AlreadyThere,
    NextJob,
    add_position,
    change_company,
    change_position,
    end_position,
)
from klientel.contacts.operations.purge import purge_bin
from tests.contacts.looking import address_of, main_contact_of, switchboard_of
from tests.contacts.rendering import all_cards
from tests.contacts.test_undo import standing
from tests.contacts.world import LONG_AFTER, TOMORROW, YESTERDAY
from tests.factories import HAMBURG, SYSTEM, TODAY

pytestmark = pytest.mark.django_db


def _announce(world, who, *, on=TOMORROW, **said):
    return change_company(
        contact=who,
        leaving=world.position(who, world.firm),
        to=said.pop("to", NextJob(organization=world.alpin)),
        on=on,
        by=SYSTEM,
        **said,
    )


def test_an_organisation_made_for_a_change_goes_with_it_when_that_is_taken_back(world):
    _announce(world, world.koehler, to=NextJob(new_name="Neugründung GmbH"))
    made = Organization.live.get(name="Neugründung GmbH")

    call_off_change(contact=world.koehler, by=SYSTEM)

    assert not Organization.live.filter(pk=made.pk).exists()
    _undo(Counter.objects.get().value)
    assert Organization.live.filter(pk=made.pk).exists()
    assert world.koehler.positions.filter(organization=made, since=TOMORROW).exists()


def test_an_organisation_that_somebody_else_came_to_meanwhile_stays(world):
    _announce(world, world.koehler, to=NextJob(new_name="Neugründung GmbH"))
    made = Organization.live.get(name="Neugründung GmbH")
    add_position(contact=world.berg, organization=made, patch={}, by=SYSTEM)

    call_off_change(contact=world.koehler, by=SYSTEM)

    assert Organization.live.filter(pk=made.pk).exists()


def test_another_day_for_the_same_new_organisation_keeps_it(world):
    _announce(world, world.koehler, to=NextJob(new_name="Neugründung GmbH"))
    made = Organization.live.get(name="Neugründung GmbH")

    change_company_instead(
        contact=world.koehler,
        leaving=world.position(world.koehler, world.firm),
        to=NextJob(organization=made),
        on=TOMORROW + timedelta(days=9),
        by=SYSTEM,
    )

    assert Organization.live.filter(pk=made.pk).exists()


def _undo(revision):
    with writing(SYSTEM, act="undo") as write:
        undo(write, revision)


def _points(who):
    """Return value → (organisation of its position, use, retired on, kept)."""
    rows = who.points.order_by("pk")
    columns = ("position__organization__name", "use", "retired_on", "keeps")
    return {value: tuple(rest) for value, *rest in rows.values_list("value", *columns)}


def test_the_successor_named_ahead_takes_over_on_the_day(world):
    _announce(world, world.koehler, successor=world.position(world.berg, world.firm))
    assert main_contact_of(world.firm) == world.koehler

    apply_due(today=TOMORROW, by=SYSTEM)

    assert main_contact_of(world.firm) == world.berg
    assert (address_of(world.firm), switchboard_of(world.firm)) == (HAMBURG, "+49 40 123-0")
    assert world.position(world.koehler, world.firm).successor is None


def test_the_office_takes_over_if_the_successor_has_left_by_then(world):
    _announce(world, world.koehler, successor=world.position(world.berg, world.firm))
    end_position(position=world.position(world.berg, world.firm), on=TODAY, by=SYSTEM)

    apply_due(today=TOMORROW, by=SYSTEM)

    assert main_contact_of(world.firm).label == "Zentrale"
    assert address_of(world.firm) == HAMBURG
    assert world.position(world.koehler, world.firm).successor is None


def test_a_later_word_on_the_successor_counts(world):
    _announce(world, world.koehler, to=None, successor=world.position(world.berg, world.firm))
    _announce(world, world.koehler, to=None)

    apply_due(today=TOMORROW, by=SYSTEM)

    assert main_contact_of(world.firm).label == "Zentrale"


def test_a_day_corrected_to_the_past_lets_the_successor_take_over_at_once(world):
    _announce(world, world.koehler, successor=world.position(world.berg, world.firm))

    leaving = world.position(world.koehler, world.firm)
    change_position(position=leaving, patch={"until": YESTERDAY}, by=SYSTEM)

    assert main_contact_of(world.firm) == world.berg


def test_who_stays_after_all_has_no_successor_and_keeps_no_number_apart(world):
    phone = world.koehler.points.get(sort="email")
    successor = world.position(world.berg, world.firm)
    _announce(world, world.koehler, to=None, successor=successor, kept=[phone.pk])

    leaving = world.position(world.koehler, world.firm)
    change_position(position=leaving, patch={"until": None}, by=SYSTEM)

    assert world.position(world.koehler, world.firm).successor is None
    assert not world.koehler.points.filter(keeps=True).exists()


@pytest.mark.parametrize("on", [TODAY, TOMORROW])
def test_a_successor_is_another_one_who_is_there(world, on):
    elsewhere = world.position(world.weiss, world.subsidiary)
    own = world.position(world.koehler, world.firm)

    for successor in (elsewhere, own):
        with pytest.raises(NotAtThisOrganization):
            _announce(world, world.koehler, successor=successor, on=on)


def test_undoing_the_announcement_and_the_day(world):
    before = standing()
    mail = world.koehler.points.get(sort="email")
    successor = world.position(world.berg, world.firm)
    _announce(world, world.koehler, successor=successor, kept=[mail.pk])
    announced, announcement = standing(), Counter.objects.get().value
    apply_due(today=TOMORROW, by=SYSTEM)

    _undo(Counter.objects.get().value)
    assert standing() == announced
    _undo(announcement)

    assert standing() == before


def test_a_successor_may_be_purged(world):
    _announce(world, world.koehler, successor=world.position(world.berg, world.firm))
    bin_contact(contact=world.berg, by=SYSTEM)

    kept = purge_bin(before=LONG_AFTER, by=system(LONG_AFTER))

    assert world.berg not in [each.record for each in kept]
    assert not Position.objects.filter(contact=world.berg.pk).exists()


@pytest.mark.parametrize("on", [TODAY, TOMORROW])
def test_a_number_kept_goes_along_to_the_new_position(world, on):
    phone, mail = world.berg.points.order_by("pk")
    _announce(world, world.berg, kept=[phone.pk], on=on)

    apply_due(today=TOMORROW, by=SYSTEM)

    assert _points(world.berg) == {
        phone.value: ("Alpin AG", "business", None, False),
        mail.value: ("Musterbau GmbH", "business", on, False),
    }
    card = all_cards()[world.berg.pk]
    assert (phone.value in card, mail.value in card) == (True, False)


@pytest.mark.parametrize("on", [TODAY, TOMORROW])
def test_a_number_kept_without_a_new_job_is_the_persons_own(world, on):
    phone, mail = world.berg.points.order_by("pk")
    _announce(world, world.berg, to=None, kept=[phone.pk], on=on)

    apply_due(today=TOMORROW, by=SYSTEM)

    assert _points(world.berg) == {
        phone.value: (None, "private", None, False),
        mail.value: ("Musterbau GmbH", "business", on, False),
    }


def test_the_switchboard_stays_even_if_somebody_would_keep_it(world):
    line = world.koehler.points.get(label="main")
    _announce(world, world.koehler, kept=[line.pk], on=TODAY)

    assert switchboard_of(world.firm) == "+49 40 123-0"
    assert list(_points(world.koehler)) == ["k@muster.de"]


def test_only_numbers_of_the_position_that_is_left_are_kept(world):
    private = PointEdit("phone", "+49 171 5", "mobile", use="private")
    change_contact(contact=world.berg, patch={}, points=(private,), by=SYSTEM)
    own, others = world.berg.points.get(use="private"), world.koehler.points.get(label="main")

    _announce(world, world.berg, kept=[own.pk, others.pk], on=TODAY)

    assert _points(world.berg)["+49 171 5"] == (None, "private", None, False)
    assert switchboard_of(world.firm) == "+49 40 123-0"


def test_what_was_kept_is_forgotten_when_the_change_is_said_anew(world):
    phone, mail = world.berg.points.order_by("pk")
    _announce(world, world.berg, to=None, kept=[phone.pk])
    _announce(world, world.berg, to=None, kept=[mail.pk])

    assert [each.keeps for each in world.berg.points.order_by("pk")] == [False, True]


def test_a_change_of_title_is_no_change_of_company(world):
    before = standing()
    to = NextJob(organization=world.firm, title="Leiterin", department="Einkauf")

    for on in (TODAY, TOMORROW, YESTERDAY):
        with pytest.raises(AlreadyThere):
            _announce(world, world.berg, to=to, on=on)

    assert standing() == before
