"""The history of one record: its newest steps beside it, all of them page by page."""

from typing import Any

from klientel.accounts.models import User
from klientel.changes.models import Root
from klientel.changes.queries import history_of
from klientel.web.history.entries import entries_of

EXCERPT = 8
PAGE = 30


def excerpt(record: Root, reader: User) -> dict[str, Any]:
    """Return the newest steps, and whether there are more."""
    found = list(history_of(record)[: EXCERPT + 1])
    return {"entries": entries_of(found[:EXCERPT], reader), "more_history": len(found) > EXCERPT}


def journal_page(record: Root, reader: User, *, before: str) -> dict[str, Any]:
    """Return the steps before a revision, or the newest; `older` begins the page after."""
    lines = history_of(record)
    is_first = not (before.isascii() and before.isdecimal() and len(before) <= _DIGITS)
    if not is_first:
        lines = lines.filter(unit__lt=int(before))
    found = list(lines[: PAGE + 1])
    return {
        "entries": entries_of(found[:PAGE], reader),
        "older": found[PAGE - 1].unit_id if len(found) > PAGE else None,
        "is_first": is_first,
    }


_DIGITS = 18  # what a column of the database holds
