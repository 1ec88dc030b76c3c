"""Entries of a unit → journal lines: one a record, its parts inside."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from klientel.changes import journal
from klientel.changes.derivers import Entry
from klientel.changes.models import Change, Part, Root

Diff = dict[str, Any]
Mask = Callable[[Diff], Diff]


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
    for line in lines.values():
        if line.verb == "changed":
            _drop_equal(line.diff)
    return [line for line in lines.values() if line.diff or line.verb != "changed"]


def masked_lines(lines: list[Change], masks: Mapping[Root, Mask], revision: int) -> list[Change]:
    """Return the lines with the values of erased records hidden; each has one, empty if need be."""
    by_uid = {line.uid: line for line in lines}
    for root, mask in masks.items():
        if root.uid not in by_uid:
            lines.append(Change(unit_id=revision, kind=root.kind, uid=root.uid, diff={}))
            by_uid[root.uid] = lines[-1]
        line = by_uid[root.uid]
        line.verb, line.diff = "erased", mask(line.diff)
    return lines


def _drop_equal(diff: dict[str, Any]) -> None:
    """Leave out what the unit itself put back."""
    for name in [name for name, pair in diff.items() if name != "parts" and pair[0] == pair[1]]:
        del diff[name]
    parts = diff.get("parts", {})
    for key, (was, now) in list(parts.items()):
        if was is not None and now is not None:
            _drop_equal_values(was, now)
        if was == now:
            del parts[key]
    if not parts:
        diff.pop("parts", None)


def _drop_equal_values(was: dict[str, Any], now: dict[str, Any]) -> None:
    for name in [name for name in was if name in now and was[name] == now[name]]:
        del was[name], now[name]


def _write(line: Change, entry: Entry) -> None:
    if isinstance(entry.row, Part):
        _write_part(line.diff.setdefault("parts", {}), entry, entry.row)
    elif entry.verb == "changed":
        _write_fields(line, entry)
    elif entry.verb == "added":
        line.verb = "added"
        for name, value in journal.whole(entry.row).items():
            line.diff[name] = [None, value]
    else:
        _write_purged(line, entry.diff[""][0])


def _write_purged(line: Change, stood: dict[str, Any]) -> None:
    """Write the whole row as it stood before the unit."""
    line.verb = "removed"
    before = {name: pair[0] for name, pair in line.diff.items() if name != "parts"}
    for name, value in {**stood, **before}.items():
        line.diff[name] = [value, None]


def _write_fields(line: Change, entry: Entry) -> None:
    assert isinstance(entry.row, Root)  # noqa: S101 -- tracked rows are roots or parts
    for name, (old, new) in entry.diff.items():
        known = line.verb == "added" or name in line.diff
        first = line.diff.get(name, [None])[0] if known else journal.plain(entry.row, name, old)
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
