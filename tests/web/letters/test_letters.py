"""The panel with address and salutation, and the page that prints them."""

import pytest

from klientel.contacts.addresses import PostalAddress
from klientel.contacts.models import Position
from klientel.contacts.operations.consents import note_objection
from klientel.contacts.operations.households import add_household, join_household
from klientel.contacts.operations.positions import add_position
from tests.factories import BERN, HAMBURG, STADE, SYSTEM, TODAY, contact, organization, user

pytestmark = pytest.mark.django_db
PLAIN = {"given_name": "Anna", "family_name": "Berg", "salutation": "female"}


def _letters(client, record, noun="kontakte"):
    page = client.get(f"/{noun}/{record.uid}/")
    return [(each.lines, each.salutation) for each in page.context["letters"]]


@pytest.fixture
def anna_berg():
    firm = organization(name="Musterbau GmbH", address=HAMBURG)
    return contact(**PLAIN, organization=firm)


@pytest.fixture
def at_home(anna_berg):
    members = [{"given_name": "Jan", "family_name": "Berg", "salutation": "male", "title": "Dr."}]
    home = add_household(name="Familie Berg", members=members, address=STADE, by=SYSTEM)
    join_household(contact=anna_berg, household=home, by=SYSTEM)
    return home


def test_a_company_gives_the_business_address_and_a_household_greets_all(annas, anna_berg, at_home):
    assert _letters(annas, anna_berg) == [
        (
            ("Musterbau GmbH", "Frau Anna Berg", "Musterkai 14", "20457 Hamburg"),
            "Sehr geehrte Frau Berg",
        ),
        (
            ("Herrn Dr. Jan Berg", "Frau Anna Berg", "Am Sande 3", "21682 Stade"),
            "Sehr geehrter Herr Dr. Berg, sehr geehrte Frau Berg",
        ),
    ]


def test_the_households_page_has_the_same_letter(annas, anna_berg, at_home):
    [letter] = _letters(annas, at_home, "organisationen")

    assert letter == _letters(annas, anna_berg)[1]


def test_a_company_itself_is_written_to(annas, anna_berg):
    firm = anna_berg.positions.get().organization

    assert _letters(annas, firm, "organisationen") == [
        (("Musterbau GmbH", "Musterkai 14", "20457 Hamburg"), "Sehr geehrte Damen und Herren")
    ]


def test_who_is_nowhere_is_written_to_at_home(annas):
    alone = contact(**PLAIN, private=BERN)

    assert _letters(annas, alone) == [
        (("Frau Anna Berg", "Aarweg 1", "3011 BERN", "SCHWEIZ"), "Sehr geehrte Frau Berg")
    ]


def test_each_of_several_jobs_has_its_letter(annas, anna_berg):
    alpin = organization(name="Alpin AG", address=BERN)
    add_position(contact=anna_berg, organization=alpin, patch={"department": "Bau"}, by=SYSTEM)

    assert [lines[:2] for lines, _dear in _letters(annas, anna_berg)] == [
        ("Musterbau GmbH", "Frau Anna Berg"),
        ("Alpin AG", "Bau"),
    ]


def test_a_hidden_parent_is_in_no_block(client):
    secret = organization(name="Geheim AG", confidential=True, address=HAMBURG)
    part = organization(name="Einkauf", parent=secret, is_department=True)
    person = contact(**PLAIN, organization=part)
    client.force_login(user(role="member"))

    for noun, record in (("kontakte", person), ("organisationen", part)):
        assert "Geheim" not in client.get(f"/{noun}/{record.uid}/anschrift/").content.decode()


def test_the_map_is_a_link_and_nothing_is_asked_of_others(annas, anna_berg):
    html = annas.get(f"/kontakte/{anna_berg.uid}/").content.decode()

    assert (
        "https://www.openstreetmap.org/search?query=Musterkai+14%2C+20457+Hamburg%2C+Deutschland"
        '" target="_blank" rel="noopener noreferrer"' in html
    )
    assert html.count("openstreetmap") == 1


@pytest.mark.parametrize("size", ["brief", "etikett", "etikett-klein"])
def test_the_address_is_printed_in_each_size(annas, anna_berg, size):
    firm = anna_berg.positions.get().organization
    url = f"/kontakte/{anna_berg.uid}/anschrift/"

    html = annas.get(url, {"ueber": str(firm.uid), "format": size}).content.decode()

    assert f"is-{size}" in html
    assert "<span>Musterbau GmbH</span><span>Frau Anna Berg</span>" in html
    assert ("Sehr geehrte Frau Berg," in html) == (size == "brief")


def test_an_unknown_way_is_no_page_and_an_unknown_size_the_letter(annas, anna_berg):
    url = f"/kontakte/{anna_berg.uid}/anschrift/"

    assert annas.get(url, {"ueber": "nirgends"}).status_code == 404
    assert annas.get(url, {"format": "nichts"}).context["size"] == "brief"


def test_a_contact_without_an_address_says_so(annas):
    html = annas.get(f"/kontakte/{contact(**PLAIN).uid}/").content.decode()

    assert "No postal address yet." in html


def test_the_page_asks_as_often_for_three_jobs_as_for_two(
    annas, anna_berg, django_assert_num_queries, django_assert_max_num_queries
):
    def asked():
        with django_assert_max_num_queries(200) as counted:
            annas.get(f"/kontakte/{anna_berg.uid}/anschrift/")
        return len(counted)

    for _each in range(2):
        firm = organization(address=PostalAddress(town="Kiel"))
        add_position(contact=anna_berg, organization=firm, patch={}, by=SYSTEM)
    before = asked()
    add_position(contact=anna_berg, organization=organization(), patch={}, by=SYSTEM)

    assert (asked(), Position.objects.filter(contact=anna_berg).count()) == (before, 4)


def test_who_wants_no_post_is_named_above_the_paper(annas, anna_berg, at_home):
    printed = [f"/kontakte/{anna_berg.uid}/anschrift/", f"/organisationen/{at_home.uid}/anschrift/"]
    before = [annas.get(url).content.decode() for url in printed]
    note_objection(contact=anna_berg, channel="post", on=TODAY, source="phone", by=SYSTEM)
    after = [annas.get(url).content.decode() for url in printed]

    said = "Anna Berg objected to post"
    assert [said in page for page in (*before, *after)] == [False, False, True, True]
