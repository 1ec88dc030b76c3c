"""Where things lie in the tree, and how the tools run a program. Standard library only."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
BUILD = ROOT / "build"
PACKAGE = ROOT / "src" / "klientel"
VENDOR = PACKAGE / "web" / "static" / "vendor"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")

Command = list[str | Path]


class Failed(Exception):
    """A step did not succeed; the text says what, and what to do about it."""


def say(text: str) -> None:
    print(text, flush=True)


def program(name: str) -> str | None:
    """Return the path of a program that really runs (a version manager's stub may not)."""
    found = shutil.which(name)
    if found is None:
        return None
    asked = subprocess.run([found, "--version"], capture_output=True, check=False)
    return found if asked.returncode == 0 else None


def run(command: Sequence[str | Path], *, env: Mapping[str, str] | None = None) -> int:
    """Run a command in the project's folder, its output passed on, and return its exit code."""
    sys.stdout.flush()
    arguments = [str(part) for part in command]
    return subprocess.run(
        arguments, cwd=ROOT, env={**os.environ, **(env or {})}, check=False
    ).returncode


def quietly(command: Sequence[str | Path], *, what: str, help_: str, cwd: Path = ROOT) -> None:
    """Run a command and show its output only when it fails, as `Failed`."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        last = "\n".join(done.stdout.strip().splitlines()[-25:])
        raise Failed(f"{what} failed:\n{last}\n\n{help_}")


def fingerprint(paths: Iterable[Path], *words: str) -> str:
    """Return a hash of the files' contents and the words: equal means nothing to do."""
    digest = hashlib.sha256()
    for word in words:
        digest.update(word.encode() + b"\0")
    for path in sorted(paths):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
        digest.update(path.read_bytes())
    return digest.hexdigest()
