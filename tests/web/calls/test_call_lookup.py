import pytest

from klientel.contacts.operations.contacts import PointEdit
from tests.factories import contact, organization, user


def with_phone(number, **values):
    return contact(points=(PointEdit("phone", number, "direct"),), **values)


def test_the_number_of_one_leads_to_his_page(annas):
    who = with_phone("0172 5551234")

    response = annas.get("/anruf/?nummer=%2B491725551234")

    assert (response.status_code, response["Location"]) == (303, f"/kontakte/{who.uid}/")


def test_a_switchboard_leads_to_its_organisation(annas):
    firm = organization(switchboard="040 66969-0")

    assert annas.get("/anruf/?nummer=040669690")["Location"] == f"/organisationen/{firm.uid}/"


def test_an_unknown_extension_shows_the_firm_and_offers_a_contact_there(annas):
    firm = organization(name="Werft GmbH", switchboard="040 66969-0")

    html = annas.get("/anruf/?nummer=040+66969-347").content.decode()

    assert "Werft GmbH" in html
    assert f"/kontakte/neu/?phone=040+66969-347&amp;organization={firm.uid}" in html


def test_several_with_a_number_are_offered(annas):
    with_phone("04141 1234", family_name="Berg")
    with_phone("04141 1234", family_name="Tal")

    html = annas.get("/anruf/?nummer=04141/1234").content.decode()

    assert "Several have this number" in html
    assert html.index("Berg") < html.index("Tal")


def test_an_unknown_number_becomes_a_new_contact(annas):
    html = annas.get("/anruf/?nummer=0351+998877").content.decode()

    assert "This number is unknown" in html
    assert 'href="/kontakte/neu/?phone=0351+998877"' in html
    assert 'value="0351 998877"' in annas.get("/kontakte/neu/?phone=0351+998877").content.decode()


def test_who_may_only_read_is_offered_no_new_contact(client, db):
    client.force_login(user(role="readonly", language="en"))

    assert "with this number" not in client.get("/anruf/?nummer=0351+998877").content.decode()


@pytest.mark.parametrize("number", ["anonym", "<script>", "x" * 5_000, "%00"])
def test_what_is_no_number_is_said_to_be_none(annas, number):
    html = annas.get(f"/anruf/?nummer={number}").content.decode()

    assert "is no phone number" in html
    assert "<script>x" not in html


def test_without_a_number_the_page_asks_for_one(annas):
    assert "Which number calls?" in annas.get("/anruf/").content.decode()
