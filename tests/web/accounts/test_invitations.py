"""Asking a colleague in: a link that works once, for seven days, and is stored nowhere."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from klientel.accounts.models import User
from klientel.accounts.operations.invitations import (
    AddressTaken,
    InvitationOver,
    NotInvited,
    accept_invitation,
    invite_user,
    renew_invitation,
    withdraw_invitation,
)
from klientel.accounts.permissions import Denied
from klientel.changes.actors import system
from klientel.changes.models import Change
from tests import factories

pytestmark = pytest.mark.django_db

ASKED = {"email": "kim@berg.example", "family_name": "Berg", "role": "member", "language": "en"}
COMING = {
    "given_name": "Kim",
    "family_name": "Berg",
    "username": "kim",
    "password": "Elbtunnel-1911",
    "again": "Elbtunnel-1911",
    "language": "en",
}


@pytest.fixture(autouse=True)
def fresh_limits(db):
    cache.clear()
    yield
    cache.clear()


def person(email="kim@berg.example"):
    return {"email": email, "given_name": "Kim", "family_name": "Berg"}


def invited(email="kim@berg.example", by=None):
    """The pages have the real clock, and an invitation runs out after seven days."""
    by = by or system(timezone.now())
    return invite_user(person=person(email), teams=[], language="en", by=by)


def link_on(html):
    return re.search(r"http://testserver(/einladung/[\w-]+/)", html)[1]


def test_a_colleague_is_asked_in_by_a_link_and_comes(annas):
    team = factories.team(name="Nord")
    html = annas.post(
        "/einstellungen/benutzer/einladen/", {**ASKED, "teams": [team.pk]}, follow=True
    ).content.decode()
    stranger = Client()

    came = stranger.post(link_on(html), COMING)

    kim = User.objects.get(email="kim@berg.example")
    assert (came.status_code, came.url) == (303, "/")
    assert (kim.username, kim.is_active, kim.invited_until, kim.invite_hash) == (
        "kim",
        True,
        None,
        "",
    )
    assert [member.team for member in kim.memberships.all()] == [team]
    assert stranger.get("/konto/profil/").status_code == 200
    assert Client().get(link_on(html)).status_code == 404


def test_the_link_is_shown_once_and_stored_nowhere(annas):
    made = annas.post("/einstellungen/benutzer/einladen/", ASKED)
    first = annas.get(made.url).content.decode()
    token = link_on(first).split("/")[2]

    second = annas.get(made.url).content.decode()

    kept = f"{list(User.objects.values())} {list(Change.objects.values())}"
    assert token not in second
    assert token not in kept
    assert User.objects.get(email=ASKED["email"]).invite_hash not in str(
        list(Change.objects.values())
    )


def test_with_a_mail_server_the_link_goes_by_mail(annas, settings):
    settings.KLIENTEL_SENDS_MAIL = True
    settings.KLIENTEL_URL = "https://crm.berg.example"

    annas.post("/einstellungen/benutzer/einladen/", ASKED)

    (letter,) = mail.outbox
    assert letter.to == ["kim@berg.example"]
    assert "https://crm.berg.example/einladung/" in letter.body


def test_a_link_is_void_after_seven_days():
    made = invited(by=factories.SYSTEM)
    late = factories.acting(made.user, at=factories.NOW + timedelta(days=7, seconds=1))

    with pytest.raises(InvitationOver):
        accept_invitation(
            user=made.user, token=made.token, person=person(), username="kim",
            password=factories.PASSWORD, language="en", by=late,
        )  # fmt: skip

    assert not User.objects.get(pk=made.user.pk).is_active


def test_a_new_link_voids_the_one_before():
    first = invited()
    later = system(factories.NOW + timedelta(seconds=1))
    second = renew_invitation(user=first.user, by=later)

    def come(made):
        return accept_invitation(
            user=made.user, token=made.token, person=person(), username="kim",
            password=factories.PASSWORD, language="en", by=factories.acting(made.user),
        )  # fmt: skip

    with pytest.raises(InvitationOver):
        come(first)
    assert come(second).is_active
    with pytest.raises(InvitationOver):
        come(second)


def test_a_withdrawn_invitation_leaves_nobody(annas):
    made = invited()

    annas.post(f"/einstellungen/benutzer/{made.user.uid}/zurueckziehen/")

    assert not User.objects.filter(pk=made.user.pk).exists()
    assert Client().get(f"/einladung/{made.token}/").status_code == 404


def test_who_has_come_is_not_withdrawn(anna):
    with pytest.raises(NotInvited):
        withdraw_invitation(user=anna, by=factories.SYSTEM)
    with pytest.raises(NotInvited):
        renew_invitation(user=anna, by=factories.SYSTEM)


def test_one_address_is_one_user(annas):
    response = annas.post(
        "/einstellungen/benutzer/einladen/", {**ASKED, "email": "ANNA@berg.example"}
    )

    assert response.status_code == 422
    assert User.objects.count() == 1
    with pytest.raises(AddressTaken):
        invited("anna@berg.example")


@pytest.mark.parametrize("role", ["manager", "member", "readonly"])
def test_asking_in_is_the_administrators(role):
    by = factories.acting(factories.user(role=role))

    with pytest.raises(Denied):
        invited(by=by)

    assert User.objects.count() == 1


def test_an_invited_user_cannot_log_in_before():
    made = invited()
    made.user.set_password(factories.PASSWORD)
    made.user.save()
    client = Client()

    client.post("/konto/login/", {"login": "kim", "password": factories.PASSWORD})

    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"again": "Elbtunnel-1912"}, "The two passwords differ"),
        ({"password": "12345", "again": "12345"}, "too short"),
        ({"username": "anna"}, "Somebody has this log-in name"),
        ({"family_name": ""}, "This field is required"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(anna, wrong, said):
    made = invite_user(person=person(), teams=[], language="en", by=factories.acting(
        anna, at=timezone.now()))  # fmt: skip

    response = Client().post(
        f"/einladung/{made.token}/", {**COMING, **wrong}, headers={"Accept-Language": "en"}
    )

    assert response.status_code == 422
    assert said in response.content.decode()
    assert User.objects.get(pk=made.user.pk).is_invited


def test_ten_wrong_links_a_minute_are_enough(anna):
    client = Client()

    found = [client.get(f"/einladung/wrong-{number}/").status_code for number in range(12)]

    assert found == [404] * 10 + [429] * 2
