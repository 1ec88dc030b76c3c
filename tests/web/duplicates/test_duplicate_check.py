"""The warning beneath the fields, and the step before adding where no script runs."""

import re

import pytest

from klientel.contacts.models import Contact, Organization
from klientel.contacts.operations.contacts import PointEdit
from tests.factories import HAMBURG, contact, organization, user

ROWS = {
    "points-TOTAL_FORMS": "1", "points-INITIAL_FORMS": "0",
    "points-0-sort": "email", "points-0-value": "ute@werft.example", "points-0-use": "business",
}  # fmt: skip


@pytest.fixture
def ute(db):
    return contact(
        family_name="Köhler",
        given_name="Ute",
        address=HAMBURG,
        employer="Werft",
        points=(PointEdit("email", "ute@werft.example"),),
    )


def checked(client, kind="contact", **data):
    return client.post(f"/dubletten/{kind}/", data, headers={"HX-Request": "true"})


def test_a_known_name_is_told_with_why_and_a_link_beside_the_form(annas, ute):
    html = checked(
        annas, family_name="koehler", given_name="ute", business_town="Hamburg"
    ).content.decode()

    assert f'href="/kontakte/{ute.uid}/" target="_blank"' in html
    assert "same name, also Hamburg" in html


def test_a_known_address_is_told_beneath_the_numbers(annas, ute):
    html = checked(annas, **ROWS).content.decode()
    _names, reached = html.split('id="alike-reached"')

    assert "Ute Köhler" in reached
    assert "same e-mail" in reached


def test_nothing_new_is_not_said_again(annas, ute):
    shown = re.search(r'name="alike_shown" value="(\w+)"', checked(annas, **ROWS).content.decode())

    assert checked(annas, **ROWS, alike_shown=shown[1]).status_code == 204
    assert checked(annas, family_name="Neu").status_code == 204
    assert checked(annas, family_name="Neu", alike_shown=shown[1]).status_code == 200


def test_a_record_is_not_its_own_duplicate(annas, ute):
    assert checked(annas, **ROWS, alike_but=str(ute.uid)).status_code == 204


def test_the_people_of_a_household_are_looked_for(annas, ute):
    data = {"members-0-given_name": "Ute", "members-0-family_name": "Köhler"}

    assert "same name" in checked(annas, "household", **data).content.decode()


def test_an_organisation_is_told(annas):
    firm = organization(name="Hanseatische Werft GmbH")

    html = checked(annas, "organization", name="hanseatische werft").content.decode()

    assert f"/organisationen/{firm.uid}/" in html


def test_nobody_without_the_right_to_write_is_told(client, ute):
    client.force_login(user(role="readonly"))

    assert checked(client, **ROWS).status_code == 403


def test_a_hidden_record_is_not_told(annas, db):
    contact(family_name="Geheim", confidential=True, points=(PointEdit("email", "g@x.example"),))

    assert checked(annas, **{**ROWS, "points-0-value": "g@x.example"}).status_code == 204


@pytest.mark.parametrize("word", ["\0", "%", "'", "x" * 9_000, "🦊🦊", "- -", "ß"])
def test_odd_words_break_nothing(annas, ute, word):
    names = ("family_name", "given_name", "label", "name", "website", "switchboard", "employer_uid")
    for kind in ("contact", "household", "organization"):
        given = dict.fromkeys(names, word) | {"members-0-family_name": word}
        assert checked(annas, kind, **given).status_code in {200, 204}
    assert checked(annas, "nonsense").status_code == 404


NEW = {"sort": "person", "family_name": "Köhler", "given_name": "Ute", "once": "a1", **ROWS}


def test_with_script_saving_is_never_held_up(annas, ute):
    assert annas.post("/kontakte/neu/", NEW).status_code == 303


def test_without_script_the_form_asks_first_and_then_adds(annas, ute):
    asking = {**NEW, "ask_alike": "1"}

    first = annas.post("/kontakte/neu/", asking)
    html = first.content.decode()

    assert (first.status_code, Contact.objects.filter(family_name="Köhler").count()) == (422, 1)
    assert "Is this one there already?" in html
    assert f'href="/kontakte/{ute.uid}/">Open this one' in html
    assert 'value="ute@werft.example"' in html
    assert annas.post("/kontakte/neu/", {**asking, "anyway": "1"}).status_code == 303


def test_an_organisation_asks_first_too(annas):
    organization(name="Hanseatische Werft GmbH")
    asking = {"name": "Hanseatische Werft", "sort": "company", "once": "a2", "ask_alike": "1"}

    assert annas.post("/organisationen/neu/", asking).status_code == 422
    assert Organization.objects.count() == 1
    assert annas.post("/organisationen/neu/", {**asking, "anyway": "1"}).status_code == 303


def test_a_household_asks_first_too(annas, ute):
    asking = {
        "members-TOTAL_FORMS": "1", "members-INITIAL_FORMS": "0",
        "members-0-given_name": "Ute", "members-0-family_name": "Köhler",
        "once": "a3", "ask_alike": "1",
    }  # fmt: skip

    assert annas.post("/kontakte/haushalt/neu/", asking).status_code == 422
    assert annas.post("/kontakte/haushalt/neu/", {**asking, "anyway": "1"}).status_code == 303


def test_what_nobody_resembles_is_added_at_once(annas, ute):
    new = {**NEW, "family_name": "Neu", "points-0-value": "neu@x.example", "ask_alike": "1"}

    assert annas.post("/kontakte/neu/", new).status_code == 303
