"""Erasure: the one act that rewrites the journal, and what a redacted value looks like."""

from collections.abc import Mapping
from typing import Any, Final

from klientel.changes.door import Write
from klientel.changes.lines import Diff
from klientel.changes.models import Change, Root
from klientel.changes.parts import part_models
from klientel.changes.triggers import unlocked

REDACTED: Final = "███"
Personal = Mapping[str, frozenset[str]]
CHUNK = 500


def personal_fields(model: type[Root]) -> Personal:
    """Return by kind the fields of a record and of its parts that are marked personal."""
    return {each.kind: each.personal for each in (model, *part_models(model))}


def redact(write: Write, root: Root, personal: Personal | None = None) -> int:
    """Redact the personal values in all journal lines of a record; return how many differed.

    The lines that the unit itself writes of it are redacted too, and say `erased`.
    """
    fields = personal_fields(type(root)) if personal is None else personal
    _ = write.revision  # the writers' lock: no line is added meanwhile

    def mask(diff: Diff) -> Diff:
        return _redacted(diff, root.kind, fields)

    write.masks[root] = mask
    differing = []
    for line in Change.objects.filter(uid=root.uid).order_by("pk").iterator(CHUNK):
        new = mask(line.diff)
        if new != line.diff:
            line.diff = new
            differing.append(line)
    with unlocked():
        Change.objects.bulk_update(differing, ["diff"], batch_size=CHUNK)
    return len(differing)


def _redacted(diff: Diff, kind: str, fields: Personal) -> Diff:
    """Return the line's values with each personal one replaced; empty ones stay empty."""
    own = fields.get(kind, frozenset())
    new: Diff = {
        name: [_hidden(side) for side in pair] if name in own else pair
        for name, pair in diff.items()
        if name != "parts"
    }
    if "parts" in diff:
        new["parts"] = {
            key: [_side(side, fields.get(key.split("/")[0], frozenset())) for side in pair]
            for key, pair in diff["parts"].items()
        }
    return new


def _side(side: dict[str, Any] | None, personal: frozenset[str]) -> dict[str, Any] | None:
    if side is None:
        return None
    return {name: _hidden(value) if name in personal else value for name, value in side.items()}


def _hidden(value: Any) -> Any:
    return value if value in (None, "") else REDACTED
