"""The inverse of a unit, written through the door like everything else."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError

from klientel.changes import journal
from klientel.changes.door import Write
from klientel.changes.errors import CannotUndo
from klientel.changes.models import Change, Part, Root, model_of
from klientel.changes.parts import parts_of

Values = Mapping[str, Any]
Reason = tuple[str, str]
FINAL = {"removed", "erased"}


def undo(write: Write, revision: int) -> list[Root]:
    """Write the inverse of unit `revision`, whole; return the records it touched.

    An added record goes to the bin. Raises `CannotUndo`, naming each field that no longer
    holds what the unit wrote; then nothing is written.
    """
    lines = _lines(write, revision)
    reasons = [reason for line in lines for reason in _reasons(line)]
    if reasons or not lines:
        raise CannotUndo(reasons)
    with write.part():
        _take_back(write, lines)
    return [_root(line) for line in lines]


def undo_each(
    write: Write, revision: int, *, only: Callable[[Root], bool]
) -> tuple[list[Root], list[Reason]]:
    """Write the inverse of a unit record by record, of those that `only` lets.

    Return the records undone, and why others stayed: the field that moved on, '' for the whole.
    """
    undone: list[Root] = []
    stayed: list[Reason] = []
    for line in _lines(write, revision):
        reasons = _reasons(line) or _refused(write, line, only)
        if reasons:
            stayed += reasons
        else:
            undone.append(_root(line))
    return undone, stayed


def _refused(write: Write, line: Change, only: Callable[[Root], bool]) -> list[Reason]:
    """Take one line back, or return why not."""
    if not only(_root(line)):
        return [(str(line.uid), "")]
    try:
        with write.part():
            _take_back(write, [line])
    except CannotUndo as cannot:
        return cannot.reasons
    return []


@dataclass(frozen=True, slots=True)
class Step:
    """One row to take back: the record itself (`key` is ''), or one of its parts."""

    line: Change
    key: str
    was: Values | None
    now: Values | None

    @property
    def rank(self) -> int:
        """Removed parts come back first, added ones go last: others may refer to them."""
        return 0 if self.now is None else 2 if self.was is None else 1


def _lines(write: Write, revision: int) -> list[Change]:
    """Take the writers' lock, then return what there is to undo, the last line first."""
    _ = write.revision
    write.undoes = revision
    return list(Change.objects.filter(unit=revision).order_by("-pk"))


def _root(line: Change) -> Root:
    root: Root = _record_model(line).objects.get(uid=line.uid)
    return root


def _record_model(line: Change) -> Any:
    return model_of(line.kind)


def _reasons(line: Change) -> list[Reason]:
    if line.verb in FINAL or not _record_model(line).objects.filter(uid=line.uid).exists():
        return [(str(line.uid), "")]
    return [(str(line.uid), name) for name in _moved_on(line, _root(line))]


def _moved_on(line: Change, root: Root) -> list[str]:
    """Return the fields and parts that no longer hold what the line says."""
    if line.verb == "added":
        return _moved_since_added(line, root)
    found = [
        name
        for name, pair in line.diff.items()
        if name != "parts" and journal.plain(root, name, journal.current(root, name)) != pair[1]
    ]
    for key, _was, now in _parts(line):
        if not _part_holds(_part(key), now):
            found.append(key)
    return found


def _moved_since_added(line: Change, root: Root) -> list[str]:
    """Adding a record wrote all of it: whatever was done to it since would be lost."""
    if root.revision == line.unit_id:
        return []
    wrote = {name: pair[1] for name, pair in line.diff.items() if name != "parts"}
    stands = journal.whole(root)
    found = [name for name in {**wrote, **stands} if wrote.get(name) != stands.get(name)]
    added = {key: now for key, _was, now in _parts(line)}
    standing = {journal.part_key(part): journal.whole(part) for part in parts_of(root)}
    return found + [key for key in {**added, **standing} if added.get(key) != standing.get(key)]


def _part_holds(part: Part | None, now: Values | None) -> bool:
    if part is None or now is None:
        return part is None and now is None
    values = {name: journal.plain(part, name, journal.current(part, name)) for name in now}
    return values == dict(now)


def _take_back(write: Write, lines: Sequence[Change]) -> None:
    """Take each step as soon as the database lets it: rows may need one another's place."""
    going = {key for line in lines if line.verb == "changed" for key in _added_parts(line)}
    steps = (step for line in lines for step in _steps(line, going))
    left = sorted(steps, key=lambda step: step.rank)
    while left:
        stuck = [step for step in left if not _taken(write, step)]
        if len(stuck) == len(left):
            raise CannotUndo([(str(step.line.uid), step.key) for step in stuck])
        left = stuck


def _added_parts(line: Change) -> Iterator[str]:
    return (key for key, was, _now in _parts(line) if was is None)


def _steps(line: Change, going: set[str]) -> Iterator[Step]:
    if line.verb == "added":
        yield Step(line, "", _let_go(_root(line), going), {})
        return
    for key, was, now in _parts(line):
        yield Step(line, key, was, now)
    olds = {name: pair[0] for name, pair in line.diff.items() if name != "parts"}
    if olds:
        yield Step(line, "", olds, {})


def _let_go(root: Root, going: set[str]) -> Values:
    """Return what an added record must no longer refer to: parts of others that go."""
    return {
        name: None
        for name, field in journal.fields_of(type(root)).items()
        if field.null and f"{_kind_at(field)}/{journal.current(root, name)}" in going
    }


def _kind_at(field: Any) -> str:
    return getattr(field.related_model, "kind", "") if field.is_relation else ""


def _taken(write: Write, step: Step) -> bool:
    try:
        with write.part():
            _take(write, step)
    except (IntegrityError, LookupError):
        return False
    return True


def _take(write: Write, step: Step) -> None:
    root = _root(step.line)
    if step.line.verb == "added":
        write.change(root, binned_at=write.by.at, **(step.was or {}))
    elif not step.key:
        write.change(root, **_values(type(root), step.was or {}))
    elif step.now is None:
        kind, number = step.key.split("/")
        model: Any = model_of(kind)
        values = _values(model, step.was or {})
        write.add(model(pk=int(number), **{model.root_field: root}, **values))
    else:
        _take_back_part(write, root, step)


def _take_back_part(write: Write, root: Root, step: Step) -> None:
    part = _part(step.key)
    assert part is not None  # noqa: S101 -- it was found holding what the unit wrote
    setattr(part, part.root_field, root)
    if step.was is None:
        write.remove(part)
    else:
        write.change(part, **_values(type(part), step.was))


def _part(key: str) -> Part | None:
    kind, number = key.split("/")
    part = model_of(kind).objects.filter(pk=int(number)).first()
    assert part is None or isinstance(part, Part)  # noqa: S101 -- keys of parts name parts
    return part


def _parts(line: Change) -> Iterator[tuple[str, Any, Any]]:
    """Yield a line's parts, the latest number first."""
    parts = line.diff.get("parts", {})
    for key in sorted(parts, key=lambda key: -int(key.split("/")[1])):
        was, now = parts[key]
        yield key, was, now


def _values(model: Any, plain: Values) -> dict[str, Any]:
    return {name: journal.restored(model, name, value) for name, value in plain.items()}
