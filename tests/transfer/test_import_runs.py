"""A whole import: who may, in units that can be undone, all or nothing each, and its report."""

import pytest
from django.db import IntegrityError

from klientel.accounts.permissions import Denied
from klientel.changes.models import Change, Unit
from klientel.contacts.models import Contact, Organization, Tag
from klientel.contacts.operations.contacts import change_contact
from klientel.records.operations import undo_batch
from klientel.transfer import apply
from klientel.transfer.operations import export_cards, import_cards
from tests import factories
from tests.transfer.cards import (
    card,
    exported,
    file_of,
    imported,
    outcomes,
    reasons,
    revision,
    synthetic,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["member", "readonly"])
def test_who_may_not_import_changes_nothing(tmp_path, role):
    by = factories.acting(factories.user(role=role), source="import")
    before = revision()

    with pytest.raises(Denied):
        imported(tmp_path, card("N:Berg;Anna"), by=by)

    assert (Contact.objects.count(), revision()) == (0, before)


def test_who_may_not_export_gets_nothing(tmp_path):
    factories.contact()
    target = tmp_path / "out.vcf"

    with pytest.raises(Denied), target.open("wb") as stream:
        export_cards(stream=stream, by=factories.acting(factories.user(role="readonly")))

    assert target.read_bytes() == b""


def test_what_is_hidden_from_the_user_is_in_no_export_of_his():
    factories.contact(family_name="Geheim", confidential=True)
    factories.contact(family_name="Offen")
    by = factories.acting(factories.user(role="manager"))

    assert [line for line in exported(by=by).splitlines() if line[:3] == "FN:"] == ["FN:Offen"]


def test_all_units_carry_one_batch_and_the_importing_user(tmp_path):
    user = factories.user(role="manager")
    before = revision()

    imported(tmp_path, *synthetic(200), by=factories.acting(user, source="import"))

    units = Unit.objects.filter(revision__gt=before)
    assert len({unit.batch_id for unit in units}) == 1
    assert {(unit.source, unit.user_id) for unit in units} == {("import", user.pk)}
    assert None not in {unit.batch_id for unit in units}


def test_each_unit_holds_no_more_cards_than_its_size_and_none_twice(tmp_path, monkeypatch):
    monkeypatch.setattr(apply, "MOST", 30)
    before = revision()

    imported(tmp_path, *synthetic(250))

    added = Change.objects.filter(unit__gt=before, kind="contact", verb="added")
    sizes = [added.filter(unit=unit).count() for unit in Unit.objects.filter(revision__gt=before)]
    assert sum(sizes) == 250
    assert max(sizes[3:]) <= 30


def test_a_card_that_the_database_refuses_is_reported_and_the_others_go_in(tmp_path, monkeypatch):
    add = apply.add_cards

    def refusing(**values):
        if any(card.patch["family_name"] == "Berg3" for card in values["cards"]):
            raise IntegrityError
        return add(**values)

    monkeypatch.setattr(apply, "add_cards", refusing)

    report = imported(tmp_path, *synthetic(20))

    assert outcomes(report) == {"new": 19, "refused": 1}
    assert [reason for _, _, reason in reasons(report)] == ["database"]
    assert (Contact.objects.count(), Organization.objects.count()) == (19, 4)


def test_refused_cards_are_reported_with_file_line_and_reason_and_the_others_go_in(tmp_path):
    good, torn = card("N:Berg;Anna"), "BEGIN:VCARD\r\nN:Kern;Jan\r\n"
    paths = [
        file_of(tmp_path, good, torn, name="a.vcf"),
        tmp_path / "none.vcf",
        file_of(tmp_path, card("N:Ost;Eva"), name="b.vcf"),
    ]

    report = import_cards(paths=paths, by=factories.SYSTEM)

    found = {(line.file.rpartition("/")[2], line.line, line.reason) for line in report.lines}
    assert found == {("a.vcf", 5, "no-end"), ("none.vcf", 1, "unreadable")}
    assert all(line.text for line in report.lines)
    assert (outcomes(report), report.cards) == ({"new": 2, "refused": 2}, 4)


def test_progress_tells_how_many_cards_are_dealt_with(tmp_path):
    heard: list[int] = []

    import_cards(
        paths=[file_of(tmp_path, *synthetic(400))], progress=heard.append, by=factories.SYSTEM
    )

    assert heard == sorted(heard)
    assert heard[-1] == 400
    assert len(heard) > 2


def test_tags_are_made_once_and_shared(tmp_path):
    imported(tmp_path, *synthetic(12))

    assert [tag.name for tag in Tag.objects.all()] == ["Messe"]
    assert Tag.objects.get().contact_links.count() == 12


def test_a_card_cannot_set_what_no_card_may_say(tmp_path):
    """S6: no read-only column comes from a card."""
    imported(
        tmp_path,
        card("N:Berg;Anna", "X-NUMBER:7", "X-CONFIDENTIAL:1", "REV:2000-01-01", "CLASS:PRIVATE"),
    )

    contact = Contact.objects.get()
    assert (contact.number, contact.confidential, contact.account_manager) == (1, False, None)


def test_a_whole_import_can_be_undone(tmp_path):
    by = factories.acting(factories.user(role="manager"), source="import")
    factories.contact(family_name="Alt", employer="Bestand AG")
    office = card("FN:Zentrale", "ORG:Neu AG", "X-ABShowAs:COMPANY")
    late = card("N:Kern;Jan", "ORG:Neu AG", "ADR;TYPE=WORK:;;Aarweg 1;Bern;;3011;")
    report = imported(
        tmp_path, *synthetic(30), office, late, card("N:Ost", "ORG:Bestand AG"), by=by
    )

    undone = undo_batch(batch=report.batch, by=by)

    assert undone.stayed == []
    assert [each.family_name for each in Contact.live.all()] == ["Alt"]
    assert [each.name for each in Organization.live.all()] == ["Bestand AG"]


def test_what_somebody_changed_during_the_import_is_for_a_person_to_decide(tmp_path, monkeypatch):
    imported(tmp_path, card("UID:1", "N:Berg;Anna"))
    plan = apply.planned

    def while_another_writes(*seen):
        change_contact(
            contact=Contact.objects.get(), patch={"nickname": "Mimi"}, by=factories.SYSTEM
        )
        return plan(*seen)

    monkeypatch.setattr(apply, "planned", while_another_writes)

    report = imported(tmp_path, card("UID:1", "N:Berg;Anna", "NICKNAME:Anni"))

    assert reasons(report) == [(1, "review", "changed-meanwhile")]
    assert Contact.objects.get().nickname == "Mimi"


def test_a_contact_whose_card_loses_its_name_goes_by_its_number(tmp_path):
    imported(tmp_path, card("UID:1", "N:Berg;Anna"))

    report = imported(tmp_path, card("UID:1", "TEL:1"))

    assert outcomes(report) == {"updated": 1}
    assert str(Contact.objects.get()) == "1"


FORMULAS = ("=1+1", "@SUM(A1)", "+49 40 1", "-1", "<script>alert(1)</script>", "{{ 7*7 }}")


@pytest.mark.parametrize("text", FORMULAS)
def test_hostile_text_is_kept_as_text_and_nothing_is_executed(tmp_path, text):
    report = imported(tmp_path, card(f"N:{text};Anna", f"FN:{text}", f"NOTE:{text}"))

    contact = Contact.objects.get()
    assert outcomes(report) == {"new": 1}
    assert (contact.family_name, contact.notes) == (text, text)
    assert f"NOTE:{text}\r\n" in exported()
