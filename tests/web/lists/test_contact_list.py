import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from klientel.contacts.addresses import PostalAddress
from klientel.contacts.operations.contacts import PointEdit
from klientel.contacts.operations.ties import add_tag, attach_tag
from klientel.records import paging
from tests.factories import HAMBURG, STADE, SYSTEM, contact, organization, user

LIST = {"HX-Request": "true", "HX-Target": "list"}


def phone(number, **edit):
    return PointEdit(sort="phone", value=number, **edit)


@pytest.fixture
def people(db):
    werft = organization(name="Werft GmbH", address=HAMBURG, switchboard="040 66969-0")
    return [
        contact(family_name="Berg", given_name="Ute", organization=werft, title="Leiterin"),
        contact(family_name="Acker", given_name="Emil", points=(phone("0172 5551234"),)),
        contact(family_name="Öhler", given_name="Ida", address=STADE),
    ]


def test_contacts_stand_in_the_order_of_the_dictionary(annas, people, shown):
    assert shown("/kontakte/?tab=people") == ["Emil Acker", "Ute Berg", "Ida Öhler"]


def test_a_row_says_where_and_how_somebody_is_reached(annas, people):
    html = annas.get("/kontakte/?q=ute").content.decode()

    assert "Leiterin" in html
    assert "Werft GmbH" in html
    assert (
        '<span class="k-inherited" title="inherited from the organisation">Hamburg</span>' in html
    )
    assert 'href="tel:040669690" class="k-inherited"' in html


def test_an_own_number_and_an_own_town_are_no_inheritance(annas, people):
    html = annas.get("/kontakte/?tab=people&q=emil").content.decode()

    assert 'href="tel:01725551234">' in html
    assert "k-inherited" not in html


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("/kontakte/?q=ohl", ["Ida Öhler"]),
        ("/kontakte/?q=%2B49+172+555", ["Emil Acker"]),
        ("/kontakte/?f=town.is.Stade", ["Ida Öhler"]),
        ("/kontakte/?f=town.contains.ambur&tab=people", ["Ute Berg"]),
        ("/kontakte/?q=werft&tab=people", ["Ute Berg"]),
        ("/kontakte/?tab=people&sort=-name", ["Ida Öhler", "Ute Berg", "Emil Acker"]),
        ("/kontakte/?tab=mine", []),
        ("/kontakte/?tab=inactive", []),
        ("/kontakte/?tab=people&sort=nonsense", ["Emil Acker", "Ute Berg", "Ida Öhler"]),
        ("/kontakte/?tab=people&after=nonsense", ["Emil Acker", "Ute Berg", "Ida Öhler"]),
    ],
)
def test_a_list_shows_what_its_address_asks(annas, people, shown, address, names):
    assert shown(address) == names


def test_mine_are_those_i_manage(annas, anna, shown):
    contact(family_name="Berg", account_manager=anna)
    contact(family_name="Acker", account_manager=user())

    assert shown("/kontakte/?tab=mine") == ["Berg"]


def test_hidden_contacts_are_neither_shown_nor_counted(client, db):
    member = user(language="en")
    contact(family_name="Berg")
    contact(family_name="Acker", confidential=True)
    client.force_login(member)

    html = client.get("/kontakte/").content.decode()

    assert "Acker" not in html
    assert re.search(r'id="list-count"[^>]*>1<', html)


def test_the_table_alone_brings_count_tabs_and_filter_along(annas, people):
    response = annas.get("/kontakte/?q=ute&f=town.is.Hamburg", headers=LIST)
    html = response.content.decode()

    assert "<html" not in html
    assert re.findall(r'id="(\S+)"[^>]*hx-swap-oob', html) == [
        "list-count",
        "list-tabs",
        "list-filters",
    ]
    assert 'name="f" value="town.is.Hamburg"' in html


def test_typing_leaves_an_address_without_empty_words(annas, people):
    response = annas.get("/kontakte/?q=ute&f=&sort=", headers={**LIST, "HX-Trigger-Name": "q"})

    assert response.headers["HX-Replace-Url"] == "/kontakte/?q=ute"


def test_pages_are_walked_by_key_to_the_end_and_back(annas, shown):
    for number in range(120):
        contact(family_name=f"Berg {number:03}")
    seen, address, spans = [], "/kontakte/", []
    while address:
        html = annas.get(address).content.decode()
        seen += shown(address)
        spans += re.findall(r"<span>([\d.,]+ to [\d.,]+ of [\d.,]+)</span>", html)
        found = re.search(r'rel="next" href="([^"]+)"', html)
        last, address = address, unescape(found.group(1)) if found else ""
    back = re.search(r'rel="prev" href="([^"]+)"', annas.get(last).content.decode())

    assert seen == [f"Berg {number:03}" for number in range(120)]
    assert spans == ["1 to 50 of 120", "51 to 100 of 120", "101 to 120 of 120"]
    assert shown(unescape(back.group(1))) == [f"Berg {number:03}" for number in range(50, 100)]


def test_beyond_what_is_counted_a_list_says_so_and_keeps_its_order(annas, monkeypatch, shown):
    monkeypatch.setattr(paging, "EXACT", 2)
    for name, town in (("Acker", "Stade"), ("Berg", "Bern"), ("Clausen", "Aarau")):
        contact(family_name=name, address=PostalAddress(town=town))

    html = annas.get("/kontakte/?sort=town").content.decode()

    assert "1 to 3 of 2+" in html
    assert "cannot be sorted by “Town”" in html
    assert shown("/kontakte/?sort=town") == ["Acker", "Berg", "Clausen"]


def test_a_column_that_is_sorted_by_turns_round(annas, people):
    html = annas.get("/kontakte/").content.decode()
    turned = annas.get("/kontakte/?sort=-name").content.decode()

    assert re.search(r'aria-sort="ascending"><a href="/kontakte/\?sort=-name"', html)
    assert re.search(r'aria-sort="descending"><a href="/kontakte/"', turned)


def test_a_filter_that_is_not_known_here_is_told(annas, people):
    for text in ("nonsense.is.x", "town.nonsense.x", "number.is.x", "~nonsense"):
        html = annas.get("/kontakte/", {"f": text}).content.decode()
        assert "was not understood" in html


def test_an_empty_list_says_what_belongs_there_and_how_to_begin(annas, anna):
    html = annas.get("/kontakte/").content.decode()

    assert "Your contacts stand here" in html
    assert "Add one by hand" in html
    assert "list-search" not in html


def test_no_hits_say_what_was_asked_and_how_to_widen_it(annas, people):
    html = annas.get("/kontakte/?q=xyz&f=town.is.Bern&tab=people").content.decode()

    assert "No contact fits" in html
    assert "Every word of “xyz” must occur" in html
    assert 'href="/kontakte/?tab=people&amp;q=xyz">Without the filter' in html
    assert 'href="/kontakte/?q=xyz">Search in all' in html
    assert 'href="/kontakte/?tab=people&amp;f=town.is.Bern">Clear the search' in html


def test_tags_show_the_first_and_how_many_more(annas, people):
    for name in ("Messe", "Behörde"):
        attach_tag(record=people[0], tag=add_tag(name=name, by=SYSTEM), by=SYSTEM)

    html = annas.get("/kontakte/?q=ute").content.decode()

    assert '<span class="badge">Behörde</span>' in html
    assert 'title="Messe">+1' in html


def test_names_are_escaped(annas):
    contact(family_name="<script>alert(1)</script>")

    assert "<script>alert" not in annas.get("/kontakte/").content.decode()


def queries_of(client, address):
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


@pytest.mark.parametrize("query", ["", "?q=berg", "?f=town.is.Hamburg", "?sort=town"])
def test_three_rows_cost_as_many_queries_as_one(annas, anna, query):
    werft = organization(name="Werft", address=HAMBURG, switchboard="040 1234567")
    tag = add_tag(name="Messe", by=SYSTEM)
    counts = []
    for number in (1, 2, 3):
        one = contact(
            family_name=f"Berg {number}",
            organization=werft,
            account_manager=anna,
            points=(phone(f"040 66969-{number}"),),
        )
        attach_tag(record=one, tag=tag, by=SYSTEM)
        counts.append(queries_of(annas, f"/kontakte/{query}"))

    assert counts[0] == counts[2]
    assert counts[0] <= 11  # one of them asks whether an own field changed
