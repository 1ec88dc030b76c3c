"""What the worker does each midnight."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from klientel.accounts.operations import change_company
from klientel.changes.actors import system
from klientel.config.due import register_jobs
from klientel.contacts.models import Contact
from klientel.contacts.operations.bin import bin_contact
from klientel.contacts.operations.company_address import change_company_address
from klientel.notices import clock, due
from klientel.notices.models import Clock
from tests.factories import BERN, HAMBURG, NOW, SYSTEM, TODAY, contact, organization

AUCKLAND = ZoneInfo("Pacific/Auckland")


@pytest.fixture(autouse=True)
def jobs(monkeypatch):
    monkeypatch.setattr(due, "_jobs", {})


def test_a_dated_address_holds_from_its_midnight(db):
    werk = organization(address=HAMBURG)
    tomorrow = TODAY.replace(day=TODAY.day + 1)
    change_company_address(organization=werk, address=BERN, valid_from=tomorrow, by=SYSTEM)
    register_jobs()
    clock.wind(NOW)
    clock.run_due(lambda: NOW)
    werk.refresh_from_db()
    assert werk.seat.address.town == "Hamburg"

    midnight = Clock.objects.get(name="daily").due_at
    clock.run_due(lambda: midnight)

    werk.seat.refresh_from_db()
    assert werk.seat.address.town == "Bern"


def test_midnight_is_where_the_company_is(db):
    change_company(name="Kiwi GmbH", time_zone="Pacific/Auckland", by=SYSTEM)
    register_jobs()
    clock.wind(NOW)

    clock.run_due(lambda: NOW)

    found = set(Clock.objects.values_list("due_at", flat=True))
    assert found == {datetime(2026, 11, 25, tzinfo=AUCKLAND)}


def test_what_lies_in_the_bin_for_thirty_days_is_gone_for_good(db):
    old, young = contact(family_name="Alt"), contact(family_name="Jung")
    bin_contact(contact=old, by=SYSTEM)
    bin_contact(contact=young, by=system(NOW + timedelta(days=1)))
    register_jobs()
    clock.wind(NOW + timedelta(days=30, minutes=1))

    clock.run_due(lambda: NOW + timedelta(days=30, minutes=1))

    assert [str(each) for each in Contact.objects.all()] == ["Jung"]
