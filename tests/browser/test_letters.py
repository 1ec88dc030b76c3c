"""Households and letters in a real browser, by keyboard alone where it says so."""

import pytest

from klientel.contacts.models import Organization, Position
from klientel.contacts.operations.positions import change_position
from tests.factories import HAMBURG, SYSTEM, contact, organization

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _type(window, *keys):
    """Type texts, walking to the next field after each."""
    for text in keys:
        if text:
            window.keyboard.type(text)
        window.keyboard.press("Tab")


def test_a_household_is_made_by_keyboard_alone(annas_window, complaints):
    window = annas_window("/organisationen/")
    window.keyboard.press("n")
    window.keyboard.press("h")
    window.wait_for_url("**/kontakte/haushalt/neu/")

    window.locator("[name=members-0-salutation]").focus()
    _type(window, "Frau", "Dr.", "Ida", "Berg", "ida@berg.example", "0171 555")
    window.locator("[name=members-1-salutation]").focus()
    _type(window, "", "", "Deniz", "Özdemir")
    window.locator("[data-rows-add]").focus()
    window.keyboard.press("Enter")
    window.locator("[name=members-2-given_name]").focus()
    _type(window, "Kim", "Berg")
    name = window.locator("[name=name]")
    assert name.get_attribute("placeholder") == "Berg / Özdemir"
    window.locator("[name=home_street]").focus()
    _type(window, "Gartenweg 8", "22085", "Hamburg")
    window.keyboard.press("Control+Enter")
    window.wait_for_url("**/organisationen/*-*/")

    household = Organization.objects.get()
    people = [str(each.contact) for each in household.positions.order_by("pk")]
    assert people == ["Dr. Ida Berg", "Deniz Özdemir", "Kim Berg"]
    assert complaints == []


@pytest.fixture
def berg():
    firm = organization(name="Musterbau GmbH", address=HAMBURG)
    return contact(given_name="Eva", family_name="Berg", salutation="female", organization=firm)


def test_the_address_is_copied_and_that_is_said(annas_window, berg, complaints):
    window = annas_window(f"/kontakte/{berg.uid}/")
    window.context.grant_permissions(["clipboard-read", "clipboard-write"])

    window.locator("[data-copy=letter-1]").focus()
    window.keyboard.press("Enter")
    window.wait_for_function("document.querySelector('[data-copy-said]').textContent !== ''")

    assert window.evaluate("navigator.clipboard.readText()") == (
        "Musterbau GmbH\nFrau Eva Berg\nMusterkai 14\n20457 Hamburg"
    )
    assert complaints == []


def test_the_printed_address_stands_where_the_window_of_the_envelope_is(annas_window, berg):
    window = annas_window(f"/kontakte/{berg.uid}/")
    window.locator(".k-letter-acts a[href*=anschrift]").first.click()
    window.wait_for_url("**/anschrift/**")

    window.emulate_media(media="print")
    box = window.locator(".k-window address").bounding_box()
    millimetres = {side: round(box[side] * 25.4 / 96, 1) for side in ("x", "y")}

    assert not window.locator(".k-print-bar").is_visible()
    assert millimetres == {"x": 25.0, "y": 62.7}


def test_two_editors_of_a_position_see_both_versions_by_keyboard(annas_window, berg):
    position = berg.positions.get()
    window = annas_window(f"/kontakte/{berg.uid}/anstellung/{position.pk}/")
    window.fill("[name=title]", "Leiterin")
    change_position(position=position, patch={"title": "Chefin"}, by=SYSTEM)
    window.locator("[name=title]").focus()
    window.keyboard.press("Enter")
    window.wait_for_selector(".k-diff")

    window.locator("input[value=mine]").focus()
    window.keyboard.press("ArrowDown")
    assert window.locator("input[value=theirs]").is_checked()
    window.keyboard.press("ArrowUp")
    window.keyboard.press("Enter")
    window.wait_for_url(f"**/kontakte/{berg.uid}/")

    assert Position.objects.get(pk=position.pk).title == "Leiterin"
