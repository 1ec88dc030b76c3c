"""Organisations from cards: matched or made, their main contact, what their people inherit."""

import pytest

from klientel.accounts.permissions import Denied
from klientel.contacts.addresses import PostalAddress
from klientel.contacts.models import Address, Contact, ContactPoint, Organization
from klientel.contacts.operations.bin import bin_contact
from klientel.contacts.operations.imports import NewCard, add_cards
from klientel.contacts.queries import inherited_at, value_of
from tests import factories
from tests.transfer.cards import card, exported, imported, outcomes, reasons, revision

pytestmark = pytest.mark.django_db

KAI = "ADR;TYPE=WORK:;;Musterkai 14;Hamburg;;20457;Deutschland"
AARWEG = "ADR;TYPE=WORK:;;Aarweg 1;Bern;;3011;Schweiz"
HAMBURG = PostalAddress(street="Musterkai 14", postcode="20457", town="Hamburg", country="DE")
BERN = PostalAddress(street="Aarweg 1", postcode="3011", town="Bern", country="CH")


def person(family: str, *lines: str, org: str = "Werk GmbH") -> str:
    return card(f"N:{family};Anna", f"FN:Anna {family}", *([f"ORG:{org}"] if org else []), *lines)


def own_addresses() -> list[tuple[str, str, bool]]:
    rows = Address.objects.order_by("contact__family_name", "is_company", "pk")
    return [(row.contact.family_name, row.town, row.is_company) for row in rows]


def main_contact(name: str = "Werk GmbH") -> str:
    return str(Organization.objects.get(name=name).main_position.contact)


def test_who_is_created_together_with_a_new_organisation_becomes_its_main_contact(tmp_path):
    imported(tmp_path, person("Berg", KAI))

    assert main_contact() == "Anna Berg"
    assert own_addresses() == [("Berg", "Hamburg", True)]


def test_of_several_cards_the_first_person_is_main_and_the_most_frequent_address_the_companys(
    tmp_path,
):
    office = card("FN:Zentrale", "ORG:Werk GmbH", "X-ABShowAs:COMPANY")

    imported(tmp_path, office, person("Berg", AARWEG), person("Kern", KAI), person("Ost", KAI))

    assert main_contact() == "Anna Berg"
    assert own_addresses() == [("Berg", "Bern", False), ("Berg", "Hamburg", True)]


def test_the_first_person_becomes_main_contact_even_in_a_later_unit(tmp_path):
    office = card("FN:Werk GmbH", "ORG:Werk GmbH", KAI)
    twin = card("FN:Werk GmbH", "ORG:Andere AG")

    imported(tmp_path, office, twin, person("Berg", KAI))

    assert main_contact() == "Anna Berg"
    assert own_addresses() == [("Berg", "Hamburg", True)]


def test_a_company_card_is_an_office_of_its_organisation(tmp_path):
    imported(tmp_path, card("FN:Werk GmbH", "N:;;;;", "X-ABShowAs:COMPANY", "TEL:040 1"))

    (office,) = Contact.objects.all()
    assert (office.sort, office.label, main_contact()) == ("office", "Werk GmbH", "Werk GmbH")


def test_an_organisation_is_matched_by_its_folded_name(tmp_path):
    organization = factories.organization(name="Müller Söhne", address=HAMBURG)

    imported(tmp_path, person("Berg", org="MULLER SOHNE"))

    berg = Contact.objects.get(family_name="Berg")
    assert berg.positions.get().organization == organization
    assert Organization.objects.count() == 1


def test_an_address_equal_to_the_organisations_is_inherited(tmp_path):
    factories.organization(name="Werk GmbH", address=HAMBURG)

    imported(tmp_path, person("Berg", "ADR;TYPE=WORK:;;MUSTERKAI 14;Hamburg;;20457;"))

    assert not Contact.objects.get(family_name="Berg").addresses.exists()


def test_a_later_card_never_changes_the_companys_address(tmp_path):
    organization = factories.organization(name="Werk GmbH", address=HAMBURG)

    imported(tmp_path, person("Berg", AARWEG), person("Kern", AARWEG))

    berg = Contact.objects.get(family_name="Berg")
    assert value_of(berg.addresses.get()) == BERN
    assert inherited_at(berg.positions.get()) == HAMBURG
    assert Organization.objects.get() == organization


def test_an_address_shared_by_two_becomes_that_of_an_organisation_without_one(tmp_path):
    factories.organization(name="Werk GmbH")

    imported(tmp_path, person("Berg", KAI), person("Kern", KAI), person("Ost", AARWEG))

    assert own_addresses() == [("", "Hamburg", True), ("Ost", "Bern", False)]
    assert main_contact() != "Anna Berg"


def test_a_shared_switchboard_and_website_are_the_organisations(tmp_path):
    line, web = "TEL;TYPE=MAIN,WORK:+49 40 1000", "URL;TYPE=WORK:https://werk.example"

    imported(tmp_path, person("Berg", line, web), person("Kern", "TEL;TYPE=MAIN:040 1000", web))

    werk = Organization.objects.get()
    assert (werk.website, werk.seat.switchboard.value) == ("https://werk.example", "+49 40 1000")
    assert [row.contact.family_name for row in ContactPoint.objects.all()] == ["Berg"]


def test_business_points_hang_on_the_position_and_private_ones_on_none(tmp_path):
    imported(
        tmp_path, person("Berg", "TEL;TYPE=HOME:1", "TEL:2", "EMAIL;TYPE=WORK:a@b.example", KAI)
    )

    job = Contact.objects.get().positions.get()
    rows = ContactPoint.objects.order_by("pk").values_list("value", "use", "position")
    assert list(rows) == [
        ("1", "private", None),
        ("2", "business", job.pk),
        ("a@b.example", "business", job.pk),
    ]


def test_two_organisations_of_one_name_are_for_a_person_to_decide(tmp_path):
    factories.organization(name="Werk GmbH")
    factories.organization(name="WERK GmbH")
    before = revision()

    report = imported(tmp_path, person("Berg"))

    assert reasons(report) == [(1, "review", "organization-unclear")]
    assert revision() == before


def test_a_colleague_who_inherits_does_not_get_an_own_address_from_his_own_export(tmp_path):
    imported(tmp_path, person("Berg", KAI), person("Kern"))
    before = revision()
    text = exported()

    report = imported(tmp_path, text, name="again.vcf")

    assert text.count("Musterkai 14") == 2
    assert (outcomes(report), revision()) == ({"unchanged": 2}, before)


def test_a_second_business_address_stands_beside_the_inherited_one(tmp_path):
    imported(tmp_path, person("Berg", KAI, AARWEG))

    berg = Contact.objects.get()
    assert value_of(berg.effective.address) == HAMBURG
    assert own_addresses() == [("Berg", "Bern", False), ("Berg", "Hamburg", True)]
    assert exported().count("ADR;TYPE=WORK:") == 2


def test_cards_that_end_in_review_do_not_vote_for_the_address(tmp_path):
    gone = factories.contact(family_name="Berg", given_name="Anna")
    text = exported().replace("FN:", f"ORG:Werk GmbH\r\n{AARWEG}\r\nFN:")
    bin_contact(contact=gone, by=factories.SYSTEM)
    twin = card("UID:twin", "N:Ost;Ute", "FN:Ute Ost", "ORG:Werk GmbH", KAI)
    other = card("UID:twin", "N:West;Ute", "FN:Ute West", "ORG:Werk GmbH", AARWEG)

    report = imported(tmp_path, text, twin, other)

    assert {reason for _line, _outcome, reason in reasons(report)} == {"in-bin", "uid-twice"}
    organization = Organization.objects.get(name="Werk GmbH")
    assert value_of(organization.seat.address) == HAMBURG


def test_one_of_a_name_at_one_organisation_votes_once(tmp_path):
    bergs = [person("Berg", f"EMAIL:{sign}@werk.example", AARWEG) for sign in "abc"]

    imported(tmp_path, person("Kern", KAI), *bergs, person("Ost", KAI))

    assert value_of(Organization.objects.get().seat.address) == HAMBURG


def test_nobody_is_put_into_an_organisation_that_the_importer_does_not_see():
    secret = factories.organization(name="Geheim GmbH", confidential=True)
    outsider = factories.acting(factories.user(role="manager"))
    new = NewCard({"family_name": "Neu"}, card("FN:Neu"), employer=secret.pk)

    with pytest.raises(Denied):
        add_cards(cards=[new], founded={}, settled={}, by=outsider)

    assert not Contact.objects.filter(family_name="Neu").exists()
