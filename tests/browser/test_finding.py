"""Searching and being warned in a real window: nothing flickers, nothing is lost."""

import pytest

from klientel.contacts.operations.contacts import PointEdit
from tests.factories import HAMBURG, contact, organization

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OPTIONS = "#search-hits [role=option]"


@pytest.fixture
def people(anna):
    organization(name="Köhlbrand Werft GmbH", address=HAMBURG, switchboard="040 66969-0")
    return [
        contact(
            family_name="Köhler",
            given_name=name,
            points=(PointEdit("email", f"{name.lower()}@werft.example"),),
        )
        for name in ("Ida", "Max")
    ]


def test_an_answer_to_an_older_keystroke_never_replaces_a_newer_one(
    annas_window, people, complaints
):
    window = annas_window("/kontakte/")
    slow = []

    def answer(route):
        if route.request.url.endswith("q=k%C3%B6h"):
            slow.append(route)  # held back until the newer one is shown
            return
        route.continue_()

    window.route("**/suche/?q=*", answer)
    window.fill("#search", "köh")
    window.wait_for_selector("#search.htmx-request")
    window.fill("#search", "köhler max")
    window.wait_for_selector(f"{OPTIONS}:has-text('Max')")
    for route in slow:
        route.continue_()
    window.wait_for_load_state("networkidle")

    assert "Ida" not in window.inner_text("#search-hits")
    assert "Max" in window.inner_text("#search-hits")


def test_the_keyboard_alone_finds_chooses_and_leaves(annas_window, people, complaints):
    window = annas_window("/kontakte/")

    window.keyboard.press("/")
    window.keyboard.type("köhler")
    window.wait_for_selector(OPTIONS)
    window.keyboard.press("Escape")
    assert window.is_hidden("#search-hits")
    window.keyboard.type(" max")
    window.wait_for_selector(f"{OPTIONS}:has-text('Max')")
    window.keyboard.press("ArrowDown")
    assert window.get_attribute("#search", "aria-activedescendant")
    window.keyboard.press("Enter")
    window.wait_for_url(f"**/kontakte/{people[1].uid}/")

    assert complaints == []


@pytest.mark.parametrize("width", [1440, 390])
def test_a_warning_comes_while_typing_and_opens_beside_the_form(
    annas_window, people, width, complaints
):
    window = annas_window("/kontakte/neu/", width=width)

    window.fill("[name=family_name]", "Koehler")
    window.fill("[name=given_name]", "Ida")
    window.wait_for_selector("#alike-names .k-alike")
    window.fill("[name=points-1-value]", "max@werft.example")
    window.wait_for_selector("#alike-reached .k-alike")

    assert "same name" in window.inner_text("#alike-names")
    assert "same e-mail" in window.inner_text("#alike-reached")
    assert window.evaluate("document.documentElement.scrollWidth") <= width
    with window.expect_popup() as popup:
        window.click("#alike-names a")
    assert str(people[0].uid) in popup.value.url
    assert window.input_value("[name=family_name]") == "Koehler"
    window.click("text=Add contact")
    window.wait_for_selector("h1:has-text('Ida Koehler')")
    assert complaints == []


def test_without_script_the_form_asks_before_it_adds(opened, anna, people):
    window = opened(script=False)
    window.goto("/konto/login/?next=/kontakte/neu/")
    window.fill("[name=login]", "anna")
    window.fill("[name=password]", "Nordlicht-7")
    window.click("button[type=submit]")

    window.fill("[name=family_name]", "Köhler")
    window.fill("[name=given_name]", "Ida")
    window.click("text=Add contact")
    window.wait_for_selector(".k-alike-first")
    window.click("text=Add the contact anyway")

    assert window.inner_text("h1").strip().startswith("Ida Köhler")


def test_a_call_leads_to_its_firm(annas_window, people, complaints):
    window = annas_window("/anruf/?nummer=040%2066969-347", width=390)

    window.click("text=Köhlbrand Werft GmbH")
    window.wait_for_selector("h1:has-text('Köhlbrand Werft GmbH')")

    assert complaints == []
