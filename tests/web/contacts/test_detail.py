import pytest

from klientel.contacts.models import Contact
from klientel.contacts.operations.bin import bin_contact
from klientel.contacts.operations.company_address import change_company_address
from klientel.contacts.operations.contacts import (
    PointEdit,
    change_contact,
    deactivate_contact,
)
from klientel.contacts.operations.households import add_household
from klientel.contacts.operations.organizations import change_organization
from klientel.contacts.operations.own_addresses import add_further_address
from klientel.contacts.operations.positions import add_position
from klientel.contacts.operations.ties import (
    add_connection,
    add_connection_type,
    add_tag,
    attach_tag,
)
from tests.factories import HAMBURG, STADE, SYSTEM, TODAY, contact, organization, user
from tests.web.contacts.conftest import path


def page_of(client, contact):
    response = client.get(path(contact))
    assert response.status_code == 200
    return response.content.decode()


def facts_of(client, contact):
    return {fact.label: fact for fact in client.get(path(contact)).context["facts"]}


def test_contact_detail_is_for_whom_is_logged_in(client, anna, berg):
    _firm, person, _other = berg

    assert client.get(path(person)).status_code == 302


def test_contact_detail_says_where_an_inherited_address_comes_from(annas, berg):
    _firm, person, _other = berg

    fact = facts_of(annas, person)["Address"]

    assert (fact.lines, fact.source) == (
        ("Musterkai 14", "20457 Hamburg"),
        "Musterbau GmbH · Zentrale",
    )


def test_contact_detail_follows_the_company_address_at_once(annas, berg):
    firm, person, other = berg
    change_company_address(organization=firm, address=STADE, by=SYSTEM)

    lines = [facts_of(annas, each)["Address"].lines for each in (person, other)]

    assert lines == [("Am Sande 3", "21682 Stade"), ("Am Sande 3", "21682 Stade")]


def test_contact_detail_marks_an_own_address_and_what_it_stands_for(annas, berg):
    _firm, person, _other = berg
    change_contact(contact=person, patch={}, business=STADE, by=SYSTEM)

    fact = facts_of(annas, person)["Address"]

    assert fact.lines == ("Am Sande 3", "21682 Stade")
    assert (fact.source, fact.own.inherited) == ("", "Musterkai 14, 20457 Hamburg")


def test_contact_detail_marks_an_own_switchboard(annas, berg):
    _firm, person, _other = berg
    own = PointEdit("phone", "040 66969-470", "main")
    change_contact(contact=person, patch={}, points=[own], by=SYSTEM)

    fact = facts_of(annas, person)["Switchboard"]

    assert (fact.lines, fact.own.inherited) == (("040 66969-470",), "040 66969-100")


def test_contact_detail_dials_with_the_country_s_code(annas, berg):
    _firm, person, _other = berg
    direct = PointEdit("phone", "040 66969-142", "direct")
    change_contact(contact=person, patch={}, points=[direct], by=SYSTEM)

    assert 'href="tel:+494066969142"' in page_of(annas, person)


@pytest.mark.parametrize("value", ["javascript:alert(1)", "data:text/html,x", "ftp://a.example"])
def test_contact_detail_links_to_web_addresses_alone(annas, berg, value):
    _firm, person, _other = berg
    change_contact(contact=person, patch={}, points=[PointEdit("url", value)], by=SYSTEM)

    assert f'href="{value}' not in page_of(annas, person)


def test_contact_detail_derives_the_letter_salutation_unless_it_has_its_own(annas, db):
    derived = contact(family_name="Berg", salutation="female", title="")
    own = contact(family_name="Berg", letter_salutation="Liebe Anna")

    found = [facts_of(annas, each)["Letter salutation"] for each in (derived, own)]

    assert [(fact.lines[0], fact.derived) for fact in found] == [
        ("Sehr geehrte Frau Berg", True),
        ("Liebe Anna", False),
    ]


def test_contact_detail_shows_the_service_note_of_the_organisation(annas, berg):
    firm, person, _other = berg
    change_organization(organization=firm, patch={"service_note": "Nur per Post."}, by=SYSTEM)

    assert "Nur per Post." in page_of(annas, person)


def test_contact_detail_says_that_it_is_inactive_and_why(annas, berg):
    _firm, person, _other = berg
    deactivate_contact(contact=person, since=TODAY, reason="deceased", by=SYSTEM)

    assert "Inactive since 24 Nov 2026: deceased." in page_of(annas, person)


def test_contact_detail_shows_what_is_in_the_bin_and_how_it_comes_out(annas, berg):
    _firm, person, _other = berg
    bin_contact(contact=person, by=SYSTEM)

    html = page_of(annas, person)

    assert "This contact is in the bin." in html
    assert path(person, "wiederherstellen/") in html
    assert path(person, "bearbeiten/") not in html


def test_contact_detail_of_a_confidential_contact_is_hidden_from_others(client, db):
    secret = contact(family_name="Berg", confidential=True)
    client.force_login(user(role="manager"))

    assert client.get(path(secret)).status_code == 404


def test_contact_detail_leaves_out_positions_at_organisations_that_are_hidden(client, db):
    known = organization(name="Musterbau GmbH")
    secret = organization(name="Geheim AG", confidential=True)
    person = contact(family_name="Berg", organization=known)
    add_position(contact=person, organization=secret, patch={"title": "Beirat"}, by=SYSTEM)
    client.force_login(user(role="member", language="en"))

    html = page_of(client, person)

    assert ("Musterbau GmbH" in html, "Geheim AG" in html) == (True, False)


def test_contact_detail_offers_a_reader_nothing_to_change(reader, berg):
    _firm, person, _other = berg

    html = page_of(reader, person)

    assert [
        way for way in ("bearbeiten/", "wechsel/", "loeschen/") if path(person, way) in html
    ] == []


def test_contact_detail_shows_the_household_and_its_people(annas, db):
    home = add_household(
        name="Familie Berg",
        members=[{"given_name": "Ida"}, {"given_name": "Jon"}],
        address=HAMBURG,
        by=SYSTEM,
    )
    ida = Contact.objects.get(given_name="Ida")

    response = annas.get(path(ida))

    assert response.context["sheet"].home.organization == home
    assert [each.contact.given_name for each in response.context["sheet"].members] == ["Jon"]


def test_contact_detail_reads_a_connection_from_either_end(annas, berg):
    _firm, person, other = berg
    kind = add_connection_type(forward="reports to", backward="leads", by=SYSTEM)
    tie = add_connection(type=kind, one=person, other=other, by=SYSTEM)

    found = [annas.get(path(each)).context["sheet"].ties for each in (person, other)]
    html = page_of(annas, person)

    assert [(each.role, each.other) for [each] in found] == [
        ("reports to", other),
        ("leads", person),
    ]
    assert f"/verbindungen/{tie.uid}/beenden/contact/{person.uid}/" in html


def asked(client, person):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        client.get(path(person))
    return len(captured)


def test_contact_detail_asks_as_often_for_much_as_for_little(annas, berg):
    _firm, little, much = berg
    for number in range(3):
        tag = add_tag(name=f"Messe {number}", by=SYSTEM)
        for person in (little, much) if number == 0 else (much,):
            attach_tag(record=person, tag=tag, by=SYSTEM)
            point = PointEdit("phone", f"040 1234{number}")
            change_contact(contact=person, patch={}, points=[point], by=SYSTEM)
            other = organization(name=f"Verein {number}", address=HAMBURG)
            add_position(contact=person, organization=other, patch={}, by=SYSTEM)
            add_further_address(contact=person, address=STADE, use="business", by=SYSTEM)
    annas.get(path(little))

    counts = [asked(annas, each) for each in (little, much)]

    assert counts[0] == counts[1] > 10


def test_contact_card_downloads_the_contact_as_a_phone_gets_it(annas, berg):
    _firm, person, _other = berg

    response = annas.get(path(person, "karte.vcf"))

    text = response.content.decode()
    assert response.headers["Content-Type"] == "text/vcard; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="Anna Berg.vcf"'
    assert "\r\nFN:Anna Berg\r\n" in text
    assert "Musterkai 14;Hamburg;;20457" in text


def test_contact_card_is_not_for_whom_may_not_export(reader, berg):
    _firm, person, _other = berg

    assert reader.get(path(person, "karte.vcf")).status_code == 403
