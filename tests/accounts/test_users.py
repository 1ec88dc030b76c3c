"""Users, teams, the company: who may change them, and what a log-in writes by itself."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from klientel.accounts.models import Company, Team, User
from klientel.accounts.operations import (
    LastAdministrator,
    add_team,
    add_user,
    change_company,
    change_user,
)
from klientel.accounts.permissions import Denied
from klientel.accounts.queries import teams_to_choose, the_company, users_to_choose
from klientel.accounts.roles import ROLES
from klientel.changes.errors import Stale, WriteOutsideDoor
from klientel.changes.models import Change
from klientel.changes.queries import history_of, latest_revision
from tests import factories
from tests.changes.journal import diff_of, state

SYSTEM = factories.SYSTEM


@pytest.fixture
def admin(db):
    return factories.user(username="anna", role="administrator")


def test_an_added_user_can_log_in_under_a_name_of_any_case(db):
    user = factories.user(username=" Anna ", email="Anna@Berg.example", given_name="Anna")

    assert User.objects.get_by_natural_key(" ANNA") == user
    assert (user.username, user.email, str(user)) == ("anna", "anna@berg.example", "Anna")
    assert user.check_password(factories.PASSWORD)
    assert str(factories.user(username="bert")) == "bert"


def test_a_poor_password_is_refused_before_anything_is_written(db):
    before = state()

    with pytest.raises(ValidationError):
        add_user(username="bert", password="12345", by=SYSTEM)

    assert (state(), User.objects.count()) == (before, 0)


@pytest.mark.parametrize("double", [{"username": "ANNA"}, {"email": "A@berg.example"}])
def test_names_and_addresses_are_given_once(db, double):
    factories.user(username="anna", email="a@berg.example")

    with pytest.raises(IntegrityError):
        factories.user(**double)

    assert User.objects.count() == 1


@pytest.mark.parametrize("values", [{"role": "member"}, {"is_active": False}])
def test_the_last_administrator_stays_one(admin, values):
    before = state()

    with pytest.raises(LastAdministrator):
        change_user(user=admin, by=factories.acting(admin), **values)

    assert state() == before
    assert User.objects.values_list("role", "is_active").get() == ("administrator", True)


def test_one_of_two_administrators_may_go(admin):
    other = factories.user(role="administrator")

    change_user(user=admin, role="member", by=factories.acting(other))

    assert User.objects.get(pk=admin.pk).role == "member"
    with pytest.raises(LastAdministrator):
        change_user(user=other, is_active=False, by=SYSTEM)


def test_other_changes_do_not_ask_for_an_administrator(db):
    bert = factories.user()

    change_user(user=bert, theme="dark", by=factories.acting(bert))
    change_user(user=bert, role="manager", by=SYSTEM)

    assert User.objects.values_list("theme", "role").get() == ("dark", "manager")


@pytest.mark.parametrize("role", ROLES)
def test_everybody_changes_the_own_settings(db, role):
    user = factories.user(role=role)
    values = {"language": "en", "time_zone": "UTC", "theme": "dark", "density": "komfortabel"}

    change_user(user=user, by=factories.acting(user), **values)

    assert User.objects.values(*values).get() == values


@pytest.mark.parametrize("role", ["manager", "member", "readonly"])
@pytest.mark.parametrize(
    "values", [{"role": "administrator"}, {"theme": "dark", "email": "a@b.de"}]
)
def test_nobody_but_an_administrator_changes_more_of_himself(db, role, values):
    user = factories.user(role=role)

    with pytest.raises(Denied):
        change_user(user=user, by=factories.acting(user), **values)

    assert User.objects.values_list("role", "email", "theme").get() == (role, "", "system")


@pytest.mark.parametrize("role", ["manager", "member", "readonly"])
def test_other_peoples_settings_are_theirs(db, role):
    user, other = factories.user(role=role), factories.user()

    with pytest.raises(Denied):
        change_user(user=other, theme="dark", by=factories.acting(user))


def test_a_deactivated_user_changes_not_even_the_own_settings(admin):
    bert = factories.user()
    change_user(user=bert, is_active=False, by=factories.acting(admin))

    with pytest.raises(Denied):
        change_user(user=bert, theme="dark", by=factories.acting(bert))


def test_two_at_one_user_clash(admin):
    bert, seen = factories.user(), latest_revision()
    change_user(user=bert, family_name="Berg", by=factories.acting(admin))

    with pytest.raises(Stale):
        change_user(user=bert, family_name="Thal", expected=seen, by=factories.acting(admin))


def test_a_log_in_writes_its_own_fields_without_a_unit(admin):
    before = state()
    admin.last_login = factories.NOW
    admin.save(update_fields=["last_login"])
    admin.set_password("Speicherstadt-1883")
    admin.save()

    admin = User.objects.get()
    assert (state(), admin.last_login) == (before, factories.NOW)
    assert admin.check_password("Speicherstadt-1883")


@pytest.mark.parametrize("values", [{"role": "member"}, {"is_active": False}, {"username": "b"}])
def test_other_fields_are_refused_outside_the_door(admin, values):
    for name, value in values.items():
        setattr(admin, name, value)

    for fields in (None, [*values], ["last_login", *values]):
        with pytest.raises(WriteOutsideDoor):
            admin.save(update_fields=fields)

    assert User.objects.values_list("role", "is_active", "username").get() == (
        "administrator",
        True,
        "anna",
    )


def test_a_user_is_not_added_or_deleted_outside_the_door(admin):
    for way in (User(username="bert").save, admin.delete, User.objects.all().delete):
        with pytest.raises(WriteOutsideDoor):
            way()

    assert list(User.objects.all()) == [admin]


def test_the_journal_never_holds_a_password(admin):
    admin.set_password("Speicherstadt-1883")
    admin.save()
    change_user(user=admin, family_name="Berg", by=SYSTEM)

    text = str(list(Change.objects.values()))

    hashes = [admin.password, User.objects.get().password, factories.PASSWORD, "Speicherstadt"]
    assert [secret for secret in hashes if secret in text] == []
    assert {name for line in history_of(admin) for name in line.diff} == {
        "username",
        "role",
        "family_name",
    }


def test_a_team_has_members_in_its_own_line(admin):
    bert = factories.user()

    team = add_team(name="Nord", members=[admin, bert], by=factories.acting(admin))

    members = list(team.members.order_by("pk"))
    assert [str(member) for member in members] == ["anna in Nord", f"{bert} in Nord"]
    assert diff_of(team)["parts"] == {
        f"team_member/{member.pk}": [None, {"user": str(member.user.uid)}] for member in members
    }


@pytest.mark.parametrize("role", ["manager", "member", "readonly"])
def test_set_up_is_the_administrators(db, role):
    by = factories.acting(factories.user(role=role))

    for refused in (
        lambda: add_team(name="Nord", members=[], by=by),
        lambda: change_company(name="Berg AG", by=by),
        lambda: add_user(username="bert", password=factories.PASSWORD, by=by),
    ):
        with pytest.raises(Denied):
            refused()

    assert (Team.objects.count(), Company.objects.count(), User.objects.count()) == (0, 0, 1)


def test_the_company_is_one_row(admin):
    assert (the_company().pk, the_company().currency) == (None, "EUR")

    change_company(name="Berg AG", by=factories.acting(admin))
    change_company(town="Hamburg", by=factories.acting(admin))

    assert (Company.objects.count(), str(the_company()), the_company().town) == (
        1,
        "Berg AG",
        "Hamburg",
    )
    with pytest.raises(Denied):
        change_company(name="Thal AG", by=factories.acting(factories.user()))


def test_only_who_may_log_in_can_be_chosen(admin):
    bert = factories.user(username="bert", family_name="Au")
    gone = factories.user(username="gone")
    change_user(user=gone, is_active=False, by=SYSTEM)
    nord, alster = factories.team(name="Nord"), factories.team(name="Alster")

    assert list(users_to_choose()) == [admin, bert]
    assert list(teams_to_choose()) == [alster, nord]
