"""S1, S2: every endpoint for every role. A refusal is a status, an unchanged database, and silence."""

from copy import deepcopy

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from klientel.changes.models import Unit
from tests import factories
from tests.picture import picture
from tests.security.world import SECRET, WORD, arguments, routes, side

pytestmark = pytest.mark.django_db

# What each route is to somebody who may only read: 'read' it answers, 'write' it refuses,
# 'own' it is about himself, 'public' it is for strangers too (the way in). A route without a row
# fails.
ROWS = {
    "settings": "own",
    "first_start": "public",
    "first_steps": "own",
    "invitation": "public",
    "company_logo": "public",
    "oidc_login": "public",
    "oidc_callback": "public",
    "socialaccount_login_cancelled": "public",
    "session_list": "own",
    "session_end": "own",
    "session_end_others": "own",
    "company": "write",
    "user_list": "write",
    "user_invite": "write",
    "user_invited": "write",
    "user_invite_again": "write",
    "user_uninvite": "write",
    "user_edit": "write",
    "user_leave": "write",
    "user_return": "write",
    "user_reset_factors": "write",
    "user_new_password": "write",
    "team_list": "write",
    "team_new": "write",
    "team_edit": "write",
    "team_remove": "write",
    "role_list": "write",
    "profile": "own",
    "contact_list": "read",
    "organization_list": "read",
    "search": "read",
    "search_pick": "read",
    "call_lookup": "read",
    "employer_choices": "read",
    "organization_options": "read",
    "contact_options": "read",
    "contact_detail": "read",
    "contact_history": "read",
    "contact_card": "export",
    "contact_letter": "read",
    "organization_letter": "read",
    "organization_detail": "read",
    "organization_history": "read",
    "bin_list": "read",
    "duplicate_check": "write",
    "contact_new": "write",
    "household_new": "write",
    "contact_edit": "write",
    "contact_fact": "write",
    "contact_change_company": "write",
    "contact_consent": "write",
    "contact_report": "write",
    "contact_erase": "write",
    "contact_keep": "write",
    "privacy_edit": "read",
    "retention_list": "write",
    "retention_edit": "write",
    "contact_change_recall": "write",
    "relationship_edit": "write",
    "relationship_remove": "write",
    "connection_edit": "write",
    "connection_bin": "write",
    "organization_children": "read",
    "contact_bin": "write",
    "contact_restore": "write",
    "contact_deactivate": "write",
    "contact_reactivate": "write",
    "contact_inherit": "write",
    "address_new": "write",
    "address_edit": "write",
    "address_remove": "write",
    "position_new": "write",
    "position_edit": "write",
    "position_end": "write",
    "position_primary": "write",
    "organization_new": "write",
    "organization_edit": "write",
    "organization_move_along": "write",
    "organization_address_recall": "write",
    "organization_main_contact": "write",
    "organization_move": "write",
    "organization_deactivate": "write",
    "organization_reactivate": "write",
    "organization_bin": "write",
    "organization_restore": "write",
    "relationship_new": "write",
    "relationship_end": "write",
    "connection_new": "write",
    "connection_end": "write",
    "tag_attach": "write",
    "tag_detach": "write",
    "vocabulary_relationships": "write",
    "vocabulary_relationship_new": "write",
    "vocabulary_relationship_edit": "write",
    "vocabulary_relationship_retire": "write",
    "vocabulary_connections": "write",
    "vocabulary_connection_new": "write",
    "vocabulary_connection_edit": "write",
    "vocabulary_connection_retire": "write",
    "vocabulary_tags": "write",
    "vocabulary_tag_new": "write",
    "vocabulary_tag_edit": "write",
    "vocabulary_tag_merge": "write",
    "vocabulary_tag_delete": "write",
    "file_download": "read",
    "file_preview": "read",
    "photo_image": "read",
    "file_new": "write",
    "file_rename": "write",
    "file_remove": "write",
    "photo_change": "write",
    "photo_remove": "write",
    "custom_field_list": "write",
    "custom_field_new": "write",
    "custom_field_edit": "write",
    "custom_field_move": "write",
    "custom_field_delete": "write",
    "custom_field_restore": "write",
    "custom_value": "write",
    "unit_undo": "write",
    "unit_mine": "own",
    "transfer_overview": "read",
    "transfer_detail": "write",
    "transfer_choose": "write",
    "transfer_start": "write",
    "transfer_cancel": "write",
    "transfer_undo": "write",
    "transfer_remove": "write",
    "transfer_refused": "write",
    "contact_export": "export",
    "organization_export": "export",
}
REFUSED = {403, 404, 405}
WRITES = sorted(name for name, sort in ROWS.items() if sort == "write")
ABOUT_ONE = sorted(
    name
    for name, path in routes().items()
    if ":" in path
    and name in ROWS
    and not name.startswith(("vocabulary", "custom_field"))  # words hide nothing
)


@pytest.fixture(scope="module")
def built_world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        chief = factories.user(username="chefin")
        yield {
            "open": side(WORD, confidential=False),
            "hidden": side(SECRET, confidential=True, manager=chief),
        }
        transaction.set_rollback(True)


@pytest.fixture
def world(built_world, db):
    return deepcopy(built_world)


def logged_in(role):
    client = Client()
    client.force_login(factories.user(role=role))
    return client


def address(name, at):
    return reverse(name, kwargs=arguments(name, routes()[name], at, _last_unit(at)))


def _last_unit(at):
    return Unit.objects.filter(changes__uid=at.contact.uid).latest("revision").revision


def answers(client, method, names, at):
    """What each route answers, as a refusal must be: the status, what it told, what it changed."""
    before, found = picture("accounts.User"), {}
    for name in names:
        response = getattr(client, method)(address(name, at))
        after = picture("accounts.User")
        told = [word for word in (SECRET, WORD) if word in response.content.decode()]
        found[name] = (response.status_code, told, after == before)
        before = after
    return found


def test_every_route_has_a_row():
    assert routes().keys() - ROWS.keys() == set()
    assert ROWS.keys() - routes().keys() == set()


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_sent_to_the_log_in(method, world):
    names = [name for name, sort in ROWS.items() if sort != "public"]

    found = answers(Client(), method, names, world["open"])

    assert {
        name: answer
        for name, answer in found.items()
        if answer[0] not in {302, 303, 405} or answer[1:] != ([], True)
    } == {}


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_may_only_read_writes_nothing(method, world):
    found = answers(logged_in("readonly"), method, WRITES, world["open"])

    assert {
        name: answer for name, answer in found.items() if answer[0] not in REFUSED or not answer[2]
    } == {}


def test_who_may_read_is_answered(world):
    client = logged_in("readonly")
    names = [name for name, sort in ROWS.items() if sort == "read"]

    found = {}
    for name in names:
        response = client.get(address(name, world["open"]))
        found[name] = response.status_code
        response.getvalue()  # one that sends a file holds it open until it is read

    assert found == dict.fromkeys(names, 200)


@pytest.mark.parametrize("role", ["administrator", "manager", "member", "readonly"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_hidden_does_not_exist(method, role, world):
    names = [
        name for name in ABOUT_ONE if name not in {"unit_undo", "search_pick", "duplicate_check"}
    ]

    found = answers(logged_in(role), method, names, world["hidden"])

    assert {
        name: answer
        for name, answer in found.items()
        if answer[0] not in REFUSED or answer[1:] != ([], True)
    } == {}


@pytest.mark.parametrize("role", ["administrator", "manager", "member"])
def test_a_hidden_unit_cannot_be_undone(role, world):
    client = logged_in(role)
    before = picture("accounts.User")

    response = client.post(address("unit_undo", world["hidden"]))

    assert response.status_code in REFUSED
    assert SECRET not in response.content.decode()
    assert picture("accounts.User") == before


def test_what_is_hidden_stands_in_no_answer(world):
    client = logged_in("manager")
    asked = (
        "/kontakte/",
        "/kontakte/?q=Geheimrat",
        "/organisationen/",
        "/organisationen/?q=Geheim",
        "/suche/?q=Geheimrat",
        "/suche/?q=kim@geheimrat.example",
        "/suche/?q=Geheimart",
        "/kontakte/arbeitgeber/?q=Geheim",
        "/kontakte/vorschlaege/?q=Geheim",
        "/organisationen/vorschlaege/?q=Geheim",
        "/papierkorb/",
    )
    words = ("Geheimrat GmbH", "Geheimrat, Kim", "Kim Geheimrat", "Geheimrat-Leitung")

    told = {path: client.get(path).content.decode() for path in asked}

    assert {path: word for path, text in told.items() for word in words if word in text} == {}


def test_its_manager_sees_what_is_hidden_from_others(world):
    client = Client()
    client.force_login(world["hidden"].organization.account_manager)

    response = client.get(address("organization_detail", world["hidden"]))

    assert response.status_code == 200
    assert "Geheimrat GmbH" in response.content.decode()
