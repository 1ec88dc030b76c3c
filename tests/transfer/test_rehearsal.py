"""What is told before an import is what the import does."""

from collections import Counter

import pytest

from klientel.changes.uids import uuid7
from klientel.contacts.models import Contact
from klientel.transfer.opening import Choices, opened
from klientel.transfer.operations import take_in
from klientel.transfer.report import Line, Report
from klientel.transfer.twice import Twice
from tests.factories import SYSTEM
from tests.transfer import tables
from tests.transfer.cards import outcomes, revision

HEADER = "Vorname;Nachname;Firma;E-Mail;Telefon\n"
ANNA = "Anna;Köhler;Werft GmbH;anna@werft.example;040 66969-12\n"
BARE = "Anna;Köhler;Werft GmbH;anna@werft.example;\n"
OTHER = "Anna;Köhler;Werft GmbH;a.k@anders.example;040 1234567\n"
MOVED = "Anna;Köhler;Reederei AG;anna@werft.example;040 66969-12\n"
BEN = "Ben;Adler;Werft GmbH;ben@werft.example;\n"

pytestmark = pytest.mark.django_db


def rehearsed(folder, text: str) -> Report:
    path = tables.table_file(folder, text)
    file = opened(str(path), lambda: path.open("rb"), Choices())
    report = Report()
    by = SYSTEM.in_batch(uuid7())
    take_in(files=[file], report=report, progress=lambda _done: None, rehearse=True, by=by)
    return report


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([ANNA, BEN, ANNA], {"new": 2, "unchanged": 1}),
        ([BARE, ANNA], {"new": 1, "updated": 1}),
        ([ANNA, OTHER], {"new": 1, "review": 1}),
        ([ANNA, MOVED], {"new": 1, "review": 1}),
    ],
)
def test_a_person_twice_in_a_file_is_told_before_as_it_comes_out(tmp_path, rows, expected):
    text = HEADER + "".join(rows)
    before = revision()

    told = rehearsed(tmp_path, text)

    assert revision() == before
    assert outcomes(told) == expected
    done = tables.taken(tmp_path, text)
    assert outcomes(done) == expected
    assert [(each.line, each.reason) for each in done.lines] == [
        (each.line, each.reason) for each in told.lines
    ]
    assert Contact.objects.count() == expected["new"]


def test_a_reason_speaks_of_rows_where_there_are_rows(tmp_path):
    report = tables.taken(tmp_path, HEADER + ANNA + MOVED)

    (line,) = report.lines
    assert line.reason == "other-organization"
    assert line.text.startswith("The row names another organisation")
    assert line.original == MOVED
    of_a_card = Line("a.vcf", 1, "Anna Köhler", "review", "other-organization")
    assert of_a_card.text.startswith("The card names another organisation")


def test_what_is_more_than_is_kept_is_read_again(tmp_path, monkeypatch):
    monkeypatch.setattr("klientel.transfer.twice.MOST", 3)
    rows = [f"Anna;Köhler{number};;;\n" for number in range(10)]
    path = tables.table_file(tmp_path, HEADER + "".join(rows))
    entries = Twice([opened(str(path), lambda: path.open("rb"), Choices())])

    first = [each.line for each in entries.first()]

    assert [each.line for each in entries.again()] == first == list(range(2, 12))
    assert Counter(first).most_common(1)[0][1] == 1
