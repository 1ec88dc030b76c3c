"""Contacts: their names, numbers and inactivity."""

import pytest

from klientel.changes.errors import Stale
from klientel.changes.models import Counter
from klientel.contacts.models import Contact
from klientel.contacts.naming import Nameless
from klientel.contacts.operations.contacts import (
    PointEdit,
    add_contact,
    change_contact,
    deactivate_contact,
    reactivate_contact,
)
from klientel.contacts.operations.daily import apply_due
from klientel.contacts.operations.ties import (
    ConnectedToItself,
    add_connection,
    add_tag,
    attach_tag,
    end_connection,
)
from tests.contacts.looking import again
from tests.contacts.rendering import all_cards
from tests.contacts.world import TOMORROW
from tests.factories import SYSTEM, TODAY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["family_name", "given_name", "label"])
def test_a_contact_needs_a_name(name):
    assert str(add_contact(patch={name: "Berg"}, by=SYSTEM)) == "Berg"

    for patch in ({}, {name: ""}, {name: "  "}, {"title": "Dr."}):
        with pytest.raises(Nameless):
            add_contact(patch=patch, by=SYSTEM)


def test_a_contact_keeps_one_of_his_names():
    berg = add_contact(patch={"family_name": "Berg"}, by=SYSTEM)

    with pytest.raises(Nameless):
        change_contact(contact=berg, patch={"family_name": ""}, by=SYSTEM)
    change_contact(contact=berg, patch={"family_name": "", "label": "Empfang"}, by=SYSTEM)

    assert str(again(berg)) == "Empfang"


def test_each_gets_the_next_running_number():
    first, second = (add_contact(patch={"label": name}, by=SYSTEM) for name in "ab")

    assert second.number == first.number + 1


def test_a_full_name_is_said_with_title_and_prefix():
    weyde = Contact(title="Dr.", given_name="Anna", prefix="von der", family_name="Weyde")

    assert (weyde.full_name, weyde.prefixed_family_name) == (
        "Dr. Anna von der Weyde",
        "von der Weyde",
    )


def test_any_number_of_numbers_each_labelled_each_business_or_private(world):
    edits = (
        PointEdit("phone", "+49 40 123-9", "direct"),
        PointEdit("phone", "0171 55", "mobile", use="private"),
        PointEdit("url", "https://berg.example", "blog", use="private"),
        PointEdit("messenger", "berg", "Threema"),
    )

    change_contact(contact=world.koehler, patch={}, points=edits, by=SYSTEM)

    stored = world.koehler.points.order_by("-pk").values_list("sort", "label", "use", "position")
    job = world.position(world.koehler, world.firm).pk
    assert list(stored)[3::-1] == [
        ("phone", "direct", "business", job),
        ("phone", "mobile", "private", None),
        ("url", "blog", "private", None),
        ("messenger", "Threema", "business", job),
    ]


def test_a_number_that_becomes_private_leaves_the_job(world):
    phone = world.berg.points.get(sort="phone")
    edit = PointEdit("phone", phone.value, use="private", number=phone.pk)

    change_contact(contact=world.berg, patch={}, points=(edit,), by=SYSTEM)

    assert world.berg.points.get(sort="phone").position is None


def test_a_number_that_somebody_removed_meanwhile_is_a_clash(world):
    phone = world.berg.points.get(sort="phone")
    seen = Counter.objects.get().value
    gone = PointEdit("phone", "", number=phone.pk)
    change_contact(contact=world.berg, patch={}, points=(gone,), by=SYSTEM)

    edit = PointEdit("phone", "+49 1", number=phone.pk)
    with pytest.raises(Stale):
        change_contact(contact=world.berg, patch={}, points=(edit,), expected=seen, by=SYSTEM)


def test_who_is_inactive_is_on_no_phone_and_kept_in_history(world):
    deactivate_contact(contact=world.berg, since=TODAY, reason="left", by=SYSTEM)

    assert all_cards()[world.berg.pk] == ""
    assert world.berg.positions.get().is_current
    assert Contact.live.filter(pk=world.berg.pk, found_text__text__contains="berg").exists()

    reactivate_contact(contact=world.berg, by=SYSTEM)

    assert "Berg" in all_cards()[world.berg.pk]


def test_an_inactivity_ahead_takes_effect_at_its_midnight(world):
    deactivate_contact(contact=world.berg, since=TOMORROW, reason="left", by=SYSTEM)
    assert not again(world.berg).is_inactive

    apply_due(today=TOMORROW, by=SYSTEM)

    assert again(world.berg).is_inactive


def test_a_tag_is_one_however_it_is_written():
    first = add_tag(name="Messe  Köln", by=SYSTEM)

    assert add_tag(name=" messe köln ", by=SYSTEM) == first


def test_a_tag_is_attached_once(world):
    attach_tag(record=world.berg, tag=world.tag, by=SYSTEM)

    assert world.berg.tag_links.count() == 1


def test_a_connection_ties_two_without_employment(world):
    tie = add_connection(
        type=world.tie.type, one=world.maria, other=world.firm, note="seit 2019", by=SYSTEM
    )
    end_connection(connection=tie, on=TODAY, by=SYSTEM)

    tie.refresh_from_db()
    assert (tie.contact, tie.other_organization, tie.until) == (world.maria, world.firm, TODAY)
    assert not world.maria.positions.filter(organization=world.firm).exists()
    assert [tie.type.role(forward=way) for way in (True, False)] == [
        "tax adviser of",
        "is advised on taxes by",
    ]
    with pytest.raises(ConnectedToItself):
        add_connection(type=world.tie.type, one=world.firm, other=world.firm, by=SYSTEM)
