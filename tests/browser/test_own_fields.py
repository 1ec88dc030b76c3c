"""Own fields with the keyboard alone: made with choices, filled, found in the list."""

import pytest

from klientel.accounts.models import User
from klientel.accounts.operations import change_user
from klientel.contacts.custom import values_of
from klientel.records.custom.definitions import custom_fields
from tests.browser.test_accessibility import axe, findings
from tests.factories import SYSTEM, contact, user
from tests.fields import all_types

__all__ = ["axe"]  # a fixture
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def chiefs_window(anna, annas_window):
    user(role="administrator")
    change_user(user=User.objects.get(pk=anna.pk), role="administrator", by=SYSTEM)
    return annas_window


def test_a_choice_field_is_made_and_filled_with_the_keyboard_alone(chiefs_window, complaints):
    who = contact(family_name="Lund")
    window = chiefs_window("/einstellungen/felder/neu/contact/")

    window.keyboard.type("Zahlungsart")
    window.keyboard.press("Tab")
    window.keyboard.type("Choice")
    window.wait_for_selector("#choice-0:visible")
    window.focus("#choice-0")
    window.keyboard.type("Lastschrift")
    window.focus("#choice-1")
    window.keyboard.type("Rechnung")
    window.focus("#choice-up-1")
    window.keyboard.press("Enter")
    window.wait_for_selector("#choice-0[value='Rechnung']")
    window.focus("#choice-1")
    window.keyboard.press("Enter")
    window.wait_for_url("**/einstellungen/felder/")

    (made,) = custom_fields("contact")
    assert [each.name for each in made.options] == ["Rechnung", "Lastschrift"]

    window.goto(f"/kontakte/{who.uid}/")
    window.focus("#own-x_zahlungsart .k-edit")
    window.keyboard.press("Enter")
    window.wait_for_selector("#own-x_zahlungsart select")
    window.keyboard.type("Rech")
    window.keyboard.press("Tab")
    window.keyboard.press("Enter")
    window.wait_for_selector("#own-x_zahlungsart span:text('Rechnung')")

    assert values_of(who) == {"x_zahlungsart": "rechnung"}
    assert complaints == []


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_axe_finds_nothing_on_the_pages_of_own_fields(
    chiefs_window,
    axe,
    width,
    scheme,
    complaints,
):
    fields = all_types(in_list=True)
    who = contact(family_name="Lund")
    window = chiefs_window("/kontakte/", width=width, scheme=scheme)
    found, wide = {}, {}

    for address in (
        "/einstellungen/felder/",
        "/einstellungen/felder/neu/organization/",
        f"/einstellungen/felder/{fields['choice'].uid}/",
        f"/einstellungen/felder/{fields['text'].uid}/loeschen/",
        f"/eigenes-feld/contact/{who.uid}/{fields['choices'].key}/",
        f"/kontakte/{who.uid}/bearbeiten/",
    ):
        window.goto(address)
        found[address] = findings(window, axe)
        wide[address] = window.evaluate("document.documentElement.scrollWidth")

    assert {name: each for name, each in found.items() if each} == {}
    assert {name: each for name, each in wide.items() if each > width} == {}
    assert complaints == []
