"""`make check`: every linter, type checker and gate; all run even when one fails."""

import os
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from workshop import PACKAGE, PYTHON, ROOT, SCRIPTS, Command, run, say

DJANGO = {"DJANGO_SETTINGS_MODULE": "klientel.config.settings", "PYTHONWARNINGS": "default"}


@dataclass(frozen=True)
class Step:
    """One check: its name, what it runs, and in which environment."""

    name: str
    command: Command
    env: dict[str, str] = field(default_factory=dict)


def _ours() -> list[Path]:
    names = ("src", "tests", "tools", "bench", "setup.py")
    return [ROOT / name for name in names if (ROOT / name).exists()]


def steps() -> list[Step]:
    django: Command = [PYTHON, "-m", "django"]
    # The tools know nothing of Django: no configuration, no plugin.
    typed_tools = ["--config-file=", "--strict", "--cache-dir=.mypy_cache/tools", "tools"]
    templates = sorted(PACKAGE.glob("**/templates"))
    return [
        Step("ruff check", [SCRIPTS / "ruff", "check", *_ours()]),
        Step("ruff format", [SCRIPTS / "ruff", "format", "--check", *_ours()]),
        Step("mypy", [SCRIPTS / "mypy"]),
        Step("mypy tools", [SCRIPTS / "mypy", *typed_tools], {"MYPYPATH": str(ROOT / "tools")}),
        Step("bandit", [SCRIPTS / "bandit", "-q", "-r", PACKAGE, "-c", ROOT / "pyproject.toml"]),
        Step("rooms", [SCRIPTS / "lint-imports", "--no-logo"]),
        Step("templates", [SCRIPTS / "djlint", "--lint", "--quiet", *templates]),
        Step("migrations", [*django, "makemigrations", "--check", "--dry-run"], DJANGO),
        Step("system check", [*django, "check", "--fail-level", "WARNING"], DJANGO),
        Step("gates", [PYTHON, ROOT / "tools" / "gates.py"]),
    ]


def main() -> int:
    results = []
    with tempfile.TemporaryDirectory(prefix="klientel-check-") as data:
        os.environ["KLIENTEL_DATA"] = data
        os.environ.pop("DATABASE_URL", None)
        for step in steps():
            say(f"\n── {step.name}")
            begun = time.monotonic()
            code = run(step.command, env=step.env)
            results.append((step.name, code, time.monotonic() - begun))
    say("")
    for name, code, seconds in results:
        say(f"{name:16}{'ok' if code == 0 else 'FAILED':8}{seconds:6.1f} s")
    failed = sum(1 for _, code, _ in results if code)
    say(f"{len(results) - failed} checks passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
