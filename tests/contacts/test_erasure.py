"""S12: an erased person is in no table, file, journal line or index, and does not come back."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from klientel.accounts.permissions import Denied
from klientel.changes.errors import CannotUndo
from klientel.changes.models import Change, Counter, Unit
from klientel.config.erased_since import erase_again
from klientel.contacts import erasure_log
from klientel.contacts.models import (
    Address,
    Connection,
    ConnectionType,
    Contact,
    Erasure,
    ErasureMark,
    Organization,
    RetentionRule,
)
from klientel.contacts.operations import consents
from klientel.contacts.operations.bin import restore_contact
from klientel.contacts.operations.contacts import PointEdit, change_contact
from klientel.contacts.operations.erasing import AlreadyErased, erase_contact
from klientel.contacts.operations.households import add_household
from klientel.contacts.operations.purge import purge_bin
from klientel.contacts.operations.retention import (
    NotAhead,
    change_retention_rule,
    keep_contact,
)
from klientel.contacts.operations.ties import add_connection
from klientel.contacts.queries import value_of
from klientel.contacts.retention import proposed
from klientel.contacts.subject_access import (
    Provider,
    as_json,
    providers,
    subject_access_report,
    unanswered,
)
from klientel.records.operations import undo_unit
from klientel.transfer.operations import import_cards
from tests import factories
from tests.contacts.looking import address_of, main_contact_of
from tests.contacts.world import LONG_AFTER, TOMORROW
from tests.factories import HAMBURG, NOW, STADE, SYSTEM, TODAY, acting

WORDS = ("Wanderfalk", "wanderfalk", "Ottokar", "ottokar", "1765432", "Nebelgasse", "nebelgasse")


def falk(**more):
    points = (
        PointEdit("email", "ottokar@wanderfalk.example", use="private"),
        PointEdit("phone", "+49 171 1765432", "mobile", use="private"),
    )
    row = factories.contact(
        family_name="Wanderfalk",
        given_name="Ottokar",
        notes="Wanderfalk mag Tee",
        birthday="1970-01-02",
        points=points,
        private=type(STADE)(street="Nebelgasse 7", postcode="21682", town="Stade", country="DE"),
        **more,
    )
    change_contact(contact=row, patch={"notes": "Ottokar mag Kaffee"}, by=SYSTEM)
    consents.give_consent(
        contact=row, channel="email", on=TODAY, source="form", text="Ottokar: ja", by=SYSTEM
    )
    return row


def everything_stored():
    """All tables of the database as text, the search's shadow tables included."""
    found = {}
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 -- a table of our own
            found[table] = repr(cursor.fetchall())
    return found


def places_of(words):
    return {
        table: word for table, text in everything_stored().items() for word in words if word in text
    }


@pytest.mark.django_db
def test_an_erased_person_is_in_no_table():
    firm = factories.organization(name="Werk GmbH")
    row = falk(organization=firm, title="Leiter Wanderfalk")
    tie = ConnectionType.objects.order_by("pk")[0]
    add_connection(type=tie, one=row, other=firm, note="Ottokar berät", by=SYSTEM)

    erase_contact(contact=row, reason="request", by=SYSTEM)

    assert places_of(WORDS) == {}
    assert Connection.objects.count() == 0


@pytest.fixture
def committing(transactional_db):
    """A database whose journal may be emptied after the test."""
    yield
    Counter.objects.update(unlocked=True)


def test_an_erased_person_is_in_no_file_of_the_database(committing):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL cleans its pages by VACUUM")
    row = falk()
    name = connection.settings_dict["NAME"]

    erase_contact(contact=row, by=SYSTEM)

    held = {}
    for end in ("", "-wal"):
        with open(f"{name}{end}", "rb") as stream:  # noqa: PTH123 -- the name is a text
            text = stream.read()
        held[end] = [word for word in WORDS if word.encode() in text]
    assert held == {"": [], "-wal": []}


@pytest.mark.django_db
def test_what_stays_is_an_anchor_that_says_nothing():
    row = falk()

    erase_contact(contact=row, by=SYSTEM)

    now = Contact.objects.get(pk=row.pk)
    assert (str(now), now.uid, now.number, now.notes, now.birthday, now.erased_at) == (
        "Gelöschte Person", row.uid, row.number, "", "", NOW,
    )  # fmt: skip
    assert now.points.count() == now.addresses.count() == now.positions.count() == 0
    assert Contact.live.filter(pk=row.pk).exists() is False


@pytest.mark.django_db
def test_an_anchor_stays_when_the_bin_is_purged_and_is_not_restored():
    row = falk()
    erase_contact(contact=row, by=SYSTEM)

    purge_bin(before=LONG_AFTER, by=SYSTEM)
    restore_contact(contact=row, by=SYSTEM)

    assert Contact.objects.get(pk=row.pk).binned_at == NOW


@pytest.mark.django_db
def test_an_organisation_keeps_the_address_that_it_had():
    row = falk(employer="Werk GmbH", address=HAMBURG)
    firm = Organization.objects.get(name="Werk GmbH")

    erase_contact(contact=row, by=SYSTEM)

    assert address_of(firm) == HAMBURG
    assert str(main_contact_of(firm)) == "Zentrale"


@pytest.mark.django_db
def test_a_household_of_one_goes_along_and_one_of_two_stays():
    alone = add_household(
        name="Familie Wanderfalk",
        members=[{"family_name": "Wanderfalk", "given_name": "Ottokar"}],
        address=STADE,
        phone="+49 171 1765432",
        by=SYSTEM,
    )
    pair = add_household(
        name="Familie Stein",
        members=[{"family_name": "Stein", "given_name": name} for name in ("Eva", "Ute")],
        address=HAMBURG,
        phone="",
        by=SYSTEM,
    )

    erase_contact(contact=Contact.objects.get(family_name="Wanderfalk"), by=SYSTEM)
    erase_contact(contact=Contact.objects.get(given_name="Eva"), by=SYSTEM)

    alone.refresh_from_db()
    assert (alone.name, alone.binned_at) == ("Gelöschter Haushalt", NOW)
    assert address_of(pair) == HAMBURG
    assert places_of(WORDS) == {}
    assert value_of(Address.objects.get()) == HAMBURG


@pytest.mark.django_db
def test_the_erasure_is_a_unit_that_nobody_undoes():
    row = falk()
    erase_contact(contact=row, by=SYSTEM)
    unit = Unit.objects.latest("revision")

    with pytest.raises((CannotUndo, Denied)):
        undo_unit(revision=unit.revision, by=acting(factories.user(role="administrator")))

    assert unit.act == "erase_contact"
    assert set(Change.objects.filter(uid=row.uid).values_list("verb", flat=True)) >= {"erased"}


@pytest.mark.django_db
def test_who_is_erased_is_not_erased_twice():
    row = falk()
    erase_contact(contact=row, by=SYSTEM)

    with pytest.raises(AlreadyErased):
        erase_contact(contact=row, by=SYSTEM)

    assert Erasure.objects.count() == 1


CARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Wanderfalk;Ottokar;;;\r\nFN:Ottokar Wanderfalk\r\n"
    "EMAIL:Ottokar@Wanderfalk.example\r\nEND:VCARD\r\n"
)


def imported(tmp_path):
    file = tmp_path / "karte.vcf"
    file.write_text(CARD)
    return import_cards(paths=[file], by=SYSTEM)


@pytest.mark.django_db
def test_an_import_does_not_bring_an_erased_person_back(tmp_path):
    erase_contact(contact=falk(), by=SYSTEM)

    report = imported(tmp_path)

    assert [(line.outcome, line.reason) for line in report.lines] == [("refused", "erased")]
    assert Contact.live.count() == 0


@pytest.mark.django_db
def test_without_marks_nothing_of_the_person_is_kept_to_tell(tmp_path):
    consents.change_privacy_settings(
        from_all=["email"], from_households=[], keeps_marks=False, by=SYSTEM
    )
    erase_contact(contact=falk(), by=SYSTEM)

    imported(tmp_path)

    assert (ErasureMark.objects.count(), Contact.live.count()) == (0, 1)


@pytest.mark.django_db
def test_an_address_that_others_have_too_leaves_no_mark():
    shared = PointEdit("email", "info@werk.example")
    factories.contact(points=(shared,))
    row = factories.contact(points=(shared, PointEdit("phone", "+49 40 1-2", "direct")))

    erase_contact(contact=row, by=SYSTEM)

    assert ErasureMark.objects.count() == 1  # the card's own uid


@pytest.fixture
def log(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "DATA", tmp_path)
    return tmp_path / erasure_log.FILE


@pytest.mark.django_db
def test_a_restored_backup_is_erased_again(log):
    row, other = falk(), factories.contact(family_name="Bleibt")
    erasure_log.note(row.uid, NOW)
    with log.open("a") as stream:
        stream.write('{"uid": "abge')

    again = erase_again(NOW), erase_again(NOW)

    assert again == (1, 0)
    assert places_of(WORDS) == {}
    assert Contact.live.get() == other


@pytest.mark.django_db
def test_the_report_tells_everything_of_a_person():
    firm = factories.organization(name="Werk GmbH", address=HAMBURG)
    row = falk(organization=firm, title="Leiter")
    tie = ConnectionType.objects.order_by("pk")[0]
    add_connection(type=tie, one=row, other=firm, note="berät", by=SYSTEM)

    told = as_json(subject_access_report(row, SYSTEM))

    text = repr(told)
    wanted = (
        "Wanderfalk", "ottokar@wanderfalk.example", "+49 171 1765432", "Nebelgasse 7", "Leiter",
        "Ottokar: ja", "Ottokar mag Kaffee", "Wanderfalk mag Tee", "Werk GmbH", "1970-01-02",
    )  # fmt: skip
    assert [word for word in wanted if word not in text] == []
    assert [each["review"] for each in told["sections"]["connections"]] == [True]
    assert told["schema"] == "klientel-subject-access-1"


def test_each_model_that_points_at_a_contact_is_in_the_report_or_says_why_not():
    assert unanswered(apps.get_models()) == []


def test_a_provider_joins_without_the_report_knowing_it():
    assert {each.code for each in providers()} == {"relationships", "connections"}
    assert Provider("calls", "Calls", lambda _contact, _user: []).answers == ()


@pytest.mark.django_db
def test_a_rule_proposes_and_a_person_decides():
    rule = RetentionRule.objects.get(sort="unrelated")
    change_retention_rule(rule=rule, months=1, is_active=True, by=SYSTEM)
    old, kept = factories.contact(family_name="Alt"), factories.contact(family_name="Bleibt")
    keep_contact(contact=kept, until=LONG_AFTER.date(), reason="Prozess", by=SYSTEM)
    factories.organization(name="Kunde GmbH")
    rule.refresh_from_db()

    today = list(proposed(rule, NOW))
    later = list(proposed(rule, LONG_AFTER))
    last = list(proposed(rule, LONG_AFTER.replace(year=2027)))

    assert (today, later, last) == ([], [old], [old, kept])
    assert Contact.live.count() == 2


@pytest.mark.django_db
def test_one_keeps_until_a_day_that_is_still_to_come():
    row = factories.contact()
    keep_contact(contact=row, until=TOMORROW, reason="Prozess", by=SYSTEM)

    with pytest.raises(NotAhead):
        keep_contact(contact=row, until=TODAY, reason="Prozess", by=SYSTEM)

    assert row.retention_keep.until == TOMORROW
