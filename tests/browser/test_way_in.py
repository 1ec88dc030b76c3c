"""The way in with real Chromium: the first start, the app's codes, a passkey, an invitation."""

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)

from klientel.accounts.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "Elbtunnel-1911"
FACTORS = "/konto/faktoren/"


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def typed(window, *texts):
    """Type into one field after the other, by the keyboard alone."""
    for text in texts:
        window.keyboard.type(text)
        window.keyboard.press("Tab")


def log_in(window):
    window.goto("/konto/login/")
    window.fill("[name=login]", "anna")
    window.fill("[name=password]", "Nordlicht-7")
    window.press("[name=password]", "Enter")
    window.wait_for_load_state()


def confirmed(window, path):
    """Open a page that wants the password once more."""
    window.goto(path)
    window.fill("[name=password]", "Nordlicht-7")
    window.press("[name=password]", "Enter")
    window.wait_for_url(f"**{path}")


def named(live_server):
    """The server by its name: a passkey belongs to a name, not to a bare address."""
    return live_server.url.replace("127.0.0.1", "localhost")


def test_the_first_start_goes_by_the_keyboard_alone(opened, complaints):
    window = opened()
    window.goto("/kontakte/")
    window.wait_for_url("**/erster-start/")

    window.focus("[name=company]")
    typed(window, "Berg AG")
    window.focus("[name=given_name]")
    typed(window, "Anna", "Berg", "anna@berg.example", "anna", PASSWORD)
    window.keyboard.type(PASSWORD)
    window.keyboard.press("Enter")
    window.wait_for_url("**/erste-schritte/")

    assert "klientel demo" in window.inner_text("main")
    assert User.objects.get().role == "administrator"
    window.goto("/kontakte/")
    assert window.locator("h1").count() == 1
    assert complaints == []


def test_the_app_is_set_up_and_asked_for(opened, anna, complaints):
    window = opened()
    log_in(window)
    confirmed(window, f"{FACTORS}totp/activate/")
    secret = window.inner_text(".k-secret")
    assert window.locator(".k-qr svg path").count() == 1
    window.fill("[name=code]", code_of(secret))
    window.press("[name=code]", "Enter")
    window.wait_for_selector(".k-codes")
    codes = window.locator(".k-codes code").all_inner_texts()

    other = opened()
    log_in(other)
    other.wait_for_url("**/authenticate/")
    other.fill("[name=code]", codes[0])
    other.press("[name=code]", "Enter")
    other.wait_for_url("**/kontakte/**")

    assert len(codes) == 10
    assert complaints == []


def test_a_passkey_is_made_and_logs_in(opened, anna, live_server, complaints):
    window = opened()
    home = named(live_server)
    device = window.context.new_cdp_session(window)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    window.goto(f"{home}/konto/login/")
    window.fill("[name=login]", "anna")
    window.fill("[name=password]", "Nordlicht-7")
    window.press("[name=password]", "Enter")
    window.wait_for_url("**/kontakte/**")
    window.goto(f"{home}{FACTORS}webauthn/add/")
    window.fill("[name=password]", "Nordlicht-7")
    window.press("[name=password]", "Enter")
    window.wait_for_url("**/webauthn/add/")
    window.fill("[name=name]", "Telefon")
    window.press("[name=name]", "Enter")
    window.wait_for_selector(".k-codes")
    window.context.clear_cookies()

    window.goto(f"{home}/konto/login/")
    window.click("form[data-passkey] button")
    window.wait_for_url("**/kontakte/**")

    window.goto(f"{home}{FACTORS}")
    assert "Telefon" in window.inner_text("main")
    assert complaints == []


def test_a_bare_address_offers_no_passkey(opened, anna, live_server, complaints):
    window = opened()
    bare = live_server.url.replace("localhost", "127.0.0.1")
    window.goto(f"{bare}/konto/login/")

    assert not window.is_visible("form[data-passkey] button")
    assert complaints == []


def test_a_colleague_is_asked_in_and_comes(annas_window, opened, complaints):
    window = annas_window("/einstellungen/benutzer/einladen/")
    window.fill("[name=email]", "kim@berg.example")
    window.fill("[name=family_name]", "Berg")
    window.press("[name=family_name]", "Enter")
    link = window.inner_text("#invitation-link")

    visitor = opened()
    visitor.goto(link)
    visitor.fill("[name=username]", "kim")
    visitor.fill("[name=password]", PASSWORD)
    visitor.fill("[name=again]", PASSWORD)
    visitor.press("[name=again]", "Enter")
    visitor.wait_for_url("**/kontakte/**")

    assert User.objects.get(username="kim").is_active
    assert complaints == []
