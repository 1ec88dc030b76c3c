"""Tracked rows are written through the door, or not at all."""

from uuid import uuid4

import pytest
from django.apps import apps
from django.core import serializers
from django.db import transaction

from klientel.changes import bulk
from klientel.changes.door import Write, writing
from klientel.changes.errors import WriteOutsideDoor
from klientel.changes.models import Derived, DerivedQuerySet, Tracked, TrackedQuerySet
from klientel.contacts.models import Contact, ContactPoint, Effective, Organization, Tag
from klientel.contacts.operations.contacts import PointEdit
from tests import factories
from tests.changes.journal import state

PHONE = PointEdit("phone", "040 5550100", use="private")


@pytest.fixture
def berg(db):
    return factories.contact(family_name="Berg", points=(PHONE,))


def _saved(contact):
    contact.family_name = "Thal"
    contact.save()


def _bulk_updated(contact):
    contact.family_name = "Thal"
    Contact.objects.bulk_update([contact], ["family_name"])


def _loaded(contact):
    fixture = serializers.serialize("json", [contact]).replace("Berg", "Thal")
    for row in serializers.deserialize("json", fixture):
        row.save()


def _loaded_new(contact):
    for row in serializers.deserialize("json", serializers.serialize("json", [contact])):
        row.object.pk, row.object.uid, row.object.number = None, uuid4(), None
        row.save()


WAYS = {
    "save": _saved,
    "save_base": lambda contact: contact.save_base(),
    "delete": lambda contact: contact.delete(),
    "create": lambda _: Contact.objects.create(family_name="Thal"),
    "get_or_create": lambda _: Contact.objects.get_or_create(family_name="Thal"),
    "update_or_create": lambda _: Contact.objects.update_or_create(
        {"given_name": "Anna"}, family_name="Berg"
    ),
    "update": lambda _: Contact.objects.update(family_name="Thal"),
    "update_live": lambda _: Contact.live.update(family_name="Thal"),
    "update_base": lambda _: Contact._base_manager.update(family_name="Thal"),
    "update_locked": lambda _: Contact.objects.select_for_update().update(family_name="T"),
    "delete_all": lambda _: ContactPoint.objects.all().delete(),
    "raw_delete": lambda _: ContactPoint.objects.all()._raw_delete("default"),
    "bulk_create": lambda _: Contact.objects.bulk_create([Contact(family_name="Thal")]),
    "bulk_update": _bulk_updated,
    "bulk_insert": lambda _: bulk.insert([Contact(family_name="Thal")]),
    "fixture": _loaded,
    "fixture_new": _loaded_new,
    "related_create": lambda contact: contact.points.create(value="040 5550111"),
    "related_add": lambda contact: contact.points.add(ContactPoint(value="1"), bulk=False),
    "related_add_bulk": lambda contact: contact.points.add(ContactPoint.objects.get()),
    "related_update": lambda contact: contact.points.update(value="040 5550111"),
    "related_delete": lambda contact: contact.points.all().delete(),
}


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_djangos_is_shut(berg, way):
    before = state()

    with pytest.raises(WriteOutsideDoor), transaction.atomic():
        WAYS[way](berg)

    assert state() == before
    assert list(Contact.objects.values_list("family_name", "given_name")) == [("Berg", "")]
    assert list(ContactPoint.objects.values_list("value", flat=True)) == ["040 5550100"]


@pytest.mark.parametrize("way", WAYS)
def test_an_open_unit_opens_none_of_them(berg, way):
    with writing(factories.SYSTEM) as write:
        write.change(berg, notes="am Telefon")
        with pytest.raises(WriteOutsideDoor), write.part():
            WAYS[way](berg)

    assert list(Contact.objects.values_list("family_name", "notes")) == [("Berg", "am Telefon")]
    assert list(ContactPoint.objects.values_list("value", flat=True)) == ["040 5550100"]


def test_a_refused_save_leaves_the_transaction_as_it_was(berg):
    """A log-in saves its user in the middle of a request; the rest of it goes on."""
    for way in (berg.save, berg.delete, Contact(family_name="Thal").save):
        with pytest.raises(WriteOutsideDoor):
            way()

    assert Contact.objects.count() == 1


def test_relations_that_can_be_empty_are_shut_too(db):
    parent = factories.organization(name="Berg AG")
    child = factories.organization(name="Berg Süd GmbH", parent=parent)

    for way in (
        parent.children.clear,
        lambda: parent.children.remove(child),
        lambda: parent.children.set([]),
        lambda: parent.children.add(child),
    ):
        with pytest.raises(WriteOutsideDoor), transaction.atomic():
            way()

    assert list(parent.children.all()) == [child]


DERIVED_WAYS = {
    "save": lambda row: row.save(),
    "delete": lambda row: row.delete(),
    "create": lambda _: Effective.objects.create(contact_id=9, card_digest=""),
    "update": lambda _: Effective.objects.update(card_revision=0),
    "update_base": lambda _: Effective._base_manager.update(card_revision=0),
    "bulk_create": lambda _: Effective.objects.bulk_create([Effective(contact_id=9)]),
    "bulk_update": lambda row: Effective.objects.bulk_update([row], ["card_revision"]),
    "delete_all": lambda _: Effective.objects.all().delete(),
    "raw_delete": lambda _: Effective.objects.all()._raw_delete("default"),
}


@pytest.mark.parametrize("way", DERIVED_WAYS)
def test_derived_rows_are_written_by_derivers_alone(berg, way):
    before = list(Effective.objects.values())

    with writing(factories.SYSTEM), pytest.raises(WriteOutsideDoor):
        DERIVED_WAYS[way](berg.effective)

    assert list(Effective.objects.values()) == before


def test_every_manager_of_every_model_is_guarded():
    expected = {Tracked: TrackedQuerySet, Derived: DerivedQuerySet}

    unguarded = [
        f"{model._meta.label}.{manager.name}"
        for ground, guarded in expected.items()
        for model in apps.get_models()
        if issubclass(model, ground)
        for manager in [model._base_manager, model._default_manager, *model._meta.managers]
        if not isinstance(manager.get_queryset(), guarded)
    ]

    assert unguarded == []


def test_a_closed_unit_writes_nothing_more(berg):
    with writing(factories.SYSTEM) as write:
        write.change(berg, notes="am Telefon")
    before = state()
    tag = Tag(name="Messe")

    for way in (
        lambda: write.add(tag),
        lambda: write.add_all([tag]),
        lambda: write.change(berg, notes="nachher"),
        lambda: write.remove(berg.points.get()),
        lambda: write.purge(berg),
        lambda: write.part().__enter__(),
    ):
        with pytest.raises(WriteOutsideDoor):
            way()

    assert state() == before
    assert (Tag.objects.count(), Contact.objects.get().notes) == (0, "am Telefon")


def test_a_write_that_no_door_opened_writes_nothing(db):
    write = Write(factories.SYSTEM, "by_hand")

    with pytest.raises(WriteOutsideDoor):
        write.add(Organization(name="Berg GmbH"))

    assert Organization.objects.count() == 0
