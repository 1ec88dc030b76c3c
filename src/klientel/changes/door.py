"""The one door through which tracked rows are written.

Everything that must follow a write (history, undo, search text, card revisions, webhooks)
reads what this module records. A write that skips the door is not missed by one of them: it
does not happen, it raises.
"""

import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import connection, models, transaction

from klientel.changes import bulk, journal
from klientel.changes.actors import Actor
from klientel.changes.checking import check
from klientel.changes.derivers import Entry, Moment, Verb, derive
from klientel.changes.errors import Clash, Stale, WriteOutsideDoor
from klientel.changes.lines import Mask, masked_lines, written_lines
from klientel.changes.loading import loaded
from klientel.changes.models import Part, Root, Tracked, Unit, model_of
from klientel.changes.passing import through

AnyRoot = TypeVar("AnyRoot", bound=Root)
AnyTracked = TypeVar("AnyTracked", bound=Tracked)
_open: ContextVar["Write | None"] = ContextVar("open_write", default=None)
CHUNK = 500
ACT_LENGTH: int = Unit._meta.get_field("act").max_length or 60


@contextmanager
def writing(by: Actor, *, act: str = "") -> Iterator["Write"]:
    """Open the door; an operation called inside another one joins its unit.

    `act` names the operation in the journal; by default the function that opened the door.
    What fails leaves nothing behind: neither rows nor journal lines.
    """
    if outer := _open.get():
        with outer.part():
            yield outer
        return
    opener = act or sys._getframe(2).f_code.co_name  # noqa: SLF001 -- who opened the door
    try:
        with transaction.atomic():
            write = Write(by, opener[:ACT_LENGTH])
            token = _open.set(write)
            try:
                yield write
                write.finish()
            finally:
                _open.reset(token)
    except Stale as stale:
        for root in (stale.root, *stale.others):
            root.refresh_from_db()  # without what the unit had set on it
        raise


class Write:
    """One unit of work: one transaction, one actor, one revision, one line per record.

    `masks` hide personal values in the lines that it writes of erased records;
    `stands_alone` gives it a row in the journal even if it writes no record (trimming).
    """

    def __init__(self, by: Actor, act: str) -> None:
        self.by = by
        self.act = act
        self.undoes: int | None = None
        self._entries: list[Entry] = []
        self._clashes: dict[Root, list[Clash]] = {}
        self._bases: dict[tuple[str, int], dict[str, Any]] = {}
        self._revision: int | None = None
        self._finishing = False
        self.masks: dict[Root, Mask] = {}
        self.stands_alone = False

    @property
    def revision(self) -> int:
        """The unit's revision; asking for it takes the writers' lock until commit."""
        if self._revision is None:
            self._require_open()
            with connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE changes_counter SET value = value + 1 WHERE id = 1 RETURNING value"
                )
                self._revision = cursor.fetchone()[0]
        return self._revision

    @contextmanager
    def part(self) -> Iterator[None]:
        """Do a step whole or leave nothing of it; what it raises may be caught outside."""
        self._require_open()
        kept, clashes = len(self._entries), {root: [*of] for root, of in self._clashes.items()}
        bases, masks, revision = {**self._bases}, {**self.masks}, self._revision
        try:
            with transaction.atomic():
                yield
        except BaseException:
            del self._entries[kept:]
            self._clashes, self._bases, self.masks = clashes, bases, masks
            self._revision = revision  # the counter was rolled back too
            raise

    def fresh(self, row: AnyRoot, expected: int | None = None, *, strict: bool = False) -> AnyRoot:
        """Take the writers' lock, then return the row as it is now.

        `expected` is the revision that the writer saw. What others changed since is kept;
        where he changes the same field, the unit ends in `Stale`. With `strict` any change
        since is `Stale` (HTTP If-Match).
        """
        _ = self.revision
        model = row.__class__  # a request's user is lazy: its type is not its class
        found = loaded(model, "pk", [row.pk])
        if not found:
            raise model.DoesNotExist
        now = found[0]
        if expected is not None and now.revision > expected:
            if strict and now.revision != self.revision:
                raise Stale(now)
            self._bases[now.kind, now.pk] = journal.touched_since(now, expected)
        return now

    def number(self, sequence: str, count: int = 1) -> int:
        """Return the first of `count` new running numbers of a sequence."""
        _ = self.revision
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO changes_sequence (name, value) VALUES (%s, %s) ON CONFLICT (name)"
                " DO UPDATE SET value = changes_sequence.value + excluded.value RETURNING value",
                [sequence, count],
            )
            last: int = cursor.fetchone()[0]
        return last - count + 1

    def add(self, row: AnyTracked) -> AnyTracked:
        self._ready(row)
        with self._passing():
            bulk.insert([row])
        self._note("added", row, {})
        return row

    def add_all(self, rows: Sequence[AnyTracked]) -> None:
        """Add many rows of one model with few statements; sets their ids."""
        for row in rows:
            self._ready(row)
        with self._passing():
            bulk.insert(rows)
        for row in rows:
            self._note("added", row, {})

    def reserve(self, rows: Sequence[Tracked]) -> None:
        """Give new rows of one model their ids before they are added, so that others may refer
        to them; references are checked at commit."""
        _ = self.revision
        bulk.take_ids(rows)

    def change(self, row: Tracked, **values: Any) -> bool:
        """Set the values that differ; return whether any did. Equal ones leave no trace."""
        diff = self._differing(row, values)
        if not diff:
            return False
        for name in diff:
            setattr(row, name, values[name])
        self._clean(row, diff)
        diff = _still_differing(row, diff)
        if not diff:
            return False
        self._move(row)
        written = [*diff, *row.computed]
        if isinstance(row, Root):
            written.append("revision")
        with self._passing():
            row.save(update_fields=written)
        self._note("changed", row, diff)
        return True

    def remove(self, row: Part) -> None:
        """Delete a part; it stands whole in its record's line.

        One that others added since is kept; one that they changed since is a clash.
        """
        if self._others_touched(row):
            return
        stood, pk = journal.whole(row), row.pk
        with self._passing():
            row.delete()
        row.pk = pk
        self._note("removed", row, {"": (stood, None)})

    def purge(self, root: Root) -> None:
        """Delete a record for good; its line keeps what it was."""
        stood, pk = journal.whole(root), root.pk
        _ = self.revision
        with self._passing():
            root.delete()
        root.pk, root.revision = pk, self.revision
        self._note("removed", root, {"": (stood, None)})

    def gone(self, root: Root, key: str, mine: Any, **fields: Any) -> None:
        """Say that a part that the writer saw was removed meanwhile: a clash named `mine`.

        One that he left as it stood (`fields`) is no clash: it stays removed.
        """
        stood = self._bases.get((root.kind, root.pk), {}).get(key)
        fitting = journal.fields_of(model_of(key.partition("/")[0]))
        if stood is not None and all(
            stood.get(name, fitting[name].get_default()) == value for name, value in fields.items()
        ):
            return
        self._clashes.setdefault(root, []).append(Clash(key, None, mine, None))

    def removed_since(self, root: Root) -> dict[str, dict[str, Any]]:
        """Return the parts that others removed since the writer read the record, by their key."""
        base = self._bases.get((root.kind, root.pk), {})
        return {key: stood for key, stood in base.items() if isinstance(stood, dict)}

    def met(self, part: Part, **mine: Any) -> bool:
        """Return whether others added, since the writer read its record, the part that stands
        where he would put his. Theirs is kept; what he says otherwise is a clash without a base.
        """
        key = journal.part_key(part)
        if key not in self._base_of(part):
            return False
        clashes = []
        for name, value in mine.items():
            theirs = journal.plain(part, name, journal.current(part, name))
            said = journal.plain(part, name, value)
            if said != theirs:
                clashes.append(Clash(f"{key}.{name}", None, said, theirs))
        if any(clash.mine not in ("", None) for clash in clashes):
            self._clashes.setdefault(part.root, []).extend(clashes)
        return True

    def finish(self) -> None:
        if self._clashes:
            root, *others = self._clashes
            clashes = tuple(clash for of in self._clashes.values() for clash in of)
            raise Stale(root, clashes, tuple(others))
        if not self._entries and not self.masks and not self.stands_alone:
            return
        self._move_revisions()
        self._finishing = True
        lines = written_lines(self._entries, self.revision)
        lines = masked_lines(lines, self.masks, self.revision)
        if lines or self.stands_alone:
            bulk.insert([self._unit()])
            bulk.insert(lines)
        derive(self._entries, Moment(self.revision, self.by.at))

    def _require_open(self) -> None:
        if _open.get() is not self or self._finishing:
            raise WriteOutsideDoor("This unit is closed: its lines are written.")

    def _passing(self) -> AbstractContextManager[None]:
        self._require_open()
        return through()

    def _unit(self) -> Unit:
        return Unit(
            revision=self.revision,
            at=self.by.at,
            source=self.by.source,
            user_id=self.by.user_id,
            device_id=self.by.device_id,
            batch_id=self.by.batch_id,
            act=self.act,
            undoes=self.undoes,
        )

    def _ready(self, row: Tracked) -> None:
        self._clean(row, journal.fields_of(type(row)))
        self._move(row)

    def _clean(self, row: Tracked, checked: Collection[str]) -> None:
        row.compute()
        check(row, checked)

    def _move(self, row: Tracked) -> None:
        if isinstance(row, Root):
            row.revision = self.revision

    def _note(self, verb: Verb, row: Tracked, diff: dict[str, tuple[Any, Any]]) -> None:
        _ = self.revision
        self._entries.append(Entry(verb, row, diff))

    def _differing(self, row: Tracked, values: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
        base, diff = self._base_of(row), {}
        prefix = f"{journal.part_key(row)}." if isinstance(row, Part) else ""
        for name, new in values.items():
            old = journal.current(row, name)
            if _same(old, new):
                continue
            if prefix + name in base and self._is_kept(row, prefix, name, new, old):
                continue
            diff[name] = (old, new)
        return diff

    def _is_kept(self, row: Tracked, prefix: str, name: str, new: Any, old: Any) -> bool:
        """Return whether theirs stays: they changed the field, and the writer did not.

        Where both did, it is a clash; where they put it back, the writer's goes.
        """
        base = self._base_of(row)[prefix + name]
        mine, theirs = journal.plain(row, name, new), journal.plain(row, name, old)
        if theirs == base:
            return False
        if mine != base and not (mine in ("", None) and base in ("", None)):
            root = row.root if isinstance(row, Part) else row
            assert isinstance(root, Root)  # noqa: S101 -- tracked rows are roots or parts
            clash = Clash(prefix + name, base, mine, theirs)
            self._clashes.setdefault(root, []).append(clash)
        return True

    def _others_touched(self, part: Part) -> bool:
        """Return whether a part that the writer removes was added or changed by others since."""
        key, base = journal.part_key(part), self._base_of(part)
        changed = [name for name in base if name.startswith(f"{key}.")]
        for name in changed:
            field = name.removeprefix(f"{key}.")
            theirs = journal.plain(part, field, journal.current(part, field))
            if theirs != base[name]:
                clash = Clash(name, base[name], None, theirs)
                self._clashes.setdefault(part.root, []).append(clash)
        return key in base

    def _base_of(self, row: Tracked) -> dict[str, Any]:
        if not self._bases:
            return {}
        root = row.root if isinstance(row, Part) else row
        return self._bases.get((root.kind, root.pk), {})

    def _move_revisions(self) -> None:
        """Give the records whose parts alone changed the unit's revision too."""
        moved: dict[type[Root], set[int]] = {}
        for entry in self._entries:
            if isinstance(entry.row, Part):
                root = entry.root
                root.revision = self.revision
                moved.setdefault(type(root), set()).add(root.pk)
        for entry in self._entries:
            if isinstance(entry.row, Root):
                moved.get(type(entry.row), set()).discard(entry.row.pk)
        for model, pks in moved.items():
            ids = sorted(pks)
            for start in range(0, len(ids), CHUNK):
                with through():
                    model.objects.filter(pk__in=ids[start : start + CHUNK]).update(
                        revision=self.revision
                    )


def _still_differing(row: Tracked, diff: dict[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
    """Return the differences that are left after the row's own cleaning."""
    now = {name: journal.current(row, name) for name in diff}
    return {name: (old, now[name]) for name, (old, _) in diff.items() if not _same(old, now[name])}


def _same(old: Any, new: Any) -> bool:
    """Return whether two values are equal; a loaded record equals its id."""
    if isinstance(old, models.Model) != isinstance(new, models.Model):
        old = old.pk if isinstance(old, models.Model) else old
        new = new.pk if isinstance(new, models.Model) else new
    return bool(old == new)
