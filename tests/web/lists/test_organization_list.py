import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from klientel.contacts.models import RelationshipType
from klientel.contacts.operations.built_ins import add_built_in_types
from klientel.contacts.operations.relationships import set_relationship
from tests.factories import HAMBURG, SYSTEM, contact, organization, user


@pytest.fixture
def types(db):
    add_built_in_types(by=SYSTEM)
    return {each.code: each for each in RelationshipType.objects.all()}


@pytest.fixture
def firms(types):
    holding = organization(name="Werft Holding SE", address=HAMBURG, switchboard="040 66969-0")
    werk = organization(name="Werk Süd", parent=holding, is_department=True)
    kanzlei = organization(name="Kanzlei Berg")
    set_relationship(organization=holding, type=types["customer"], by=SYSTEM)
    set_relationship(
        organization=kanzlei, type=types["customer"], until=date(2020, 1, 1), by=SYSTEM
    )
    return holding, werk, kanzlei


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("/organisationen/", ["Kanzlei Berg", "Werft Holding SE", "Werk Süd"]),
        ("/organisationen/?tab=customers", ["Werft Holding SE"]),
        ("/organisationen/?tab=suppliers", []),
        ("/organisationen/?q=sud", ["Werk Süd"]),
        ("/organisationen/?q=66969", ["Werft Holding SE"]),
        ("/organisationen/?f=town.is.Hamburg", ["Werft Holding SE", "Werk Süd"]),
        ("/organisationen/?sort=-number", ["Kanzlei Berg", "Werk Süd", "Werft Holding SE"]),
    ],
)
def test_a_list_shows_what_its_address_asks(annas, firms, shown, address, names):
    assert shown(address) == names


def test_a_row_says_what_the_organisation_is_to_us(annas, firms):
    html = annas.get("/organisationen/?q=holding").content.decode()

    assert '<span class="k-state is-won">Customer</span>' in html
    assert 'href="tel:040669690">' in html


def test_a_relationship_that_has_ended_is_no_pill(annas, firms):
    assert "k-state" not in annas.get("/organisationen/?q=kanzlei").content.decode()


def test_a_department_shows_what_it_inherits_and_what_it_belongs_to(annas, firms):
    html = annas.get("/organisationen/?q=sud").content.decode()

    assert 'title="inherited from the organisation above">Hamburg</span>' in html
    assert "Werft Holding SE" in html
    assert "department" in html


def test_people_whom_i_may_not_see_are_not_counted(client, firms):
    contact(family_name="Berg", organization=firms[2])
    contact(family_name="Acker", organization=firms[2], confidential=True)
    client.force_login(user(language="en"))

    html = client.get("/organisationen/?q=kanzlei").content.decode()

    assert re.search(r'<td class="k-num k-2nd">1</td>', html)


def test_an_organisation_above_that_i_may_not_see_is_not_named(client, types):
    top = organization(name="Geheim SE", confidential=True)
    organization(name="Werk Süd", parent=top)
    client.force_login(user(language="en"))

    html = client.get("/organisationen/").content.decode()

    assert "Werk Süd" in html
    assert "Geheim" not in html


def test_an_empty_list_says_what_belongs_there(annas):
    assert "Your organisations stand here" in annas.get("/organisationen/").content.decode()


def queries_of(client, address):
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


@pytest.mark.parametrize("query", ["", "?q=werk", "?tab=customers", "?f=town.is.Hamburg"])
def test_three_rows_cost_as_many_queries_as_one(annas, anna, types, query):
    top = organization(name="Werft", address=HAMBURG)
    counts = []
    for number in (1, 2, 3):
        one = organization(name=f"Werk {number}", parent=top, address=HAMBURG, account_manager=anna)
        set_relationship(organization=one, type=types["customer"], by=SYSTEM)
        contact(family_name=f"Berg {number}", organization=one)
        counts.append(queries_of(annas, f"/organisationen/{query}"))

    assert counts[0] == counts[2]
    assert counts[0] <= 11  # one of them asks whether an own field changed
