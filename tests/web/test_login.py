import pytest
from django.core.cache import cache
from django.test import Client

from klientel.accounts.models import User

ENGLISH = {"Accept-Language": "en"}
LOGIN = "/konto/login/"


@pytest.fixture(autouse=True)
def fresh_limits(db):
    cache.clear()
    yield
    cache.clear()


def try_to_log_in(client, login, password):
    return client.post(LOGIN, {"login": login, "password": password}, headers=ENGLISH)


@pytest.mark.parametrize("login", ["anna", "Anna", "anna@berg.example"])
def test_login_by_name_or_mail_leads_into_klientel(client, anna, login):
    response = try_to_log_in(client, login, "Nordlicht-7")

    assert (response.status_code, response.url) == (302, "/")


@pytest.mark.parametrize(("login", "password"), [("anna", "wrong"), ("nobody", "Nordlicht-7")])
def test_login_refused_says_the_same_for_each_reason(client, anna, login, password):
    html = try_to_log_in(client, login, password).content.decode()

    assert "Log-in name and password do not belong together." in html
    assert "_auth_user_id" not in client.session


def test_login_goes_on_to_the_page_that_was_asked_for(client, anna):
    response = client.post(
        f"{LOGIN}?next=/konto/profil/",
        {"login": "anna", "password": "Nordlicht-7", "next": "/konto/profil/"},
    )

    assert response.url == "/konto/profil/"


def test_login_leads_to_no_foreign_site(client, anna):
    response = client.post(
        LOGIN, {"login": "anna", "password": "Nordlicht-7", "next": "https://evil.example/"}
    )

    assert response.url == "/"


def test_login_takes_ten_tries_a_minute(anna):
    client = Client()

    for _ in range(10):
        try_to_log_in(client, "anna", "wrong")
    html = try_to_log_in(client, "anna", "Nordlicht-7").content.decode()

    assert "Too many failed tries" in html
    assert "_auth_user_id" not in client.session


def test_logout_asks_first_and_then_leaves(annas):
    asked = annas.get("/konto/logout/")
    left = annas.post("/konto/logout/")

    assert asked.status_code == 200
    assert (left.status_code, left.url) == (302, LOGIN)
    assert "_auth_user_id" not in annas.session


def test_a_password_changes_only_with_the_old_one(annas, anna):
    new = {"password1": "Suedwind-88", "password2": "Suedwind-88"}

    annas.post("/konto/password/change/", {"oldpassword": "wrong", **new})
    unchanged = User.objects.get(pk=anna.pk).check_password("Nordlicht-7")
    annas.post("/konto/password/change/", {"oldpassword": "Nordlicht-7", **new})

    assert unchanged
    assert User.objects.get(pk=anna.pk).check_password("Suedwind-88")


def test_nobody_signs_up_by_himself(client, anna):
    response = client.post(
        "/konto/signup/",
        {"username": "eve", "password1": "Nordlicht-7", "password2": "Nordlicht-7"},
        headers=ENGLISH,
    )

    assert response.headers["Location"] == "/konto/profil/"
    assert not User.objects.filter(username="eve").exists()


@pytest.mark.parametrize(
    ("header", "heading"), [("en", ">Log in</h1>"), ("fr", "h1"), ("de-AT", "h1")]
)
def test_login_speaks_the_browsers_language_else_german(client, anna, header, heading):
    response = client.get(LOGIN, headers={"Accept-Language": header})

    assert heading in response.content.decode()
    assert response.headers["Content-Language"] == ("en" if header == "en" else "de")
