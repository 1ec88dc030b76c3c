"""One's own last acts, each to be taken back."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from klientel.accounts.models import User
from klientel.changes.models import Change
from klientel.changes.queries import newest_units_of
from klientel.web.history.entries import Entry, entries_of
from klientel.web.history.refusals import page_of, rows_of

SHOWN = 20
_LINES = 400
_NAMED = 3
Told = list[tuple[Change, Entry]]


@dataclass(frozen=True, slots=True)
class Act:
    """One unit: what it did, to which records (pairs of name and address), and how to undo it."""

    title: str
    icon: str
    at: datetime
    records: tuple[tuple[str, str], ...]
    more: int
    undo_url: str


def last_acts(user: User) -> list[Act]:
    """Return what the user did last, the newest first, in a constant number of queries."""
    revisions = [each.revision for each in newest_units_of(user.pk, SHOWN)]
    changes = Change.objects.filter(unit__in=revisions).select_related("unit")
    lines = list(changes.order_by("-unit", "pk")[:_LINES])
    rows = rows_of({str(line.uid): line.kind for line in lines}, user)
    told: dict[int, Told] = defaultdict(list)
    for line, entry in zip(lines, entries_of(lines, user), strict=True):
        told[line.unit_id].append((line, entry))
    return [_act(told[each], rows) for each in revisions if told[each]]


def _act(told: Told, rows: dict[str, object]) -> Act:
    entry = told[0][1]
    uids = dict.fromkeys(str(line.uid) for line, _entry in told)
    shown = [(str(rows[uid]), page_of(rows[uid])) for uid in uids if uid in rows][:_NAMED]
    undo_urls = {each.undo_url for _line, each in told}
    return Act(
        title=entry.title,
        icon=entry.icon,
        at=entry.at,
        records=tuple(shown),
        more=len(uids) - len(shown),
        undo_url="" if "" in undo_urls else entry.undo_url,
    )
