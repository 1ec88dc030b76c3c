"""Pages that need a state of their own, asked by axe: the way in, factors, a clash, a warning."""

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from klientel.contacts.models import Contact
from tests.browser.test_accessibility import axe, findings
from tests.browser.test_way_in import confirmed
from tests.browser.world import world

__all__ = ["axe"]  # a fixture
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOKS = [(1440, "light"), (390, "dark")]


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_on_the_first_start(opened, axe, width, scheme):
    window = opened(width=width, scheme=scheme)
    window.goto("/erster-start/")
    found = findings(window, axe)
    window.click("button[type=submit]")

    assert found + findings(window, axe) == []


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_on_an_invitation(annas_window, opened, axe, width, scheme):
    window = annas_window("/einstellungen/benutzer/einladen/", width=width, scheme=scheme)
    window.fill("[name=email]", "kim@berg.example")
    window.fill("[name=family_name]", "Berg")
    window.press("[name=family_name]", "Enter")
    found = {"its link": findings(window, axe)}
    visitor = opened(width=width, scheme=scheme)
    visitor.goto(window.inner_text("#invitation-link"))
    found["followed"] = findings(visitor, axe)
    visitor.goto("/einladung/no-such-invitation/")
    found["over"] = findings(visitor, axe)

    assert {name: each for name, each in found.items() if each} == {}


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_among_factors(annas_window, anna, axe, width, scheme):
    window = annas_window("/konto/faktoren/", width=width, scheme=scheme)
    confirmed(window, "/konto/faktoren/totp/activate/")
    found = {"app": findings(window, axe)}
    TOTP.activate(anna, generate_totp_secret())
    RecoveryCodes.activate(anna)
    for path in ("", "totp/deactivate/", "recovery-codes/", "recovery-codes/generate/"):
        window.goto(f"/konto/faktoren/{path}")
        found[path] = findings(window, axe)
    window.context.clear_cookies()
    window.goto("/konto/login/")
    window.fill("[name=login]", "anna")
    window.fill("[name=password]", "Nordlicht-7")
    window.press("[name=password]", "Enter")
    window.wait_for_url("**/authenticate/")
    found["asked"] = findings(window, axe)

    assert {name: each for name, each in found.items() if each} == {}


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_in_a_clash_a_warning_and_a_preview(
    annas_window, axe, width, scheme, complaints
):
    at = world()
    page = f"/kontakte/{at.person.uid}/"
    window = annas_window(f"{page}bearbeiten/", width=width, scheme=scheme)
    other = window.context.new_page()
    other.goto(f"{page}bearbeiten/")
    other.fill("[name=given_name]", "Anne")
    other.click(".k-actbar button.btn-primary")
    other.wait_for_selector("h1:has-text('Anne ')")
    window.fill("[name=given_name]", "Anna")
    window.click(".k-actbar button.btn-primary")
    window.wait_for_selector(".k-conflict")
    found = {"clash": findings(window, axe)}

    window.goto("/kontakte/neu/")
    window.fill("[name=given_name]", "Ben")
    window.fill("[name=family_name]", "Lund")
    window.press("[name=family_name]", "Tab")
    window.wait_for_selector(".k-alike")
    found["warning"] = findings(window, axe)

    window.goto(f"{page}wechsel/")
    window.fill("[name=employer]", "holding")
    window.wait_for_selector("#employer-hits [role=option]")
    found["employers"] = findings(window, axe, "#employer-hits")  # they cover others
    window.press("[name=employer]", "ArrowDown")
    window.press("[name=employer]", "Enter")
    window.wait_for_selector("#move-preview .k-card-new:has-text('Am Sande 3')")
    found["preview"] = findings(window, axe)

    assert {name: each for name, each in found.items() if each} == {}
    assert Contact.objects.filter(pk=at.person.pk, given_name="Anne").exists()
    assert complaints == []
