"""Derivers run once a unit, with all of it, inside its transaction."""

import pytest

from klientel.changes import derivers
from klientel.changes.door import writing
from klientel.changes.errors import WriteOutsideDoor
from klientel.changes.models import Unit
from klientel.contacts.models import Contact, ContactPoint, Tag
from klientel.contacts.operations.contacts import PointEdit
from klientel.contacts.operations.ties import add_tag
from tests import factories
from tests.changes.journal import state

SYSTEM = factories.SYSTEM


@pytest.fixture
def called(monkeypatch):
    """Register one more deriver; return what it was called with."""
    calls = []

    def note(entries, moment):
        calls.append(([(entry.verb, entry.row.kind) for entry in entries], moment))

    monkeypatch.setattr(derivers, "_derivers", {**derivers._derivers})
    derivers.register("noting", note, lambda _: 0)
    return calls


def test_a_unit_calls_it_once_with_every_entry(db, called):
    phone = PointEdit("phone", "040 5550100", use="private")

    with writing(SYSTEM) as write:
        factories.contact(family_name="Berg", points=(phone,))
        write.add_all([Tag(name="Messe"), Tag(name="Hafen")])
        write.remove(ContactPoint.objects.select_related("contact").get())

    verbs = [("added", "contact"), ("added", "point"), ("added", "tag"), ("added", "tag")]
    moment = derivers.Moment(write.revision, factories.NOW)
    assert called == [([*verbs, ("removed", "point")], moment)]


def test_what_changes_nothing_calls_nothing(db, called):
    berg = factories.contact(family_name="Berg")
    called.clear()

    with writing(SYSTEM) as write:
        write.change(write.fresh(berg), family_name="Berg")

    assert called == []


def test_it_sees_the_unit_and_moves_no_revision(db, called):
    berg = factories.contact(family_name="Berg")

    assert (berg.revision, Unit.objects.filter(pk=berg.revision).count()) == (state()[0], 1)


@pytest.fixture
def failing(monkeypatch):
    def fail(entries, moment):
        raise ZeroDivisionError

    monkeypatch.setattr(derivers, "_derivers", {**derivers._derivers})
    derivers.register("failing", fail, lambda _: 0)


def test_one_that_fails_rolls_the_whole_unit_back(db, failing):
    before = state()

    with pytest.raises(ZeroDivisionError):
        factories.contact(family_name="Berg")

    assert (state(), Contact.objects.count()) == (before, 0)


def test_one_that_writes_tracked_rows_is_refused(db, monkeypatch):
    def write_more(entries, moment):
        add_tag(name="Messe", by=SYSTEM)

    monkeypatch.setattr(derivers, "_derivers", {"writing": (write_more, lambda _: 0, 1)})

    with pytest.raises(WriteOutsideDoor):
        factories.contact(family_name="Berg")

    assert (Contact.objects.count(), Tag.objects.count()) == (0, 0)


def test_entries_know_their_record_and_are_chosen_by_model(db, monkeypatch):
    found = []
    monkeypatch.setattr(
        derivers, "_derivers", {"noting": (lambda entries, _: found.extend(entries), None, 1)}
    )

    phone = PointEdit("phone", "040 5550100", use="private")
    berg = factories.contact(family_name="Berg", points=(phone,))

    assert [entry.root for entry in found] == [berg, berg]
    assert [entry.row.kind for entry in derivers.rows_of(found, ContactPoint)] == ["point"]
