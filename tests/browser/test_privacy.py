"""Consent, objection, report and erasure in a real browser, by keyboard alone."""

import json

import pytest

from klientel.contacts.models import Consent, Contact
from klientel.contacts.operations.contacts import PointEdit
from tests.browser.test_keyboard import entered, press, tab_to
from tests.factories import contact, organization

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def lund(anna):
    return contact(
        family_name="Lund",
        given_name="Greta",
        organization=organization(name="Musterbau GmbH"),
        points=(PointEdit("phone", "040 66969-142", "direct"),),
    )


def follow(window, part):
    """Press Tab until a link to such an address has the focus, then Enter."""
    for _stop in range(80):
        window.keyboard.press("Tab")
        there = window.evaluate("document.activeElement.getAttribute('href') || ''")
        if part in there:
            window.keyboard.press("Enter")
            return
    raise AssertionError(f"Tab does not reach {part}")


def note(window, uid, channel, choice):
    """Note the entry that so many arrows down is chosen."""
    window.goto(f"/kontakte/{uid}/")
    follow(window, f"einwilligung/{channel}/")
    window.wait_for_url(f"**/einwilligung/{channel}/")
    tab_to(window, "state")
    press(window, *["ArrowRight"] * choice)
    tab_to(window, "text")
    window.keyboard.type("Auf der Messe gesagt")
    press(window, "Tab", "Enter")
    window.wait_for_url(f"**/kontakte/{uid}/")


@pytest.mark.main
def test_who_objects_is_marked_everywhere_reported_and_erased_by_keyboard_alone(
    opened, lund, complaints
):
    window = opened()
    entered(window)
    note(window, lund.uid, "email", 0)
    note(window, lund.uid, "phone", 1)
    assert sorted(Consent.objects.values_list("channel", "state")) == [
        ("email", "given"),
        ("phone", "objected"),
    ]
    window.wait_for_selector("header :text('do not call')")

    window.goto("/kontakte/")
    window.wait_for_selector("main :text('do not call')")

    window.goto(f"/kontakte/{lund.uid}/auskunft/")
    with window.expect_download() as download:
        follow(window, "?als=json")
    told = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert [each["channel"] for each in told["sections"]["consent"]] == ["email", "phone"]

    window.goto(f"/kontakte/{lund.uid}/endgueltig-loeschen/")
    tab_to(window, "sure")
    press(window, "Space", "Enter")
    window.wait_for_url("**/kontakte/")
    window.wait_for_selector(":text('The person is erased.')")
    assert Contact.live.count() == 0
    assert complaints == []
