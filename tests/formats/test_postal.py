"""Address blocks as each country writes them; countries and federal states by their names."""

import pytest

from klientel.formats.postal import (
    STATE_NAMES,
    PostalAddress,
    address_lines,
    country_code,
    country_name,
    german_state,
)
from klientel.formats.states import postcodes_in

WERFT = ("Hanseatische Werft GmbH", "Einkauf", "Frau Dr. Anna Köhler-Stein")


def test_a_german_block_has_no_empty_line_and_no_country() -> None:
    address = PostalAddress(WERFT, "", "Reiherdamm 5", "", "20457", "Hamburg", "", "DE")
    assert address_lines(address) == [*WERFT, "Reiherdamm 5", "20457 Hamburg"]


def test_the_town_stands_first_in_new_zealand() -> None:
    address = PostalAddress(street="1 Queen Street", postcode="1010", town="Auckland", country="NZ")
    assert address_lines(address, home="NZ") == ["1 Queen Street", "Auckland 1010"]


def test_a_state_knows_its_postcodes() -> None:
    assert {german_state(first) for first, _last in postcodes_in("DE-HH")} == {"DE-HH"}
    assert {german_state(last) for _first, last in postcodes_in("DE-HH")} == {"DE-HH"}


def test_a_post_box_stands_in_place_of_the_street() -> None:
    address = PostalAddress(("Werft",), "", "Kai 1", "12 34 56", "20001", "Hamburg")
    assert address_lines(address) == ["Werft", "Postfach 12 34 56", "20001 Hamburg"]


@pytest.mark.parametrize(
    ("address", "lines"),
    [
        (
            PostalAddress((), "", "Ring 1", "", "1010", "Wien", "", "AT"),
            ["Ring 1", "1010 WIEN", "ÖSTERREICH"],
        ),
        (
            PostalAddress((), "", "Marktgasse 2", "", "3011", "Bern", "", "CH"),
            ["Marktgasse 2", "3011 BERN", "SCHWEIZ"],
        ),
        (
            PostalAddress((), "Flat 2", "10 Mill Lane", "", "cb2 1rx", "Cambridge", "", "GB"),
            ["Flat 2", "10 Mill Lane", "CAMBRIDGE", "CB2 1RX", "VEREINIGTES KÖNIGREICH"],
        ),
        (
            PostalAddress((), "", "123 Main St", "", "78701", "Austin", "TX", "US"),
            ["123 Main St", "AUSTIN, TX 78701", "VEREINIGTE STAATEN"],
        ),
        (
            PostalAddress((), "", "5 rue du Port", "", "75001", "Paris", "", "FR"),
            ["5 rue du Port", "75001 PARIS", "FRANKREICH"],
        ),
        (
            PostalAddress((), "", "Dam 1", "", "1012jl", "Amsterdam", "", "NL"),
            ["Dam 1", "1012 JL AMSTERDAM", "NIEDERLANDE"],
        ),
        (
            PostalAddress((), "", "Via Roma 1\nInt. 2", "", "00184", "Roma", "", "IT"),
            ["Via Roma 1", "Int. 2", "00184 ROMA", "ITALIEN"],
        ),
    ],
)
def test_abroad_town_and_country_stand_in_capitals(
    address: PostalAddress, lines: list[str]
) -> None:
    assert address_lines(address) == lines


def test_at_home_in_austria_germany_is_abroad() -> None:
    address = PostalAddress((), "", "Kai 1", "", "20457", "Hamburg", "", "DE")
    assert address_lines(address, home="AT") == ["Kai 1", "20457 HAMBURG", "DEUTSCHLAND"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Deutschland", "DE"),
        ("Germany", "DE"),
        ("D", "DE"),
        ("ÖSTERREICH", "AT"),
        ("Oesterreich", "AT"),
        ("schweiz", "CH"),
        ("United States of America", "US"),
        ("U.S.A.", "US"),
        ("USA", "US"),
        ("Großbritannien", "GB"),
        ("Niederlande", "NL"),
        ("nl", "NL"),
        ("Türkei", "TR"),
        ("Tuerkei", "TR"),
        ("Atlantis", ""),
        ("", ""),
    ],
)
def test_countries_are_known_by_german_and_english_names(text: str, code: str) -> None:
    assert country_code(text) == code


def test_country_names() -> None:
    names = [country_name("CH"), country_name("CH", "en"), country_name("XX")]
    assert names == ["Schweiz", "Switzerland", "XX"]


TOWNS = {
    "DE-BW": "70173 69412 68159 69469 97941 97877 88147 89073 78462 79098 76131",
    "DE-BY": "80331 89231 88131 63739 96450 97070 90402 94032 87435",
    "DE-BE": "10115 12527 14195 13347",
    "DE-BB": "14467 12529 15230 16225 01968 04916 03046 17291 19348 14712",
    "DE-HB": "28195 27568 28779",
    "DE-HH": "20095 21073 22767 21029",
    "DE-HE": "65183 55252 34117 36037 37213 60311 64283 68519 68623 35390 69239 65549",
    "DE-MV": "19053 18055 17033 17489 23966 17335",
    "DE-NI": "30159 21335 37073 37603 26121 27472 48529 49074 38100 34346 19273",
    "DE-NW": "40213 53604 57072 34414 34431 37671 48431 49477 32423 50667 59065",
    "DE-RP": "55116 67059 76726 53572 57518 66482 56068 54290 65582 66849",
    "DE-SL": "66111 66424 66663 66740 66538",
    "DE-SN": "01067 02977 04109 04860 08523 09111 02826 07919",
    "DE-ST": "39104 06108 29410 38820 06484 39576",
    "DE-SH": "24103 25813 21502 21481 23552 27498 22844",
    "DE-TH": "99084 04600 36433 37308 96515 98527 07743 06556 99817",
}


@pytest.mark.parametrize("state", TOWNS)
def test_postcodes_lie_in_their_federal_state(state: str) -> None:
    codes = TOWNS[state].split()
    assert {code: german_state(code) for code in codes} == dict.fromkeys(codes, state)


@pytest.mark.parametrize("text", ["", "0000", "00001", "8001", "87491", "87568", "abcde", "1010A"])
def test_what_is_no_german_postcode_has_no_state(text: str) -> None:
    assert german_state(text) == ""


def test_each_state_has_a_name_and_a_postcode_may_have_its_d() -> None:
    assert set(STATE_NAMES) == set(TOWNS)
    assert german_state(" D-65183 ") == "DE-HE"
