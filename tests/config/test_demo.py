"""The demo's data: invented, the same each time, and what the pictures show."""

import re
from collections import Counter as Counted
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from klientel.config.demo.making import _empty, ensure_demo, make_records
from klientel.config.demo.numbers import BLOCKS, MOBILE_BLOCKS, Numbers
from klientel.contacts.models import (
    Address,
    Contact,
    ContactPoint,
    Organization,
    Position,
    Relationship,
)
from tests.config.conftest import run_program
from tests.factories import NOW, TODAY

RESERVED = re.compile("|".join(re.escape(each) for each in (*BLOCKS.values(), *MOBILE_BLOCKS)))
ENOUGH = 260


@pytest.fixture(autouse=True)
def _demo_passwords(settings):
    settings.AUTH_PASSWORD_VALIDATORS = []


def make(**values):
    make_records(contacts=ENOUGH, now=NOW, today=TODAY, **values)


def said() -> dict[str, list]:
    """All that the records say, without ids and uids."""
    return {
        "organizations": list(
            Organization.objects.order_by("number").values_list(
                "name", "number", "parent__name", "account_manager__username", "employees"
            )
        ),
        "contacts": list(
            Contact.objects.order_by("number").values_list(
                "number", "title", "given_name", "family_name", "label", "birthday"
            )
        ),
        "points": list(ContactPoint.objects.order_by("pk").values_list("value", "label")),
        "addresses": list(Address.objects.order_by("pk").values_list("street", "town")),
        "positions": list(Position.objects.order_by("pk").values_list("title", "since", "until")),
        "relationships": list(Relationship.objects.order_by("pk").values_list("number", "since")),
    }


def taken_back(**values) -> dict[str, list]:
    with transaction.atomic():
        make(**values)
        found = said()
        transaction.set_rollback(True)
    return found


def test_the_same_seed_makes_the_same_data_and_another_other(db):
    first, again, other = taken_back(), taken_back(), taken_back(seed=2)

    assert first == again
    assert first["contacts"] != other["contacts"]


@pytest.fixture
def filled(db):
    make()


def test_a_number_is_given_once():
    numbers = Numbers()
    given = Counted(numbers.trunk("40") for _ in range(3_000))
    given.update(numbers.mobile() for _ in range(3_000))

    assert max(given.values()) == 1


def test_a_large_demo_keeps_one_organisation_for_five_contacts():
    from klientel.config.demo.making import organizations_for

    assert [organizations_for(count) for count in (600, 100_000)] == [140, 20_000]


def test_only_a_folder_called_demo_is_ever_emptied(tmp_path):
    (tmp_path / "klientel.sqlite3").touch()

    with pytest.raises(ValueError, match=tmp_path.name):
        _empty(tmp_path)

    assert (tmp_path / "klientel.sqlite3").exists()


def test_demo_data_lies_beside_real_data_and_is_made_once(tmp_path):
    (tmp_path / "klientel.sqlite3").write_text("real data")

    first = run_program(tmp_path, "demo", "--contacts", "30", "--only-data")
    made = (tmp_path / "demo" / "klientel.sqlite3").stat().st_ino
    again = run_program(tmp_path, "demo", "--only-data", DATABASE_URL="postgres://real/data")
    after = (tmp_path / "demo" / "klientel.sqlite3").stat().st_ino

    assert (first[0], "30 contacts in" in first[1], "password for all: demo" in first[1]) == (
        0,
        True,
        True,
    )
    assert (again[0], "contacts in" in again[1], after) == (0, False, made)
    assert (tmp_path / "klientel.sqlite3").read_text() == "real data"


def test_another_size_is_made_anew(tmp_path, monkeypatch):
    folder = tmp_path / "demo"
    folder.mkdir()
    made: list[int] = []
    monkeypatch.setattr("klientel.config.demo.making._make", made.append)

    for size in (None, 30, None, 30, 40):
        ensure_demo(folder, size, lambda _text: None)

    assert made == [600, 30, 40]


def test_it_works_on_any_day(db):
    leap = datetime(2028, 2, 29, 12, tzinfo=UTC) + timedelta(hours=1)

    make_records(contacts=40, now=leap, today=timezone.localdate(leap))

    assert Contact.objects.count() == 40
