"""The door's own ways in, and what it says of rows and values that are not there."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from klientel.changes import passing, triggers
from klientel.changes.door import writing
from klientel.changes.journal import plain
from klientel.changes.loading import loaded
from klientel.changes.models import Change, Sequence, Unit
from klientel.contacts.models import Contact, Effective, Tag
from tests import factories

SYSTEM = factories.SYSTEM


@pytest.fixture
def berg(db):
    return factories.contact(family_name="Berg")


def test_the_door_itself_passes_by_every_way(berg):
    tags = [Tag(uid=uuid4(), name=name, revision=1) for name in ("Messe", "Hafen")]

    with passing.through():
        made = Tag.objects.bulk_create(tags)
        made[0].name = "Werft"
        Tag.objects.bulk_update(made, ["name"])
        Tag.objects.filter(name="Hafen").update(name="Kai")
        names = set(Tag.objects.values_list("name", flat=True))
        Tag.objects.filter(name="Kai").delete()
        Tag.objects.filter(name="Werft")._raw_delete("default")

    assert names == {"Werft", "Kai"}
    assert not Tag.objects.exists()


def test_derivers_pass_by_every_way(berg):
    with passing.deriving():
        row = Effective.objects.get(pk=berg.pk)
        Effective.objects.all()._raw_delete("default")
        Effective.objects.bulk_create([row])
        row.card_revision = 7
        Effective.objects.bulk_update([row], ["card_revision"])
        bulk = Effective.objects.get().card_revision
        Effective.objects.update(card_revision=8)

    assert (bulk, Effective.objects.get().card_revision) == (7, 8)


def test_a_row_that_is_gone_is_not_there(db):
    with pytest.raises(Contact.DoesNotExist), writing(SYSTEM) as write:
        write.fresh(Contact(pk=999))


def test_a_text_that_is_none_is_refused(berg):
    with pytest.raises(IntegrityError), writing(SYSTEM) as write:
        write.change(berg, notes=None)

    assert Contact.objects.get().notes == ""


def test_no_values_are_no_query(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert loaded(Contact, "pk", []) == []


def test_a_value_without_a_journal_form_is_refused(berg):
    with pytest.raises(TypeError, match="no journal form for notes"):
        plain(berg, "notes", object())


def test_a_unit_a_line_and_a_sequence_name_themselves(berg):
    revision = berg.revision

    assert str(Unit.objects.get(pk=revision)) == f"r{revision} add_contact"
    assert str(Change.objects.get(uid=berg.uid)) == f"r{revision} added contact {berg.uid}"
    assert str(Sequence.objects.get(name="contact")) == f"contact: {berg.number}"


def test_triggers_wait_for_their_tables(berg, monkeypatch):
    monkeypatch.setattr(triggers, "TABLES", ("changes_change", "changes_to_come"))

    triggers.make_triggers()

    with pytest.raises(IntegrityError, match=triggers.REFUSED), transaction.atomic():
        Change.objects.all().delete()
