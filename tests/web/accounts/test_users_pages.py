"""The pages of settings about colleagues, teams, the company and roles."""

from datetime import timedelta
from io import BytesIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from klientel.accounts.models import Company, Team, User
from klientel.accounts.operations import change_company, change_team, change_user
from klientel.accounts.operations.invitations import invite_user
from klientel.changes.models import Change
from klientel.changes.queries import latest_revision
from tests import factories
from tests.factories import SYSTEM

pytestmark = pytest.mark.django_db
USERS = "/einstellungen/benutzer/"
COMPANY = "/einstellungen/firma/"
FIRM = {
    "name": "Berg AG",
    "country": "Österreich",
    "currency": "EUR",
    "time_zone": "Europe/Vienna",
    "language": "de",
    "fiscal_year_starts": "4",
}


def person(user, **values):
    facts = ("given_name", "family_name", "email", "role", "language")
    return {**{name: getattr(user, name) for name in facts}, "seen": latest_revision(), **values}


def picture(kind="PNG", size=(900, 300)):
    made = BytesIO()
    Image.new("RGB", size, "navy").save(made, kind)
    return made.getvalue()


def uploaded(data, name="logo.png"):
    return SimpleUploadedFile(name, data)


@pytest.mark.parametrize("number", [1, 3])
def test_user_list_asks_the_same_for_one_and_for_three(annas, number, django_assert_num_queries):
    for each in range(number):
        user = factories.user(family_name=f"Berg {each}")
        factories.team(user)
    annas.get(USERS)

    with django_assert_num_queries(6):
        annas.get(USERS)


def test_user_list_says_who_is_active_invited_or_gone(annas):
    left = factories.user(given_name="Udo", family_name="Weg")
    change_user(user=left, is_active=False, by=SYSTEM)
    asked = {"email": "kim@berg.example", "given_name": "Kim", "family_name": "Au"}
    invite_user(
        person=asked, teams=[], language="de", by=factories.acting(User.objects.get(username="anna"),
        at=timezone.now()),
    )  # fmt: skip

    here, gone = annas.get(USERS), annas.get(f"{USERS}?wer=ausgeschieden")

    assert [str(user) for user in here.context["users"]] == ["Kim Au", "Anna Berg"]
    assert [str(user) for user in gone.context["users"]] == ["Udo Weg"]


def test_an_administrator_changes_a_role(annas):
    bert = factories.user(username="bert", family_name="Au")

    response = annas.post(f"{USERS}{bert.uid}/", person(bert, role="manager"))

    assert response.status_code == 303
    assert User.objects.get(pk=bert.pk).role == "manager"


def test_the_last_administrator_cannot_be_demoted(annas, anna):
    response = annas.post(f"{USERS}{anna.uid}/", person(anna, role="member"))

    assert response.status_code == 422
    assert "last administrator" in response.content.decode()
    assert User.objects.get(pk=anna.pk).role == "administrator"


def test_two_addresses_are_never_alike(annas):
    bert = factories.user(username="bert")

    response = annas.post(f"{USERS}{bert.uid}/", person(bert, email="Anna@berg.example"))

    assert response.status_code == 422
    assert User.objects.get(pk=bert.pk).email == ""


def test_two_at_one_user_see_both_versions(annas):
    bert = factories.user(username="bert", family_name="Au")
    typed = person(bert, family_name="Mine", given_name="Kept")
    change_user(user=bert, family_name="Theirs", by=SYSTEM)

    both = annas.post(f"{USERS}{bert.uid}/", typed)

    html = both.content.decode()
    assert (both.status_code, "Theirs" in html, "Mine" in html) == (409, True, True)
    sent = {**typed, "expected": both.context["revision"], "pick_family_name": "theirs"}
    annas.post(f"{USERS}{bert.uid}/", sent)
    bert.refresh_from_db()
    assert (bert.family_name, bert.given_name) == ("Theirs", "Kept")


def test_who_leaves_hands_everything_over_in_one_act(annas):
    goes, stays = factories.user(), factories.user()
    firm = factories.organization(account_manager=goes, confidential=True)
    contact = factories.contact(account_manager=stays, account_manager_deputy=goes)
    visitor = Client()
    visitor.force_login(goes)
    before = latest_revision()

    annas.post(f"{USERS}{goes.uid}/ausscheiden/", {"successor": stays.pk})

    for row in (goes, firm, contact):
        row.refresh_from_db()
    assert (goes.is_active, firm.account_manager) == (False, stays)
    assert (contact.account_manager, contact.account_manager_deputy) == (stays, None)
    assert latest_revision() == before + 1
    assert visitor.get("/konto/profil/").status_code == 302


def test_the_last_administrator_does_not_leave(annas, anna):
    response = annas.post(f"{USERS}{anna.uid}/ausscheiden/", {"successor": ""})

    assert response.status_code == 422
    assert User.objects.get(pk=anna.pk).is_active


def test_who_left_may_be_let_in_again(annas):
    bert = factories.user()
    change_user(user=bert, is_active=False, by=SYSTEM)

    annas.post(f"{USERS}{bert.uid}/zurueck/")

    assert User.objects.get(pk=bert.pk).is_active


def test_factors_are_reset_and_the_journal_tells(annas, anna, mailoutbox, settings):
    settings.KLIENTEL_SENDS_MAIL = True
    bert = factories.user(email="bert@berg.example", language="en")
    Authenticator.objects.create(user=bert, type="totp", data={"secret": "x"})

    annas.post(f"{USERS}{bert.uid}/faktoren/")

    assert not Authenticator.objects.filter(user=bert).exists()
    line = Change.objects.filter(uid=bert.uid).latest("pk")
    assert (line.unit.user_id, "factors_reset_at" in line.diff) == (anna.pk, True)
    assert "second factor was reset" in mailoutbox[0].subject


def test_an_administrator_passes_on_a_link_for_a_new_password(annas):
    bert = factories.user(username="bert")
    page = annas.post(f"{USERS}{bert.uid}/passwort/")
    link = page.context["link"].removeprefix("http://testserver")
    visitor = Client()

    form = visitor.get(link, follow=True)
    new = {"password1": "Suedwind-88", "password2": "Suedwind-88"}
    visitor.post(form.redirect_chain[-1][0], new)

    assert User.objects.get(pk=bert.pk).check_password("Suedwind-88")
    assert "used up" in Client(headers={"Accept-Language": "en"}).get(link).content.decode()


def test_teams_are_made_renamed_and_removed(annas, anna):
    bert = factories.user()
    annas.post("/einstellungen/teams/neu/", {"name": "Nord", "members": [anna.pk, bert.pk]})
    team = Team.objects.get()

    annas.post(f"/einstellungen/teams/{team.uid}/", {"name": "Süd", "members": [bert.pk]})

    team.refresh_from_db()
    assert (team.name, [member.user for member in team.members.all()]) == ("Süd", [bert])
    annas.post(f"/einstellungen/teams/{team.uid}/entfernen/")
    assert not Team.objects.exists()


def test_a_team_with_records_stays_and_says_why(annas):
    team = factories.team(name="Nord")
    factories.organization(team=team)

    response = annas.post(f"/einstellungen/teams/{team.uid}/entfernen/")

    assert response.status_code == 422
    assert "Give them to another team first" in response.content.decode()
    assert Team.objects.exists()


def test_two_teams_have_two_names(annas):
    factories.team(name="Nord")

    response = annas.post("/einstellungen/teams/neu/", {"name": "nord"})

    assert (response.status_code, Team.objects.count()) == (422, 1)


def test_two_at_one_team_keep_both_changes(annas, anna):
    team, seen = factories.team(name="Nord"), latest_revision()
    change_team(team=team, name="Nord", members=[anna], by=SYSTEM)

    change_team(team=team, name="Süd", members=[anna], expected=seen, by=SYSTEM)

    team.refresh_from_db()
    assert (team.name, team.members.count()) == ("Süd", 1)


@pytest.mark.parametrize("number", [1, 3])
def test_team_list_asks_the_same_for_one_and_for_three(annas, number, django_assert_num_queries):
    for _ in range(number):
        factories.team(factories.user())
    annas.get("/einstellungen/teams/")

    with django_assert_num_queries(5):
        annas.get("/einstellungen/teams/")


def test_the_company_is_saved(annas):
    response = annas.post(COMPANY, {**FIRM, "seen": latest_revision()})

    assert response.status_code == 303
    stored = Company.objects.values("name", "country", "fiscal_year_starts", "time_zone").get()
    assert stored == {
        "name": "Berg AG",
        "country": "AT",
        "fiscal_year_starts": 4,
        "time_zone": "Europe/Vienna",
    }


def test_two_at_the_company_see_both_versions(annas):
    change_company(name="Alt AG", by=SYSTEM)
    seen = latest_revision()
    change_company(name="Neu AG", by=SYSTEM)

    response = annas.post(COMPANY, {**FIRM, "seen": seen})

    assert (response.status_code, "Neu AG" in response.content.decode()) == (409, True)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_is_drawn_anew_and_shown_to_strangers(annas, kind):
    data = picture(kind) + b"<script>alert(1)</script>"

    annas.post(COMPANY, {**FIRM, "logo_file": uploaded(data)})

    shown = Client().get("/firmenlogo/")
    body = b"".join(shown.streaming_content)
    assert (shown["Content-Type"], b"script" in body) == ("image/png", False)
    assert Image.open(BytesIO(body)).size == (640, 213)


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a" + b"\0" * 40,
        picture()[:60],
        b"\0" * (1024 * 1024 + 1),
    ],
    ids=["svg", "gif", "cut", "large"],
)
def test_what_is_no_logo_is_refused(annas, data):
    response = annas.post(COMPANY, {**FIRM, "logo_file": uploaded(data)})

    assert response.status_code == 422
    assert not Company.objects.exclude(logo="").exists()


def test_a_logo_goes_away_again(annas):
    annas.post(COMPANY, {**FIRM, "logo_file": uploaded(picture())})

    annas.post(COMPANY, {**FIRM, "logo_away": "on"})

    assert (Company.objects.get().logo, Client().get("/firmenlogo/").status_code) == ("", 404)


def test_the_roles_page_shows_the_table_of_the_code(annas):
    html = annas.get("/einstellungen/rollen/").content.decode()

    assert "Organisations" in html
    assert "delete and restore" in html


def test_an_invitation_that_is_over_is_marked(annas, anna):
    asked = {"email": "kim@berg.example", "given_name": "Kim", "family_name": "Au"}
    long_ago = timezone.now() - timedelta(days=8)
    invite_user(person=asked, teams=[], language="de", by=factories.acting(anna, at=long_ago))

    assert "invitation expired" in annas.get(USERS).content.decode()
