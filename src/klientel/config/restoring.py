"""Bringing a backup back: checked whole, then put in place at one stroke.

What is ready to go in lies in the folder `restored`; renaming it to that name is the moment
from which on the restore is valid. Whoever starts next finishes what was cut after it.
"""

import json
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from gettext import gettext as _
from pathlib import Path
from typing import Any

from klientel.config.locking import InUse, folder_in_use

READY = "restored"
_PARTS = ("klientel.sqlite3", "klientel.sqlite3-wal", "klientel.sqlite3-shm", "files", "secret.key")
_HOLDS_RECORDS = ("accounts_user", "contacts_contact", "contacts_organization")


class CannotRestore(Exception):
    """A backup could not be brought back, nothing was changed; the text says why."""


def restore_backup(file: Path, *, force: bool) -> Path | None:
    """Bring a backup back; return the folder that keeps what was there before, if anything was.

    A new epoch begins. A database that holds records is replaced with `force` only.
    """
    from django.conf import settings
    from django.db import connection

    data = Path(settings.DATA)
    if not file.is_file():
        raise CannotRestore(_("There is no file %s.") % file)
    if not force and _holds_records():
        raise CannotRestore(_("The database holds records. Replace them with --force."))
    try:
        with folder_in_use(data, alone=True):
            with tempfile.TemporaryDirectory(dir=data, prefix=".restore-") as work:
                manifest = unpack(file, Path(work))
                require_same_database(manifest, connection.vendor)
                connection.close()
                if connection.vendor == "postgresql":
                    _restore_postgres(Path(work) / "klientel.sql")
                    (Path(work) / "klientel.sql").unlink()
                else:
                    _begin_epoch_in(Path(work) / "klientel.sqlite3")
                (Path(work) / "manifest.json").unlink()
                Path(work).rename(data / READY)
                Path(work).mkdir()
            return finish_restore(data)
    except InUse as held:
        raise CannotRestore(_("Klientel is running. Stop it first.")) from held


def finish_restore(data: Path) -> Path | None:
    """Put what is ready in place, and what was there into a folder beside; repeatable."""
    ready = data / READY
    if not ready.is_dir():
        return None
    before = ready / "before"
    before.mkdir(exist_ok=True)
    for name in _PARTS:
        is_new = (ready / name).exists()
        if (data / name).exists() and _is_replaced(ready, before, name):
            (data / name).rename(before / name)
        if is_new:
            (ready / name).rename(data / name)
    kept = None
    if any(before.iterdir()):
        kept = data / f"before-restore-{datetime.now(UTC).strftime('%Y-%m-%d-%H%M%S')}"
        before.rename(kept)
    shutil.rmtree(ready)
    return kept


def _is_replaced(ready: Path, before: Path, name: str) -> bool:
    """Return whether the part in place is still the old one, and has to go.

    SQLite's side files go with their database; a key or files that the backup lacks stay.
    """
    if (before / name).exists():
        return False
    database = name.partition("-")[0]
    return (ready / name).exists() or (name != database and (before / database).exists())


def unpack(file: Path, folder: Path) -> dict[str, Any]:
    """Unpack and check every sum; anything amiss is `CannotRestore`."""
    try:
        with tarfile.open(file) as tar:
            tar.extractall(folder, filter="data")
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
        sums: dict[str, str] = manifest["sha256"]
    except (tarfile.TarError, OSError, EOFError, ValueError, KeyError) as broken:
        text = _("%s is no backup of Klientel, or is damaged. Take another one.")
        raise CannotRestore(text % file) from broken
    _require_sums(folder, sums)
    return manifest


def _require_sums(folder: Path, sums: dict[str, str]) -> None:
    from klientel.config.backup import sum_of

    there = {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    } - {"manifest.json"}
    wrong = sorted(there ^ sums.keys())
    wrong += [name for name in sorted(there & sums.keys()) if sum_of(folder / name) != sums[name]]
    if wrong:
        text = _("The backup is damaged: %s. Take another one.")
        raise CannotRestore(text % ", ".join(wrong[:3]))


def require_same_database(manifest: dict[str, Any], vendor: str) -> None:
    if manifest.get("database") != vendor:
        text = _("The backup is of %(theirs)s, this is %(ours)s. Set DATABASE_URL accordingly.")
        raise CannotRestore(text % {"theirs": manifest.get("database"), "ours": vendor})


def _holds_records() -> bool:
    """Return whether anybody has entered anything in the database yet."""
    from django.db import connection

    known = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in _HOLDS_RECORDS:
            if table in known:
                cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")  # noqa: S608 -- constants
                if cursor.fetchone():
                    return True
    return False


def _begin_epoch_in(database: Path) -> None:
    from klientel.changes.epochs import begin_epoch

    with closing(sqlite3.connect(database)) as copy:
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise CannotRestore(_("The database in the backup is damaged. Take another one."))
        begin_epoch(copy.execute)
        copy.commit()


def _restore_postgres(dump: Path) -> None:
    """Replace the schema by the dump in one transaction, the new epoch in it."""
    from klientel.changes.epochs import begin_epoch
    from klientel.config.backup import postgres_environment

    if shutil.which("psql") is None:
        raise CannotRestore(_("The program psql is missing. Install postgresql-client."))
    told: list[str] = []
    begin_epoch(told.append)
    command = ["psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    command += ["--output=/dev/null"]
    command += ["--command=DROP SCHEMA public CASCADE", "--command=CREATE SCHEMA public"]
    command += [f"--file={dump}", "--command=SET search_path = public", f"--command={told[0]}"]
    done = subprocess.run(  # noqa: S603 -- our own words, no shell
        command, env=postgres_environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CannotRestore(_("psql refused the backup: %s") % done.stderr.strip())
