"""The pages of data protection: consents, report, erasure, retention, settings."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from klientel.changes.queries import latest_revision
from klientel.contacts.models import Consent, Contact, PrivacySettings, RetentionRule
from klientel.contacts.operations import consents
from klientel.contacts.operations.contacts import PointEdit
from klientel.contacts.operations.retention import change_retention_rule
from tests.factories import SYSTEM, TODAY, contact, organization, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def lund(anna):
    return contact(
        family_name="Lund",
        given_name="Greta",
        organization=organization(name="Musterbau GmbH"),
        points=(PointEdit("phone", "+49 40 1234"), PointEdit("email", "lund@bau.example")),
    )


def url(row, rest):
    return f"/kontakte/{row.uid}/{rest}"


def object_to(row, channel="phone"):
    consents.note_objection(contact=row, channel=channel, on=TODAY, source="phone", by=SYSTEM)


def entry(**more):
    return {"state": "given", "on": "24.11.2026", "source": "form", "text": "Yes", **more}


def test_contact_consent_notes_what_was_said(annas, lund):
    response = annas.post(url(lund, "einwilligung/email/"), entry())

    row = Consent.objects.get()
    assert response.status_code == 303
    assert (row.state, row.on, row.source, row.text, row.noted_by.username) == (
        "given", TODAY, "form", "Yes", "anna",
    )  # fmt: skip


def test_contact_consent_refuses_a_day_to_come_and_keeps_the_entries(annas, lund):
    tomorrow = (timezone.localdate() + timedelta(days=1)).strftime("%d.%m.%Y")

    response = annas.post(url(lund, "einwilligung/email/"), entry(on=tomorrow))

    assert response.status_code == 422
    assert "This day is still to come." in response.content.decode()
    assert "Yes" in response.content.decode()


def test_contact_consent_refuses_a_day_before_the_entry_that_holds(annas, lund):
    object_to(lund, "email")

    response = annas.post(url(lund, "einwilligung/email/"), entry(on="01.01.2026"))

    assert response.status_code == 422
    assert "The entry that holds is of a later day." in response.content.decode()


def test_contact_consent_knows_no_other_channel(annas, lund):
    assert annas.get(url(lund, "einwilligung/fax/")).status_code == 404


@pytest.mark.parametrize(
    "where",
    ["/kontakte/", "/suche/?q=lund", "/suche/auswahl/contact/?q=lund"],
)
def test_a_block_shows_in_lists_search_and_pickers(annas, lund, where):
    before = annas.get(where).content.decode()
    object_to(lund)

    assert ("do not call" in before, "do not call" in annas.get(where).content.decode()) == (
        False, True,
    )  # fmt: skip


def test_a_block_shows_beside_the_number_and_at_the_organisation(annas, lund):
    object_to(lund)
    firm = lund.positions.get().organization

    page = annas.get(url(lund, "")).content.decode()
    there = annas.get(f"/organisationen/{firm.uid}/").content.decode()

    assert (page.count("do not call") >= 2, "do not call" in there) == (True, True)


def test_the_list_filters_by_consent(annas, lund):
    contact(family_name="Zander")
    object_to(lund, "email")

    told = annas.get(
        "/kontakte/",
        {"f": json.dumps({"v": 1, "is": ["consent_email", "is", "objected"]})},
    )

    assert told.status_code == 200


def test_contact_report_shows_the_person_in_either_language(annas, lund):
    english = annas.get(url(lund, "auskunft/?sprache=en")).content.decode()
    german = annas.get(url(lund, "auskunft/?sprache=de")).content.decode()

    assert ("Your rights" in english, "Ihre Rechte" in german) == (True, True)
    assert "lund@bau.example" in english


def test_contact_report_is_a_file_for_people_and_for_machines(annas, lund):
    page = annas.get(url(lund, "auskunft/?als=html"))
    told = annas.get(url(lund, "auskunft/?als=json"))

    assert [each.headers["Content-Disposition"].split(";")[0] for each in (page, told)] == [
        "attachment",
        "attachment",
    ]
    assert json.loads(told.content)["sections"]["contact"][0]["family_name"] == "Lund"


@pytest.mark.parametrize("page", ["auskunft/", "endgueltig-loeschen/", "aufbewahren/"])
def test_a_member_neither_reports_nor_erases(client, lund, page):
    client.force_login(user(role="member"))

    answers = [client.get(url(lund, page)), client.post(url(lund, page), {"sure": "on"})]

    assert {each.status_code for each in answers} <= {403, 405}
    assert Contact.live.get() == lund


def test_contact_erase_asks_first_and_then_erases(annas, lund):
    asked = annas.get(url(lund, "endgueltig-loeschen/")).content.decode()
    refused = annas.post(url(lund, "endgueltig-loeschen/"), {"reason": "request"})
    there = Contact.live.count()
    done = annas.post(url(lund, "endgueltig-loeschen/"), {"reason": "request", "sure": "on"})

    assert ("This goes" in asked, "This stays" in asked) == (True, True)
    assert (refused.status_code, there, done.status_code) == (422, 1, 303)
    assert Contact.live.count() == 0
    assert annas.get(url(lund, "")).status_code == 404


def test_privacy_edit_sets_the_channels(annas):
    sent = {"from_all": ["email", "messenger"], "from_households": [], "keeps_marks": "on"}

    response = annas.post("/einstellungen/datenschutz/", sent)

    assert response.status_code == 303
    assert PrivacySettings.objects.values_list("consent_from_all", "keeps_marks").get() == (
        "email messenger",
        True,
    )


def test_retention_edit_proposes_and_contact_keep_decides(annas, lund):
    rule = RetentionRule.objects.get(sort="unrelated")
    page = f"/einstellungen/loeschfristen/{rule.uid}/"

    saved = annas.post(page, {"months": "12", "is_active": "on"})
    refused = annas.post(url(lund, "aufbewahren/"), {"until": "01.01.2020", "reason": "x"})
    kept = annas.post(url(lund, "aufbewahren/"), {"until": "01.01.2099", "reason": "Prozess"})

    assert (saved.status_code, refused.status_code, kept.status_code) == (303, 422, 303)
    assert "Proposed: 0" in annas.get("/einstellungen/loeschfristen/").content.decode()
    assert Contact.objects.get().retention_keep.reason == "Prozess"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_proposals_cost_as_much_for_one_as_for_three(annas, django_assert_num_queries, rows):
    rule = RetentionRule.objects.get(sort="inactive")
    change_retention_rule(rule=rule, months=1, is_active=True, by=SYSTEM)
    for _number in range(rows):
        contact()

    with django_assert_num_queries(11, exact=False):
        annas.get(f"/einstellungen/loeschfristen/{rule.uid}/")


def test_two_at_the_channels_do_not_overwrite_each_other(annas):
    page = "/einstellungen/datenschutz/"
    annas.post(page, {"from_all": ["email"], "keeps_marks": "on"})
    seen = latest_revision()
    annas.post(page, {"from_all": ["email", "phone"], "keeps_marks": "on", "seen": seen})

    late = annas.post(page, {"from_all": ["post"], "keeps_marks": "on", "seen": seen})

    assert late.status_code == 422
    assert PrivacySettings.objects.get().consent_from_all.split() == ["email", "phone"]
