import re
from urllib.parse import parse_qs, urlsplit

import pytest

from klientel.contacts.operations.ties import add_tag, attach_tag
from klientel.records.addressing import from_text, to_text
from klientel.records.filters import All, Any, Is, Me, Not
from tests.factories import BERN, STADE, SYSTEM, contact, organization, user

EDITOR = {"HX-Request": "true", "HX-Target": "filter-editor"}
COUNT = {"HX-Request": "true", "HX-Target": "filter-count"}


@pytest.fixture
def people(db):
    return [
        contact(family_name="Berg", address=STADE),
        contact(family_name="Acker", address=BERN),
    ]


def filter_of(response):
    return from_text(parse_qs(urlsplit(response.url).query).get("f", [""])[0])


def test_applying_leads_to_the_list_with_the_filter(annas, people):
    response = annas.get(
        "/kontakte/",
        {
            "tab": "people", "q": "e", "do": "apply",
            "c0-field": "town", "c0-op": "is", "c0-value": "Stade", "c0-group": "0",
            "c1-field": "account_manager", "c1-op": "is", "c1-value": "me", "c1-group": "1",
            "c2-field": "is_inactive", "c2-op": "is", "c2-value": "no", "c2-group": "1",
        },
    )  # fmt: skip

    assert response.status_code == 302
    assert response.url.startswith("/kontakte/?tab=people&q=e&f=")
    assert filter_of(response) == All(
        (
            Is("town", "is", "Stade"),
            Any((Is("account_manager", "is", Me()), Is("is_inactive", "is", value=False))),
        )
    )


@pytest.mark.parametrize(
    "line",
    [
        {"c0-field": "town", "c0-op": "is", "c0-value": ""},
        {"c0-field": "number", "c0-op": "is", "c0-value": "many"},
        {"c0-field": "tag", "c0-op": "is"},
        {"c0-field": "organization", "c0-op": "is", "c0-value": "nonsense"},
    ],
)
def test_a_value_that_is_missing_or_does_not_fit_is_asked_for(annas, people, line):
    response = annas.get("/kontakte/", {**line, "do": "apply"})

    assert response.status_code == 422
    assert "The value is missing or does not fit." in response.content.decode()


def test_the_editor_opens_with_the_filter_of_the_list(annas, people):
    html = annas.get("/kontakte/?f=town.is.Stade&edit=1", headers=EDITOR).content.decode()

    assert "<html" not in html
    assert re.search(r'<option value="town" selected>', html)
    assert 'value="Stade"' in html


def test_without_script_the_page_shows_the_open_editor(annas, people):
    html = annas.get("/kontakte/?edit=1").content.decode()

    assert 'id="filter-form"' in html
    assert "<html" in html


def test_closing_takes_the_editor_away(annas, people):
    assert annas.get("/kontakte/", headers=EDITOR).content.decode().strip() == ""


def test_the_editor_counts_what_its_lines_meet(annas, people):
    line = {"c0-field": "town", "c0-op": "is", "c0-value": "Stade"}

    assert "1 fit" in annas.get("/kontakte/", line, headers=COUNT).content.decode()
    line["c0-field"] = "number"
    assert annas.get("/kontakte/", line, headers=COUNT).content.decode().strip() == ""


def test_each_field_has_the_control_of_its_type(annas, anna, people):
    add_tag(name="Messe", by=SYSTEM)
    controls = {}
    for field in (
        "town",
        "number",
        "is_inactive",
        "kind",
        "account_manager",
        "tag",
        "organization",
    ):
        query = {"c0-field": field, "c0-op": "", "do": "field-0"}
        html = annas.get("/kontakte/", query, headers=EDITOR).content.decode()
        value = html[html.index('name="c0-op"') :]
        controls[field] = re.findall(r'type="(\w+)"[^>]*name="c0-value"', value)[:1]
        if field in ("account_manager", "tag"):
            assert {"account_manager": "Anna Berg", "tag": "Messe"}[field] in value

    assert controls == {
        "town": ["text"],
        "number": ["text"],
        "is_inactive": ["radio"],
        "kind": ["checkbox"],
        "account_manager": ["checkbox"],
        "tag": ["checkbox"],
        "organization": ["hidden"],
    }


def test_chips_name_records_and_take_themselves_away(annas, people):
    tag = add_tag(name="Messe", by=SYSTEM)
    attach_tag(record=people[0], tag=tag, by=SYSTEM)
    node = All((Is("tag", "is", str(tag.uid)), Is("town", "is", "Stade")))

    html = annas.get("/kontakte/", {"f": to_text(node)}).content.decode()

    assert ">Messe</b>" in html
    assert re.search(r'href="/kontakte/\?f=town.is.Stade" aria-label="Remove the filter Tag"', html)


def test_a_group_loses_one_chip_and_then_is_none(annas, people):
    node = All((Any((Is("town", "is", "Stade"), Is("town", "is", "Bern"))),))

    html = annas.get("/kontakte/", {"f": to_text(node)}).content.decode()

    assert 'aria-label="One of these conditions"' in html
    assert 'href="/kontakte/?f=town.is.Bern"' in html


def test_what_is_nested_deeper_is_shown_as_a_text_and_stays(annas, people):
    nested = Any((Is("town", "is", "Bern"), Not(Is("town", "is", "Thun"))))
    text = to_text(All((nested,)))

    html = annas.get("/kontakte/", {"f": text, "edit": "1"}).content.decode()
    kept = {"do": "apply", "f": text, "c0-kept": text, "c0-group": "0"}

    assert html.count("Town is Bern or not (Town is Thun)") >= 2
    assert filter_of(annas.get("/kontakte/", kept)) == All((nested,))


def test_a_record_that_i_may_not_see_is_not_named(client, people):
    secret = organization(name="Geheim SE", confidential=True)
    client.force_login(user(language="en"))

    html = client.get("/kontakte/", {"f": f"organization.is.{secret.uid}"}).content.decode()

    assert "Geheim" not in html
    assert "unknown record" in html
