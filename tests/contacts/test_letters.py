"""How a letter greets, and what its address block prints."""

from klientel.contacts.letters import (
    address_block,
    household_block,
    household_salutation,
    letter_salutation_of,
    salutation_through,
)
from klientel.contacts.models import Contact, Organization, Position
from tests.factories import BERN, HAMBURG

MARIA = Contact(salutation="female", given_name="Maria", family_name="Müller")
JAN = Contact(salutation="male", title="Dr.", given_name="Jan", family_name="Müller")
KIM = Contact(salutation="diverse", given_name="Kim", family_name="Wald")
OFFICE = Contact(sort="office", label="Buchhaltung")
FIRM = Organization(name="Musterbau GmbH")
DEPARTMENT = Organization(name="Einkauf", parent=FIRM, is_department=True)
HOME = Organization(name="Familie Müller", sort="household")


def test_the_letter_salutation_is_derived():
    greetings = [letter_salutation_of(each) for each in (MARIA, JAN, KIM, OFFICE)]

    assert greetings == [
        "Sehr geehrte Frau Müller",
        "Sehr geehrter Herr Dr. Müller",
        "Guten Tag Kim Wald",
        "Sehr geehrte Damen und Herren",
    ]


def test_an_unknown_salutation_is_gender_neutral():
    assert letter_salutation_of(Contact(given_name="Toni", family_name="Berg")) == (
        "Guten Tag Toni Berg"
    )
    assert letter_salutation_of(Contact(family_name="Berg")) == "Sehr geehrte Damen und Herren"


def test_a_salutation_of_ones_own_overrides_the_derived():
    friend = Contact(family_name="Müller", letter_salutation="Liebe Maria")

    assert letter_salutation_of(friend) == "Liebe Maria"


def test_the_contacts_language_decides():
    assert (
        letter_salutation_of(Contact(salutation="female", family_name="Smith", language="en"))
        == "Dear Ms Smith"
    )


def test_a_household_greets_all_its_members():
    greeting = "Sehr geehrte Frau Müller, sehr geehrter Herr Dr. Müller"

    assert household_salutation([MARIA, JAN, OFFICE]) == greeting
    assert salutation_through(MARIA, HOME, [MARIA, JAN]) == greeting
    assert salutation_through(MARIA, FIRM, [MARIA, JAN]) == "Sehr geehrte Frau Müller"
    assert salutation_through(MARIA, None) == "Sehr geehrte Frau Müller"


def test_a_household_of_one_keeps_the_salutation_of_ones_own():
    friend = Contact(family_name="Müller", letter_salutation="Liebe Maria")

    assert household_salutation([friend]) == "Liebe Maria"


def test_the_block_prints_the_company_then_the_department():
    position = Position(organization=FIRM, department="Vertrieb", address_line="Gebäude 7")

    assert address_block(MARIA, position, HAMBURG) == [
        "Musterbau GmbH",
        "Vertrieb",
        "Frau Maria Müller",
        "Gebäude 7",
        "Musterkai 14",
        "20457 Hamburg",
    ]


def test_a_department_stands_under_its_company():
    assert address_block(OFFICE, Position(organization=DEPARTMENT), HAMBURG) == [
        "Musterbau GmbH",
        "Einkauf",
        "Buchhaltung",
        "Musterkai 14",
        "20457 Hamburg",
    ]


def test_a_household_prints_its_people_and_no_company():
    assert address_block(JAN, Position(organization=HOME), BERN) == [
        "Herrn Dr. Jan Müller",
        "Aarweg 1",
        "3011 BERN",
        "SCHWEIZ",
    ]
    assert household_block(HOME, [MARIA, JAN], HAMBURG)[:2] == [
        "Frau Maria Müller",
        "Herrn Dr. Jan Müller",
    ]
    assert household_block(HOME, [], HAMBURG)[0] == "Familie Müller"


def test_without_an_organization_the_person_stands_alone():
    assert address_block(KIM, None, HAMBURG) == ["Kim Wald", "Musterkai 14", "20457 Hamburg"]
