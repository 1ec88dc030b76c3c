from datetime import timedelta

from django.utils import timezone

from klientel.changes.models import Unit
from klientel.changes.queries import last_unit_of
from klientel.contacts.operations.organizations import add_organization, change_organization
from tests.factories import acting, organization, user


def changed(firm, name, by):
    change_organization(organization=firm, patch={"name": name}, by=by)
    return last_unit_of(by.user_id).revision


def undo(client, revision, **headers):
    return client.post(f"/rueckgaengig/{revision}/", **headers)


def test_unit_undo_takes_back_and_returns_to_the_record(annas, anna, db):
    firm = organization(name="Musterbau GmbH")
    revision = changed(firm, "Musterbau SE", acting(anna, at=timezone.now()))

    response = undo(annas, revision)

    firm.refresh_from_db()
    assert (response.status_code, response["Location"]) == (303, f"/organisationen/{firm.uid}/")
    assert firm.name == "Musterbau GmbH"


def test_unit_undo_returns_to_where_it_was_asked_but_not_to_a_foreign_site(annas, anna, db):
    firm = organization(name="Musterbau GmbH")
    by = acting(anna, at=timezone.now())
    one, two = changed(firm, "Eins", by), changed(firm, "Zwei", by)

    here = undo(annas, two, HTTP_REFERER="http://testserver/organisationen/")
    away = undo(annas, one, HTTP_REFERER="https://evil.example/")

    assert here["Location"] == "http://testserver/organisationen/"
    assert away["Location"] == f"/organisationen/{firm.uid}/"


def test_undoing_an_addition_leads_to_the_bin(annas, anna, db):
    add_organization(patch={"name": "Falsch"}, by=acting(anna, at=timezone.now()))

    response = undo(annas, last_unit_of(anna.pk).revision)

    assert response["Location"] == "/papierkorb/"


def test_what_moved_on_is_named_field_by_field_and_nothing_is_changed(annas, anna, db):
    firm = organization(name="Musterbau GmbH")
    by = acting(anna, at=timezone.now())
    revision = changed(firm, "Eins", by)
    changed(firm, "Zwei", by)

    response = undo(annas, revision)

    firm.refresh_from_db()
    [stands] = response.context["stands"]
    assert (response.status_code, firm.name) == (409, "Zwei")
    assert (stands.name, stands.fields) == ("Zwei", ("Name",))


def test_a_step_older_than_thirty_days_stays(annas, anna, db):
    firm = organization(name="Musterbau GmbH")
    old = timezone.now() - timedelta(days=31)
    revision = changed(firm, "Eins", acting(anna, at=old))

    response = undo(annas, revision)

    assert response.status_code == 409
    assert "This step is older than 30 days." in response.content.decode()


def test_the_step_of_another_is_not_a_members_to_undo(client, anna, db):
    firm = organization(name="Musterbau GmbH")
    revision = changed(firm, "Eins", acting(anna, at=timezone.now()))
    client.force_login(user(role="member"))

    assert undo(client, revision).status_code == 403


def test_unknown_steps_and_looking_do_nothing(annas, db):
    before = Unit.objects.count()

    assert undo(annas, 999_999).status_code == 409
    assert annas.get("/rueckgaengig/1/").status_code == 405
    assert Unit.objects.count() == before
