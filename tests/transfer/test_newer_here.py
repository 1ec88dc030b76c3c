"""Importing one's own export takes back nothing that was changed in Klientel since."""

import re

import pytest
from django.db import transaction

from klientel.contacts.models import Contact
from klientel.contacts.operations.contacts import change_contact, deactivate_contact
from tests import factories
from tests.transfer.cards import card, exported, imported, outcomes, reasons, revision

pytestmark = pytest.mark.django_db
REVISION = re.compile(r"X-KLIENTEL-REVISION:(\w+-\d+)\r\n")


@pytest.fixture
def anna(db):
    return factories.contact(family_name="Berg", given_name="Anna", employer="Werk GmbH")


def change(contact, **patch):
    change_contact(contact=contact, patch=patch, by=factories.SYSTEM)


def facts(contact):
    return Contact.objects.values_list("nickname", "notes").get(pk=contact.pk)


def test_a_card_says_at_which_revision_it_was_exported(anna):
    first = REVISION.search(exported())[1]
    change(anna, nickname="Anni")

    assert int(REVISION.search(exported())[1].rpartition("-")[2]) > int(first.rpartition("-")[2])


def test_a_card_that_was_exported_before_the_contact_changed_goes_to_review(tmp_path, anna):
    text = exported()
    change(anna, nickname="Anni")
    before = revision()

    report = imported(tmp_path, text.replace("FN:", "NOTE:mag Tee\r\nFN:"))

    assert reasons(report) == [(1, "review", "newer-here")]
    assert (facts(anna), revision()) == (("Anni", ""), before)


def test_an_inactive_contact_that_changed_goes_to_review_too(tmp_path, anna):
    deactivate_contact(
        contact=anna, since=factories.TODAY, reason="do_not_contact", by=factories.SYSTEM
    )
    text = exported()
    change(anna, nickname="Anni")

    assert reasons(imported(tmp_path, text)) == [(1, "review", "newer-here")]


def test_what_no_card_prints_is_no_reason_for_review(tmp_path, anna):
    text = exported()
    change(anna, letter_salutation="Liebe Anna")

    report = imported(tmp_path, text.replace("FN:", "NOTE:mag Tee\r\nFN:"))

    assert (outcomes(report), facts(anna)) == ({"updated": 1}, ("", "mag Tee"))


def test_a_contact_that_says_the_same_again_is_unchanged(tmp_path, anna):
    text = exported()
    change(anna, nickname="Anni")
    change(anna, nickname="")

    assert outcomes(imported(tmp_path, text)) == {"unchanged": 1}


def test_a_card_may_be_exported_changed_and_imported_again_and_again(tmp_path, anna):
    for note in ("eins", "zwei", "drei"):
        text = re.sub(r"NOTE:\w+\r\n", "", exported())
        report = imported(tmp_path, text.replace("FN:", f"NOTE:{note}\r\nFN:"))
        assert (outcomes(report), facts(anna)) == ({"updated": 1}, ("", note))
        assert outcomes(imported(tmp_path, exported())) == {"unchanged": 1}


def test_the_first_export_does_not_take_back_what_a_later_one_brought(tmp_path, anna):
    first = exported()
    imported(tmp_path, first.replace("FN:", "NOTE:neu\r\nFN:"))

    report = imported(tmp_path, first)

    assert (reasons(report), facts(anna)) == ([(1, "review", "newer-here")], ("", "neu"))


def test_a_card_that_came_from_elsewhere_is_exported_as_it_came(tmp_path):
    text = card("UID:abc", "N:Berg;Anna;;;", "FN:Anna Berg", "X-HOUSE:42")
    imported(tmp_path, text)

    assert exported() == text.replace("abc", str(Contact.objects.get().uid))


def test_what_was_exported_before_a_change_here_leaves_the_change(tmp_path):
    imported(tmp_path, card("UID:abc", "N:Berg;Anna;;;", "FN:Anna Berg"))
    anna, text = Contact.objects.get(), exported()
    change(anna, nickname="Anni")

    report = imported(tmp_path, text.replace("FN:", "NOTE:neu\r\nFN:"))

    assert (outcomes(report), facts(anna)) == ({"updated": 1}, ("Anni", "neu"))


def test_a_restored_contact_keeps_what_changed_since(tmp_path, anna):
    with transaction.atomic():
        factories.contact(family_name="Kern", given_name="Jan")
        text = exported().replace(REVISION.search(exported())[1], "andere-7")
        Contact.objects.all()
        transaction.set_rollback(True)
    with transaction.atomic():
        text = text.replace(str(anna.uid), "01a20e1e-bf47-7ee6-9676-138f877ccc4a")
        text = text.replace("Anna", "Eva")
        imported(tmp_path, text)
        eva = Contact.objects.get(given_name="Eva")
        change(eva, nickname="Evi")

        imported(tmp_path, text.replace("FN:Eva", "NOTE:neu\r\nFN:Eva"))

        assert facts(eva) == ("Evi", "neu")
