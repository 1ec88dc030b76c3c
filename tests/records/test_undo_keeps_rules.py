"""Undoing keeps the rules that operations keep: nothing comes back that nobody could have made."""

import pytest

from klientel.accounts.models import Team, User
from klientel.accounts.operations import add_team, add_user, change_user
from klientel.accounts.operations.directory import add_user_from_directory
from klientel.accounts.operations.invitations import invite_user
from klientel.changes.errors import CannotUndo
from klientel.changes.queries import latest_revision
from klientel.contacts.models import RelationshipType
from klientel.contacts.operations.relationships import (
    add_relationship_type,
    change_relationship_type,
)
from klientel.records.custom.models import CustomChoice, CustomField
from klientel.records.operations import (
    ChoiceEdit,
    add_custom_field,
    bin_custom_field,
    change_custom_field,
    undo_unit,
)
from tests import factories
from tests.factories import acting

CARLA = {"email": "carla@berg.example", "given_name": "Carla", "family_name": "Klee"}


@pytest.fixture
def anna(db):
    return factories.user(username="anna", role="administrator")


def administrators():
    found = User.live.filter(role="administrator", is_active=True)
    return list(found.values_list("username", flat=True))


def test_undoing_a_role_leaves_somebody_who_administers(anna):
    ben = factories.user(username="ben")
    change_user(user=ben, role="administrator", by=acting(anna))
    promoted = latest_revision()
    change_user(user=anna, role="member", by=acting(ben))

    with pytest.raises(CannotUndo) as refused:
        undo_unit(revision=promoted, by=acting(ben))

    assert refused.value.reasons == [(str(ben.uid), "role")]
    assert administrators() == ["ben"]


def test_undoing_that_an_administrator_was_added_leaves_one(anna):
    ben = add_user(
        username="ben", password=factories.PASSWORD, role="administrator", by=acting(anna)
    )
    added = latest_revision()
    change_user(user=anna, is_active=False, by=acting(ben))

    with pytest.raises(CannotUndo):
        undo_unit(revision=added, by=acting(ben))

    assert administrators() == ["ben"]


def test_a_field_comes_not_back_under_a_name_that_was_given_again(anna):
    field = add_custom_field(
        record_kind="contact", patch={"name": "Zahlung", "type": "text"}, by=acting(anna)
    )
    bin_custom_field(field=field, by=acting(anna))
    deleted = latest_revision()
    add_custom_field(
        record_kind="contact", patch={"name": "ZAHLUNG", "type": "text"}, by=acting(anna)
    )

    with pytest.raises(CannotUndo):
        undo_unit(revision=deleted, by=acting(anna))

    assert [each.name for each in CustomField.live.all()] == ["ZAHLUNG"]


def test_a_choice_comes_not_back_under_a_name_that_was_given_again(anna):
    field = add_custom_field(
        record_kind="contact",
        patch={"name": "Zahlung", "type": "choice"},
        choices=[ChoiceEdit("Bar")],
        by=acting(anna),
    )
    bar = CustomChoice.objects.get()
    renamed = [ChoiceEdit("Barzahlung", bar.pk)]
    change_custom_field(field=field, patch={}, choices=renamed, by=acting(anna))
    revision = latest_revision()
    both = [*renamed, ChoiceEdit("Bar")]
    change_custom_field(field=field, patch={}, choices=both, by=acting(anna))

    with pytest.raises(CannotUndo):
        undo_unit(revision=revision, by=acting(anna))

    assert set(CustomChoice.objects.values_list("name", flat=True)) == {"Barzahlung", "Bar"}


def test_two_kinds_of_relationships_never_get_one_name(anna):
    kind = add_relationship_type(name="Sponsor", has_numbers=False, by=acting(anna))
    change_relationship_type(type=kind, patch={"name": "Hauptsponsor"}, by=acting(anna))
    revision = latest_revision()
    add_relationship_type(name="Sponsor", has_numbers=False, by=acting(anna))

    with pytest.raises(CannotUndo):
        undo_unit(revision=revision, by=acting(anna))

    assert RelationshipType.live.filter(name="Sponsor").count() == 1


def test_the_address_of_an_invitation_that_was_undone_is_free(anna):
    invite_user(person=CARLA, teams=[], language="de", by=acting(anna))
    undo_unit(revision=latest_revision(), by=acting(anna))

    again = invite_user(person=CARLA, teams=[], language="de", by=acting(anna)).user

    assert list(User.live.filter(email=CARLA["email"])) == [again]


def test_the_log_in_service_adds_who_was_undone(anna):
    invite_user(person=CARLA, teams=[], language="de", by=acting(anna))
    undo_unit(revision=latest_revision(), by=acting(anna))

    came = add_user_from_directory(person=CARLA, role="member", language="de", by=factories.SYSTEM)

    assert list(User.live.filter(email=CARLA["email"])) == [came]


def test_the_name_of_a_team_that_was_undone_is_free(anna):
    add_team(name="Vertrieb", members=[], by=acting(anna))
    undo_unit(revision=latest_revision(), by=acting(anna))

    again = add_team(name="Vertrieb", members=[], by=acting(anna))

    assert list(Team.live.all()) == [again]
