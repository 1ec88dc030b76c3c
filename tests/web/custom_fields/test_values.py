"""Own fields in forms, at records, in lists, in the history, and between two writers."""

from datetime import date
from decimal import Decimal

import pytest

from klientel.changes.models import Counter
from klientel.contacts.custom import values_of
from klientel.contacts.models import Contact, Organization
from klientel.contacts.operations.custom_values import set_custom_values
from klientel.records.operations import ChoiceEdit, change_custom_field
from tests.factories import SYSTEM, contact, organization, user
from tests.fields import all_types, field

pytestmark = pytest.mark.django_db
ALL = {
    "x_groesse": "Müller",
    "x_zahl": "1.234,5",
    "x_seit": "24.11.2026",
    "x_art": "bar",
    "x_farben": ["rot", "blau"],
    "x_karte": "no",
    "x_seite": "www.firma.example/a",
}


@pytest.fixture
def office(client):
    client.force_login(user(role="manager", language="de"))
    return client


def text(answer):
    return answer.content.decode()


def names(who):
    return {"family_name": who.family_name, "sort": "person", "points-TOTAL_FORMS": "0",
            "points-INITIAL_FORMS": "0"}  # fmt: skip


def seen():
    return Counter.objects.get().value


def test_a_new_contact_takes_a_value_of_each_type(office):
    all_types()
    clara = user(username="clara")
    data = {"family_name": "Neu", "sort": "person", "points-TOTAL_FORMS": "0",
            "points-INITIAL_FORMS": "0", **ALL, "x_betreuer": str(clara.uid)}  # fmt: skip

    answer = office.post("/kontakte/neu/", data)

    assert answer.status_code == 303
    assert values_of(Contact.objects.get()) == {
        "x_groesse": "Müller",
        "x_zahl": Decimal("1234.5"),
        "x_seit": date(2026, 11, 24),
        "x_art": "bar",
        "x_farben": ("rot", "blau"),
        "x_karte": False,
        "x_seite": "www.firma.example/a",
        "x_betreuer": clara,
    }
    shown = text(office.get(f"/kontakte/{Contact.objects.get().uid}/"))
    for each in ("1.234,5", "24.11.2026", "Rot; Blau", "https://www.firma.example/a", "clara"):
        assert each in shown


def test_wrong_values_are_all_told_at_once_and_nothing_is_lost(office):
    all_types()
    who = contact()

    answer = office.post(
        f"/kontakte/{who.uid}/bearbeiten/",
        {**names(who), "x_zahl": "viel", "x_seit": "31.2.2026", "x_seite": "kein link"},
    )

    said = text(answer)
    assert answer.status_code == 422
    for each in ("Das ist keine Zahl", "Das ist kein Tag", "Das ist kein Link", "kein link"):
        assert each in said
    assert values_of(who) == {}


def test_a_form_shows_what_stands_and_empties_what_is_emptied(office):
    all_types()
    who = contact()
    office.post(f"/kontakte/{who.uid}/bearbeiten/", {**names(who), **ALL})

    shown = text(office.get(f"/kontakte/{who.uid}/bearbeiten/"))
    assert 'value="1.234,5"' in shown
    assert 'value="24.11.2026"' in shown

    office.post(f"/kontakte/{who.uid}/bearbeiten/", {**names(who), "x_zahl": "7"})
    assert values_of(who) == {"x_zahl": 7}


def test_an_organisation_takes_values_when_it_is_made_and_changed(office):
    field("Karte", "boolean", of="organization")
    office.post("/organisationen/neu/", {"name": "Neu GmbH", "sort": "company", "x_karte": "yes"})
    firm = Organization.objects.get()
    assert values_of(firm) == {"x_karte": True}

    office.post(
        f"/organisationen/{firm.uid}/bearbeiten/",
        {"name": "Neu GmbH", "sort": "company", "x_karte": "no", "seen": seen()},
    )
    assert values_of(firm) == {"x_karte": False}


def test_a_retired_choice_is_offered_to_its_holder_alone(office):
    art = field("Art", "choice", "Bar", "Rechnung")
    holder, other = contact(), contact()
    set_custom_values(record=holder, values={"x_art": "bar"}, by=SYSTEM)
    edits = [ChoiceEdit(each.name, each.pk, is_retired=each.code == "bar") for each in art.options]
    change_custom_field(field=art, patch={}, choices=edits, by=SYSTEM)

    assert 'value="bar"' in text(office.get(f"/kontakte/{holder.uid}/bearbeiten/"))
    assert 'value="bar"' not in text(office.get(f"/kontakte/{other.uid}/bearbeiten/"))


def test_a_value_is_edited_where_it_stands(office):
    field("Größe")
    who = contact()
    url = f"/eigenes-feld/contact/{who.uid}/x_groesse/"

    piece = office.get(url, headers={"HX-Request": "true", "HX-Target": "own-x_groesse"})
    answer = office.post(url, {"fact": "XL", "seen": seen()})

    assert "<html" not in text(piece)
    assert answer.status_code == 303
    assert values_of(who) == {"x_groesse": "XL"}
    assert office.get(f"/eigenes-feld/contact/{who.uid}/x_nichts/").status_code == 404


def test_who_may_only_read_sees_values_and_no_pencil(client):
    field("Größe")
    field("Leer")
    who = contact()
    set_custom_values(record=who, values={"x_groesse": "XL"}, by=SYSTEM)
    client.force_login(user(role="readonly"))

    shown = text(client.get(f"/kontakte/{who.uid}/"))

    assert ("XL" in shown, "eigenes-feld" in shown, ">Leer<" in shown) == (True, False, False)


def test_two_writers_see_both_versions_and_choose(office):
    field("Größe")
    who, read = contact(family_name="Berg"), seen()
    set_custom_values(record=who, values={"x_groesse": "XL"}, by=SYSTEM)
    url = f"/kontakte/{who.uid}/bearbeiten/"

    clash = office.post(url, {**names(who), "x_groesse": "S", "seen": read})
    shown = text(clash)

    assert clash.status_code == 409
    assert [each in shown for each in ("Größe", "XL", ">S<")] == [True] * 3
    key = shown.split('name="pick_')[1].split('"')[0]
    office.post(url, {**names(who), "x_groesse": "S", "expected": seen(), f"pick_{key}": "theirs"})
    assert values_of(who) == {"x_groesse": "XL"}
    office.post(url, {**names(who), "x_groesse": "S", "expected": seen(), f"pick_{key}": "mine"})
    assert values_of(who) == {"x_groesse": "S"}


@pytest.mark.parametrize(("pick", "held"), [("theirs", ("blau",)), ("mine", ("gruen",))])
def test_choices_that_both_changed_are_named_beside_another_clash(office, pick, held):
    field("Größe")
    field("Farben", "choices", "Rot", "Blau", "Grün")
    who = contact(family_name="Berg")
    set_custom_values(record=who, values={"x_farben": ("rot",)}, by=SYSTEM)
    read = seen()
    set_custom_values(record=who, values={"x_groesse": "XL", "x_farben": ("blau",)}, by=SYSTEM)
    url = f"/kontakte/{who.uid}/bearbeiten/"

    clash = office.post(url, {**names(who), "x_groesse": "S", "x_farben": "gruen", "seen": read})
    shown = text(clash)

    assert clash.status_code == 409
    assert [each in shown for each in ("Farben", "Blau", "Grün", "Rot")] == [True] * 4
    picks = {f"pick_{key.split(chr(34))[0]}": pick for key in shown.split('name="pick_')[1:]}
    assert len(picks) == 2
    sent = {**names(who), "x_groesse": "S", "x_farben": "gruen", "expected": seen(), **picks}
    office.post(url, sent)
    assert values_of(who)["x_farben"] == held


def test_choices_that_only_the_other_changed_are_his_beside_another_clash(office):
    field("Größe")
    field("Farben", "choices", "Rot", "Blau")
    who = contact(family_name="Berg")
    set_custom_values(record=who, values={"x_farben": ("rot",)}, by=SYSTEM)
    read = seen()
    set_custom_values(record=who, values={"x_groesse": "XL", "x_farben": ("blau",)}, by=SYSTEM)
    url = f"/kontakte/{who.uid}/bearbeiten/"

    clash = office.post(url, {**names(who), "x_groesse": "S", "x_farben": "rot", "seen": read})

    assert "Farben" not in text(clash)
    assert 'name="x_farben" value="blau"' in text(clash)


def test_the_history_reads_by_name(office):
    all_types()
    who = contact()
    set_custom_values(record=who, values={"x_art": "bar", "x_zahl": Decimal("1.5")}, by=SYSTEM)
    set_custom_values(record=who, values={"x_art": "rechnung", "x_zahl": None}, by=SYSTEM)

    shown = text(office.get(f"/kontakte/{who.uid}/verlauf/"))

    for each in ("Art", "Rechnung", "Bar", "Zahl", "1,5", "Eigene Felder geändert"):
        assert each in shown


def fill(count):
    for number in range(count):
        who = contact(family_name=f"Person {number:02}")
        set_custom_values(record=who, values={"x_zahl": Decimal(count - number)}, by=SYSTEM)


def test_a_list_has_the_column_and_is_sorted_and_filtered_by_it(office):
    field("Zahl", "number", in_list=True)
    fill(3)
    contact(family_name="Ohne")

    shown = text(office.get("/kontakte/?sort=x_zahl"))
    assert [shown.index(f"Person {at:02}") for at in (2, 1, 0)] == sorted(
        shown.index(f"Person {at:02}") for at in (0, 1, 2)
    )
    assert 'id="sort-x_zahl"' in shown

    kept = text(office.get("/kontakte/?f=x_zahl.gt.2"))
    assert ("Person 00" in kept, "Person 01" in kept, "Ohne" in kept) == (True, False, False)
    assert "Zahl" in text(office.get("/kontakte/?edit=1"))


def test_a_list_costs_as_many_queries_for_three_as_for_one(office, django_assert_num_queries):
    field("Zahl", "number", in_list=True)
    field("Wer", "user", in_list=True)
    fill(1)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as one:
        office.get("/kontakte/?sort=x_zahl")
    fill(2)
    with django_assert_num_queries(len(one)):
        office.get("/kontakte/?sort=x_zahl")


def test_somebody_elses_confidential_record_is_not_reached_by_its_value(client):
    field("Größe")
    hidden = organization(name="Geheim GmbH", confidential=True)
    client.force_login(user(role="member"))

    assert client.get(f"/eigenes-feld/organization/{hidden.uid}/x_groesse/").status_code == 404
