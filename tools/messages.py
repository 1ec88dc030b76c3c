"""Translations: compile each .po beside itself, or collect the texts of the code anew.

Compiling needs Babel, which is installed; collecting needs gettext's programs.
"""

import shutil
import sys
from pathlib import Path

from workshop import PACKAGE, PYTHON, ROOT, Command, Failed, run, say


def stale() -> list[Path]:
    """Return the .po files whose .mo is missing or older."""
    sources = sorted(PACKAGE.glob("**/locale/*/LC_MESSAGES/*.po"))
    return [source for source in sources if _older(source.with_suffix(".mo"), source)]


def _older(compiled: Path, source: Path) -> bool:
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


def compile_all(sources: list[Path]) -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for source in sources:
        locale = source.parents[1].name
        with source.open("rb") as text:
            catalog = read_po(text, locale=locale, abort_invalid=True)
        fresh = source.with_suffix(".mo.new")
        with fresh.open("wb") as target:
            write_mo(target, catalog)
        fresh.replace(source.with_suffix(".mo"))
        say(f"Translations: {source.relative_to(ROOT)} compiled.")


def collect() -> None:
    """Bring German's .po up to date with the texts in code and templates."""
    if shutil.which("xgettext") is None:
        raise Failed("Collecting texts needs gettext: apt-get install gettext")
    (PACKAGE / "locale").mkdir(exist_ok=True)
    command: Command = [PYTHON, "-m", "django", "makemessages", "--locale", "de", "--no-location"]
    where = {"DJANGO_SETTINGS_MODULE": "klientel.config.settings"}
    if run([*command, "--no-obsolete", "--ignore", "tests/*", "--ignore", "build/*"], env=where):
        raise Failed("makemessages failed, see above.")


if __name__ == "__main__":
    try:
        if "collect" in sys.argv[1:]:
            collect()
        compile_all(stale())
    except Failed as failure:
        sys.exit(str(failure))
