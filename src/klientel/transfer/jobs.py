"""Uploaded files: kept, looked through, imported by the worker, taken back, deleted."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import partial
from typing import IO, Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db.models import Q, QuerySet
from django.utils import timezone

from klientel.accounts.models import User
from klientel.changes.actors import Actor
from klientel.formats.csv import NotATable
from klientel.records.operations import Undone, undo_batch
from klientel.transfer.acting import must_import
from klientel.transfer.models import Import, State
from klientel.transfer.opening import Choices, Opened, opened
from klientel.transfer.operations import take_in
from klientel.transfer.refused import refused_text
from klientel.transfer.report import Line, Report
from klientel.transfer.tables.mapping import UnknownField
from klientel.transfer.tasks import work_on

SILENT = timedelta(minutes=5)
SHOWN = 500


class TooLarge(Exception):
    """The file is larger than an upload may be; `most` is that in bytes."""

    def __init__(self, most: int) -> None:
        super().__init__(f"more than {most} bytes")
        self.most = most


class NotNow(Exception):
    """The import is not in a state for that: it runs, or ran already, or its file is gone."""


class Stopped(Exception):
    """Somebody cancelled the import."""


def imports_seen_by(user: User) -> "QuerySet[Import]":
    """Return one's own imports, an administrator everybody's; the newest first."""
    rows = Import.objects.select_related("user").order_by("-made_at", "-pk")
    return rows if user.role == "administrator" else rows.filter(user=user)


def add_import(*, name: str, content: "File[bytes]", by: Actor) -> Import:
    """Keep an uploaded file and have it looked through. Raises `Denied`, `TooLarge`."""
    must_import(by)
    if content.size > settings.IMPORT_MAX_SIZE:
        raise TooLarge(settings.IMPORT_MAX_SIZE)
    row = Import(
        user=User.objects.get(pk=by.user_id), name=name[-200:], size=content.size, made_at=by.at
    )
    row.beat_at = by.at
    row.file = default_storage.save(f"{row.folder}/file", content)
    row.save()
    _look_through(row)
    return row


def change_choices(*, row: Import, choices: Choices, by: Actor) -> None:
    """Read the file as somebody says, and look it through anew. Raises `UnknownField`, `NotNow`."""
    must_import(by)
    if row.has_run or row.state == State.RUNNING or not row.file:
        raise NotNow
    row.encoding, row.delimiter = choices.encoding, choices.delimiter
    row.columns = dict(choices.columns)
    try:
        open_import(row)
    except NotATable as wrong:
        row.refusal = wrong.reason
    else:
        row.refusal = ""
    row.save()
    _look_through(row)


def start_import(*, row: Import, by: Actor) -> None:
    """Have the worker import the file, once more if the job died. Raises `Denied`, `NotNow`.

    All that one file brings in is one batch, however often its import began anew.
    """
    must_import(by)
    ready = Q(state__in=[State.READY, State.FAILED])
    dead = Q(state__in=[State.RUNNING, State.CHECKING], beat_at__lt=timezone.now() - SILENT)
    mine = Import.objects.filter(ready | dead, pk=row.pk, refusal="")
    number = row.round + row.is_busy  # a job that only slept finds that it is not wanted any more
    if not row.file or not mine.filter(round=row.round, state=row.state).update(
        state=State.RUNNING, done=0, is_cancelled=False, beat_at=by.at, round=number
    ):
        raise NotNow
    work_on.enqueue(row.pk, number)


def cancel_import(*, row: Import) -> None:
    """End an import between two chunks; what went in stays, and can be taken back."""
    Import.objects.filter(pk=row.pk, state=State.RUNNING).update(is_cancelled=True)


def undo_import(*, row: Import, by: Actor) -> Undone:
    """Take back all that the import wrote. Raises `TooLateToUndo`, `NotNow`."""
    if row.state not in {State.DONE, State.CANCELLED, State.FAILED}:
        raise NotNow
    undone = undo_batch(batch=row.batch_id, by=by)
    Import.objects.filter(pk=row.pk).update(state=State.UNDONE)
    return undone


def remove_import(*, row: Import) -> None:
    """Delete the file with its reports, and the import's line; what it wrote stays."""
    if row.is_busy and not is_dead(row, timezone.now()):
        raise NotNow
    delete_files(row)
    row.delete()


def forget_file(*, row: Import, name: str) -> None:
    """Delete an import's file and reports alone: its line stays, under another name."""
    delete_files(row)
    Import.objects.filter(pk=row.pk).update(file="", name=name)


def remove_old_imports(now: datetime) -> None:
    """Delete what is older than the setting says."""
    old = Import.objects.filter(made_at__lt=now - timedelta(days=settings.IMPORT_DAYS))
    for row in old.order_by("pk"):
        delete_files(row)
        row.delete()


def open_import(row: Import) -> Opened:
    """Return the file as it is to be read. Raises `NotATable`, `UnknownField`, `OSError`."""
    choices = Choices(row.encoding, row.delimiter, row.columns, row.made_at.year)
    return opened(row.name, partial(_stored, row.file), choices)


def report_of(row: Import) -> list[dict[str, Any]]:
    """Return the lines of the last report: line, name, outcome, reason."""
    try:
        with default_storage.open(f"{row.folder}/report-{row.round}.json") as file:
            found: list[dict[str, Any]] = json.load(file)
    except FileNotFoundError:
        return []
    return found


def refused_file(row: Import) -> IO[bytes] | None:
    """Return what did not go in, in its original form; None if there is nothing."""
    name = f"{row.folder}/refused-{row.round}"
    return default_storage.open(name) if default_storage.exists(name) else None


def work(pk: int, number: int) -> None:
    """Look an import's file through, or import it: whatever its state asks for."""
    row = Import.objects.get(pk=pk)
    if row.round != number or not row.is_busy:
        return  # it was asked for anew since
    rehearse = row.state == State.CHECKING
    report = Report(batch=row.batch_id)
    state = State.READY if rehearse else State.DONE
    by = Actor(source="import", at=timezone.now(), user_id=row.user_id).in_batch(row.batch_id)
    try:
        file = open_import(row)
        if file.table is not None:
            report.tables[row.name] = file.table
            Import.objects.filter(pk=pk).update(total=file.table.rows)
        take_in(files=[file], report=report, progress=_beating(row), by=by, rehearse=rehearse)
    except Stopped:
        state = State.CANCELLED
    except (NotATable, UnknownField, OSError) as wrong:
        Import.objects.filter(pk=pk).update(refusal=getattr(wrong, "reason", "unreadable"))
    except Exception:
        Import.objects.filter(pk=pk, round=number).update(state=State.FAILED)
        raise
    _finish(row, report, state)


def is_dead(row: Import, now: datetime) -> bool:
    """Return whether the job died: its worker was ended, or the machine."""
    return row.is_busy and now - row.beat_at > SILENT


def _look_through(row: Import) -> None:
    number = row.round + 1
    Import.objects.filter(pk=row.pk).update(
        state=State.CHECKING, round=number, done=0, counts={}, refusal="", beat_at=timezone.now()
    )
    row.refresh_from_db()
    work_on.enqueue(row.pk, number)


def _beating(row: Import) -> Any:
    """Return what hears of the progress: it notes it, and ends a job that is not wanted any more."""

    def beat(done: int) -> None:
        mine = Import.objects.filter(pk=row.pk, round=row.round, is_cancelled=False)
        if not mine.update(done=done, beat_at=timezone.now()):
            raise Stopped

    return beat


def _finish(row: Import, report: Report, state: State) -> None:
    counts: dict[str, int] = {}
    for each in report.counts.values():
        for outcome, count in each.items():
            counts[outcome] = counts.get(outcome, 0) + count
    _write(f"{row.folder}/report-{row.round}.json", json.dumps(_plain(report.lines)))
    left = refused_text(report.lines, report.tables.get(row.name))
    if any(line.original for line in report.lines):
        _write(f"{row.folder}/refused-{row.round}", left)
    Import.objects.filter(pk=row.pk, round=row.round).update(
        state=state, counts=counts, done=report.cards, total=report.cards
    )


def _plain(lines: list[Line]) -> list[Mapping[str, Any]]:
    return [{**asdict(line), "original": ""} for line in lines[:SHOWN]]


def _write(name: str, text: str) -> None:
    if default_storage.exists(name):
        default_storage.delete(name)
    default_storage.save(name, ContentFile(text.encode()))


def _stored(name: str) -> IO[bytes]:
    if not name:
        raise FileNotFoundError
    return default_storage.open(name)


def stored_names(row: Import) -> list[str]:
    """Return the names of all files that an import may have stored."""
    names = [row.file] if row.file else []
    for number in range(1, row.round + 1):
        names += [f"{row.folder}/report-{number}.json", f"{row.folder}/refused-{number}"]
    return names


def delete_files(row: Import) -> None:
    for name in stored_names(row):
        default_storage.delete(name)
