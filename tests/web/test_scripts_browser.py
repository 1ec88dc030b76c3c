"""What the frame's scripts do, on a page made for it."""

import pytest

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("test_pages"),
]


@pytest.fixture
def playground(opened, anna, complaints):
    window = opened()
    window.goto("/konto/login/?next=/test/playground/")
    window.fill("[name=login]", "anna")
    window.fill("[name=password]", "Nordlicht-7")
    window.click("button[type=submit]")
    window.wait_for_selector("[data-rows]")
    window.wait_for_load_state("load")
    yield window
    assert complaints == []


def press(window, *keys):
    for key in keys:
        window.keyboard.press(key)


def test_rows_are_walked_chosen_and_opened_by_key(playground):
    press(playground, "j", "j", "x", "j", "k", "x", "j", "Enter")

    playground.wait_for_url("**/test/quiet/?row=bern")


def test_a_chosen_row_says_so(playground):
    press(playground, "j", "x")

    assert playground.is_checked("[aria-label=Berg]")
    assert playground.locator("tr.is-selected.is-cursor").count() == 1


@pytest.mark.parametrize("key", ["e", "b"])
def test_an_element_names_its_keys(playground, key):
    press(playground, key)

    playground.wait_for_url("**/test/quiet/")


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_search_suggests_and_follows_the_marked_hit(playground, key):
    press(playground, key)
    playground.keyboard.type("berg")
    playground.wait_for_selector("#search-hits [role=option]")
    press(playground, "ArrowDown", "ArrowDown")
    marked = playground.get_attribute("#search", "aria-activedescendant")
    press(playground, "Enter")

    assert marked == "search-hits-1"
    playground.wait_for_url("**/test/quiet/?hit=2")


def test_search_without_a_marked_hit_goes_to_the_search_page(playground):
    press(playground, "/")
    playground.keyboard.type("berg")
    press(playground, "Enter")

    playground.wait_for_url("**/test/search/?q=berg")


def test_escape_closes_the_suggestions(playground):
    press(playground, "/")
    playground.keyboard.type("berg")
    playground.wait_for_selector("#search-hits [role=option]")
    press(playground, "Escape")

    assert playground.is_hidden("#search-hits")
    assert playground.get_attribute("#search", "aria-expanded") == "false"


def test_a_dialog_asks_and_closes(playground):
    playground.click("#leave")
    asked = playground.is_visible("#ask")
    playground.click("#ask .k-dialog-foot [data-close]")

    assert (asked, playground.is_visible("#ask")) == (True, False)


def test_a_row_is_added_and_taken_away(playground):
    playground.click("text=Another number")
    playground.keyboard.type("040 66969")
    playground.click("[data-form-row] >> nth=0 >> text=Remove")

    form = playground.evaluate(
        "Object.fromEntries(new FormData(document.getElementById('numbers')))"
    )
    assert form["phones-TOTAL_FORMS"] == "2"
    assert form["phones-1-number"] == "040 66969"
    assert form["phones-0-DELETE"] == "on"


def test_a_dependent_part_follows_its_choice(playground):
    before = playground.is_visible("text=Only for offices")
    playground.select_option("[name=kind]", "office")

    assert (before, playground.is_visible("text=Only for offices")) == (False, True)


def test_a_menu_closes_with_escape_and_gives_the_focus_back(playground):
    playground.click("summary:has-text('Account of Anna Berg')")
    press(playground, "ArrowDown", "Escape")

    assert playground.locator("details[open]").count() == 0
    assert playground.evaluate("document.activeElement.tagName") == "SUMMARY"
