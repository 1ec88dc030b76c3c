"""What the command says when something is in its way."""

import sys
import traceback
from gettext import gettext as _


class Trouble(Exception):
    """The command cannot go on; the text says what is wrong and what to do."""


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def tell(text: str) -> None:
    """Say it where errors go."""
    sys.stderr.write(f"klientel: {text}\n")


def unforeseen(failure: BaseException) -> str:
    """Return what to say of an error that nobody foresaw; its traceback goes to a file."""
    if reached := _unreachable(failure):
        return reached
    from klientel.config.env import data_folder

    folder = data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "error.log"
    file.write_text("".join(traceback.format_exception(failure)), encoding="utf-8")
    return _(
        "That should not have happened: %(error)s. What happened stands in %(file)s."
        " Report it with that file."
    ) % {"error": f"{type(failure).__name__}: {failure}", "file": file}


def _unreachable(failure: BaseException) -> str:
    from django.core.exceptions import ImproperlyConfigured
    from django.db import OperationalError
    from environs import EnvError

    if isinstance(failure, (ImproperlyConfigured, EnvError)):
        return _("A setting is wrong: %s") % failure
    if isinstance(failure, OperationalError):
        return _("The database does not answer: %s Check DATABASE_URL and KLIENTEL_DATA.") % (
            str(failure).strip()
        )
    if isinstance(failure, PermissionError):
        text = _("No permission for %s. Run the command as the user who owns the data folder.")
        return str(text % failure.filename)
    return ""
