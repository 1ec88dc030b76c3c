"""Names taken apart, and the greeting of a letter."""

import pytest

from klientel.formats.names import Addressee, Name, initials, letter_salutation, split_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Anna Berg", Name("Anna", "Berg")),
        ("Frau Dr. Anna Köhler-Stein", Name("Anna", "Köhler-Stein", "Dr.", "", "female")),
        (
            "Prof. Dr. med. Karl Heinz Berg jun.",
            Name("Karl Heinz", "Berg", "Prof. Dr. med.", "jun."),
        ),
        ("Herr Hans von der Weyde", Name("Hans", "von der Weyde", "", "", "male")),
        ("Ludwig van Beethoven", Name("Ludwig", "van Beethoven")),
        ("Karl Freiherr von Stein zu Nassau", Name("Karl", "Freiherr von Stein zu Nassau")),
        ("von der Weyde", Name("", "von der Weyde")),
        ("Köhler-Stein, Anna", Name("Anna", "Köhler-Stein")),
        ("Weyde, Dr. Hans von der", Name("Hans", "von der Weyde", "Dr.")),
        ("Anna Berg, M.Sc.", Name("Anna", "Berg", "", "M.Sc.")),
        ("Berg", Name("", "Berg")),
        ("Dr. Berg", Name("", "Berg", "Dr.")),
        ("", Name()),
    ],
)
def test_names_are_taken_apart(text: str, name: Name) -> None:
    assert split_name(text) == name


FORMAL = Addressee("Anna", "Köhler-Stein", "Dr.", "female")
OPEN = Addressee("Kim", "Berg")


@pytest.mark.parametrize(
    ("people", "german", "english"),
    [
        ([FORMAL], "Sehr geehrte Frau Dr. Köhler-Stein", "Dear Dr Köhler-Stein"),
        ([OPEN], "Guten Tag Kim Berg", "Dear Kim Berg"),
        ([Addressee("Kim", "Berg", "Dr. med.")], "Guten Tag Dr. Kim Berg", "Dear Dr Berg"),
        ([Addressee("", "Berg", "", "female")], "Sehr geehrte Frau Berg", "Dear Ms Berg"),
        (
            [Addressee("Jan", "Berg", "Prof. Dr. rer. nat. habil.", "male")],
            "Sehr geehrter Herr Prof. Dr. Berg",
            "Dear Professor Berg",
        ),
        (
            [Addressee("Jan", "Berg", "Dipl.-Ing.", "male")],
            "Sehr geehrter Herr Berg",
            "Dear Mr Berg",
        ),
        (
            [Addressee("Hans", "von der Weyde", "", "male")],
            "Sehr geehrter Herr von der Weyde",
            "Dear Mr von der Weyde",
        ),
        (
            [Addressee("Karl", "Freiherr von Stein", "", "male")],
            "Sehr geehrter Freiherr von Stein",
            "Dear Freiherr von Stein",
        ),
        (
            [Addressee("Eva", "Gräfin von Bern")],
            "Sehr geehrte Gräfin von Bern",
            "Dear Gräfin von Bern",
        ),
        ([Addressee("Jan", "Graf", "", "male")], "Sehr geehrter Herr Graf", "Dear Mr Graf"),
        (
            [Addressee("Eva", "Müller", "", "female"), Addressee("Jan", "Müller", "", "male")],
            "Sehr geehrte Frau Müller, sehr geehrter Herr Müller",
            "Dear Ms Müller and Mr Müller",
        ),
        (
            [Addressee("Eva", "Müller", "", "female"), OPEN, Addressee("Jo")],
            "Sehr geehrte Frau Müller, guten Tag Kim Berg, guten Tag Jo",
            "Dear Ms Müller, Kim Berg and Jo",
        ),
        ([], "Sehr geehrte Damen und Herren", "Dear Sir or Madam"),
        ([Addressee()], "Sehr geehrte Damen und Herren", "Dear Sir or Madam"),
        ([Addressee("", "Berg")], "Sehr geehrte Damen und Herren", "Dear Sir or Madam"),
    ],
)
def test_letters_greet(people: list[Addressee], german: str, english: str) -> None:
    assert (letter_salutation(people), letter_salutation(people, "en")) == (german, english)


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("Anna Köhler-Stein", "AK"),
        ("Dr. Hans von der Weyde", "HW"),
        ("Karl Freiherr von Stein", "KS"),
        ("Werft GmbH", "WG"),
        ("ökostrom", "Ö"),
        ("", ""),
    ],
)
def test_initials(text: str, letters: str) -> None:
    assert initials(text) == letters
