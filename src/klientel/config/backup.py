"""A backup: database, files and secret key in one tar, consistent while work goes on."""

import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from gettext import gettext as _
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.db import connection

from klientel.files.disk import PART

MANIFEST = "manifest.json"
SQLITE = "klientel.sqlite3"
DUMP = "klientel.sql"
KEY = "secret.key"
FILES = "files"
FORMAT = 1
_BLOCK = 1 << 20


class CannotBackUp(Exception):
    """A backup could not be written; the text says why and what to do."""


def write_backup(target: Path) -> int:
    """Write the backup and return its size in bytes; what was at `target` stays until it is whole.

    Readable for its owner alone, since it holds the secret key.
    """
    from django.conf import settings

    folder = target.resolve().parent
    if not folder.is_dir():
        raise CannotBackUp(_("There is no folder %s. Make it first.") % folder)
    part = target.with_name(f"{target.name}.part")
    try:
        with (
            os.fdopen(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_RDWR, 0o600), "wb") as raw,
            tempfile.TemporaryDirectory(dir=folder, prefix=".backup-") as work,
        ):
            with tarfile.open(fileobj=raw, mode=_mode(target)) as tar:
                _fill(tar, Path(work), Path(settings.DATA))
            raw.flush()
            os.fsync(raw.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return target.stat().st_size


def _mode(target: Path) -> Any:
    return "w:gz" if target.suffix in {".gz", ".tgz"} else "w"


def _fill(tar: tarfile.TarFile, work: Path, data: Path) -> None:
    """Add the database first, then what it may point to; the manifest last, so that a file that
    was cut off is known by its absence."""
    sums: dict[str, str] = {}
    database = work / (SQLITE if connection.vendor == "sqlite" else DUMP)
    if connection.vendor == "sqlite":
        copy_sqlite(Path(str(connection.settings_dict["NAME"])), database)
    else:
        _dump_postgres(database)
    sums[database.name] = _add(tar, database, database.name)
    if (data / KEY).is_file():
        sums[KEY] = _add(tar, data / KEY, KEY)
    for path in _files(data / FILES):
        name = f"{FILES}/{path.relative_to(data / FILES).as_posix()}"
        with suppress(FileNotFoundError):  # erased since the folder was listed
            sums[name] = _add(tar, path, name)
    _add_manifest(tar, sums)


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a database as it stands at one moment; writers go on meanwhile."""
    with (
        closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True, timeout=10)) as live,
        closing(sqlite3.connect(target)) as copy,
    ):
        live.backup(copy)


def _dump_postgres(target: Path) -> None:
    if shutil.which("pg_dump") is None:
        raise CannotBackUp(_("The program pg_dump is missing. Install postgresql-client."))
    command = ["pg_dump", "--no-owner", "--no-privileges", f"--file={target}"]
    done = subprocess.run(  # noqa: S603 -- our own words, no shell
        command, env=postgres_environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CannotBackUp(_("pg_dump failed: %s") % done.stderr.strip())


def postgres_environment() -> dict[str, str]:
    """Return the environment in which PostgreSQL's programs reach our database: no password
    stands where others can read it."""
    told = connection.settings_dict
    names = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }
    given = {name: str(told[key]) for name, key in names.items() if told.get(key)}
    if mode := told.get("OPTIONS", {}).get("sslmode"):
        given["PGSSLMODE"] = str(mode)
    return {**os.environ, **given}


def _files(folder: Path) -> Iterator[Path]:
    """Return what is stored; not what somebody is just storing."""
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != PART)


def _add(tar: tarfile.TarFile, path: Path, name: str) -> str:
    """Add a file and return its SHA-256."""
    with path.open("rb") as file:
        info = tar.gettarinfo(arcname=name, fileobj=file)
        info.uid = info.gid = 0
        info.uname = info.gname = ""
        reader = _Summing(file)
        tar.addfile(info, reader)
    return reader.sum


class _Summing:
    """A file that sums what is read from it."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data: bytes = self._file.read(size)
        self._digest.update(data)
        return data

    @property
    def sum(self) -> str:
        return self._digest.hexdigest()


def _add_manifest(tar: tarfile.TarFile, sums: dict[str, str]) -> None:
    told = {
        "format": FORMAT,
        "klientel": version("klientel"),
        "database": connection.vendor,
        "sha256": sums,
    }
    data = json.dumps(told, indent=1).encode()
    info = tarfile.TarInfo(MANIFEST)
    info.size = len(data)
    tar.addfile(info, io.BytesIO(data))


def sum_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
