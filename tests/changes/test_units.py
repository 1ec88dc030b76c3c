"""One operation: one unit, one revision, one line a record, or nothing at all."""

from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from klientel.changes.actors import Actor
from klientel.changes.door import writing
from klientel.changes.models import Change, Counter, Sequence, Unit
from klientel.contacts.models import Contact, ContactPoint, Organization, Tag
from klientel.contacts.operations.contacts import PointEdit
from tests import factories
from tests.changes.journal import diff_of, state, written

SYSTEM = factories.SYSTEM
PHONE = PointEdit("phone", "040 5550100", use="private")


@pytest.fixture
def berg(db):
    return factories.contact(family_name="Berg", points=(PHONE,))


def test_a_unit_says_who_did_what_when_and_by_which_way(berg):
    anna = factories.user(username="anna")
    batch = UUID(int=7)
    by = Actor("import", factories.NOW, user_id=anna.pk, device_id=3, batch_id=batch)

    with writing(by, act="rename") as write:
        write.change(berg, family_name="Thal")

    assert Unit.objects.filter(pk=berg.revision).values().get() == {
        "revision": Counter.objects.get().value,
        "at": factories.NOW,
        "source": "import",
        "user_id": anna.pk,
        "device_id": 3,
        "batch_id": batch,
        "act": "rename",
        "undoes": None,
    }
    assert by.in_batch(UUID(int=8)).batch_id == UUID(int=8)


def test_the_act_is_the_operation_that_opened_the_door(berg):
    assert Unit.objects.get(pk=berg.revision).act == "add_contact"


def test_a_long_name_of_an_act_is_cut(db):
    with writing(SYSTEM, act="x" * 80) as write:
        write.add_all([Tag(name="Messe"), Tag(name="Hafen")])

    assert Unit.objects.get(pk=write.revision).act == "x" * 60


def test_a_double_among_many_is_an_ordinary_refusal(db):
    """PostgreSQL takes many rows another way, whose errors are the driver's own."""
    before = state()

    with pytest.raises(IntegrityError), writing(SYSTEM) as write:
        write.add_all([Tag(name="Messe"), Tag(name="Messe")])

    assert state() == before


def test_one_record_has_one_line_with_its_parts_inside(berg):
    point = berg.points.get()

    assert written(berg.revision) == [
        (
            "added",
            "contact",
            berg.uid,
            {
                "number": [None, berg.number],
                "family_name": [None, "Berg"],
                "parts": {
                    f"point/{point.pk}": [
                        None,
                        {"use": "private", "sort": "phone", "value": "040 5550100"},
                    ]
                },
            },
        )
    ]


def test_operations_inside_one_another_share_one_unit(berg):
    before = state()

    with writing(SYSTEM, act="outer") as write:
        write.change(berg, family_name="Thal")
        factories.organization(name="Thal GmbH")
        with writing(SYSTEM, act="inner") as same:
            same.change(berg, given_name="Anna")

    assert same is write
    assert state() == (before[0] + 1, before[1] + 1, before[2] + 2)
    assert Unit.objects.get(pk=write.revision).act == "outer"
    assert diff_of(berg) == {"family_name": ["Berg", "Thal"], "given_name": ["", "Anna"]}


def test_a_changed_part_moves_its_records_revision(berg):
    point = berg.points.get()

    with writing(SYSTEM) as write:
        write.change(point, value="040 5550111")

    assert Contact.objects.get().revision == write.revision == point.contact.revision
    assert written(write.revision) == [
        (
            "changed",
            "contact",
            berg.uid,
            {"parts": {f"point/{point.pk}": [{"value": "040 5550100"}, {"value": "040 5550111"}]}},
        )
    ]


def test_equal_values_leave_no_trace(berg):
    tag = factories.team(name="Nord")
    before = state()

    with writing(SYSTEM) as write:
        changed = write.change(berg, family_name="Berg", team=None, confidential=False)

    assert (changed, state()) == (False, before)
    with writing(SYSTEM) as write:
        write.change(berg, team=tag)
    with writing(SYSTEM) as write:
        assert not write.change(Contact.objects.get(), team=tag)


def test_values_that_are_equal_once_cleaned_leave_no_line(db):
    anna = factories.user(username="anna", email="anna@berg.example")
    before = Unit.objects.count()

    with writing(SYSTEM) as write:
        assert not write.change(anna, username="ANNA ", email="Anna@Berg.example")

    anna.refresh_from_db()
    assert (Unit.objects.count(), anna.username) == (before, "anna")


def test_the_journal_says_what_was_stored_not_what_was_asked_for(db):
    anna = factories.user(username="anna")

    with writing(SYSTEM) as write:
        write.change(anna, username="ANNAB ")

    assert diff_of(anna) == {"username": ["anna", "annab"]}


def test_numbers_and_times_stand_as_they_come_back_from_the_database(db):
    works = factories.organization(name="Berg GmbH")
    noon = datetime(2026, 11, 24, 13, 0, tzinfo=ZoneInfo("Europe/Berlin"))

    with writing(SYSTEM) as write:
        write.change(works, annual_revenue=Decimal("1200000.5"), binned_at=noon)

    assert diff_of(works) == {
        "annual_revenue": [None, "1200000.50"],
        "binned_at": [None, "2026-11-24T12:00:00+00:00"],
    }
    works = Organization.objects.get()
    assert (works.annual_revenue, works.binned_at) == (Decimal("1200000.50"), noon.astimezone(UTC))


def test_several_writes_of_one_field_become_first_old_and_last_new(berg):
    point = berg.points.get()

    with writing(SYSTEM) as write:
        write.change(berg, family_name="Thal")
        write.change(berg, family_name="Au", given_name="Anna")
        write.change(point, value="040 5550111")
        write.change(point, value="040 5550122", label="Auto")

    assert diff_of(berg) == {
        "family_name": ["Berg", "Au"],
        "given_name": ["", "Anna"],
        "parts": {
            f"point/{point.pk}": [
                {"value": "040 5550100", "label": ""},
                {"value": "040 5550122", "label": "Auto"},
            ]
        },
    }


def test_what_a_unit_puts_back_itself_is_no_change(berg):
    point = berg.points.get()
    before = state()

    with writing(SYSTEM) as write:
        write.change(berg, family_name="Thal", given_name="Anna")
        write.change(berg, family_name="Berg")
        write.change(point, value="040 5550111")
        write.change(point, value="040 5550100")

    assert diff_of(berg) == {"given_name": ["", "Anna"]}
    with writing(SYSTEM) as write:
        write.change(berg, given_name="")
        write.change(berg, given_name="Anna")
    assert state()[1:] == (before[1] + 1, before[2] + 1)


def test_a_row_added_and_changed_in_one_unit_was_added_as_it_is(db):
    with writing(SYSTEM) as write:
        works = write.add(Organization(name="Berg GmbH"))
        write.change(Organization.objects.get(), name="Thal GmbH", is_vip=True)

    assert written(write.revision) == [
        ("added", "organization", works.uid, {"name": [None, "Thal GmbH"], "is_vip": [None, True]})
    ]


def test_a_part_added_and_changed_or_removed_in_one_unit(berg):
    with writing(SYSTEM) as write:
        kept = write.add(ContactPoint(contact=berg, sort="email", value="a@berg.example"))
        write.change(ContactPoint.objects.get(pk=kept.pk), value="b@berg.example")
        gone = write.add(ContactPoint(contact=berg, sort="email", value="c@berg.example"))
        write.remove(gone)

    assert diff_of(berg) == {
        "parts": {f"point/{kept.pk}": [None, {"sort": "email", "value": "b@berg.example"}]}
    }


def test_a_part_changed_and_removed_in_one_unit_was_removed_as_it_stood(berg):
    point = berg.points.get()

    with writing(SYSTEM) as write:
        write.change(point, value="040 5550111", label="Auto")
        write.remove(point)

    assert diff_of(berg) == {
        "parts": {
            f"point/{point.pk}": [
                {"use": "private", "sort": "phone", "value": "040 5550100", "label": ""},
                None,
            ]
        }
    }


def test_a_removed_part_stands_whole_with_values_that_a_new_one_would_not_have(db):
    works = factories.organization(name="Berg GmbH")
    berg = factories.contact(organization=works)
    position = berg.positions.get()

    with writing(SYSTEM) as write:
        write.change(position, is_current=False, is_primary=False)
    with writing(SYSTEM) as write:
        write.remove(position)

    assert diff_of(berg)["parts"] == {
        f"position/{position.pk}": [
            {"organization": str(works.uid), "is_current": False},
            None,
        ]
    }


def test_what_fails_leaves_nothing_behind(berg):
    before = state()

    with pytest.raises(ZeroDivisionError), writing(SYSTEM) as write:  # noqa: PT012 -- a unit is a block
        write.change(berg, family_name="Thal")
        write.add(Tag(name="Messe"))
        1 / 0  # noqa: B018 -- fails

    assert state() == before
    assert (Contact.objects.get().family_name, Tag.objects.count()) == ("Berg", 0)


def test_a_failed_part_leaves_nothing_and_the_rest_goes_on(berg):
    before = state()

    with writing(SYSTEM) as write:
        write.change(berg, given_name="Anna")
        with pytest.raises(IntegrityError), writing(SYSTEM) as inner:  # noqa: PT012 -- a unit is a block
            inner.add(Tag(name="Messe"))
            inner.add(Tag(name="Messe"))
        tag = write.add(Tag(name="Hafen"))

    assert state() == (before[0] + 1, before[1] + 1, before[2] + 2)
    assert list(Tag.objects.values_list("uid", "name")) == [(tag.uid, "Hafen")]
    assert written(write.revision) == [
        ("changed", "contact", berg.uid, {"given_name": ["", "Anna"]}),
        ("added", "tag", tag.uid, {"name": [None, "Hafen"]}),
    ]


def test_a_part_that_failed_first_gives_its_revision_back(berg):
    with writing(SYSTEM) as write:
        with pytest.raises(ZeroDivisionError), writing(SYSTEM) as inner:  # noqa: PT012 -- a unit is a block
            inner.change(berg, family_name="Thal")
            1 / 0  # noqa: B018 -- fails
        write.add(Tag(name="Hafen"))
    with writing(SYSTEM) as later:
        later.add(Tag(name="Messe"))

    assert later.revision == write.revision + 1 == Counter.objects.get().value


def test_values_are_checked_before_they_are_stored(berg):
    before = state()

    with pytest.raises(ValidationError, match="sort"), writing(SYSTEM) as write:
        write.change(berg, sort="robot")

    assert state() == before


def test_running_numbers_are_handed_out_once(db):
    with writing(SYSTEM) as write:
        first = write.number("invoice", 3)
    with writing(SYSTEM) as write:
        second = write.number("invoice")

    assert (first, second, Sequence.objects.get(name="invoice").value) == (1, 4, 4)


def test_a_unit_without_a_change_writes_no_unit(berg):
    before = state()

    with writing(SYSTEM) as write:
        write.fresh(berg)

    assert state()[1:] == before[1:]
    assert Change.objects.filter(unit=write.revision).count() == 0
