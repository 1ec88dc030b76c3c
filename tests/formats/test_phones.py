"""One number in every way it is typed."""

import pytest

from klientel.formats.phones import Phone, dialled, digits_forms, parsed, query_digits, shown

HAMBURG = [
    "+49 40 66969-142",
    "0049 (0)40 66969142",
    "+49(0)40/66969-142",
    "+49 040 66969 142",
    "(040) 66969-142",
    "040 66 96 91 42",
    "040/66969142",
]


@pytest.mark.parametrize("typed", HAMBURG)
def test_one_number_has_one_index(typed: str) -> None:
    assert digits_forms(typed) == ("494066969142", "04066969142")


@pytest.mark.parametrize("typed", HAMBURG)
@pytest.mark.parametrize("asked", [*HAMBURG, "66969", "040 66969", "+49 40 669", "69-142"])
def test_each_spelling_and_each_part_finds_it(typed: str, asked: str) -> None:
    digits = query_digits(asked)
    assert digits
    assert any(digits in form for form in digits_forms(typed))


@pytest.mark.parametrize(
    ("typed", "country", "forms"),
    [
        ("044 668 18 00", "CH", ("41446681800", "0446681800")),
        ("+1 418 656-9254", "DE", ("14186569254", "4186569254")),
        ("+39 06 698", "DE", ("3906698", "06698")),
        ("66969-142", "DE", ("66969142",)),
        ("040 1234 ext. 56", "DE", ("4940123456", "040123456")),
        ("+999 1 2", "DE", ("99912",)),
        ("Zentrale", "DE", ()),
        ("", "DE", ()),
    ],
)
def test_forms(typed: str, country: str, forms: tuple[str, ...]) -> None:
    assert digits_forms(typed, country) == forms


@pytest.mark.parametrize("text", ["Berg", "a@b.example", "", "7", "12.03.1980 Berg"])
def test_text_is_no_query_for_digits(text: str) -> None:
    assert query_digits(text) == ""


def test_a_number_is_parsed_in_its_country() -> None:
    assert parsed("040 66969142 ext. 7") == Phone(
        "+494066969142", "040 66969142", "+49 40 66969142", "7"
    )
    assert parsed("keine") is None
    assert parsed("1" * 300) is None


@pytest.mark.parametrize(
    ("typed", "display"),
    [
        ("040 66969-142", "040 66969-142"),
        (" 040  66969-142 ", "040 66969-142"),
        ("04066969142", "040 66969142"),
        ("+4917112345678", "0171 12345678"),
        ("+41446681800", "+41 44 668 18 00"),
        ("intern 12", "intern 12"),
    ],
)
def test_a_number_typed_in_groups_stays_any_other_is_formatted(typed: str, display: str) -> None:
    assert shown(typed) == display


@pytest.mark.parametrize("text", ["1" * 3_000, "1", "anna", "+1 234"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert parsed(text) is None


def test_what_is_no_number_is_shown_as_typed() -> None:
    assert shown(" 1 ") == "1"


def test_a_code_that_no_country_has_belongs_to_the_number() -> None:
    assert digits_forms("+999 1234567") == ("9991234567",)


def test_a_code_does_not_begin_with_zero() -> None:
    assert digits_forms("+049 1234567") == ("0491234567",)


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("040 66969-142", "04066969142"),
        ("+49 (0)40 66969-142", "+494066969142"),
        ("+49 40 12345 ext. 12", "+494012345;ext=12"),
        ("040 12345 Durchwahl 7", "04012345;ext=7"),
        ("040 12345 DW 7", "04012345;ext=7"),
        ("030/1234567", "0301234567"),
        ("*31#", "*31#"),
        ("", ""),
    ],
)
def test_a_number_is_dialled_with_its_extension_as_a_parameter(typed: str, link: str) -> None:
    assert dialled(typed) == link
