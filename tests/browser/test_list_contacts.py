"""The list of contacts and the search in a real browser."""

import pytest
from playwright.sync_api import expect

from klientel.contacts.operations.contacts import PointEdit
from klientel.contacts.operations.ties import add_tag, attach_tag
from tests.factories import HAMBURG, STADE, SYSTEM, contact, organization

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SWITCHBOARD = "Zentrale"  # the main contact that an address makes
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def people(anna):
    werft = organization(name="Werft GmbH", address=HAMBURG, switchboard="040 66969-0")
    tag = add_tag(name="Messe", by=SYSTEM)
    for number in range(60):
        one = contact(
            family_name=f"Berg {number:02}",
            organization=werft,
            account_manager=anna if number < 3 else None,
        )
    attach_tag(record=one, tag=tag, by=SYSTEM)
    contact(
        family_name="Köhler",
        given_name="Ute",
        address=STADE,
        points=(PointEdit(sort="phone", value="0172 5551234"),),
    )


@pytest.fixture
def listed(annas_window, people):
    return annas_window("/kontakte/")


def grave(complaints):
    """Leave out requests that a newer one, or leaving the page, made superfluous."""
    return [
        said for said in complaints if not said.startswith(("htmx:afterRequest", "htmx:sendAbort"))
    ]


def names(window):
    return window.locator("[data-row] .k-name").all_inner_texts()


def choose(window, row, field):
    with window.expect_response(lambda answer: f"do=field-{row}" in answer.url):
        window.select_option(f"[name=c{row}-field]", field)


def test_typing_narrows_the_list_and_keeps_the_cursor(listed, complaints):
    listed.keyboard.press("s")
    listed.keyboard.type("koehl")
    expect(listed.locator("[data-row]")).to_have_count(1)
    listed.keyboard.type("er")
    listed.wait_for_url("**/kontakte/?q=koehler")

    assert names(listed) == ["Ute Köhler"]
    assert listed.evaluate("document.activeElement.id") == "list-q"
    assert listed.input_value("#list-q") == "koehler"
    assert listed.inner_text("#list-count") == "1"
    assert grave(complaints) == []


def test_a_filter_is_put_together_applied_and_taken_away(listed, complaints):
    listed.keyboard.press("f")
    listed.wait_for_selector("#filter-form")
    choose(listed, 0, "tag")
    listed.click("label:text-is('Messe')")
    listed.wait_for_selector("#filter-count:has-text('1 fit')")
    listed.click("#filter-form >> text=Condition")
    choose(listed, 1, "town")
    with listed.expect_response(lambda answer: "c1-value=ambur" in answer.url):
        listed.fill("[name=c1-value]", "ambur")
    listed.click(".k-pop-foot >> text=Apply the filter")
    listed.wait_for_url("**/kontakte/?f=*")
    filtered, chips = names(listed), listed.locator(".k-chip b").all_inner_texts()
    listed.click("[aria-label='Remove the filter Tag']")
    expect(listed.locator(".k-chip")).to_have_count(1)

    assert (filtered, chips) == (["Berg 59"], ["Messe", "ambur"])
    assert listed.inner_text("#list-count") == "61"
    assert grave(complaints) == []


def test_an_organisation_is_picked_as_a_value(listed, complaints):
    listed.keyboard.press("f")
    listed.wait_for_selector("#filter-form")
    choose(listed, 0, "organization")
    listed.click("[name=pick]")
    listed.keyboard.type("werf")
    listed.wait_for_selector(".k-suggest [role=option][aria-selected=true]")
    listed.keyboard.press("Enter")
    listed.wait_for_selector("#filter-count:has-text('61 fit')")
    listed.click(".k-pop-foot >> text=Apply the filter")
    listed.wait_for_url("**/kontakte/?f=*")

    assert listed.locator(".k-chip b").all_inner_texts() == ["Werft GmbH"]
    assert grave(complaints) == []


def test_a_group_is_built_and_one_of_its_conditions_removed(listed):
    listed.keyboard.press("f")
    listed.wait_for_selector("#filter-form")
    listed.click("#filter-form >> text=Group")
    listed.wait_for_selector("[name=c2-field]")
    listed.click("[name='do'][value=remove-0]")
    listed.wait_for_selector("[name=c2-field]", state="detached")

    assert listed.locator(".k-cond-group .k-cond").count() == 2


def test_pages_sorting_and_tabs_swap_the_table_alone(listed, complaints):
    listed.evaluate("window.stays = true")
    listed.click("#page-next")
    listed.wait_for_selector("text=51 to 62 of 62")
    second = names(listed)
    listed.click("#page-previous")
    listed.wait_for_selector("text=1 to 50 of 62")
    listed.click("#sort-name")
    listed.wait_for_selector("[aria-sort=descending]")
    backwards = names(listed)[:2]
    listed.click("#list-tabs >> text=Mine")
    listed.wait_for_selector("#list-tabs [aria-current] >> text=Mine")

    assert second[-2:] == ["Ute Köhler", SWITCHBOARD]
    assert backwards == [SWITCHBOARD, "Ute Köhler"]
    assert names(listed) == ["Berg 02", "Berg 01", "Berg 00"]
    assert listed.evaluate("window.stays") is True
    assert grave(complaints) == []


def test_back_returns_to_the_list_before(listed):
    listed.click("#page-next")
    listed.wait_for_selector("text=51 to 62 of 62")
    listed.go_back()

    listed.wait_for_selector("text=1 to 50 of 62")


def test_rows_are_walked_and_opened_by_key(listed):
    for key in ("j", "j", "Enter"):
        listed.keyboard.press(key)

    listed.wait_for_url("**/kontakte/*-*/")
    assert "Berg 01" in listed.inner_text("h1")


def test_the_list_works_without_script(annas_window, people):
    window = annas_window("/kontakte/", script=False)
    window.fill("#list-q", "koehler")
    window.press("#list-q", "Enter")
    found = names(window)
    window.click("#filter-open")
    window.select_option("[name=c0-field]", "town")
    window.click("[name=do][value=field-0]")
    window.fill("[name=c0-value]", "Stade")
    window.click(".k-pop-foot >> text=Apply the filter")

    assert found == names(window) == ["Ute Köhler"]
    assert window.locator(".k-chip b").all_inner_texts() == ["Stade"]


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (768, "dark"), (390, "light")])
def test_lists_and_search_scroll_no_page_sideways(annas_window, people, complaints, width, scheme):
    window = annas_window("/kontakte/", width=width, scheme=scheme)

    found = {}
    for address in (
        "/kontakte/",
        "/kontakte/?f=town.is.Stade&edit=1",
        "/kontakte/?q=xyz",
        "/organisationen/",
        "/suche/",
        "/suche/?q=berg",
        "/suche/?q=0172",
    ):
        window.goto(address)
        found[address] = window.evaluate(SIDEWAYS)

    assert set(found.values()) == {0}
    assert grave(complaints) == []


def test_on_the_phone_a_row_has_two_lines_and_a_call(annas_window, people):
    window = annas_window("/kontakte/?q=koehler", width=390)
    row = window.locator("[data-row]")

    assert row.bounding_box()["height"] < 80
    assert row.locator("a[href='tel:01725551234']").is_visible()


def test_search_suggests_a_person_by_his_number(listed, complaints):
    listed.keyboard.press("/")
    listed.keyboard.type("+49 172 555")
    listed.wait_for_selector("#search-hits [role=option]")
    listed.keyboard.press("ArrowDown")
    listed.keyboard.press("Enter")

    listed.wait_for_url("**/kontakte/*-*/")
    assert "Ute Köhler" in listed.inner_text("h1")
    assert grave(complaints) == []


def test_the_search_page_narrows_as_one_types(annas_window, people, complaints):
    window = annas_window("/suche/")
    window.focus("#page-q")
    window.keyboard.type("köhler")
    window.wait_for_selector("#hits [data-row]")

    assert names(window) == ["Ute Köhler"]
    assert window.locator("mark").all_inner_texts() == ["Köhler"]
    assert window.evaluate("document.activeElement.id") == "page-q"
    assert grave(complaints) == []
