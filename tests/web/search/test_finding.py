"""What is found, and in which order, as somebody at the telephone types it."""

import re
from html import unescape

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from klientel.contacts.models import RelationshipType
from klientel.contacts.operations.contacts import PointEdit, deactivate_contact
from klientel.contacts.operations.positions import end_position
from klientel.contacts.operations.relationships import set_relationship
from klientel.contacts.operations.tags import change_tag
from klientel.contacts.operations.ties import add_tag, attach_tag
from tests.factories import HAMBURG, STADE, SYSTEM, TODAY, contact, organization, user

HITS = {"HX-Request": "true", "HX-Target": "hits"}


def names(client, query):
    html = client.get("/suche/", {"q": query}, headers=HITS).content.decode()
    found = re.findall(r'<a class="k-name"[^>]*>(.*?)</a>', html)
    return [unescape(re.sub(r"<[^>]+>", "", name)) for name in found]


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("Müller", "mueller"), ("Mueller", "Müller"), ("Muller", "mueller"), ("Müller", "muller"),
        ("Strauß", "strauss"), ("Strauss", "strauß"), ("René", "rene"), ("Rene", "rené"),
        ("Øre", "ore"), ("Łódź", "lodz"), ("Lodz", "łódź"), ("O'Brien", "obrien"),
        ("O’Brien", "o'brien"), ("OBrien", "o'brien"), ("Mc Donald", "mcdonald"),
        ("McDonald", "mc donald"), ("Mc Donald", "mc donald"), ("Meier-Schmidt", "meier schmidt"),
        ("Meier Schmidt", "meier-schmidt"), ("Meier-Schmidt", "meierschmidt"),
        ("Meierschmidt", "meier-schmidt"), ("D'Angelo", "dangelo"), ("Łukasiewicz", "lukas"),
    ],
)  # fmt: skip
def test_each_spelling_of_a_name_finds_the_other(annas, stored, typed):
    contact(family_name=stored)

    assert names(annas, typed) == [stored]


def test_a_particle_belongs_to_the_name_or_not(annas):
    contact(prefix="van den", family_name="Berg")

    found = [names(annas, query) for query in ("vandenberg", "van den berg", "berg", "van")]

    assert found == [["van den Berg"]] * 4


def test_a_contact_is_found_by_tag_town_street_department_and_mail(annas):
    firm = organization(name="Werft", address=HAMBURG)
    who = contact(
        family_name="Köhler",
        organization=firm,
        private=STADE,
        points=(PointEdit("email", "ute.k@werft.example"),),
    )
    attach_tag(record=who, tag=add_tag(name="Hannover Messe", by=SYSTEM), by=SYSTEM)

    asked = ("messe", "stade", "am sande", "musterkai", "werft.example", "ute.k@", "20457")

    assert [query for query in asked if "Köhler" not in names(annas, query)] == []


def test_an_organisation_is_found_by_its_numbers_and_tags(annas):
    firm = organization(name="Werft", short_name="HWG")
    customer = RelationshipType.objects.get(code="customer")
    set_relationship(organization=firm, type=customer, number="K-47110", by=SYSTEM)
    tag = add_tag(name="Schlüsselkunde", by=SYSTEM)
    attach_tag(record=firm, tag=tag, by=SYSTEM)

    assert [names(annas, query) for query in ("47110", "hwg", "schluessel")] == [["Werft"]] * 3

    change_tag(tag=tag, name="Stammkunde", colour="", by=SYSTEM)

    assert [names(annas, query) for query in ("stammk", "schlüsselk")] == [["Werft"], []]


def test_a_record_is_found_in_the_transaction_that_made_it(annas):
    with transaction.atomic():
        contact(family_name="Neumann")

        assert names(annas, "neum") == ["Neumann"]


def test_each_further_word_narrows(annas):
    contact(family_name="Berg", given_name="Ida")
    contact(family_name="Berg", given_name="Max")

    assert [len(names(annas, query)) for query in ("b", "berg", "berg i", "berg ida x")] == [
        2, 2, 1, 0,
    ]  # fmt: skip


def test_the_best_come_first(annas, anna):
    contact(family_name="Thal", employer="Bad Bergheim")
    contact(family_name="Steinberg")
    contact(family_name="Bergmann")
    old = contact(family_name="Berg", given_name="Alt")
    deactivate_contact(contact=old, since=TODAY, reason="left", by=SYSTEM)
    contact(family_name="Berg", given_name="Fremd")
    contact(family_name="Berg", given_name="Mein", account_manager=anna)

    found = names(annas, "berg")

    assert found[:6] == [
        "Mein Berg", "Fremd Berg", "Alt Berg", "Bergmann", "Thal", "Steinberg",
    ]  # fmt: skip


def test_a_former_number_comes_last_and_says_so(annas):
    firm = organization(name="Werft")
    gone, there = (
        contact(family_name=name, organization=firm, points=(PointEdit("phone", number, "direct"),))
        for name, number in (("Alt", "040 66969-142"), ("Neu", "040 66969-1421"))
    )
    end_position(position=gone.positions.get(), on=TODAY, by=SYSTEM)

    html = annas.get("/suche/?q=66969-142", headers=HITS).content.decode()

    assert names(annas, "66969-142") == [str(there), str(gone)]
    assert html.count(">former<") == 1


@pytest.mark.parametrize("query", ["+49 40 66969-347", "040/66969 App. 347", "04066969347"])
def test_an_unknown_extension_offers_the_firm(annas, query):
    organization(name="Werft", switchboard="040 66969-0")

    html = annas.get("/suche/", {"q": query}, headers=HITS).content.decode()

    assert "Perhaps you mean:" in html
    assert names(annas, query) == ["Werft"]


def test_a_slip_offers_what_was_meant_only_if_nothing_else_is_found(annas):
    contact(family_name="Hanselmann", given_name="Ute")

    html = annas.get("/suche/?q=hanselmnan+ute", headers=HITS).content.decode()
    right = annas.get("/suche/?q=hanselmann", headers=HITS).content.decode()

    assert "Nothing found for “hanselmnan ute”" in html
    assert "<mark>Ute</mark> <mark>Hanselmann</mark>" in html
    assert "Perhaps" not in right


def test_what_is_hidden_is_not_offered_for_a_slip(client, db):
    contact(family_name="Geheimrat", confidential=True)
    client.force_login(user(language="en"))

    html = client.get("/suche/?q=geheimart", headers=HITS).content.decode()

    assert "Perhaps" not in html
    assert "Geheimrat" not in html


def test_a_slip_costs_as_many_queries_among_three_as_among_one(annas):
    counts = []
    for number in (1, 2, 3):
        contact(family_name=f"Hanselmann {number}")
        with CaptureQueriesContext(connection) as queries:
            annas.get("/suche/?q=hanselmnan", headers=HITS)
        counts.append(len(queries))

    assert counts[0] == counts[2]
