"""The main paths with the keyboard alone: no click, focus always seen, never lost."""

import pytest

from klientel.contacts.models import Contact, Position
from klientel.contacts.operations.contacts import PointEdit
from tests.factories import HAMBURG, STADE, contact, organization

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FOCUS = """() => {
    const el = document.activeElement, style = getComputedStyle(el);
    const ring = parseFloat(style.outlineWidth) > 0 && style.outlineStyle !== "none";
    return {tag: el.tagName, name: el.name || "", seen: ring || style.boxShadow !== "none"};
}"""


@pytest.fixture
def person(anna):
    firm = organization(name="Musterbau GmbH", address=HAMBURG, switchboard="040 66969-100")
    organization(name="Hafenhof Immobilien GmbH", address=STADE)
    return contact(
        family_name="Lund",
        given_name="Greta",
        organization=firm,
        points=(PointEdit("phone", "040 66969-142", "direct"),),
    )


def press(window, *keys):
    for key in keys:
        window.keyboard.press(key)


def tab_to(window, name, *, most=60):
    """Press Tab until the field has the focus; every stop on the way shows where it is."""
    for _stop in range(most):
        window.keyboard.press("Tab")
        at = window.evaluate(FOCUS)
        assert at["seen"], at
        if at["name"] == name:
            return
    raise AssertionError(f"Tab does not reach {name}")


def entered(window):
    window.goto("/konto/login/")
    tab_to(window, "login")
    window.keyboard.type("anna")
    tab_to(window, "password")
    window.keyboard.type("Nordlicht-7")
    window.keyboard.press("Enter")
    window.wait_for_selector(".k-side")


def test_a_caller_is_found_changed_moved_and_put_back(opened, person, complaints):
    window = opened()
    entered(window)

    press(window, "/")
    window.keyboard.type("66969142")
    window.wait_for_selector("#search-hits [role=option]")
    press(window, "ArrowDown", "Enter")
    window.wait_for_url(f"**/kontakte/{person.uid}/")

    press(window, "e")
    window.wait_for_url("**/bearbeiten/")
    tab_to(window, "family_name")
    press(window, "Control+a")
    window.keyboard.type("Lund-Berg")
    press(window, "Control+Enter")
    window.wait_for_selector("h1:has-text('Lund-Berg')")

    press(window, "w")
    window.wait_for_url("**/wechsel/")
    tab_to(window, "employer")
    window.keyboard.type("hafenhof")
    window.wait_for_selector("#employer-hits [role=option]")
    press(window, "ArrowDown", "Enter")
    window.wait_for_selector("#move-preview .k-card-new:has-text('Am Sande 3')")
    at = window.evaluate(FOCUS)
    press(window, "Control+Enter")
    window.wait_for_selector(".k-where:has-text('Hafenhof')")
    press(window, "z")
    window.wait_for_selector(".k-where:has-text('Musterbau')")

    assert (at["name"], at["seen"]) == ("employer", True)
    assert Contact.objects.get(pk=person.pk).family_name == "Lund-Berg"
    assert [str(each.organization) for each in Position.objects.filter(contact=person)] == [
        "Musterbau GmbH"
    ]
    assert complaints == []


def test_escape_closes_what_opened_and_gives_the_focus_back(annas_window, person, complaints):
    window = annas_window(f"/kontakte/{person.uid}/")

    press(window, "/")
    window.keyboard.type("lund")
    window.wait_for_selector("#search-hits [role=option]")
    press(window, "Escape")
    suggestions = window.is_visible("#search-hits"), window.evaluate(FOCUS)["name"]
    press(window, "Escape", "?")
    help_open = window.is_visible("#keys")
    press(window, "Escape")
    help_closed = window.is_visible("#keys")
    window.locator("summary[aria-label='More actions']").focus()
    press(window, "Enter", "ArrowDown")
    inside = window.evaluate("document.activeElement.className")
    press(window, "Escape")
    after = window.evaluate("document.activeElement.tagName")

    assert suggestions == (False, "q")
    assert (help_open, help_closed) == (True, False)
    assert (inside, after) == ("k-opt", "SUMMARY")
    assert complaints == []


def test_a_fact_edited_in_place_has_the_focus_and_gives_it_back(annas_window, person, complaints):
    window = annas_window(f"/kontakte/{person.uid}/")

    window.locator(".k-edit").first.focus()
    press(window, "Enter")
    window.wait_for_selector(".k-fact-form")
    at = window.evaluate(FOCUS)
    press(window, "Escape")
    window.wait_for_selector(".k-fact-form", state="detached")
    after = window.evaluate("document.activeElement.className")

    assert (at["name"], at["seen"]) == ("fact", True)
    assert after == "k-edit"
    assert window.locator(".k-facts a[href^='tel:']").count() == 2
    assert complaints == []


def test_rows_of_a_list_are_walked_and_opened(annas_window, person, complaints):
    window = annas_window("/kontakte/")

    press(window, "j")
    name = window.evaluate("document.activeElement.textContent.trim()")
    press(window, "Enter")
    window.wait_for_selector(".k-facts")

    assert window.inner_text("h1") == name
    assert complaints == []


def test_the_first_stop_skips_to_the_content(annas_window, person):
    window = annas_window(f"/kontakte/{person.uid}/")

    press(window, "Tab")
    first = window.evaluate("document.activeElement.className")
    press(window, "Enter", "Tab")

    assert first == "k-skip"
    assert window.evaluate("document.activeElement.closest('main') !== null")
