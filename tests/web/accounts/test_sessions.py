"""Where one is logged in, and ending it."""

import time

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client

from klientel.accounts.sessions import SEEN
from tests import factories

pytestmark = pytest.mark.django_db
LIST = "/konto/sitzungen/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
    " Version/18.5 Mobile/15E148 Safari/604.1"
)


@pytest.fixture(autouse=True)
def fresh_limits(db):
    cache.clear()
    yield
    cache.clear()


def logged_in(agent=FIREFOX):
    client = Client(headers={"User-Agent": agent})
    client.post("/konto/login/", {"login": "anna", "password": "Nordlicht-7"})
    return client


def devices(client):
    return [(each.name, each.is_current) for each in client.get(LIST).context["devices"]]


def test_each_device_is_named_and_this_one_marked(anna):
    here = logged_in()
    logged_in(IPHONE)

    assert devices(here) == [("Firefox, Linux", True), ("Safari, iPhone", False)]


def test_one_device_is_logged_out(anna):
    here, there = logged_in(), logged_in(IPHONE)
    other = next(each.pk for each in here.get(LIST).context["devices"] if not each.is_current)

    here.post(f"{LIST}{other}/beenden/")

    assert there.get("/konto/profil/").status_code == 302
    assert devices(here) == [("Firefox, Linux", True)]


def test_all_others_are_logged_out(anna):
    here = logged_in()
    others = [logged_in(IPHONE), logged_in()]

    here.post(f"{LIST}andere/beenden/")

    assert [each.get("/konto/profil/").status_code for each in [here, *others]] == [200, 302, 302]


def test_a_new_password_logs_the_others_out(anna):
    here, there = logged_in(), logged_in(IPHONE)
    new = {"oldpassword": "Nordlicht-7", "password1": "Suedwind-88", "password2": "Suedwind-88"}

    here.post("/konto/password/change/", new)

    assert [each.get("/konto/profil/").status_code for each in (here, there)] == [200, 302]


def test_nobody_ends_the_session_of_another(anna):
    there = logged_in()
    foreign = UserSession.objects.get()
    client = Client()
    client.force_login(factories.user())

    response = client.post(f"{LIST}{foreign.pk}/beenden/")

    assert response.status_code == 404
    assert there.get("/konto/profil/").status_code == 200


def test_last_seen_is_written_every_five_minutes_at_most(anna, django_assert_num_queries):
    client = logged_in()
    client.get("/konto/profil/")
    before = UserSession.objects.get().last_seen_at

    client.get("/konto/profil/")
    unmoved = UserSession.objects.get().last_seen_at
    session = client.session
    session[SEEN] = time.time() - 301
    session.save()
    client.get("/konto/profil/")

    assert unmoved == before
    assert UserSession.objects.get().last_seen_at > before
