"""The virtual environment: made once, brought up to date when what it is made from changes."""

import sys
import venv

from workshop import PYTHON, ROOT, VENV, Command, Failed, fingerprint, program, quietly, say

LOCKED = ROOT / "requirements" / "dev.txt"
STAMP = VENV / "made-from.txt"
_NETWORK = "It needs the network the first time; then try 'make setup' again."
_OLDEST = (3, 11)


def wanted() -> str:
    sources = [LOCKED, ROOT / "pyproject.toml", ROOT / "setup.py"]
    return fingerprint(sources, str(ROOT), ".".join(map(str, sys.version_info[:2])))


def ensure() -> None:
    """Make `.venv` hold exactly the locked versions and the project; nothing to do if it does."""
    if sys.version_info < _OLDEST:
        raise Failed(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}.")
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text() == wanted():
        return
    uv = program("uv")
    if not PYTHON.exists():
        _make(uv)
    say("Set-up: installing the locked packages …")
    installer = _installer(uv)
    quietly(
        [*installer, "--require-hashes", "-r", LOCKED],
        what="Installing the packages",
        help_=_NETWORK,
    )
    quietly(
        [*installer, "--no-deps", "--no-build-isolation", "--editable", ROOT],
        what="Installing the project itself",
        help_="The message above says why; pyproject.toml describes the project.",
    )
    STAMP.write_text(wanted())


def _make(uv: str | None) -> None:
    say("Set-up: making .venv …")
    if uv:
        command: Command = [
            uv,
            "venv",
            "--quiet",
            "--clear",
            "--seed",
            "--python",
            sys.executable,
            VENV,
        ]
        quietly(command, what="Making .venv", help_=_NETWORK)
        return
    try:
        venv.create(VENV, with_pip=True, clear=True)
    except Exception as refused:
        message = f"Making .venv failed: {refused}\n\nOn Debian: apt-get install python3-venv"
        raise Failed(message) from refused


def _installer(uv: str | None) -> list[str]:
    if uv:
        return [uv, "pip", "install", "--quiet", "--python", str(PYTHON)]
    return [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
