"""R5: a backup taken while work goes on comes back whole, with a new epoch."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.db import connection

from klientel.config.restoring import (
    CannotRestore,
    finish_restore,
    require_same_database,
    unpack,
)
from tests.config.conftest import environment, run_program

WRITER = Path(__file__).with_name("writer.py")


def rows(database: Path) -> list[str]:
    """Everything that the database says, but the epoch."""
    with closing(sqlite3.connect(database)) as open_database:
        return sorted(
            line
            for line in open_database.iterdump()
            if not line.startswith('INSERT INTO "changes_counter"')
        )


def counter(database: Path) -> tuple[int, str]:
    with closing(sqlite3.connect(database)) as open_database:
        return open_database.execute("SELECT value, epoch FROM changes_counter").fetchone()


def unpacked(backup: Path, folder: Path) -> Path:
    with tarfile.open(backup) as tar:
        tar.extractall(folder, filter="data")
    return folder


@pytest.fixture(scope="module")
def _backed_up(migrated, tmp_path_factory):
    folder = Path(shutil.copytree(migrated, tmp_path_factory.mktemp("backed-up") / "data"))
    (folder / "files" / "a").mkdir(parents=True)
    (folder / "files" / "a" / "Angebot.pdf").write_bytes(b"%PDF")
    target = folder.parent / "backup.tar"
    assert run_program(folder, "backup", target)[0] == 0
    return target


@pytest.fixture
def backup(_backed_up, tmp_path):
    """A backup of an empty database with one file beside it."""
    return Path(shutil.copy(_backed_up, tmp_path / "backup.tar"))


def test_r5_a_backup_under_twenty_writes_a_second_comes_back_whole(folder, tmp_path):
    target, restored = tmp_path / "backup.tar", tmp_path / "restored"
    settings = {"DJANGO_SETTINGS_MODULE": "klientel.config.settings"}
    writer = subprocess.Popen(  # noqa: S603 -- our own file
        [sys.executable, str(WRITER)],
        env=environment(folder, **settings),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        acknowledged = [int(writer.stdout.readline()) for _ in range(20)][-1]
        assert run_program(folder, "backup", target)[0] == 0
        assert int(writer.stdout.readline()) > acknowledged
    finally:
        writer.kill()
        writer.communicate()

    code, _out, err = run_program(restored, "restore", target)

    taken = unpacked(target, tmp_path / "taken") / "klientel.sqlite3"
    assert (code, err) == (0, "")
    assert rows(restored / "klientel.sqlite3") == rows(taken)
    assert counter(restored / "klientel.sqlite3")[0] == counter(taken)[0] >= acknowledged
    assert counter(restored / "klientel.sqlite3")[1] != counter(taken)[1]
    assert run_program(restored, "check")[0] == 0


def test_files_and_key_come_back_too(backup, migrated, tmp_path):
    restored = tmp_path / "restored"

    run_program(restored, "restore", backup)

    assert (restored / "files" / "a" / "Angebot.pdf").read_bytes() == b"%PDF"
    assert (restored / "secret.key").read_text() == (migrated / "secret.key").read_text()


def test_a_backup_is_for_its_owner_alone(backup):
    assert backup.stat().st_mode & 0o077 == 0


def test_a_backup_into_a_folder_that_is_not_there_says_so(folder, tmp_path):
    code, _out, err = run_program(folder, "backup", tmp_path / "nowhere" / "b.tar")

    assert (code, "There is no folder" in err) == (1, True)


def test_a_database_with_records_is_replaced_by_force_only(backup, folder):
    user = ("user", "add", "anna", "--password-stdin")
    add = subprocess.run(  # noqa: S603 -- our own command
        [
            sys.executable,
            "-c",
            "from klientel.config.cli import main; import sys; main(sys.argv[1:])",
            *user,
        ],
        env=environment(folder),
        input="Elbtunnel-1911\n",
        text=True,
        check=True,
        capture_output=True,
    )
    assert "may log in" in add.stdout

    refused = run_program(folder, "restore", backup)
    forced = run_program(folder, "restore", "--force", backup)

    assert (refused[0], "Replace them with --force" in refused[2]) == (1, True)
    assert forced[0] == 0
    (kept,) = folder.glob("before-restore-*")
    assert "anna" in "".join(rows(kept / "klientel.sqlite3"))
    assert "anna" not in "".join(rows(folder / "klientel.sqlite3"))


@pytest.mark.parametrize("damage", ["cut", "changed", "added", "empty", "no tar"])
def test_a_damaged_backup_is_known(backup, tmp_path, damage):
    broken = tmp_path / "broken.tar"
    if damage == "cut":
        broken.write_bytes(backup.read_bytes()[:200_000])
    elif damage == "changed":
        broken.write_bytes(backup.read_bytes().replace(b"%PDF", b"%PDX"))
    elif damage == "added":
        broken.write_bytes(backup.read_bytes())
        with tarfile.open(broken, "a") as tar:
            tar.add(__file__, "files/more.py")
    else:
        broken.write_bytes(b"" if damage == "empty" else b"no tar at all")

    with pytest.raises(CannotRestore, match="Take another one"):
        unpack(broken, tmp_path)


def test_a_damaged_backup_changes_nothing(backup, folder, tmp_path):
    before = rows(folder / "klientel.sqlite3")
    broken = tmp_path / "broken.tar"
    broken.write_bytes(backup.read_bytes().replace(b"%PDF", b"%PDX"))

    code, _out, err = run_program(folder, "restore", "--force", broken)

    assert (code, "Take another one" in err) == (1, True)
    assert rows(folder / "klientel.sqlite3") == before
    assert not list(folder.glob(".restore-*"))


def test_a_backup_of_another_database_is_refused():
    with pytest.raises(CannotRestore, match="Set DATABASE_URL accordingly"):
        require_same_database({"database": "postgresql"}, "sqlite")


@pytest.mark.parametrize("done", range(5))
def test_a_restore_that_was_cut_is_finished_by_the_next_start(tmp_path, done):
    """Cut after so many of its renames: the outcome is the same."""
    for name in ("klientel.sqlite3", "klientel.sqlite3-wal", "secret.key"):
        (tmp_path / name).write_text("old")
    ready = tmp_path / "restored"
    (ready / "before").mkdir(parents=True)
    for name in ("klientel.sqlite3", "secret.key"):
        (ready / name).write_text("new")
    steps = [
        lambda: (tmp_path / "klientel.sqlite3").rename(ready / "before" / "klientel.sqlite3"),
        lambda: (ready / "klientel.sqlite3").rename(tmp_path / "klientel.sqlite3"),
        lambda: (tmp_path / "klientel.sqlite3-wal").rename(
            ready / "before" / "klientel.sqlite3-wal"
        ),
        lambda: (tmp_path / "secret.key").rename(ready / "before" / "secret.key"),
    ]
    for step in steps[:done]:
        step()

    kept = finish_restore(tmp_path)

    assert {path.name: path.read_text() for path in tmp_path.iterdir() if path.is_file()} == {
        "klientel.sqlite3": "new",
        "secret.key": "new",
    }
    assert {path.name for path in kept.iterdir()} == {
        "klientel.sqlite3",
        "klientel.sqlite3-wal",
        "secret.key",
    }
    assert finish_restore(tmp_path) is None


@pytest.fixture
def scratch(db):
    """The address of an empty PostgreSQL database of its own."""
    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL only")
    told = connection.settings_dict
    name = f"scratch_{os.getpid()}"
    login = f"{told['USER']}:{told['PASSWORD']}" if told["PASSWORD"] else told["USER"]
    with psycopg.connect(
        host=told["HOST"], port=told["PORT"], user=told["USER"], password=told["PASSWORD"] or None,
        dbname="postgres", autocommit=True,
    ) as server:  # fmt: skip
        server.execute(f"CREATE DATABASE {name}")
        yield f"postgres://{login}@{quote(told['HOST'], safe='')}:{told['PORT']}/{name}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_a_backup_of_postgresql_comes_back_with_a_new_epoch(scratch, tmp_path):
    there = {"DATABASE_URL": scratch}

    def counted() -> tuple[int, str]:
        with psycopg.connect(scratch) as server:
            return server.execute("SELECT value, epoch FROM changes_counter").fetchone()

    assert run_program(tmp_path, "migrate", **there)[0] == 0
    before = counted()
    assert run_program(tmp_path, "backup", tmp_path / "b.tar", **there)[0] == 0

    restored = [run_program(tmp_path, "restore", tmp_path / "b.tar", **there) for _ in range(2)]

    assert [(code, err) for code, _out, err in restored] == [(0, ""), (0, "")]
    assert counted()[0] == before[0]
    assert counted()[1] != before[1]
    assert run_program(tmp_path, "check", **there)[0] == 0
