"""Making, changing, ordering and deleting fields of one's own."""

from datetime import timedelta

import pytest

from klientel.accounts.permissions import Denied
from klientel.changes.models import Unit
from klientel.contacts.custom import UnknownField, values_of
from klientel.contacts.models import ContactValue
from klientel.contacts.operations.custom_values import set_custom_values
from klientel.contacts.operations.purge import purge_bin
from klientel.records import kinds
from klientel.records.custom.definitions import custom_fields
from klientel.records.custom.models import CustomField
from klientel.records.custom.queries import carriers
from klientel.records.custom.texts import DoesNotFit
from klientel.records.operations import (
    ChoiceEdit,
    ChoicesMissing,
    NamelessField,
    NameTaken,
    TypeIsFixed,
    bin_custom_field,
    change_custom_field,
    move_custom_field,
    restore_custom_field,
    undo_unit,
)
from tests.factories import NOW, SYSTEM, acting, contact, user
from tests.fields import field

pytestmark = pytest.mark.django_db


def names(of="contact"):
    return [each.name for each in custom_fields(of)]


def test_a_field_is_one_of_its_kind_alone():
    field("Newsletter seit", "date")

    assert kinds.kind("contact").field("x_newsletter_seit").label == "Newsletter seit"
    assert kinds.kind("organization").field("x_newsletter_seit") is None


def test_a_code_stays_when_the_name_changes_and_is_never_given_twice():
    first = field("Größe")
    change_custom_field(field=first, patch={"name": "Länge"}, by=SYSTEM)

    assert [(each.key, each.name) for each in custom_fields("contact")] == [("x_groesse", "Länge")]
    assert field("Grösse").code == "groesse_2"


def test_two_fields_do_not_share_a_name_and_none_has_no_name():
    field("Größe")

    with pytest.raises(NameTaken):
        field(" groesse")
    with pytest.raises(NamelessField):
        field("  ")
    with pytest.raises(ChoicesMissing):
        field("Art", "choice")
    with pytest.raises(NameTaken):
        field("Art", "choice", "Bar", "bar ")


def test_fields_change_places():
    field("Eins"), field("Zwei"), (last := field("Drei"))
    move_custom_field(field=last, up=True, by=SYSTEM)
    assert names() == ["Eins", "Drei", "Zwei"]

    move_custom_field(field=last, up=False, by=SYSTEM)
    move_custom_field(field=last, up=False, by=SYSTEM)
    assert names() == ["Eins", "Zwei", "Drei"]


def test_a_retired_choice_stays_readable_and_choices_keep_their_codes():
    art = field("Art", "choice", "Bar", "Rechnung")
    who = contact()
    set_custom_values(record=who, values={art.key: "bar"}, by=SYSTEM)
    bar, rechnung = art.options
    edits = [ChoiceEdit("Auf Rechnung", rechnung.pk), ChoiceEdit("Bar", bar.pk, is_retired=True)]
    change_custom_field(field=art, patch={}, choices=edits, by=SYSTEM)

    (now,) = custom_fields("contact")
    assert [(each.code, each.name, each.is_retired) for each in now.options] == [
        ("rechnung", "Auf Rechnung", False),
        ("bar", "Bar", True),
    ]
    assert values_of(who) == {"x_art": "bar"}


def test_the_type_is_fixed_once_a_value_stands():
    art = field("Art")
    change_custom_field(field=art, patch={"type": "number"}, by=SYSTEM)
    change_custom_field(field=art, patch={"type": "text"}, by=SYSTEM)
    set_custom_values(record=contact(), values={"x_art": "viel"}, by=SYSTEM)

    with pytest.raises(TypeIsFixed):
        change_custom_field(field=art, patch={"type": "number"}, by=SYSTEM)


def test_a_deleted_field_is_gone_with_its_values_and_comes_back_with_them():
    art, who = field("Art"), contact()
    set_custom_values(record=who, values={"x_art": "viel"}, by=SYSTEM)
    assert carriers(art) == 1

    bin_custom_field(field=art, by=SYSTEM)
    assert (names(), values_of(who), kinds.kind("contact").field("x_art")) == ([], {}, None)

    restore_custom_field(field=CustomField.objects.get(), by=SYSTEM)
    assert (names(), values_of(who)) == (["Art"], {"x_art": "viel"})


def test_deleting_is_undone_within_30_days():
    admin, art = user(role="administrator"), field("Art")
    bin_custom_field(field=art, by=acting(admin))

    undo_unit(revision=Unit.objects.latest("revision").revision, by=acting(admin))

    assert names() == ["Art"]


def test_after_30_days_a_deleted_field_and_its_values_are_gone_for_good():
    art, who = field("Art"), contact()
    set_custom_values(record=who, values={"x_art": "viel"}, by=SYSTEM)
    bin_custom_field(field=art, by=SYSTEM)

    purge_bin(before=NOW + timedelta(days=31), by=SYSTEM)

    assert not CustomField.objects.exists()
    assert not ContactValue.objects.exists()


@pytest.mark.parametrize("role", ["manager", "member", "readonly"])
def test_only_administrators_make_and_delete_fields(role):
    art, other = field("Art"), acting(user(role=role))

    for denied in (
        lambda: bin_custom_field(field=art, by=other),
        lambda: change_custom_field(field=art, patch={"name": "x"}, by=other),
        lambda: move_custom_field(field=art, up=True, by=other),
    ):
        with pytest.raises(Denied):
            denied()


def test_unknown_fields_and_values_of_another_type_are_refused():
    field("Zahl", "number"), field("Art", "choice", "Bar")
    who = contact()

    with pytest.raises(UnknownField):
        set_custom_values(record=who, values={"x_nichts": "x"}, by=SYSTEM)
    with pytest.raises(DoesNotFit):
        set_custom_values(record=who, values={"x_zahl": "viel"}, by=SYSTEM)
    with pytest.raises(DoesNotFit):
        set_custom_values(record=who, values={"x_art": "scheck"}, by=SYSTEM)
    assert values_of(who) == {}
