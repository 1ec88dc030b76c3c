import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from klientel.contacts.operations.contacts import PointEdit
from tests.factories import HAMBURG, contact, organization, user

SUGGESTIONS = {"HX-Request": "true", "HX-Target": "search-hits"}
HITS = {"HX-Request": "true", "HX-Target": "hits"}


@pytest.fixture
def werft(db):
    firm = organization(name="Köhlbrand Werft GmbH", address=HAMBURG, switchboard="040 66969-0")
    contact(
        family_name="Köhler",
        given_name="Ute",
        title="",
        organization=firm,
        points=(
            PointEdit(sort="phone", value="0172 5551234"),
            PointEdit(sort="email", value="ute@werft.example"),
        ),
    )
    return firm


def text_of(response):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", response.content.decode())))


def options(client, query):
    response = client.get("/suche/", {"q": query}, headers=SUGGESTIONS)
    found = re.findall(r'role="option" href="([^"]+)"', response.content.decode())
    return [address.split("/")[1] for address in found]


def test_hits_stand_in_groups_with_what_was_met(annas, werft):
    html = annas.get("/suche/?q=k%C3%B6hl").content.decode()

    assert re.findall(r'<h2 id="hits-\d">(\w+)<', html) == ["Contacts", "Organisations"]
    assert "<mark>Köhl</mark>er" in html
    assert "<mark>Köhl</mark>brand Werft GmbH" in html


@pytest.mark.parametrize(
    "query", ["0172 5551234", "+49 172 5551234", "0049 (0)172/555", "01725551234", "5551234"]
)
def test_a_number_is_found_in_any_spelling_and_shown(annas, werft, query):
    text = text_of(annas.get("/suche/", {"q": query}, headers=HITS))

    assert "Ute Köhler" in text
    assert "0172 5551234" in text


def test_a_mail_address_is_shown_because_it_was_met(annas, werft):
    html = annas.get("/suche/?q=ute@werft", headers=HITS).content.decode()

    assert "<mark>ute@werft</mark>.example" in html


def test_suggestions_lead_to_the_records_and_to_all_hits(annas, werft):
    assert options(annas, "köhl") == ["kontakte", "kontakte", "organisationen", "suche"]


def test_nothing_is_suggested_for_nothing(annas, werft):
    assert annas.get("/suche/?q=+", headers=SUGGESTIONS).content.decode().strip() == ""


def test_the_one_who_is_named_so_comes_first(annas):
    organization(name="Bergwerk")
    contact(family_name="Thal", employer="Berg & Tal")
    contact(family_name="Berg", given_name="Ute")

    html = annas.get("/suche/?q=berg", headers=HITS).content.decode()

    assert html.index("Ute ") < html.index("Thal")


def test_hidden_records_are_neither_found_nor_counted(client, db):
    member = user(language="en")
    contact(family_name="Köhler", confidential=True)
    client.force_login(member)

    assert "Nothing found" in text_of(client.get("/suche/?q=köhler"))
    assert options(client, "köhler") == ["suche"]


def test_a_group_with_more_hits_leads_to_their_list(annas):
    for number in range(22):
        contact(family_name=f"Köhler {number}")

    html = annas.get("/suche/?q=k%C3%B6hler").content.decode()

    assert 'href="/kontakte/?q=k%C3%B6hler">Show all 22 as a list' in html


def test_before_the_first_word_the_page_says_how_to_search(annas):
    assert "How to search" in text_of(annas.get("/suche/"))


def test_nothing_found_says_what_finds_more(annas, werft):
    text = text_of(annas.get("/suche/?q=xyzxyz"))

    assert "Nothing found for “xyzxyz”" in text
    assert "Fewer words" in text


def test_a_record_is_picked_by_its_name(annas, werft):
    html = annas.get("/suche/auswahl/organization/?pick=brand").content.decode()

    assert f'data-value="{werft.uid}" data-label="Köhlbrand Werft GmbH"' in html
    assert annas.get("/suche/auswahl/nonsense/?pick=x").status_code == 404


@pytest.mark.parametrize("query", ["'\"%_\\", "\0", "(", "a" * 2000, "🦊", "* OR 1"])
def test_odd_words_find_nothing_and_break_nothing(annas, werft, query):
    assert annas.get("/suche/", {"q": query}).status_code == 200


def test_search_wants_a_login(client, anna):
    assert client.get("/suche/?q=x").status_code == 302


@pytest.mark.parametrize("query", ["berg", "040 66969"])
def test_three_hits_cost_as_many_queries_as_one(annas, query):
    counts = []
    for number in (1, 2, 3):
        firm = organization(name=f"Berg {number} GmbH", switchboard=f"040 66969-{number}")
        contact(family_name=f"Berg {number}", organization=firm)
        with CaptureQueriesContext(connection) as queries:
            annas.get("/suche/", {"q": query})
        counts.append(len(queries))

    assert counts[0] == counts[2]
