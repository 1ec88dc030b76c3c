"""Our own table: exported and imported again it changes nothing; what is changed in it changes."""

import csv
import io
from dataclasses import replace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from klientel.contacts.models import Contact, ContactPoint
from klientel.contacts.operations.consents import note_objection
from klientel.contacts.operations.contacts import PointEdit, change_contact
from klientel.contacts.privacy import blocks_of
from klientel.formats.vcard import facts, read_cards
from klientel.transfer.tables.style import Style
from tests import factories
from tests.factories import BERN, HAMBURG, STADE, SYSTEM, TODAY
from tests.transfer.cards import exported, outcomes, reasons, revision
from tests.transfer.tables import given as table
from tests.transfer.tables import taken
from tests.transfer.test_round_trip import ADDRESS, PERSON, built

pytestmark = pytest.mark.django_db
STYLES = [Style(language, exact) for language in ("de", "en") for exact in (False, True)]
QUICK = settings(
    max_examples=25,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.mark.parametrize("style", STYLES)
@QUICK
@given(st.lists(PERSON, min_size=1, max_size=4), st.tuples(ADDRESS, ADDRESS))
def test_importing_ones_own_export_changes_nothing(tmp_path, style, people, addresses):
    with transaction.atomic():
        built(people, addresses)
        text, before = table(style), revision()

        report = taken(tmp_path, text)

        assert outcomes(report) == {"unchanged": Contact.objects.count()}, text
        assert revision() == before
        transaction.set_rollback(True)


def edited(text, **changes):
    """The exported table with cells of Berg's row changed, by column."""
    rows = list(csv.reader(io.StringIO(text, newline="")))
    (row,) = [row for row in rows if row[rows[0].index("Nachname")] == "Berg"]
    for column, value in changes.items():
        row[rows[0].index(column.replace("_", " "))] = value
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue()


def without(text, *columns):
    rows = list(csv.reader(io.StringIO(text, newline="")))
    left = [at for at, name in enumerate(rows[0]) if name not in columns]
    out = io.StringIO(newline="")
    csv.writer(out).writerows([[row[at] for at in left] for row in rows])
    return out.getvalue()


def berg():
    return factories.contact(
        family_name="Berg",
        given_name="Anna",
        organization=factories.organization(
            name="Werk GmbH", address=HAMBURG, switchboard="+49 40 669690"
        ),
        title="Leitung",
        private=STADE,
        notes="ruft gern an",
        points=(
            PointEdit("phone", "+49 40 66969142", "direct", "business", preferred=False),
            PointEdit("phone", "0172 1111111", "Werkstatt", "business", preferred=False),
            PointEdit("email", "anna@werk.example", "work", "business", preferred=True),
        ),
    )


def test_a_changed_cell_changes_its_field_alone(tmp_path):
    row = berg()
    before = exported()

    report = taken(tmp_path, edited(table(), Position="Einkauf", Durchwahl="+49 40 66969143"))

    assert outcomes(report) == {"updated": 1, "unchanged": 1}
    found = Contact.objects.get(pk=row.pk)
    assert found.positions.get().title == "Einkauf"
    lines = set(before.splitlines()) ^ set(exported().splitlines())
    assert {line.split(":")[0].split(".")[-1].split(";")[0] for line in lines} == {
        "TITLE",
        "TEL",
        "X-ABLabel",
        "X-KLIENTEL-REVISION",
    }


def test_an_objection_stands_in_its_row_and_no_import_lifts_it(tmp_path):
    berg = factories.contact(family_name="Berg")
    note_objection(contact=berg, channel="phone", on=TODAY, source="phone", by=SYSTEM)
    text = table()

    report = taken(tmp_path, edited(text, Sperrvermerke=""))

    assert ("Sperrvermerke" in text, text.count("nicht anrufen")) == (True, 1)
    assert outcomes(report) == {"unchanged": 1}
    assert blocks_of([berg.pk]) == {berg.pk: ["phone"]}


def test_an_emptied_cell_empties_its_field(tmp_path):
    berg()

    taken(tmp_path, edited(table(), Notizen="", Durchwahl=""))

    assert Contact.objects.get(family_name="Berg").notes == ""
    live = ContactPoint.objects.filter(label="direct", retired_on=None)
    assert list(live) == []


def test_a_column_that_is_taken_out_says_nothing(tmp_path):
    berg()
    text = without(
        table(), "Durchwahl", "Weitere Kontaktwege", "Bevorzugt", "Notizen", "Straße privat",
        "PLZ privat", "Ort privat", "Land privat", "Adresszusatz privat", "Postfach privat",
        "Bundesland privat", "Weitere Adressen", "Position",
    )  # fmt: skip
    before = revision()

    report = taken(tmp_path, text)

    assert (outcomes(report), revision()) == ({"unchanged": 2}, before)


def test_a_company_address_that_is_changed_in_a_row_becomes_the_persons_own(tmp_path):
    row = berg()
    text = edited(table(), Straße_geschäftlich="Aarweg 1", Ort_geschäftlich="Bern",
                  PLZ_geschäftlich="3011", Land_geschäftlich="CH")  # fmt: skip

    report = taken(tmp_path, text)

    assert outcomes(report) == {"updated": 1, "unchanged": 1}
    organization = Contact.objects.get(pk=row.pk).positions.get().organization
    assert organization.seat.address.street == HAMBURG.street
    row.effective.refresh_from_db()
    assert row.effective.address.street == BERN.street


def test_a_row_older_than_the_contact_is_for_a_person_to_decide(tmp_path):
    row = berg()
    text = edited(table(), Position="Einkauf")
    change_contact(contact=row, patch={"nickname": "Anni"}, by=SYSTEM)

    report = taken(tmp_path, text)

    assert reasons(report) == [(3, "review", "newer-here")]


def test_another_organisation_in_a_row_is_for_a_person_to_decide(tmp_path):
    berg()

    report = taken(tmp_path, edited(table(), Organisation="Werft GmbH"))

    assert reasons(report) == [(3, "review", "other-organization")]


@pytest.mark.parametrize("style", STYLES)
def test_into_an_empty_database_all_comes_back_under_the_same_ids(tmp_path, style):
    with transaction.atomic():
        berg()
        factories.contact(family_name="Dahl", birthday="1980-03-22", private=BERN)
        text, cards = table(style), exported()
        transaction.set_rollback(True)

    report = taken(tmp_path, text)

    assert outcomes(report) == {"new": 3}
    assert said(exported()) == said(cards)


def said(cards):
    found = [facts(each) for each in read_cards(cards.encode())]
    return sorted(
        (each.uid, set(each.points), set(each.addresses), replace(each, points=(), addresses=()))
        for each in found
    )
