"""The command `klientel`: what it does, what it says, what it returns."""

import io

import pytest
from django.db import connection

from klientel.accounts.models import User
from klientel.changes.models import Change
from klientel.config.cli.parser import parser
from klientel.config.cli.words import language
from klientel.contacts.models import Contact
from tests.architecture.rooms import ROOT
from tests.factories import HAMBURG, contact, organization

PASSWORD = "Elbtunnel-1911"
CARDS = """BEGIN:VCARD
VERSION:3.0
N:Berg;Ida;;;
FN:Ida Berg
EMAIL;TYPE=WORK:ida.berg@werk.example
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:
END:VCARD
"""


def commands() -> list[str]:
    (found,) = (action for action in parser()._actions if action.choices)
    return list(found.choices)


@pytest.mark.parametrize(
    ("environment", "spoken"),
    [
        ({}, "de"),
        ({"LANG": "C.UTF-8"}, "de"),
        ({"LANG": "fr_FR.UTF-8"}, "de"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "de_AT.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
    ],
)
def test_the_language_is_lang_s_and_german_else(monkeypatch, environment, spoken):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert language() == spoken


def test_the_administrators_page_names_each_command():
    text = (ROOT / "docs" / "admin.md").read_text(encoding="utf-8")

    assert [name for name in commands() if f"klientel {name}" not in text] == []


def test_help_is_given_and_nothing_is_made(klientel, capsys):
    with pytest.raises(SystemExit) as left:
        klientel("--help")

    assert left.value.code == 0
    assert "Serve the pages" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments", [("fly",), ("demo", "--contacts", "0"), ("demo", "--port", "x")]
)
def test_what_is_not_understood_is_code_2(klientel, arguments):
    with pytest.raises(SystemExit) as left:
        klientel(*arguments)

    assert left.value.code == 2


def test_user_add_makes_a_user_who_may_log_in(db, klientel, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))

    said = klientel("user", "add", "Anna", "--role", "administrator", "--password-stdin")

    user = User.objects.get()
    assert said == (0, "The user 'anna' may log in as administrator.\n", "")
    assert (user.username, user.role, user.check_password(PASSWORD)) == (
        "anna",
        "administrator",
        True,
    )


def test_user_add_refuses_a_name_twice_and_a_weak_password(db, klientel, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n12345678\n"))
    klientel("user", "add", "anna", "--password-stdin")

    twice = klientel("user", "add", "ANNA", "--password-stdin")
    weak = klientel("user", "add", "ben", "--password-stdin")

    assert twice[0] == weak[0] == 1
    assert "There is a user 'anna' already" in twice[2]
    assert "too common" in weak[2]
    assert User.objects.count() == 1


def test_user_add_without_a_keyboard_says_how(db, klientel, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())

    code, _out, err = klientel("user", "add", "anna")

    assert (code, "--password-stdin" in err) == (1, True)


def test_import_takes_the_good_cards_and_names_the_others(db, klientel, tmp_path):
    file = tmp_path / "cards.vcf"
    file.write_text(CARDS)

    code, out, _err = klientel("import", file)

    assert code == 0
    assert [str(each) for each in Contact.objects.all()] == ["Ida Berg"]
    assert f"{file}:7:" in out
    assert "new: 1" in out
    assert "refused: 1" in out


def test_what_is_exported_changes_nothing_when_it_is_imported(db, klientel, tmp_path):
    contact(family_name="Berg", organization=organization(address=HAMBURG))
    file = tmp_path / "all.vcf"
    klientel("export", "-o", file)
    klientel("import", file)
    lines = Change.objects.count()

    code, out, _err = klientel("import", file)

    assert (code, "refused: 0" in out) == (0, True)
    assert Change.objects.count() == lines


def test_import_of_a_file_that_is_not_there_imports_nothing(db, klientel, tmp_path):
    there = tmp_path / "there.vcf"
    there.write_text(CARDS)

    code, _out, err = klientel("import", there, tmp_path / "absent.vcf")

    assert (code, "absent.vcf" in err, Contact.objects.count()) == (1, True, 0)


def test_import_in_the_name_of_nobody_is_refused(db, klientel, tmp_path):
    file = tmp_path / "cards.vcf"
    file.write_text(CARDS)

    code, _out, err = klientel("import", "--user", "nobody", file)

    assert (code, "There is no user 'nobody'" in err, Contact.objects.count()) == (1, True, 0)


def test_check_finds_what_rederive_mends(committing, klientel):
    contact(family_name="Berg", organization=organization(address=HAMBURG))
    assert klientel("check")[0] == 0
    with connection.cursor() as cursor:
        cursor.execute("UPDATE contacts_effective SET address_id = NULL")
        cursor.execute("UPDATE contacts_contacttext SET text = 'x'")

    broken = klientel("check")
    mended = klientel("rederive")
    after = klientel("check")

    assert (broken[0], mended[0], after[0]) == (1, 0, 0)
    assert "derived tables: contacts:" in broken[1]
    assert "Not everything fits together" in broken[2]


def test_check_finds_a_record_that_was_changed_past_the_journal(committing, klientel):
    berg = contact(family_name="Berg")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE contacts_contact SET revision = revision + 7")

    code, out, _err = klientel("check")

    assert (code, f"contact {berg.uid} stands at" in out) == (1, True)


def test_an_unforeseen_error_is_said_in_a_line_and_kept_in_a_file(db, klientel, monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError("a hole")

    monkeypatch.setattr("klientel.config.cli.starting.require_database", broken)

    code, _out, err = klientel("check")

    assert (code, err.count("\n"), "error.log" in err, "Traceback" in err) == (1, 1, True, False)


def test_a_database_that_lacks_migrations_is_named(klientel, monkeypatch, db):
    monkeypatch.setattr("klientel.config.cli.starting.pending_migrations", lambda: ["x.0002"])

    assert klientel("check") == (
        1,
        "",
        "klientel: The database is not up to date. Run: klientel migrate\n",
    )
