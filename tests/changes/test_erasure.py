"""Erasure redacts what the journal knows of a person; trimming takes its far end away."""

from datetime import timedelta

import pytest

from klientel.changes.actors import system
from klientel.changes.door import writing
from klientel.changes.erasure import REDACTED, personal_fields, redact
from klientel.changes.errors import CannotUndo
from klientel.changes.models import Change, Counter, Unit
from klientel.changes.queries import history_of
from klientel.changes.trimming import trim
from klientel.changes.undoing import undo
from klientel.contacts.models import Contact
from klientel.contacts.operations.contacts import PointEdit, change_contact
from tests import factories
from tests.changes.journal import state, written

SYSTEM = factories.SYSTEM


@pytest.fixture
def berg(db):
    phone = PointEdit("phone", "040 5550100", use="private")
    berg = factories.contact(family_name="Berg", notes="am Telefon", points=(phone,))
    change_contact(contact=berg, patch={"family_name": "Thal", "confidential": True}, by=SYSTEM)
    return Contact.objects.get()


def _erase(record):
    with writing(SYSTEM, act="erase_contact") as write:
        write.change(record, family_name="gelöscht", notes="")
        redact(write, record)
    return write.revision


def test_every_line_of_the_record_is_redacted(berg):
    point = berg.points.get()
    other = factories.contact(family_name="Berg")

    revision = _erase(berg)

    assert [(line.verb, line.diff) for line in history_of(berg)] == [
        ("erased", {"family_name": [REDACTED, REDACTED], "notes": [REDACTED, ""]}),
        ("changed", {"family_name": [REDACTED, REDACTED], "confidential": [False, True]}),
        (
            "added",
            {
                "number": [None, berg.number],
                "family_name": [None, REDACTED],
                "notes": [None, REDACTED],
                "parts": {
                    f"point/{point.pk}": [
                        None,
                        {"use": "private", "sort": "phone", "value": REDACTED},
                    ]
                },
            },
        ),
    ]
    assert history_of(other)[0].diff["family_name"] == [None, "Berg"]
    assert Unit.objects.get(pk=revision).act == "erase_contact"


def test_the_journal_is_locked_again(berg):
    _erase(berg)

    assert Counter.objects.get().unlocked is False


def test_it_is_a_unit_even_if_the_record_itself_did_not_change(berg):
    with writing(SYSTEM) as write:
        differing = redact(write, berg)

    assert (differing, written(write.revision)) == (2, [("erased", "contact", berg.uid, {})])
    with writing(SYSTEM) as again:
        assert redact(again, berg) == 0


def test_only_the_fields_named_are_redacted(berg):
    with writing(SYSTEM) as write:
        redact(write, berg, {"contact": frozenset({"notes"})})

    added = history_of(berg).last().diff
    assert (added["family_name"], added["notes"]) == ([None, "Berg"], [None, REDACTED])


def test_the_models_say_which_fields_are_personal():
    personal = personal_fields(Contact)

    assert personal["contact"] == Contact.personal
    assert {"value"} <= personal["point"]
    assert {"street", "town"} <= personal["address"]


def test_an_erasure_that_fails_redacts_nothing(berg):
    before = list(Change.objects.order_by("pk").values()), state()

    with pytest.raises(ZeroDivisionError), writing(SYSTEM) as write:  # noqa: PT012 -- a unit is a block
        redact(write, berg)
        1 / 0  # noqa: B018 -- fails

    assert (list(Change.objects.order_by("pk").values()), state()) == before


def test_neither_an_erasure_nor_what_it_redacted_can_be_undone(berg):
    changed = berg.revision
    erased = _erase(berg)
    with writing(SYSTEM) as bare:
        redact(bare, Contact.objects.get())

    for revision in (erased, changed, bare.revision):
        with pytest.raises(CannotUndo), writing(SYSTEM) as write:
            undo(write, revision)

    assert Contact.objects.get().family_name == "gelöscht"


def _add_at(days_ago, name):
    by = system(factories.NOW - timedelta(days=days_ago))
    return factories.organization(name=name, by=by)


def test_trimming_takes_the_oldest_units_away(db):
    old, young = _add_at(1200, "Berg AG"), _add_at(3, "Thal AG")

    with writing(SYSTEM, act="trim_journal") as write:
        trimmed = trim(write, factories.NOW - timedelta(days=1095))

    assert trimmed == 1
    assert (history_of(old).count(), history_of(young).count()) == (0, 1)
    assert list(Unit.objects.order_by("pk").values_list("act", flat=True))[-2:] == [
        "add_organization",
        "trim_journal",
    ]
    assert Counter.objects.get().unlocked is False


def test_trimming_stops_at_its_limit_and_at_nothing(db):
    before = factories.NOW - timedelta(days=1095)
    for number in range(3):
        _add_at(1200, f"Berg {number}")

    counts = []
    for _ in range(3):
        with writing(SYSTEM) as write:
            counts.append(trim(write, before, limit=2))
    units = state()[1]
    with writing(SYSTEM) as write:
        counts.append(trim(write, before))

    assert (counts, state()[1]) == ([2, 1, 0, 0], units)
