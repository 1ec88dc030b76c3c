"""The inverse of a unit, written through the door like everything else."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from klientel.changes import journal
from klientel.changes.door import Write
from klientel.changes.errors import CannotUndo
from klientel.changes.models import Change, Part, Root, model_of


def undo(write: Write, revision: int) -> list[Root]:
    """Write the inverse of unit `revision`; return the records it touched.

    An added record goes to the bin. Raises `CannotUndo`, naming each field that no longer
    holds what the unit wrote; then nothing is written.
    """
    write.undoes = revision
    lines = list(Change.objects.filter(unit=revision).order_by("-pk"))
    roots = {line.pk: _root(line) for line in lines}
    reasons = [(str(line.uid), key) for line in lines for key in _moved_on(line, roots[line.pk])]
    if reasons:
        raise CannotUndo(reasons)
    for step in (_restore_parts, _restore_values, _remove_parts):
        for line in lines:
            step(write, line, roots[line.pk])
    return list(roots.values())


def _root(line: Change) -> Root:
    model = model_of(line.kind)
    root = cast("Root | None", cast("Any", model).objects.filter(uid=line.uid).first())
    if root is None:
        raise CannotUndo([(str(line.uid), "")])
    return root


def _moved_on(line: Change, root: Root) -> list[str]:
    if line.verb == "added":
        return [] if root.revision == line.unit_id and root.binned_at is None else ["revision"]
    found = [
        name
        for name, (_old, new) in line.diff.items()
        if name != "parts" and journal.plain(root, name, journal.current(root, name)) != new
    ]
    for key, (_was, now) in line.diff.get("parts", {}).items():
        if not _part_holds(_part(key), now):
            found.append(key)
    return found


def _part(key: str) -> Part | None:
    kind, number = key.split("/")
    part = model_of(kind).objects.filter(pk=int(number)).first()
    assert part is None or isinstance(part, Part)  # noqa: S101 -- keys of parts name parts
    return part


def _part_holds(part: Part | None, now: Mapping[str, Any] | None) -> bool:
    if part is None or now is None:
        return part is None and now is None
    values = {name: journal.plain(part, name, journal.current(part, name)) for name in now}
    return values == dict(now)


def _restore_parts(write: Write, line: Change, root: Root) -> None:
    """First what was removed, so that values may refer to it again."""
    for kind, number, was, now in _parts(line):
        if now is None and was is not None and line.verb == "changed":
            model: Any = model_of(kind)
            values = _values(model, was)
            write.add(model(pk=number, **{model.root_field: root}, **values))


def _restore_values(write: Write, line: Change, root: Root) -> None:
    if line.verb == "added":
        write.change(root, binned_at=write.by.at)
        return
    for kind, number, was, now in _parts(line):
        if was is not None and now is not None:
            part = model_of(kind).objects.get(pk=number)
            write.change(part, **_values(type(part), was))
    olds = {name: pair[0] for name, pair in line.diff.items() if name != "parts"}
    write.change(root, **_values(type(root), olds))


def _remove_parts(write: Write, line: Change, _root: Root) -> None:
    """Last what was added, when nothing refers to it any more."""
    for kind, number, was, _now in _parts(line):
        if was is None and line.verb == "changed":
            part: Any = model_of(kind).objects.get(pk=number)
            write.remove(part)


def _parts(line: Change) -> Iterator[tuple[str, int, Any, Any]]:
    for key, (was, now) in reversed(line.diff.get("parts", {}).items()):
        kind, number = key.split("/")
        yield kind, int(number), was, now


def _values(model: Any, plain: Mapping[str, Any]) -> dict[str, Any]:
    return {name: journal.restored(model, name, value) for name, value in plain.items()}
