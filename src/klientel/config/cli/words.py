"""The command's language: from LANG as every program has it, German when it says nothing.

The texts stand in the same catalogue as the pages'; standard gettext reads it, since Django's
needs settings, and those make a data folder.
"""

import gettext
import os
from pathlib import Path

LOCALES = Path(__file__).resolve().parents[2] / "locale"
_ASKED = ("LC_ALL", "LC_MESSAGES", "LANG")


def language() -> str:
    """Return 'en' where the environment asks for English, else 'de'."""
    asked = next((os.environ[name] for name in _ASKED if os.environ.get(name)), "")
    return "en" if asked.lower().startswith("en") else "de"


def choose_language() -> None:
    """Make `gettext.gettext` speak the language, argparse's own texts included."""
    os.environ["LANGUAGE"] = language()
    gettext.bindtextdomain("django", str(LOCALES))
    gettext.textdomain("django")


def gettext_noop(text: str) -> str:
    """Mark a text for the catalogue; it is translated where it is said."""
    return text


def _of_argparse() -> tuple[str, ...]:
    """Name argparse's texts, so that the catalogue holds them."""
    _ = gettext.gettext
    return (
        _("usage: "),
        _("positional arguments"),
        _("options"),
        _("show this help message and exit"),
        _("%(prog)s: error: %(message)s\n"),
        _("the following arguments are required: %s"),
        _("unrecognized arguments: %s"),
        _("invalid choice: %(value)r (choose from %(choices)s)"),
        _("argument %(argument_name)s: %(message)s"),
        _("expected one argument"),
        _("invalid %(type)s value: %(value)r"),
    )
