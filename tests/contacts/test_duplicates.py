"""When two records may be one: rules alone."""

import pytest

from klientel.contacts.duplicates import Firm, Person, of_firms, of_persons
from klientel.formats.firms import bare_name, domain_of, is_mailbox

BERG = Person("Berg", "Anna", emails=("anna@werft.example",), phones=("4940123",), towns=("Kiel",))


@pytest.mark.parametrize(
    ("draft", "known", "why"),
    [
        (Person(emails=("anna@werft.example",)), BERG, ["email"]),
        (Person(phones=("4940123",)), BERG, ["phone"]),
        (Person("Berg", "Anna"), BERG, ["name"]),
        (Person("Anna", "Berg"), BERG, ["name"]),
        (Person("Berg", "Anna", towns=("kiel",)), BERG, ["name_there"]),
        (Person("Bergg", "Anna"), BERG, ["similar_name"]),
        (Person("Bergg", "Anna", towns=("Kiel",)), BERG, ["similar_there"]),
        (Person("Berg", "A", towns=("Kiel",)), BERG, ["similar_there"]),
        (Person("Berg"), BERG, []),
        (Person("Berg", "Ute"), BERG, []),
        (Person("Berg", "Ute", phones=("4940123",), towns=("Kiel",)), BERG, []),
        (Person("Berg", "Ute", emails=("anna@werft.example",)), BERG, ["email"]),
        (Person("Berg", "Anna", birthday="1980-01-01"),
         Person("Berg", "Anna", birthday="1955-01-01"), []),
        (Person("Müller", "Jörg"), Person("Mueller", "Joerg"), ["name"]),
        (Person("Tal", "Ida", emails=("info@werft.example",)),
         Person("Berg", "Max", emails=("info@werft.example",)), []),
        (Person(emails=("info@werft.example",)), Person("B", emails=("info@werft.example",)), []),
        (Person(phones=("49400",)), Person("B", phones=("49400",), shared_phones=("49400",)), []),
        (Person("Berg", "Anna", organizations=("Werft",)),
         Person("Berg", "Anna", organizations=("Werft GmbH",)), ["name_there"]),
        (Person(label="Empfang"), Person(label="Empfang"), []),
        (Person(label="Empfang", organizations=("Werft",)),
         Person(label="Empfang", organizations=("Werft",)), ["name_there"]),
        (Person(), Person(), []),
    ],
)  # fmt: skip
def test_two_people_are_one_for_a_reason(draft, known, why):
    assert [str(reason.why) for reason in of_persons(draft, known)] == why


def test_the_strongest_reason_comes_first_and_says_where():
    draft = Person("Berg", "Anna", phones=("4940123",), towns=("kiel",))

    assert [(r.why, r.where) for r in of_persons(draft, BERG)] == [
        ("name_there", "Kiel"), ("phone", ""),
    ]  # fmt: skip


WERFT = Firm("Hanseatische Werft GmbH", "HWG", "https://www.werft.example/de", ("4940669690",),
             ("info@werft.example",), ("Hamburg",))  # fmt: skip


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        (Firm("hanseatische werft"), ["name"]),
        (Firm("Hanseatische Werft AG", towns=("Hamburg",)), ["name_there"]),
        (Firm("HWG"), ["name"]),
        (Firm("Hanseatsche Werft"), ["similar_name"]),
        (Firm("Hanseatsche Werft", towns=("Kiel",)), []),
        (Firm("Werft Hamburg"), []),
        (Firm("X", website="werft.example"), ["website"]),
        (Firm("X", phones=("4940669690",)), ["phone"]),
        (Firm("X", website="gmx.de", emails=("x@gmx.de",)), []),
        (Firm("GmbH"), []),
        (Firm(), []),
    ],
)
def test_two_firms_are_one_for_a_reason(draft, why):
    assert [str(reason.why) for reason in of_firms(draft, WERFT)] == why


def test_a_number_of_the_same_stem_is_a_reason():
    assert [r.why for r in of_firms(Firm("X"), WERFT, same_stem=True)] == ["stem"]


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Müller & Söhne GmbH & Co. KG", "muller sohne"),
        ("Meier e.K.", "meier"), ("Meier e. K.", "meier"), ("TSV Stade e.V.", "tsv stade"),
        ("Werft UG (haftungsbeschränkt)", "werft"), ("Siemens AG", "siemens"), ("GmbH", "gmbh"),
        ("Agentur Berg", "agentur berg"), ("A.B.C. Bau", "abc bau"), ("", ""),
    ],
)  # fmt: skip
def test_a_firm_is_compared_without_its_legal_form(name, bare):
    assert bare_name(name) == bare


def test_a_domain_tells_a_firm_unless_it_is_a_mail_providers():
    given = ("https://www.Werft.example/x", "a@werft.example", "a@gmx.de", "intern", "")

    assert [domain_of(each) for each in given] == ["werft.example", "werft.example", "", "", ""]
    assert [is_mailbox(each) for each in ("Info@x.example", "anna@x.example")] == [True, False]
