"""Tables that other programs write, through the whole import."""

import csv
import io
import random
import time
from pathlib import Path

import pytest
from django.db import transaction

from klientel.contacts.models import Contact, Organization
from klientel.transfer.operations import import_cards
from klientel.transfer.refused import refused_text
from klientel.transfer.tables.mapping import UnknownField, columns_of
from klientel.transfer.tables.reading import Choices
from tests import factories
from tests.factories import HAMBURG, SYSTEM
from tests.formats.test_csv_hostile import mutated, seeds
from tests.transfer.cards import outcomes, reasons, revision
from tests.transfer.tables import taken

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "import.md"
FILES = sorted((ROOT.parent / "shared" / "corpus" / "csv").glob("*.csv"))
corpus = pytest.mark.skipif(not FILES, reason="the shared corpus is not beside the repository")


def row(header: str, delimiter: str = ",", **cells: str) -> str:
    """A table of one row: cells by the name of their column."""
    names = next(csv.reader([header], delimiter=delimiter))
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(names)
    writer.writerow([cells.get(name, "") for name in names])
    return out.getvalue()


GOOGLE = (
    "First Name,Middle Name,Last Name,Name Prefix,File As,Organization Name,Organization Title,"
    "Organization Department,Birthday,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,"
    "Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,Address 1 - Label,"
    "Address 1 - Street,Address 1 - City,Address 1 - Postal Code,Address 1 - Country,"
    "Relation 1 - Label,Relation 1 - Value,Custom Field 1 - Label,Custom Field 1 - Value"
)


def points(contact):
    rows = contact.points.order_by("pk")
    return [(each.sort, each.value, each.label, each.use, each.preferred) for each in rows]


def test_googles_lists_labels_groups_and_free_fields_are_understood(tmp_path):
    text = row(
        GOOGLE,
        **{
            "First Name": "Anna", "Last Name": "Berg", "Name Prefix": "Dr.",
            "Organization Name": "Werk GmbH", "Organization Title": "Leitung",
            "Organization Department": "Einkauf", "Birthday": "1980-03-22",
            "Labels": "Messe ::: VIP ::: * myContacts", "E-mail 1 - Label": "* Work",
            "E-mail 1 - Value": "anna@werk.example ::: berg@werk.example",
            "Phone 1 - Label": "Mobile", "Phone 1 - Value": "+49 172 1",
            "Phone 2 - Label": "Work Fax", "Phone 2 - Value": "+49 40 2",
            "Address 1 - Label": "Work", "Address 1 - Street": "Musterkai 14",
            "Address 1 - City": "Hamburg", "Address 1 - Postal Code": "20457",
            "Address 1 - Country": "Deutschland", "Relation 1 - Label": "Spouse",
            "Relation 1 - Value": "Ben", "Custom Field 1 - Label": "Hobby",
            "Custom Field 1 - Value": "Segeln", "Notes": "ruft an",
        },
    )  # fmt: skip

    report = taken(tmp_path, text)

    assert outcomes(report) == {"new": 1}
    berg = Contact.objects.get(family_name="Berg")
    job = berg.positions.get()
    assert (berg.given_name, berg.title, berg.birthday) == ("Anna", "Dr.", "1980-03-22")
    assert berg.notes == "ruft an\nSpouse: Ben\nHobby: Segeln"
    assert sorted(link.tag.name for link in berg.tag_links.all()) == ["Messe", "VIP"]
    assert (job.organization.name, job.title, job.department) == ("Werk GmbH", "Leitung", "Einkauf")
    assert job.organization.seat.address.street == "Musterkai 14"
    assert points(berg) == [
        ("email", "anna@werk.example", "work", "business", True),
        ("email", "berg@werk.example", "work", "business", False),
        ("phone", "+49 172 1", "mobile", "business", False),
        ("phone", "+49 40 2", "fax", "business", False),
    ]


OUTLOOK_DE = (
    "Anrede,Vorname,Nachname,Firma,Abteilung,Position,Straße geschäftlich,Straße geschäftlich 2,"
    "Straße geschäftlich 3,Ort geschäftlich,Postleitzahl geschäftlich,Land/Region geschäftlich,"
    "Telefon Firma,Telefon geschäftlich,Mobiltelefon,E-Mail-Adresse,E-Mail-Typ,"
    "E-Mail: Angezeigter Name,Geburtstag,Jahrestag,Kategorien,Beruf,Notizen,Priorität"
)


def test_outlooks_german_table_in_windows_1252_is_understood(tmp_path):
    text = row(
        OUTLOOK_DE,
        **{
            "Anrede": "Frau Dr.", "Vorname": "Änne", "Nachname": "Müßig", "Firma": "Werk GmbH",
            "Straße geschäftlich": "Musterkai 14", "Straße geschäftlich 2": "Hinterhaus",
            "Ort geschäftlich": "Hamburg", "Postleitzahl geschäftlich": "20457",
            "Land/Region geschäftlich": "Deutschland", "Telefon Firma": "040 66969-0",
            "Telefon geschäftlich": "040 66969-142", "E-Mail-Adresse": "a@werk.example",
            "E-Mail-Typ": "SMTP", "Geburtstag": "3.2.1980", "Jahrestag": "0.0.00",
            "Kategorien": "Messe;VIP", "Beruf": "Ärztin", "Priorität": "Normal",
        },
    )  # fmt: skip

    report = taken(tmp_path, text.encode("cp1252"))

    (table,) = report.tables.values()
    assert (table.columns.source.code, table.layout.encoding) == ("outlook-de", "cp1252")
    assert table.columns.kept(table.used) == ["Jahrestag", "Beruf"]
    assert table.columns.dropped(table.used) == ["E-Mail-Typ", "Priorität"]
    found = Contact.objects.get(family_name="Müßig")
    assert (found.salutation, found.title, found.birthday) == ("female", "Dr.", "1980-02-03")
    assert found.notes == "Jahrestag: 0.0.00\nBeruf: Ärztin"
    seat = Organization.objects.get(name="Werk GmbH").seat
    assert (seat.address.street, seat.address.country) == ("Musterkai 14\nHinterhaus", "DE")
    assert seat.switchboard.value == "040 66969-0"


@pytest.mark.parametrize(
    ("cells", "birthday"),
    [
        (["3/4/1980", "3/22/1980"], "1980-03-04"),
        (["3/4/1980", "22/3/1980"], "1980-04-03"),
        (["3/4/1980", "5/6/1980"], "1980-04-03"),
        (["3/4/1980", "22/3/1980", "3/22/1980"], ""),
        (["3. April 1980", ""], "1980-04-03"),
        (["im April", ""], ""),
        (["1980-04-03", ""], "1980-04-03"),
    ],
)
def test_the_column_tells_how_a_day_is_written(tmp_path, cells, birthday):
    people = "".join(f"Berg{at};{cell}\n" for at, cell in enumerate(cells))

    taken(tmp_path, f"Nachname;Geburtstag\n{people}")

    first = Contact.objects.get(family_name="Berg0")
    assert first.birthday == birthday
    assert first.notes == ("" if birthday else f"Geburtstag: {cells[0]}")


def test_what_no_field_takes_stands_in_the_notes_and_is_named(tmp_path):
    report = taken(tmp_path, "Nachname;Vorname;Halle;Land\nBerg;Anna;3 / B12;Atlantis\n")

    (table,) = report.tables.values()
    assert table.columns.kept(table.used) == ["Halle"]
    assert Contact.objects.get().notes == "Halle: 3 / B12\nAtlantis"


def test_a_column_can_be_told_what_it_is_by_name_and_by_number(tmp_path):
    text = "Nachname;Halle;\nBerg;Leitung;Werk GmbH\n"

    taken(tmp_path, text, columns={"Halle": "Position", "#3": "org"})

    job = Contact.objects.get(family_name="Berg").positions.get()
    assert (job.title, job.organization.name) == ("Leitung", "Werk GmbH")


@pytest.mark.parametrize("chosen", [{"Halle": "Schuhgröße"}, {"Keller": "org"}])
def test_a_column_or_field_that_is_not_there_is_told(chosen):
    with pytest.raises(UnknownField):
        columns_of(["Nachname", "Halle"], chosen)


def test_a_later_row_never_changes_the_company_address(tmp_path):
    factories.contact(family_name="Dahl", employer="Werk GmbH", address=HAMBURG)
    text = "Nachname;Vorname;Firma;Straße;PLZ;Ort\nBerg;Anna;WERK GmbH;Aarweg 1;3011;Bern\n"

    report = taken(tmp_path, text)

    assert outcomes(report) == {"new": 1}
    assert Organization.objects.get().seat.address.street == HAMBURG.street
    assert Contact.objects.get(family_name="Berg").effective.address.street == "Aarweg 1"


def test_who_shares_the_companys_address_inherits_it(tmp_path):
    text = (
        "Nachname;Vorname;Firma;Straße;PLZ;Ort\n"
        "Berg;Anna;Werk GmbH;Musterkai 14;20457;Hamburg\nDahl;Ben;Werk GmbH;Musterkai 14;20457;Hamburg\n"
    )

    taken(tmp_path, text)

    assert [each.addresses.count() for each in Contact.objects.order_by("family_name")] == [1, 0]
    assert Organization.objects.get().main_position.contact.family_name == "Berg"


def test_a_surname_alone_is_nobody_we_know(tmp_path):
    factories.contact(family_name="Berg")

    report = taken(tmp_path, "Nachname\nBerg\n")

    assert reasons(report) == [(2, "review", "name-alone")]


def test_importing_a_table_twice_changes_nothing(tmp_path):
    text = (
        "Nachname;Vorname;Firma;Telefon;Notiz\nBerg;Anna;Werk GmbH;040 1;a\nDahl;Ben;;0172 2;b\n"
        "Erb;;;;\nAmt;;Amt;;\n"
    )
    first = taken(tmp_path, text)
    before = revision()

    again = taken(tmp_path, text)

    assert outcomes(first) == {"new": 4}
    assert (outcomes(again), revision()) == ({"unchanged": 4}, before)


def test_refused_rows_come_back_as_they_were_and_the_others_go_in(tmp_path):
    text = 'Nachname;Ort\r\nBerg;Bern\r\n;"Köln\nDeutz"\r\nDahl;Dessau;x\r\nErb;"Ulm\r\n'

    report = taken(tmp_path, text)

    assert outcomes(report) == {"new": 1, "refused": 3}
    assert reasons(report) == [
        (3, "refused", "nameless"),
        (5, "refused", "cells"),
        (6, "refused", "open-quote"),
    ]
    (table,) = report.tables.values()
    assert refused_text(report.lines, table) == (
        '\ufeffNachname;Ort\r\n;"Köln\nDeutz"\r\nDahl;Dessau;x\r\nErb;"Ulm\r\n'
    )


def test_an_excel_workbook_is_refused_with_what_to_do(tmp_path):
    report = taken(tmp_path, b"PK\x03\x04" + b"x" * 100, name="kontakte.xlsx")

    assert reasons(report) == [(1, "refused", "foreign")]
    assert "CSV" in report.lines[0].text


def corpus_rows() -> list[str]:
    """A row for each file of the corpus, filled in where it names nobody of its own."""
    found = []
    for path in FILES:
        text = path.read_bytes()
        code = "utf-16" if b"\0" in text else "cp1252" if b"\xdf" in text else "utf-8-sig"
        header = [line for line in text.decode(code).splitlines() if line.strip()][-1]
        names = next(csv.reader([header]))
        cells = [f"{path.stem[:12]}{at}" if at < 20 else "" for at in range(len(names))]
        out = io.StringIO(newline="")
        csv.writer(out).writerow(cells)
        found.append(text.decode(code).rstrip() + "\r\n" + out.getvalue())
    return found


@corpus
@transaction.atomic
def test_the_page_holds_what_the_corpus_becomes(tmp_path):
    lines = []
    for path, text in zip(FILES, corpus_rows(), strict=True):
        file = tmp_path / path.name
        file.write_bytes(text.encode())
        report = import_cards(paths=[file], choices=Choices(), by=SYSTEM)
        (table,) = report.tables.values()
        codes = table.columns.codes
        kept = sum(code == "keep" for code in codes)
        dropped = sum(code == "drop" for code in codes)
        lines.append(
            f"| {path.name} | {table.columns.source.name} | {len(codes) - kept - dropped} | {kept} | "
            f"{dropped} | {', '.join(f'{n} {w}' for w, n in sorted(outcomes(report).items()))} |"
        )
    shown = PAGE.read_text(encoding="utf-8").partition("<!-- tables -->\n")[2]
    shown = shown.partition("\n<!-- /tables -->")[0]
    assert shown.splitlines()[2:] == lines


WHOLE, TOGETHER, SECONDS = 4_000, 8, 2.0


@pytest.mark.proof
def test_mutated_tables_raise_nothing_through_the_whole_import(tmp_path, proof_share):
    chance = random.Random(20261124)  # noqa: S311 -- a fixed seed makes a failure repeatable
    inputs = seeds()
    slowest = 0.0
    for _ in range(int(WHOLE * proof_share) // TOGETHER):
        files = [tmp_path / f"{at}.csv" for at in range(TOGETHER)]
        for file in files:
            file.write_bytes(mutated(chance.choice(inputs), chance))
        with transaction.atomic():
            start = time.perf_counter()
            first = import_cards(paths=files, by=SYSTEM)
            before = revision()
            again = import_cards(paths=files, by=SYSTEM)
            slowest = max(slowest, time.perf_counter() - start)
            assert [line for line in first.lines if line.reason == "database"] == []
            assert (again.total("new"), again.total("updated"), revision()) == (0, 0, before)
            transaction.set_rollback(True)
    assert slowest < 2 * SECONDS * TOGETHER
