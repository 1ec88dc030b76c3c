"""`klientel import` and `klientel export`."""

import sys
from argparse import Namespace
from gettext import gettext as _
from typing import Any

from klientel.config.cli.starting import start_with_database
from klientel.config.cli.troubles import Trouble, say, tell


def take(options: Namespace) -> int:
    """Import vCard files. Refused cards are named, each with its line; the others go in."""
    start_with_database()
    from klientel.transfer.operations import import_cards
    from klientel.transfer.report import OUTCOMES

    if absent := [str(path) for path in options.files if not path.is_file()]:
        raise Trouble(_("No such file: %s") % ", ".join(absent))
    report = import_cards(paths=options.files, progress=_progress, by=_actor(options.user))
    _clear_progress()
    for line in report.lines:
        named = f" {line.name}:" if line.name else ""
        say(f"{line.file}:{line.line}:{named} {line.text}")
    for outcome in OUTCOMES:
        say(f"{_outcome(outcome)}: {report.total(outcome)}")
    return 0


def give(options: Namespace) -> int:
    """Export every contact's card; a file is there whole or not at all."""
    start_with_database()
    from klientel.transfer.operations import export_cards

    version, by = options.version, _actor(options.user)
    if options.output is None:
        export_cards(stream=sys.stdout.buffer, version=version, by=by)
        return 0
    part = options.output.with_name(f"{options.output.name}.part")
    try:
        with part.open("wb") as file:
            count = export_cards(stream=file, version=version, by=by)
        part.replace(options.output)
    finally:
        part.unlink(missing_ok=True)
    tell(_("%(count)d cards are in %(file)s.") % {"count": count, "file": options.output})
    return 0


def _actor(name: str | None) -> Any:
    """Return who acts: the named user with his rights, else the system."""
    from django.utils import timezone

    from klientel.accounts.models import User
    from klientel.changes.actors import Actor, system

    if name is None:
        return system(timezone.now())
    user = User.live.filter(username=name.strip().lower()).first()
    if user is None:
        raise Trouble(_("There is no user '%s'.") % name)
    return Actor(source="import", at=timezone.now(), user_id=user.pk)


def _outcome(code: str) -> str:
    return {
        "new": _("new"),
        "updated": _("updated"),
        "unchanged": _("unchanged"),
        "review": _("to look at"),
        "refused": _("refused"),
    }[code]


def _progress(done: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done} ")
        sys.stderr.flush()


def _clear_progress() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K")
