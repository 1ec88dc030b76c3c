"""Entries of a unit → journal lines: one a record, its parts inside."""

from collections.abc import Iterable
from typing import Any

from klientel.changes import journal
from klientel.changes.derivers import Entry
from klientel.changes.models import Change, Part, Root


def written_lines(entries: Iterable[Entry], revision: int) -> list[Change]:
    """Return one line per record; several writes of one field become first old, last new."""
    lines: dict[tuple[str, int], Change] = {}
    for entry in entries:
        root = entry.root
        key = (root.kind, root.pk)
        if key not in lines:
            lines[key] = Change(
                unit_id=revision, verb="changed", kind=root.kind, uid=root.uid, diff={}
            )
        _write(lines[key], entry)
    return [line for line in lines.values() if line.diff or line.verb != "changed"]


def _write(line: Change, entry: Entry) -> None:
    if isinstance(entry.row, Part):
        _write_part(line.diff.setdefault("parts", {}), entry, entry.row)
    elif entry.verb == "changed":
        _write_fields(line, entry)
    else:
        line.verb = entry.verb
        stood = entry.diff[""][0] if entry.verb == "removed" else journal.whole(entry.row)
        for name, value in stood.items():
            line.diff[name] = [value, None] if entry.verb == "removed" else [None, value]


def _write_fields(line: Change, entry: Entry) -> None:
    assert isinstance(entry.row, Root)  # noqa: S101 -- tracked rows are roots or parts
    for name, (old, new) in entry.diff.items():
        first = line.diff[name][0] if name in line.diff else journal.plain(entry.row, name, old)
        line.diff[name] = [first, journal.plain(entry.row, name, new)]


def _write_part(parts: dict[str, Any], entry: Entry, part: Part) -> None:
    key = journal.part_key(part)
    was, now = parts.get(key, (None, None))
    if entry.verb == "added":
        parts[key] = [was, journal.whole(part)]
    elif entry.verb == "removed":
        _write_removed(parts, key, entry)
    elif key in parts and was is None:
        parts[key] = [None, journal.whole(part)]
    else:
        olds = {name: journal.plain(part, name, old) for name, (old, _) in entry.diff.items()}
        news = {name: journal.plain(part, name, new) for name, (_, new) in entry.diff.items()}
        parts[key] = [{**olds, **(was or {})}, {**(now or {}), **news}]


def _write_removed(parts: dict[str, Any], key: str, entry: Entry) -> None:
    stood = entry.diff[""][0]
    if key not in parts:
        parts[key] = [stood, None]
    elif parts[key][0] is None:
        del parts[key]
    else:
        parts[key] = [{**stood, **parts[key][0]}, None]
