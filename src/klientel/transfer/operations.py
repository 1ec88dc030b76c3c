"""Import and export of whole files."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO, Literal

from klientel.accounts.permissions import must
from klientel.changes.actors import Actor
from klientel.changes.uids import uuid7
from klientel.contacts.models import Contact, Organization
from klientel.formats.vcard.versions import Version
from klientel.transfer.acting import must_import, user_of
from klientel.transfer.apply import Progress, Run, apply, rehearsed
from klientel.transfer.opening import Choices, NotATable, Opened, opened
from klientel.transfer.read import CardRead
from klientel.transfer.report import Line, Report
from klientel.transfer.survey import surveyed
from klientel.transfer.tables.style import EXCEL, Style
from klientel.transfer.twice import Twice
from klientel.transfer.voting import voting
from klientel.transfer.write import contact_rows, organization_rows, written_cards

Kind = Literal["contact", "organization"]
_log = logging.getLogger(__name__)
FOUND_OUT = Choices()


def _silent(_done: int) -> None:
    """Tell nobody."""


def import_cards(
    *,
    paths: Sequence[Path],
    choices: Choices = FOUND_OUT,
    progress: Progress = _silent,
    by: Actor,
) -> Report:
    """Import files of vCards and tables; return what became of each entry.

    All units carry one batch id, so the whole import can be undone. A file that cannot be
    opened is reported like a refused card. Raises `Denied` for who may not import, and
    `UnknownField` for a column or field in `choices` that there is not.
    """
    must_import(by)
    by = by if by.batch_id else by.in_batch(uuid7())
    report = Report(batch=by.batch_id)
    choices = replace(choices, year=by.at.year)
    files = [file for path in paths if (file := _opened(path, choices, report))]
    take_in(files=files, report=report, progress=progress, by=by)
    return report


def take_in(
    *,
    files: Sequence[Opened],
    report: Report,
    progress: Progress,
    rehearse: bool = False,
    by: Actor,
) -> None:
    """Import files that are open; `rehearse` only reports what would become of each entry.

    What `progress` raises ends the import between two chunks. Raises `Denied`.
    """
    must_import(by)
    user = user_of(by)
    entries = Twice(files)
    readable = (card for card in entries.first() if isinstance(card, CardRead))
    run = Run(by=by, user=user, survey=surveyed(voting(readable, user)), report=report)
    (rehearsed if rehearse else apply)(entries.again(), run, progress)


def export_cards(*, stream: IO[bytes], version: Version = "3.0", by: Actor) -> int:
    """Write the card of each contact that the actor may export; return how many.

    Raises `Denied` for who may not export at all.
    """
    count = 0
    for text in card_texts(version=version, by=by):
        stream.write(text.encode())
        count += 1
    return count


def export_table(
    *, stream: IO[bytes], kind: Kind = "contact", style: Style = EXCEL, by: Actor
) -> int:
    """Write the table of everything of a kind that the actor may export; return how many rows.

    Raises `Denied` for who may not export at all.
    """
    count = -1  # the header
    stream.write(style.begin.encode())
    for piece in table_pieces(kind=kind, style=style, by=by):
        stream.write(style.lines(piece).encode())
        count += len(piece)
    return count


def table_pieces(
    *, kind: Kind, style: Style, pks: Sequence[int] | None = None, by: Actor
) -> Iterator[list[list[str]]]:
    """Return a table's rows in pieces, read when they are taken; `style.lines` writes them.
    Raises `Denied` at once.

    The log says who took what along, and of whom nothing.
    """
    must(by, "export", Contact if kind == "contact" else Organization)
    rows = contact_rows if kind == "contact" else organization_rows
    _log.info("export of %s as a table by user %s", kind, by.user_id)
    return rows(user_of(by), pks, style)


def card_texts(
    *, version: Version = "3.0", pks: Sequence[int] | None = None, by: Actor
) -> Iterator[str]:
    """Return the cards, read when they are taken. Raises `Denied` at once."""
    must(by, "export", Contact)
    _log.info("export of contacts as cards by user %s", by.user_id)
    return written_cards(user_of(by), version, pks)


def _opened(path: Path, choices: Choices, report: Report) -> Opened | None:
    try:
        file = opened(str(path), partial(path.open, "rb"), choices)
    except OSError:
        report.add(Line(str(path), 1, "", "refused", "unreadable"))
    except NotATable as wrong:
        report.add(Line(str(path), 1, "", "refused", wrong.reason))
    else:
        if file.table is not None:
            report.tables[str(path)] = file.table
        return file
    return None
