"""Everything a developer does here, by one word. Needs only python3 >= 3.11 with venv.

    python3 tools/dev.py setup                  make .venv, install, fetch assets, translate
    python3 tools/dev.py demo [--contacts N]    a filled CRM to look at, on loopback
    python3 tools/dev.py run                    an empty one
    python3 tools/dev.py test [PYTEST ARGS]     the whole suite: SQLite, browser, PostgreSQL
    python3 tools/dev.py check                  linters, types, rooms, gates
    python3 tools/dev.py proof                  the promises of reliability, whole (long)
    python3 tools/dev.py audit                  known weaknesses of what is installed (needs the network)
    python3 tools/dev.py bench [ARGS]           the measurements of docs/performance.md
    python3 tools/dev.py messages               collect and compile the translations
    python3 tools/dev.py screenshots            the pages as pictures, in screenshots/
    python3 tools/dev.py assets                 fetch what the pages take from npm
    python3 tools/dev.py lock [--upgrade]       compile requirements and package-lock.json anew
    python3 tools/dev.py clean [--all]          remove what was made (--all: .venv too)

Each is also a target of make: make demo CONTACTS=100000, make test ARGS='-k address'.
"""

import shutil
import sys
from collections.abc import Callable

if sys.version_info < (3, 11):  # noqa: UP036 -- run by whatever python3 the machine has
    sys.exit(f"Klientel needs Python 3.11 or newer; this is {sys.version.split()[0]}.")

import assets
import environment
import messages
from workshop import BUILD, PACKAGE, PYTHON, ROOT, SCRIPTS, VENDOR, VENV, Failed, program, run, say

KLIENTEL = SCRIPTS / "klientel"
CACHES = (".mypy_cache", ".ruff_cache", ".import_linter_cache", ".hypothesis", "htmlcov")


def set_up() -> None:
    """Bring environment, assets and translations up to date; under a second if they are."""
    environment.ensure()
    assets.ensure()
    if messages.stale() and run([PYTHON, ROOT / "tools" / "messages.py"]):
        raise Failed("The translations do not compile, see above.")


def setup(_: list[str]) -> int:
    set_up()
    say("Set up. Next: make demo, or make test.")
    return 0


def demo(arguments: list[str]) -> int:
    set_up()
    return run([KLIENTEL, "demo", *arguments])


def run_empty(arguments: list[str]) -> int:
    set_up()
    return run([KLIENTEL, "migrate"]) or run([KLIENTEL, "serve", *arguments])


def test(arguments: list[str]) -> int:
    set_up()
    return run([PYTHON, ROOT / "tools" / "suite.py", *arguments])


def check(_: list[str]) -> int:
    set_up()
    return run([PYTHON, ROOT / "tools" / "checks.py"])


def proof(arguments: list[str]) -> int:
    set_up()
    whole = {"KLIENTEL_PROOF": "whole"}
    return run([PYTHON, "-m", "pytest", "-m", "proof", *arguments], env=whole)


def audit(_: list[str]) -> int:
    """Ask the public advisories about each locked package; CI has no network, so it is by hand."""
    set_up()
    locked = ROOT / "requirements" / "dev.txt"
    return run([SCRIPTS / "pip-audit", "--disable-pip", "--require-hashes", "-r", locked])


def bench(arguments: list[str]) -> int:
    set_up()
    return run([PYTHON, "-m", "bench", *arguments])


def collect_messages(_: list[str]) -> int:
    set_up()
    return run([PYTHON, ROOT / "tools" / "messages.py", "collect"])


def screenshots(arguments: list[str]) -> int:
    set_up()
    return run([PYTHON, ROOT / "tools" / "screenshots.py", *arguments])


def fetch_assets(_: list[str]) -> int:
    assets.ensure()
    return 0


def lock(arguments: list[str]) -> int:
    """Compile what is allowed into what is installed: with hashes, naming no host."""
    uv = program("uv")
    if uv is None:
        raise Failed("Compiling the lock needs uv: pip install uv")
    options = ["--universal", "--generate-hashes", "--no-header", "--no-emit-index-url"]
    for name in ("base", "dev", "node"):
        source, target = f"requirements/{name}.in", f"requirements/{name}.txt"
        compiling = [uv, "pip", "compile", "--quiet", *options, "--python-version", "3.11"]
        if code := run([*compiling, source, "-o", target, *arguments]):
            return code
    update = ["update"] if "--upgrade" in arguments else ["install"]
    only = ["--package-lock-only", "--ignore-scripts", "--omit-lockfile-registry-resolved"]
    return run([*assets.npm(), *update, *only, "--no-audit", "--no-fund"])


def clean(arguments: list[str]) -> int:
    made = [BUILD, VENDOR, *(ROOT / name for name in CACHES), *ROOT.glob("src/*.egg-info")]
    if "--all" in arguments:
        made.append(VENV)
    for path in made:
        shutil.rmtree(path, ignore_errors=True)
    for compiled in PACKAGE.glob("**/locale/*/LC_MESSAGES/*.mo"):
        compiled.unlink()
    return 0


def help_(_: list[str]) -> int:
    say((__doc__ or "").strip())
    return 0


VERBS: dict[str, Callable[[list[str]], int]] = {
    "setup": setup,
    "demo": demo,
    "run": run_empty,
    "test": test,
    "check": check,
    "proof": proof,
    "audit": audit,
    "bench": bench,
    "messages": collect_messages,
    "screenshots": screenshots,
    "assets": fetch_assets,
    "lock": lock,
    "clean": clean,
    "help": help_,
}


def main(arguments: list[str]) -> int:
    verb = VERBS.get(arguments[0] if arguments else "help")
    if verb is None:
        say(f"There is no '{arguments[0]}'.\n\n{(__doc__ or '').strip()}")
        return 2
    try:
        return verb(arguments[1:])
    except Failed as failure:
        say(f"\n{failure}")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
