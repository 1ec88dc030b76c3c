"""The command in this process, and as a program of its own on a folder of its own."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils import translation

from klientel.changes.models import Counter
from klientel.config.cli import main

_PROGRAM = [
    sys.executable,
    "-c",
    "import sys; from klientel.config.cli import main; sys.exit(main())",
]


@pytest.fixture
def committing(transactional_db):
    """A database that other threads and transactions see; its journal may be emptied after."""
    yield
    Counter.objects.update(unlocked=True)


@pytest.fixture
def klientel(monkeypatch, capsys):
    """Call the command in this process, in English; returns exit code, output, errors."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.setenv("LANGUAGE", "en")

    def call(*arguments: object):
        code = main([str(each) for each in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    with translation.override(translation.get_language()):
        yield call


def environment(folder: Path, **more: str) -> dict[str, str]:
    own = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("KLIENTEL_")
        and name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    }
    return {**own, "KLIENTEL_DATA": str(folder), "LC_ALL": "en_GB.UTF-8", **more}


def start_program(folder: Path, *arguments: object, **more: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(  # noqa: S603 -- our own command
        [*_PROGRAM, *(str(each) for each in arguments)],
        env=environment(folder, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run_program(folder: Path, *arguments: object, **more: str):
    """Run the command to its end; returns exit code, output, errors."""
    process = start_program(folder, *arguments, **more)
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """A data folder that nobody may change."""
    folder = tmp_path_factory.mktemp("migrated")
    assert run_program(folder, "migrate")[0] == 0
    return folder


@pytest.fixture
def folder(migrated, tmp_path):
    """A data folder with an empty database that is up to date."""
    return Path(shutil.copytree(migrated, tmp_path / "data"))


@pytest.fixture
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
