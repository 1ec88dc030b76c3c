from datetime import date, timedelta

import pytest
from django.utils import timezone

from klientel.contacts.models import Contact, ContactPoint, Organization, Position
from klientel.contacts.operations.contacts import PointEdit, change_contact
from klientel.contacts.operations.daily import apply_due
from klientel.contacts.operations.main_contact import mark_main_contact
from klientel.contacts.operations.positions import add_position, change_position
from tests.factories import STADE, SYSTEM, contact, organization
from tests.web.contacts.conftest import fields_of, path


@pytest.fixture
def hafenhof(db):
    return organization(name="Hafenhof Immobilien GmbH", address=STADE)


def opened(client, person):
    response = client.get(path(person, "wechsel/"))
    found = fields_of(response)
    if response.context["leaving"]:
        found["leaving"] = str(response.context["leaving"].pk)
    return found


def positions(person):
    rows = Position.objects.filter(contact=person).order_by("pk")
    return list(rows.values_list("organization__name", "until", "is_current", "is_primary"))


def test_contact_change_company_is_one_act(annas, berg, hafenhof):
    _firm, person, _other = berg
    numbers = [
        PointEdit("phone", "040 66969-142", "direct"),
        PointEdit("phone", "0176 1", use="private"),
    ]
    change_contact(contact=person, patch={}, points=numbers, by=SYSTEM)
    today = timezone.localdate()
    typed = opened(annas, person) | {"employer_uid": str(hafenhof.uid), "position": "Leiterin"}

    response = annas.post(path(person, "wechsel/"), typed)

    assert (response.status_code, response.url) == (303, path(person))
    assert positions(person) == [
        ("Musterbau GmbH", today - timedelta(days=1), False, False),
        ("Hafenhof Immobilien GmbH", None, True, True),
    ]
    kept = ContactPoint.objects.filter(contact=person, retired_on=None)
    assert [point.value for point in kept] == ["0176 1"]
    assert str(Contact.objects.get(pk=person.pk).effective.address) == "Am Sande 3, 21682 Stade"


def test_contact_change_company_lists_what_follows_before_it_is_saved(annas, berg, hafenhof):
    _firm, person, _other = berg
    direct = PointEdit("phone", "040 66969-142", "direct")
    change_contact(contact=person, patch={"birthday": "1979-03-14"}, points=[direct], by=SYSTEM)
    typed = opened(annas, person) | {
        "employer_uid": str(hafenhof.uid),
        "department": "Technik",
        "preview": "1",
    }

    seen = annas.post(path(person, "wechsel/"), typed).context["preview"]

    assert seen.before == ["Musterbau GmbH", "Anna Berg", "Musterkai 14", "20457 Hamburg"]
    assert seen.after == [
        "Hafenhof Immobilien GmbH",
        "Technik",
        "Anna Berg",
        "Am Sande 3",
        "21682 Stade",
    ]
    assert [tuple(each)[:2] for each in seen.retired] == [("Phone (direct dial)", "040 66969-142")]
    assert seen.stays == ["Birthday"]
    assert positions(person) == [("Musterbau GmbH", None, True, True)]


def test_contact_change_company_swaps_the_preview_alone(annas, berg, hafenhof):
    _firm, person, _other = berg
    typed = opened(annas, person) | {"employer_uid": str(hafenhof.uid), "preview": "1"}
    asked = {"HX-Request": "true", "HX-Target": "move-preview"}

    response = annas.post(path(person, "wechsel/"), typed, headers=asked)

    html = response.content.decode().strip()
    assert (response.status_code, html[:22]) == (200, '<div id="move-preview"')
    assert "Hafenhof Immobilien GmbH" in html


def test_contact_change_company_ahead_waits_for_its_day(annas, berg, hafenhof):
    _firm, person, _other = berg
    on = timezone.localdate() + timedelta(days=30)
    typed = opened(annas, person) | {
        "employer_uid": str(hafenhof.uid),
        "on": f"{on:%d.%m.%Y}",
    }

    annas.post(path(person, "wechsel/"), typed)

    assert positions(person) == [
        ("Musterbau GmbH", on - timedelta(days=1), True, True),
        ("Hafenhof Immobilien GmbH", None, False, False),
    ]


def test_contact_change_company_to_a_new_one_makes_him_its_main_contact(annas, berg):
    _firm, person, _other = berg

    annas.post(path(person, "wechsel/"), opened(annas, person) | {"employer": "Nordlicht AG"})

    assert Organization.objects.get(name="Nordlicht AG").main_position.contact == person


def test_contact_change_company_without_a_target_is_leaving(annas, berg):
    _firm, person, _other = berg

    annas.post(path(person, "wechsel/"), opened(annas, person) | {"target": "none"})

    row = Contact.objects.get(pk=person.pk)
    assert (row.is_inactive, row.inactive_reason) == (True, "left")


def test_contact_change_company_names_the_next_main_contact(annas, berg, hafenhof):
    firm, person, other = berg
    mine, theirs = (each.positions.get() for each in (person, other))
    mark_main_contact(position=mine, by=SYSTEM)
    typed = opened(annas, person) | {
        "employer_uid": str(hafenhof.uid),
        "successor": str(theirs.pk),
    }

    annas.post(path(person, "wechsel/"), typed)

    firm = Organization.objects.get(pk=firm.pk)
    assert (firm.main_position.contact, str(firm.seat.address)) == (
        other,
        "Musterkai 14, 20457 Hamburg",
    )


@pytest.mark.parametrize("days", [0, 30])
def test_contact_change_company_keeps_the_numbers_that_are_to_go_along(annas, berg, hafenhof, days):
    _firm, person, _other = berg
    numbers = [PointEdit("phone", "040 1", "direct"), PointEdit("phone", "0176 2", "mobile")]
    change_contact(contact=person, patch={}, points=numbers, by=SYSTEM)
    direct, mobile = ContactPoint.objects.filter(contact=person).order_by("pk")
    on = timezone.localdate() + timedelta(days=days)
    typed = opened(annas, person) | {
        "employer_uid": str(hafenhof.uid),
        "on": f"{on:%d.%m.%Y}",
        f"kept_{direct.pk}": "no",
        f"kept_{mobile.pk}": "yes",
    }

    seen = annas.post(path(person, "wechsel/"), typed | {"preview": "1"}).context["preview"]
    annas.post(path(person, "wechsel/"), typed)
    apply_due(today=on, by=SYSTEM)

    assert [(each.value, each.kept) for each in seen.retired] == [
        ("040 1", False),
        ("0176 2", True),
    ]
    assert (seen.retired_count, seen.kept_count) == (1, 1)
    rows = ContactPoint.objects.filter(contact=person).order_by("pk")
    assert list(rows.values_list("value", "position__organization__name", "retired_on")) == [
        ("040 1", "Musterbau GmbH", on),
        ("0176 2", "Hafenhof Immobilien GmbH", None),
    ]


def test_contact_change_company_ahead_keeps_the_successor_for_its_day(annas, berg, hafenhof):
    firm, person, other = berg
    mine, theirs = (each.positions.get() for each in (person, other))
    mark_main_contact(position=mine, by=SYSTEM)
    on = timezone.localdate() + timedelta(days=30)
    typed = opened(annas, person) | {
        "employer_uid": str(hafenhof.uid),
        "successor": str(theirs.pk),
        "on": f"{on:%d.%m.%Y}",
    }

    annas.post(path(person, "wechsel/"), typed)
    before = Organization.objects.get(pk=firm.pk).main_position.contact
    apply_due(today=on, by=SYSTEM)

    assert (before, Organization.objects.get(pk=firm.pk).main_position.contact) == (person, other)


def test_contact_change_company_sends_who_changes_his_title_to_the_position(annas, berg):
    firm, person, _other = berg
    typed = opened(annas, person) | {"employer_uid": str(firm.uid), "position": "Leiterin"}

    response = annas.post(path(person, "wechsel/"), typed)

    assert response.status_code == 422
    assert "another title or department change the position itself" in response.content.decode()
    assert positions(person) == [("Musterbau GmbH", None, True, True)]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "Say where to"),
        ({"employer": "Verein"}, "already has an open position there"),
        ({"on": "31.2.2026"}, "This is no day."),
        ({"on": "1.1.1999", "target": "none"}, "The position began later than that."),
    ],
)
def test_contact_change_company_says_what_is_wrong(annas, db, fields, says):
    firm = organization(name="Musterbau GmbH")
    person = contact(family_name="Berg", organization=firm)
    position = person.positions.get()
    change_position(position=position, patch={"since": date(2020, 1, 1)}, by=SYSTEM)
    add_position(contact=person, organization=organization(name="Verein"), patch={}, by=SYSTEM)

    response = annas.post(path(person, "wechsel/"), opened(annas, person) | fields)

    assert (response.status_code, says in response.content.decode()) == (422, True)
    assert positions(person) == [
        ("Musterbau GmbH", None, True, True),
        ("Verein", None, True, False),
    ]


def test_contact_change_company_sent_twice_moves_once(annas, berg, hafenhof):
    _firm, person, _other = berg
    typed = opened(annas, person) | {"employer_uid": str(hafenhof.uid)}

    answers = [annas.post(path(person, "wechsel/"), typed).status_code for _ in range(2)]

    assert (answers, len(positions(person))) == ([303, 303], 2)


def test_contact_change_company_shows_what_another_position_holds(annas, berg):
    _firm, person, _other = berg
    club = organization(name="Verein", address=STADE)
    second = add_position(contact=person, organization=club, patch={}, by=SYSTEM)
    change_contact(contact=person, patch={}, points=[PointEdit("phone", "040 1")], by=SYSTEM)
    asked = {"HX-Request": "true", "HX-Target": "move-preview"}
    typed = opened(annas, person) | {"target": "none", "preview": "1"}

    seen = []
    for leaving in (person.positions.get(is_primary=True), second):
        answer = annas.post(
            path(person, "wechsel/"), typed | {"leaving": str(leaving.pk)}, headers=asked
        )
        shown = answer.context["preview"]
        seen.append((shown.before[0], shown.after[0], [each.value for each in shown.retired]))
        assert 'id="retired-part"' in answer.content.decode()

    assert seen == [
        ("Musterbau GmbH", "Verein", ["040 1"]),
        ("Verein", "Musterbau GmbH", []),
    ]
