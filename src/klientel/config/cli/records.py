"""`klientel import` and `klientel export`."""

import sys
from argparse import Namespace
from gettext import gettext as _
from typing import Any

from klientel.config.cli.starting import start_with_database
from klientel.config.cli.troubles import Trouble, say, tell


def take(options: Namespace) -> int:
    """Import vCard files; refused cards are named, the others go in."""
    start_with_database()
    from klientel.transfer.operations import import_cards

    if absent := [str(path) for path in options.files if not path.is_file()]:
        raise Trouble(_("No such file: %s") % ", ".join(absent))
    report = import_cards(paths=options.files, progress=_progress, by=_actor(options.user))
    _clear_progress()
    for line in report.lines():
        say(line)
    return 0


def give(options: Namespace) -> int:
    start_with_database()
    from klientel.transfer.operations import export_cards

    by = _actor(None)
    if options.output is None:
        for text in export_cards(version=options.version, by=by):
            sys.stdout.write(text)
        return 0
    part = options.output.with_name(options.output.name + ".part")
    with part.open("w", encoding="utf-8", newline="") as file:
        for text in export_cards(version=options.version, by=by):
            file.write(text)
    part.replace(options.output)
    tell(_("%s is written.") % options.output)
    return 0


def _actor(name: str | None) -> Any:
    from django.utils import timezone

    from klientel.accounts.models import User
    from klientel.changes.actors import Actor, system

    if name is None:
        return system(timezone.now())
    user = User.live.filter(username=name.strip().lower()).first()
    if user is None:
        raise Trouble(_("There is no user '%s'.") % name)
    return Actor(source="import", at=timezone.now(), user_id=user.pk)


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done:,} / {total:,} ")


def _clear_progress() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K")
