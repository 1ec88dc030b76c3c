"""Many people, houses and countries: what stands on the envelope and how the letter begins."""

import pytest

from klientel.contacts.addresses import PostalAddress
from klientel.contacts.letters import (
    address_block,
    company_block,
    household_block,
    household_salutation,
    letter_salutation_of,
)
from klientel.contacts.models import Contact, Organization, Position

HOME = PostalAddress(street="Weg 1", postcode="20457", town="Hamburg", country="DE")
F, M, D = "female", "male", "diverse"


def _person(salutation="", title="", given="", family="", prefix="", **more):
    names = {"given_name": given, "family_name": family, "prefix": prefix}
    return Contact(salutation=salutation, title=title, **names, **more)


GERMAN = [
    (_person(F, "", "Eva", "Berg"), "Frau Eva Berg", "Sehr geehrte Frau Berg"),
    (_person(M, "", "Jan", "Berg"), "Herrn Jan Berg", "Sehr geehrter Herr Berg"),
    (_person("", "", "Kim", "Berg"), "Kim Berg", "Guten Tag Kim Berg"),
    (_person(D, "", "Kim", "Berg"), "Kim Berg", "Guten Tag Kim Berg"),
    (_person(D, "Dr.", "Kim", "Berg"), "Dr. Kim Berg", "Guten Tag Dr. Kim Berg"),
    (_person("", "Prof. Dr.", "", "Berg"), "Prof. Dr. Berg", "Guten Tag Prof. Dr. Berg"),
    (_person(F, "Dr.", "Eva", "Berg"), "Frau Dr. Eva Berg", "Sehr geehrte Frau Dr. Berg"),
    (
        _person(M, "Dr. med.", "Jan", "Berg"),
        "Herrn Dr. med. Jan Berg",
        "Sehr geehrter Herr Dr. Berg",
    ),
    (
        _person(F, "Prof. Dr.-Ing.", "Eva", "Berg"),
        "Frau Prof. Dr.-Ing. Eva Berg",
        "Sehr geehrte Frau Prof. Dr. Berg",
    ),
    (_person(M, "Prof.", "Jan", "Berg"), "Herrn Prof. Jan Berg", "Sehr geehrter Herr Prof. Berg"),
    (
        _person(M, "Dipl.-Ing.", "Jan", "Berg"),
        "Herrn Dipl.-Ing. Jan Berg",
        "Sehr geehrter Herr Berg",
    ),
    (_person(F, "Mag.", "Eva", "Berg"), "Frau Mag. Eva Berg", "Sehr geehrte Frau Berg"),
    (
        _person(F, "", "Eva", "Stein", prefix="von"),
        "Frau Eva von Stein",
        "Sehr geehrte Frau von Stein",
    ),
    (
        _person(M, "Dr.", "Jan", "von der Weyde"),
        "Herrn Dr. Jan von der Weyde",
        "Sehr geehrter Herr Dr. von der Weyde",
    ),
    (
        _person(M, "", "Jan", "Sayn", prefix="zu"),
        "Herrn Jan zu Sayn",
        "Sehr geehrter Herr zu Sayn",
    ),
    (
        _person(F, "", "Eva", "Stein", prefix="Freifrau von"),
        "Frau Eva Freifrau von Stein",
        "Sehr geehrte Freifrau von Stein",
    ),
    (
        _person(M, "", "Jan", "Freiherr von Stein"),
        "Herrn Jan Freiherr von Stein",
        "Sehr geehrter Freiherr von Stein",
    ),
    (
        _person(F, "Dr.", "Eva", "Gräfin von Bern"),
        "Frau Dr. Eva Gräfin von Bern",
        "Sehr geehrte Frau Dr. Gräfin von Bern",
    ),
    (_person(M, "", "Jan", "Graf"), "Herrn Jan Graf", "Sehr geehrter Herr Graf"),
    (_person("", "", "Eva", "Freiin von Au"), "Eva Freiin von Au", "Sehr geehrte Freiin von Au"),
    (_person(F, "", "", "Berg"), "Frau Berg", "Sehr geehrte Frau Berg"),
    (_person("", "", "", "Berg"), "Berg", "Sehr geehrte Damen und Herren"),
    (_person(F, "", "Eva", ""), "Frau Eva", "Guten Tag Eva"),
    (
        _person(F, "", "Eva", "Özdemir-Şahin"),
        "Frau Eva Özdemir-Şahin",
        "Sehr geehrte Frau Özdemir-Şahin",
    ),
    (
        _person(M, "", "Jan", "Berg", suffix="jun."),
        "Herrn Jan Berg jun.",
        "Sehr geehrter Herr Berg",
    ),
    (_person(M, "", "Ludwig", "van Hove"), "Herrn Ludwig van Hove", "Sehr geehrter Herr van Hove"),
    (
        _person(F, "", "Eva", "Berg", letter_salutation="Liebe Eva"),
        "Frau Eva Berg",
        "Liebe Eva",
    ),
    (Contact(sort="office", label="Buchhaltung"), "Buchhaltung", "Sehr geehrte Damen und Herren"),
    (Contact(sort="office", label="Zentrale"), "Zentrale", "Sehr geehrte Damen und Herren"),
    (_person(D, "", "", "Berg", label="Praxis Berg"), "Berg", "Sehr geehrte Damen und Herren"),
]


@pytest.mark.parametrize(("contact", "line", "greeting"), GERMAN)
def test_german_letters_to_one(contact, line, greeting):
    block = address_block(contact, None, HOME)

    assert (block, letter_salutation_of(contact)) == ([line, "Weg 1", "20457 Hamburg"], greeting)


ENGLISH = [
    (_person(F, "", "Eva", "Berg"), "Ms Eva Berg", "Dear Ms Berg"),
    (_person(M, "Dr.", "Jan", "Berg"), "Dr. Jan Berg", "Dear Dr Berg"),
    (_person(M, "Prof.", "Jan", "Berg"), "Prof. Jan Berg", "Dear Professor Berg"),
    (_person("", "", "Kim", "Berg"), "Kim Berg", "Dear Kim Berg"),
    (_person(F, "", "Eva", "Stein", prefix="von"), "Ms Eva von Stein", "Dear Ms von Stein"),
    (Contact(sort="office", label="Accounts"), "Accounts", "Dear Sir or Madam"),
]


@pytest.mark.parametrize(("contact", "line", "greeting"), ENGLISH)
def test_english_letters_to_one(contact, line, greeting):
    contact.language = "en"
    block = address_block(contact, None, HOME, language="en")

    assert (block[0], letter_salutation_of(contact)) == (line, greeting)


EVA, JAN = _person(F, "", "Eva", "Berg"), _person(M, "Dr.", "Jan", "Berg")
DENIZ, AYSE = _person("", "", "Deniz", "Özdemir"), _person(F, "", "Ayşe", "Özdemir")
FRIEND = _person(F, "", "Eva", "Berg", letter_salutation="Liebe Eva")


@pytest.mark.parametrize(
    ("people", "lines", "greeting"),
    [
        (
            [EVA, JAN],
            ["Frau Eva Berg", "Herrn Dr. Jan Berg"],
            "Sehr geehrte Frau Berg, sehr geehrter Herr Dr. Berg",
        ),
        (
            [JAN, AYSE],
            ["Herrn Dr. Jan Berg", "Frau Ayşe Özdemir"],
            "Sehr geehrter Herr Dr. Berg, sehr geehrte Frau Özdemir",
        ),
        (
            [EVA, DENIZ],
            ["Frau Eva Berg", "Deniz Özdemir"],
            "Sehr geehrte Frau Berg, guten Tag Deniz Özdemir",
        ),
        ([EVA], ["Frau Eva Berg"], "Sehr geehrte Frau Berg"),
        (
            [FRIEND, JAN],
            ["Frau Eva Berg", "Herrn Dr. Jan Berg"],
            "Liebe Eva, sehr geehrter Herr Dr. Berg",
        ),
        (
            [EVA, JAN, DENIZ, AYSE],
            ["Familie Berg"],
            (
                "Sehr geehrte Frau Berg, sehr geehrter Herr Dr. Berg, guten Tag Deniz Özdemir, "
                "sehr geehrte Frau Özdemir"
            ),
        ),
        ([], ["Familie Berg"], "Sehr geehrte Damen und Herren"),
    ],
)
def test_letters_to_a_household(people, lines, greeting):
    block = household_block(Organization(name="Familie Berg", sort="household"), people, HOME)

    assert (block[:-2], household_salutation(people)) == (lines, greeting)


FIRM = Organization(name="Musterbau GmbH")
PART = Organization(name="Einkauf", parent=FIRM, is_department=True)


@pytest.mark.parametrize(
    ("block", "lines"),
    [
        (company_block(FIRM, HOME), ["Musterbau GmbH", "Weg 1", "20457 Hamburg"]),
        (company_block(PART, HOME), ["Musterbau GmbH", "Einkauf", "Weg 1", "20457 Hamburg"]),
        (
            address_block(EVA, Position(organization=FIRM, department="Bau"), HOME),
            ["Musterbau GmbH", "Bau", "Frau Eva Berg", "Weg 1", "20457 Hamburg"],
        ),
        (
            address_block(EVA, Position(organization=FIRM, address_line="Haus 7"), HOME),
            ["Musterbau GmbH", "Frau Eva Berg", "Haus 7", "Weg 1", "20457 Hamburg"],
        ),
        (
            company_block(FIRM, PostalAddress(po_box="12 34", postcode="20001", town="Hamburg")),
            ["Musterbau GmbH", "Postfach 12 34", "20001 Hamburg"],
        ),
        (
            address_block(EVA, None, PostalAddress(extra="c/o Lund", street="Weg 1", town="Kiel")),
            ["Frau Eva Berg", "c/o Lund", "Weg 1", "Kiel"],
        ),
        (
            company_block(FIRM, PostalAddress(postcode="D-20457", town="Hamburg", country="DE")),
            ["Musterbau GmbH", "20457 Hamburg"],
        ),
        (company_block(FIRM, PostalAddress()), ["Musterbau GmbH"]),
    ],
)
def test_german_blocks(block, lines):
    assert block == lines


@pytest.mark.parametrize(
    ("code", "address", "lines"),
    [
        ("AT", ("Ring 1", "1010", "Wien", ""), ["Ring 1", "1010 WIEN", "ÖSTERREICH"]),
        ("AU", ("1 Pitt St", "2000", "Sydney", "NSW"), ["1 Pitt St", "SYDNEY NSW 2000", "AUSTRALIEN"]),
        ("BE", ("Rue 1", "1000", "Bruxelles", ""), ["Rue 1", "1000 BRUXELLES", "BELGIEN"]),
        ("BR", ("Rua 1", "70002-900", "Brasília", "DF"), ["Rua 1", "BRASÍLIA - DF", "70002-900", "BRASILIEN"]),
        ("CA", ("1 Main St", "K1A0B1", "Ottawa", "ON"), ["1 Main St", "OTTAWA ON K1A 0B1", "KANADA"]),
        ("CH", ("Gasse 2", "CH-3011", "Bern", "BE"), ["Gasse 2", "3011 BERN", "SCHWEIZ"]),
        ("CZ", ("Dlouhá 1", "11000", "Praha", ""), ["Dlouhá 1", "110 00 PRAHA", "TSCHECHIEN"]),
        ("DK", ("Vej 1", "1050", "København K", ""), ["Vej 1", "1050 KØBENHAVN K", "DÄNEMARK"]),
        ("ES", ("Calle 1", "28001", "Getafe", "Madrid"), ["Calle 1", "28001 GETAFE", "Madrid", "SPANIEN"]),
        ("FR", ("1 rue", "F-75001", "Paris", ""), ["1 rue", "75001 PARIS", "FRANKREICH"]),
        ("GB", ("1 Mill Ln", "cb2 1rx", "Cambridge", ""), ["1 Mill Ln", "CAMBRIDGE", "CB2 1RX", "VEREINIGTES KÖNIGREICH"]),
        ("HU", ("Fő u. 1", "1011", "Budapest", ""), ["BUDAPEST", "Fő u. 1", "1011", "UNGARN"]),
        ("IE", ("1 Quay", "D02 X285", "Dublin", ""), ["1 Quay", "DUBLIN", "D02 X285", "IRLAND"]),
        ("IT", ("Via 1", "00184", "Roma", "RM"), ["Via 1", "00184 ROMA RM", "ITALIEN"]),
        ("JP", ("1-1 Chiyoda", "100-0001", "Chiyoda-ku", "Tokyo"), ["1-1 Chiyoda", "CHIYODA-KU, Tokyo 100-0001", "JAPAN"]),
        ("LT", ("Gatvė 1", "LT-01100", "Vilnius", ""), ["Gatvė 1", "LT-01100 VILNIUS", "LITAUEN"]),
        ("LV", ("Iela 1", "LV-1050", "Rīga", ""), ["Iela 1", "RĪGA, LV-1050", "LETTLAND"]),
        ("NL", ("Dam 1", "1012jl", "Amsterdam", ""), ["Dam 1", "1012 JL AMSTERDAM", "NIEDERLANDE"]),
        ("NZ", ("1 Queen St", "1010", "Auckland", ""), ["1 Queen St", "AUCKLAND 1010", "NEUSEELAND"]),
        ("PL", ("ul. 1", "00950", "Warszawa", ""), ["ul. 1", "00-950 WARSZAWA", "POLEN"]),
        ("PT", ("Rua 1", "1000205", "Lisboa", ""), ["Rua 1", "1000-205 LISBOA", "PORTUGAL"]),
        ("SE", ("Gatan 1", "11350", "Stockholm", ""), ["Gatan 1", "113 50 STOCKHOLM", "SCHWEDEN"]),
        ("US", ("1 Main St", "78701", "Austin", "TX"), ["1 Main St", "AUSTIN, TX 78701", "VEREINIGTE STAATEN"]),
        ("US", ("1 Main St", "78701", "Austin", ""), ["1 Main St", "AUSTIN 78701", "VEREINIGTE STAATEN"]),
    ],
)  # fmt: skip
def test_blocks_of_other_countries(code, address, lines):
    street, postcode, town, region = address
    value = PostalAddress(street=street, postcode=postcode, town=town, region=region, country=code)

    assert company_block(FIRM, value)[1:] == lines


@pytest.mark.parametrize(
    ("home", "country"),
    [("DE", "FRANKREICH"), ("AT", "FRANKREICH"), ("CH", "FRANKREICH"), ("GB", "FRANCE"), ("IT", "FRANCIA")],
)  # fmt: skip
def test_the_country_stands_in_the_language_of_where_it_is_posted(home, country):
    paris = PostalAddress(street="1 rue", postcode="75001", town="Paris", country="FR")

    assert company_block(FIRM, paris, home=home)[-1] == country
