from datetime import date

import pytest
from django.utils import timezone, translation

from klientel.changes.queries import history_of
from klientel.contacts.operations.company_address import change_company_address
from klientel.contacts.operations.contacts import PointEdit, change_contact
from klientel.contacts.operations.organizations import change_organization
from klientel.contacts.operations.positions import change_position
from klientel.contacts.operations.ties import add_tag, attach_tag
from klientel.web.history.entries import entries_of
from tests.factories import HAMBURG, STADE, SYSTEM, acting, contact, organization, user


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def clara(db):
    return user(role="manager", given_name="Clara", family_name="Ott")


def newest(root, reader):
    [entry] = entries_of(history_of(root)[:1], reader)
    return entry


def told(entry):
    return [(line.label, line.was, line.now) for line in entry.lines]


def test_a_change_is_told_with_labels_old_and_new_and_who(clara):
    holding = organization(name="Holding SE")
    firm = organization(name="Musterbau GmbH")
    by = acting(clara, at=timezone.now(), source="dav")
    change_organization(
        organization=firm,
        patch={
            "name": "Musterbau SE",
            "parent": holding,
            "annual_revenue": "1234567.5",
            "is_vip": True,
            "sort": "association",
        },
        by=by,
    )

    entry = newest(firm, clara)

    assert (entry.title, entry.who, entry.source) == (
        "Organisation changed",
        "Clara Ott",
        "from a phone",
    )
    assert told(entry) == [
        ("Kind", "company", "association"),
        ("Name", "Musterbau GmbH", "Musterbau SE"),
        ("Parent organisation", "", "Holding SE"),
        ("VIP", "no", "yes"),
        ("Annual revenue", "", "1,234,567.5"),
    ]


def test_parts_are_told_by_what_they_are(clara):
    firm = organization(name="Musterbau GmbH", address=HAMBURG)
    person = contact(family_name="Berg", organization=firm, title="Einkauf")
    by = acting(clara, at=timezone.now())
    change_contact(contact=person, patch={}, points=[PointEdit("phone", "040 1")], by=by)
    added = told(newest(person, clara))
    point = person.points.get()
    edit = PointEdit("phone", "040 2", number=point.pk)
    change_contact(contact=person, patch={}, points=[edit], by=by)
    changed = told(newest(person, clara))
    change_position(position=person.positions.get(), patch={"since": date(2020, 5, 1)}, by=by)
    dated = told(newest(person, clara))
    change_company_address(organization=firm, address=STADE, by=by)
    firm.refresh_from_db()

    moved = told(newest(firm.main_position.contact, clara))

    assert added == [("Phone", "", "040 1")]
    assert changed == [("Phone", "040 1", "040 2")]
    assert dated == [
        ("Position · Since (Musterbau GmbH, Einkauf, since 1 May 2020)", "", "1 May 2020")
    ]
    assert moved == [
        ("Address · Street", "Musterkai 14", "Am Sande 3"),
        ("Address · Postcode", "20457", "21682"),
        ("Address · Town", "Hamburg", "Stade"),
    ]


def test_what_the_reader_may_not_see_has_no_name(clara):
    secret = organization(name="Geheim AG", confidential=True)
    firm = organization(name="Musterbau GmbH")
    change_organization(organization=firm, patch={"parent": secret}, by=SYSTEM)

    told_to_member = told(newest(firm, user(role="member")))

    assert told_to_member == [("Parent organisation", "", "a record that is not shown here")]


def test_undoing_is_offered_to_the_author_and_to_managers_for_thirty_days(clara):
    firm = organization(name="Musterbau GmbH")
    author = user(role="member")
    change_organization(
        organization=firm, patch={"name": "A"}, by=acting(author, at=timezone.now())
    )
    readers = [author, clara, user(role="member"), user(role="readonly")]

    offered = [bool(newest(firm, reader).undo_url) for reader in readers]
    old = bool(entries_of(history_of(firm)[1:], author)[0].undo_url)

    assert (offered, old) == ([True, True, False, False], False)


def test_the_number_of_queries_does_not_grow_with_the_lines(clara):
    firm = organization(name="Musterbau GmbH")
    write(firm, clara, 1)
    queries_of(firm, clara)
    few = queries_of(firm, clara)
    write(firm, clara, 3)

    assert queries_of(firm, clara) == few


def write(firm, clara, times):
    by = acting(clara, at=timezone.now())
    for _each in range(times):
        parent = organization()
        change_organization(organization=firm, patch={"parent": parent}, by=by)
        attach_tag(record=firm, tag=add_tag(name=f"Tag {parent.pk}", by=SYSTEM), by=by)


def queries_of(root, reader):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as found:
        entries_of(history_of(root), reader)
    return len(found)
