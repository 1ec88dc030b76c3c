"""Households and letters in a real browser, by keyboard alone where it says so."""

import pytest

from klientel.contacts.models import Organization

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
