"""An empty database: whoever sits at the machine sets it up; others need the printed code."""

import pytest
from django.core.cache import cache
from django.test import Client

from klientel.accounts.first_start import is_set_up_code, set_up_code
from klientel.accounts.models import Company, User
from klientel.accounts.operations.first_start import AlreadySetUp, set_up
from tests import factories

pytestmark = pytest.mark.django_db

FORM = {
    "company": "Berg AG",
    "language": "en",
    "given_name": "Anna",
    "family_name": "Berg",
    "email": "",
    "username": "anna",
    "password": "Elbtunnel-1911",
    "again": "Elbtunnel-1911",
}
START = "/erster-start/"
AT_HOME = {"HTTP_HOST": "127.0.0.1:8000", "REMOTE_ADDR": "127.0.0.1"}
FAR = {
    "another address": {**AT_HOME, "REMOTE_ADDR": "192.0.2.7"},
    "a proxy": {**AT_HOME, "HTTP_X_FORWARDED_FOR": "192.0.2.7"},
    "a proxy of the other kind": {**AT_HOME, "HTTP_FORWARDED": "for=192.0.2.7"},
    "a public name": {"HTTP_HOST": "crm.berg.example", "REMOTE_ADDR": "127.0.0.1"},
}


@pytest.fixture(autouse=True)
def fresh_limits(db, settings):
    settings.ALLOWED_HOSTS = ["*"]
    cache.clear()
    yield
    cache.clear()


@pytest.mark.parametrize("path", ["/", "/kontakte/", "/konto/login/", "/gibt-es-nicht/"])
def test_every_path_leads_to_the_first_start(path):
    response = Client().get(path)

    assert (response.status_code, response.url) == (303, START)


def test_whoever_sits_at_the_machine_sets_it_up():
    client = Client(**AT_HOME)

    response = client.post(START, FORM)

    assert (response.status_code, response.url) == (303, "/erste-schritte/")
    anna = User.objects.get()
    assert (anna.role, anna.username, anna.check_password(FORM["password"])) == (
        "administrator",
        "anna",
        True,
    )
    assert Company.objects.get().name == "Berg AG"
    assert client.get("/erste-schritte/").status_code == 200


@pytest.mark.parametrize("way", FAR.values(), ids=FAR.keys())
def test_who_comes_from_afar_needs_the_code(way):
    client = Client(**way)

    without = client.post(START, FORM)
    wrong = client.post(START, {**FORM, "code": "AAAA-BBBB-CCCC"})

    assert (without.status_code, wrong.status_code, User.objects.count()) == (422, 422, 0)
    right = client.post(START, {**FORM, "code": set_up_code().lower().replace("-", " ")})
    assert (right.status_code, User.objects.count()) == (303, 1)


@pytest.mark.parametrize(
    "said", [{"SESSION_COOKIE_SECURE": True}, {"ALLAUTH_TRUSTED_PROXY_COUNT": 1}]
)
def test_behind_a_proxy_by_setting_nobody_sits_at_the_machine(settings, said):
    for name, value in said.items():
        setattr(settings, name, value)

    response = Client(**AT_HOME).post(START, FORM)

    assert (response.status_code, User.objects.count()) == (422, 0)


def test_ten_wrong_codes_a_minute_are_enough():
    client = Client(**FAR["another address"])

    found = [client.post(START, {**FORM, "code": "wrong"}).status_code for _ in range(11)]
    right = client.post(START, {**FORM, "code": set_up_code()})

    assert (found, right.status_code) == ([422] * 10 + [429], 429)
    assert User.objects.count() == 0


def test_after_that_the_page_is_gone(anna):
    client = Client(**AT_HOME)

    assert client.get(START).status_code == 404
    assert client.post(START, FORM).status_code == 404
    assert User.objects.count() == 1
    with pytest.raises(AlreadySetUp):
        set_up(administrator=FORM, company={"name": "Thal AG"}, by=factories.SYSTEM)


def test_a_poor_password_makes_nothing():
    response = Client(**AT_HOME).post(START, {**FORM, "password": "12345", "again": "12345"})

    assert response.status_code == 422
    assert (User.objects.count(), Company.objects.count()) == (0, 0)


def test_the_code_is_read_however_it_is_typed():
    assert is_set_up_code(f" {set_up_code().lower()} ")
    assert not is_set_up_code("")
