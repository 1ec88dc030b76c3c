"""The settings' menu: who sees which page, and which one is marked."""

import pytest
from django.test import Client

from klientel.web.settings import ENTRIES, Entry
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_side_bar_leads_to_the_settings(annas):
    response = annas.get("/einstellungen/", follow=True)

    assert response.redirect_chain == [("/konto/profil/", 303)]
    marked = [way.entry.url_name for way in response.context["frame"].foot if way.is_current]
    assert marked == ["settings"]


def test_the_menu_marks_the_page_that_is_open(annas):
    menu = annas.get("/konto/profil/").context["settings_menu"]

    marked = [way.entry.url_name for section in menu for way in section.ways if way.is_current]
    assert marked == ["profile"]


@pytest.mark.parametrize("role", ["administrator", "manager", "member", "readonly"])
def test_every_page_of_the_menu_opens(role):
    client = Client()
    client.force_login(factories.user(role=role))
    menu = client.get("/konto/profil/").context["settings_menu"]

    found = {
        way.url: client.get(way.url, follow=True).status_code
        for section in menu
        for way in section.ways
    }

    assert {url: status for url, status in found.items() if status != 200} == {}
    assert len(found) >= 2


def test_a_page_of_settings_is_for_whom_it_is():
    entry = Entry("Firm", "user_list", "Users", "users", ("add", "user"), also=("user_",))

    assert [role for role in ("administrator", "member") if entry.is_for(role)] == ["administrator"]
    assert [name for name in ("user_list", "user_new", "users") if entry.holds(name)] == [
        "user_list",
        "user_new",
    ]
    assert ENTRIES[0].is_for("readonly")
