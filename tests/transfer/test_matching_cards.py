"""Who a card is: never by surname alone, nor by an address that several may share."""

import pytest

from klientel.contacts.models import Contact
from klientel.contacts.operations.bin import bin_contact
from klientel.contacts.operations.contacts import PointEdit
from tests import factories
from tests.transfer.cards import card, exported, imported, outcomes, reasons, revision

pytestmark = pytest.mark.django_db

MAIL = PointEdit("email", "anna@werk.example", "work")


def anna(*lines: str, org: str = "ORG:Werk GmbH") -> str:
    return card("N:Berg;Anna", "FN:Anna Berg", *([org] if org else []), *lines)


@pytest.fixture
def known():
    return factories.contact(
        family_name="Berg", given_name="Anna", employer="Werk GmbH", points=(MAIL,),
        birthday="1980-03-22",
    )  # fmt: skip


@pytest.mark.parametrize(
    "line",
    ["EMAIL:andere@werk.example", "BDAY:1981-03-22"],
)
def test_the_same_full_name_in_one_organisation_with_differing_facts_is_review(
    tmp_path, known, line
):
    before = revision()

    report = imported(tmp_path, anna(line))

    assert reasons(report) == [(1, "review", "same-name")]
    assert revision() == before


def test_the_same_number_in_another_spelling_does_not_differ(tmp_path):
    factories.contact(
        family_name="Berg", given_name="Anna", employer="Werk GmbH",
        points=(PointEdit("phone", "040 66969-1"),),
    )  # fmt: skip

    report = imported(tmp_path, anna("TEL:+49 40 669691", "NICKNAME:Anni"))

    assert outcomes(report) == {"updated": 1}
    assert Contact.objects.get().points.count() == 1


def test_the_same_full_name_in_one_organisation_adds_what_is_missing(tmp_path, known):
    report = imported(tmp_path, anna("TEL;TYPE=CELL:0171 1", "NICKNAME:Anni", "TITLE:Leiterin"))

    known.refresh_from_db()
    assert outcomes(report) == {"updated": 1}
    assert known.nickname == "Anni"
    assert known.positions.get().title == "Leiterin"
    assert [point.value for point in known.points.order_by("pk")] == ["anna@werk.example", "0171 1"]


def test_matched_by_name_what_stands_is_kept_and_said_so(tmp_path):
    known = factories.contact(
        family_name="Berg", given_name="Anna", employer="Werk GmbH", nickname="Mimi"
    )

    report = imported(tmp_path, anna("NICKNAME:Anni", "TEL:1"))

    known.refresh_from_db()
    assert (known.nickname, reasons(report)) == ("Mimi", [(1, "updated", "kept-ours")])


def test_a_surname_alone_matches_nobody(tmp_path):
    factories.contact(family_name="Müller", employer="Werk GmbH")

    report = imported(tmp_path, card("N:Müller", "ORG:Werk GmbH"))

    assert reasons(report) == [(1, "review", "name-alone")]


def test_a_shared_box_matches_nobody(tmp_path):
    factories.contact(
        family_name="Berg", given_name="Anna", points=(PointEdit("email", "info@werk.example"),)
    )

    report = imported(tmp_path, anna("EMAIL:info@werk.example"))

    assert outcomes(report) == {"new": 1}


def test_a_mail_address_of_somebody_of_another_name_matches_nobody(tmp_path, known):
    report = imported(tmp_path, card("N:Kern;Jan", "EMAIL:anna@werk.example"))

    assert outcomes(report) == {"new": 1}


def test_a_personal_mail_address_and_the_full_name_match(tmp_path, known):
    report = imported(tmp_path, anna("EMAIL:Anna@Werk.example", "NICKNAME:Anni", org=""))

    known.refresh_from_db()
    assert (outcomes(report), known.nickname) == ({"updated": 1}, "Anni")


def test_who_is_found_at_another_organisation_is_review(tmp_path, known):
    report = imported(tmp_path, anna("EMAIL:anna@werk.example", org="ORG:Neu AG"))

    assert reasons(report) == [(1, "review", "other-organization")]


def test_two_people_of_one_name_without_an_organisation_are_two(tmp_path):
    first, second = anna("EMAIL:a@x.example", org=""), anna("EMAIL:b@y.example", org="")

    report = imported(tmp_path, first, second)

    assert outcomes(report) == {"new": 2}


def test_a_name_alone_without_an_organisation_is_review(tmp_path):
    factories.contact(family_name="Berg", given_name="Anna")

    report = imported(tmp_path, anna(org=""))

    assert reasons(report) == [(1, "review", "name-alone")]


def test_several_contacts_of_the_name_are_review(tmp_path):
    werk = factories.organization(name="Werk GmbH")
    for _ in range(2):
        factories.contact(family_name="Berg", given_name="Anna", organization=werk)

    assert reasons(imported(tmp_path, anna())) == [(1, "review", "several")]


def test_our_own_exported_uid_is_recognised(tmp_path, known):
    text = exported().replace("FN:Anna Berg", "FN:Anna Ost").replace("N:Berg;", "N:Ost;")

    report = imported(tmp_path, text)

    known.refresh_from_db()
    assert (outcomes(report), known.family_name) == ({"updated": 1}, "Ost")


def test_the_uid_of_a_card_is_kept_and_recognised(tmp_path):
    imported(tmp_path, anna("UID:abc"))

    report = imported(tmp_path, card("UID:abc", "N:Ost;Anna", "FN:Anna Ost", "ORG:Werk GmbH"))

    contact = Contact.objects.get()
    assert contact.raw_card.card_uid == "abc"
    assert (outcomes(report), contact.family_name) == ({"updated": 1}, "Ost")


def test_one_uid_twice_in_an_import_is_review_unless_the_card_is_the_same(tmp_path):
    report = imported(tmp_path, anna("UID:1"), anna("UID:1"), anna("UID:1", "TEL:1"))

    assert outcomes(report) == {"new": 1, "unchanged": 1, "review": 1}
    assert reasons(report) == [(15, "review", "uid-twice")]


def test_a_contact_in_the_bin_is_not_brought_back(tmp_path, known):
    text = exported()
    bin_contact(contact=known, by=factories.SYSTEM)

    assert reasons(imported(tmp_path, text)) == [(1, "review", "in-bin")]


def test_another_organisation_on_the_card_is_a_change_of_company_for_a_person_to_make(
    tmp_path, known
):
    text = exported().replace("ORG:Werk GmbH", "ORG:Neu AG")

    assert reasons(imported(tmp_path, text)) == [(1, "review", "other-organization")]


def test_who_changed_company_here_stays_there_when_the_old_card_comes_again(tmp_path, known):
    from klientel.contacts.operations.positions import NextJob, change_company

    imported(tmp_path, card("UID:7", "N:Kern;Jan", "ORG:Werk GmbH"))
    jan = Contact.objects.get(family_name="Kern")
    change_company(
        contact=jan, leaving=jan.positions.get(), to=NextJob(new_name="Neu AG"),
        on=factories.TODAY, by=factories.SYSTEM,
    )  # fmt: skip

    report = imported(tmp_path, card("UID:7", "N:Kern;Jan", "ORG:Werk GmbH", "NICKNAME:J"))

    jan.refresh_from_db()
    assert (outcomes(report), jan.nickname) == ({"updated": 1}, "J")
    assert jan.positions.get(is_current=True).organization.name == "Neu AG"
