"""Two factors: the app, recovery codes, and the firm that asks them of all."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client

from klientel.accounts.factors import has_two_factors
from klientel.accounts.operations import change_company
from tests.factories import SYSTEM

pytestmark = pytest.mark.django_db
INDEX = "/konto/faktoren/"
LOG_IN = {"login": "anna", "password": "Nordlicht-7"}


@pytest.fixture(autouse=True)
def fresh_limits(db):
    cache.clear()
    yield
    cache.clear()


def code_of(secret):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def confirmed(anna):
    """Anna's browser, logged in with the password and confirmed once more."""
    client = Client(headers={"Accept-Language": "en"})
    client.post("/konto/login/", LOG_IN)
    client.post("/konto/reauthenticate/", {"password": "Nordlicht-7"})
    return client


def with_app(client):
    """Set the app up; return its secret and the recovery codes shown."""
    form = client.get(f"{INDEX}totp/activate/").context["form"]
    shown = client.post(f"{INDEX}totp/activate/", {"code": code_of(form.secret)}, follow=True)
    return form.secret, list(shown.context["unused_codes"])


def test_an_app_is_set_up_with_a_picture_and_its_codes_are_shown_once(anna):
    client = confirmed(anna)
    page = client.get(f"{INDEX}totp/activate/").content.decode()

    _secret, codes = with_app(client)

    assert "<svg" in page
    assert "style=" not in re.search(r"<svg.*?</svg>", page, re.DOTALL)[0]
    assert len(codes) == 10
    again = client.get(f"{INDEX}recovery-codes/").content.decode()
    assert [code for code in codes if code in again] == []
    assert has_two_factors(anna)


def test_the_secret_is_sealed_in_the_database(anna):
    secret, _codes = with_app(confirmed(anna))

    kept = str(list(Authenticator.objects.values("data")))

    assert secret not in kept


def test_log_in_asks_for_the_code(anna):
    secret, _codes = with_app(confirmed(anna))
    cache.clear()
    client = Client()

    asked = client.post("/konto/login/", LOG_IN)
    before = client.get("/konto/profil/").status_code
    came = client.post(asked.url, {"code": code_of(secret)})

    assert (asked.url, before) == ("/konto/faktoren/authenticate/", 302)
    assert came.status_code == 302
    assert "_auth_user_id" in client.session or came.url == asked.url


def test_a_recovery_code_works_once(anna):
    _secret, codes = with_app(confirmed(anna))
    found = []
    for _ in range(2):
        client = Client()
        client.post("/konto/login/", LOG_IN)
        client.post(f"{INDEX}authenticate/", {"code": codes[0]})
        found.append("_auth_user_id" in client.session)

    assert found == [True, False]


def test_ten_wrong_codes_a_minute_are_enough(anna):
    with_app(confirmed(anna))
    cache.clear()
    client = Client()
    client.post("/konto/login/", LOG_IN)

    found = [
        client.post(f"{INDEX}authenticate/", {"code": "000000"}).status_code for _ in range(11)
    ]

    assert found == [200] * 10 + [429]


def test_a_firm_that_asks_two_factors_of_all_leads_there_after_log_in(anna):
    change_company(requires_two_factors=True, by=SYSTEM)
    client = Client()
    client.post("/konto/login/", LOG_IN)

    led = client.get("/kontakte/")
    client.post("/konto/reauthenticate/", {"password": "Nordlicht-7"})
    with_app(client)

    assert (led.status_code, led.url) == (303, INDEX)
    assert client.get("/kontakte/").status_code == 200


def test_without_confirming_nothing_is_set_up(anna):
    client = Client()
    client.post("/konto/login/", LOG_IN)

    response = client.get(f"{INDEX}totp/activate/")

    assert (response.status_code, response.url.partition("?")[0]) == (302, "/konto/reauthenticate/")


@pytest.mark.parametrize(
    "path", ["", "webauthn/add/", "webauthn/", "recovery-codes/generate/", "totp/activate/"]
)
def test_each_page_is_ours(anna, path):
    client = confirmed(anna)

    html = client.get(f"{INDEX}{path}").content.decode()

    assert "k-set-head" in html


def test_an_office_behind_one_address_comes_in_together(anna):
    for _ in range(40):
        client = Client()
        client.post("/konto/login/", LOG_IN)
        assert "_auth_user_id" in client.session
