"""`klientel import` and `klientel export`."""

import sys
from argparse import Namespace
from collections.abc import Callable
from gettext import gettext as _
from pathlib import Path
from typing import IO, Any

from klientel.config.cli.parser import DELIMITERS
from klientel.config.cli.starting import start_with_database
from klientel.config.cli.troubles import Trouble, say, tell


def take(options: Namespace) -> int:
    """Import vCard and CSV files. What is refused is named, each with its line; others go in."""
    start_with_database()
    from klientel.transfer.opening import Choices
    from klientel.transfer.operations import import_cards
    from klientel.transfer.report import OUTCOMES

    if absent := [str(path) for path in options.files if not path.is_file()]:
        raise Trouble(_("No such file: %s") % ", ".join(absent))
    from klientel.transfer.tables.mapping import UnknownField

    choices = Choices(
        encoding=options.encoding or "",
        delimiter=DELIMITERS.get(options.delimiter, ""),
        columns=_columns(options.map),
    )
    try:
        report = import_cards(
            paths=options.files, choices=choices, progress=_progress, by=_actor(options.user)
        )
    except UnknownField as unknown:
        raise Trouble(_("There is no column or field '%s'.") % unknown.name) from unknown
    _clear_progress()
    for file, table in report.tables.items():
        _tell_table(file, table)
    if options.refused:
        _write_refused(options.refused, report)
    for line in report.lines:
        named = f" {line.name}:" if line.name else ""
        say(f"{line.file}:{line.line}:{named} {line.text}")
    for outcome in OUTCOMES:
        say(f"{_outcome(outcome)}: {report.total(outcome)}")
    return 0


def give(options: Namespace) -> int:
    """Export every contact's card; a file is there whole or not at all."""
    start_with_database()
    write = _table_writer(options) if options.format == "csv" else _card_writer(options)
    if options.output is None:
        write(sys.stdout.buffer)
        return 0
    part = options.output.with_name(f"{options.output.name}.part")
    try:
        with part.open("wb") as file:
            count = write(file)
        part.replace(options.output)
    finally:
        part.unlink(missing_ok=True)
    if options.format == "csv":
        tell(_("%(count)d rows are in %(file)s.") % {"count": count, "file": options.output})
    else:
        tell(_("%(count)d cards are in %(file)s.") % {"count": count, "file": options.output})
    return 0


def _card_writer(options: Namespace) -> Callable[[IO[bytes]], int]:
    from klientel.transfer.operations import export_cards

    by = _actor(options.user)
    return lambda stream: export_cards(stream=stream, version=options.version, by=by)


def _table_writer(options: Namespace) -> Callable[[IO[bytes]], int]:
    from klientel.transfer.operations import Kind, export_table
    from klientel.transfer.tables.style import Style

    by, style = _actor(options.user), Style(options.language, options.exact)
    kind: Kind = "contact" if options.kind == "contacts" else "organization"
    return lambda stream: export_table(stream=stream, kind=kind, style=style, by=by)


def _columns(pairs: list[str]) -> dict[str, str]:
    """Return what '--map COLUMN=FIELD' says; a column's name may hold '='."""
    found = {}
    for pair in pairs:
        column, equals, field = pair.rpartition("=")
        if not equals:
            raise Trouble(_("--map wants COLUMN=FIELD, not '%s'.") % pair)
        found[column.strip()] = field.strip()
    return found


def _tell_table(file: str, table: Any) -> None:
    """Say as what a table was read, and which columns have no field of their own."""
    source = table.columns.source.name or _("unknown program")
    named = {sign: name for name, sign in DELIMITERS.items()}.get(table.layout.delimiter, "?")
    say(f"{file}: {source}, {table.layout.encoding}, {named}")
    if kept := table.columns.kept(table.used):
        say(_("into the notes: %s") % ", ".join(kept))
    if dropped := table.columns.dropped(table.used):
        say(_("left out: %s") % ", ".join(dropped))


def _write_refused(path: Path, report: Any) -> None:
    from klientel.transfer.refused import refused_text

    texts = [
        refused_text([line for line in report.lines if line.file == file], report.tables.get(file))
        for file in report.counts
    ]
    path.write_text("".join(texts), encoding="utf-8", newline="")


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
