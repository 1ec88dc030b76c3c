"""A colleague leaves the firm: everything that he looks after is handed over in one act."""

from klientel.accounts.models import User
from klientel.accounts.operations import change_user
from klientel.accounts.permissions import must
from klientel.changes.actors import Actor
from klientel.changes.door import writing
from klientel.contacts.looked_after import AnyRecord, records_of


class NoSuccessor(Exception):
    """The successor may not log in, or is the one who leaves."""


def let_user_leave(*, user: User, successor: User | None, by: Actor) -> int:
    """Shut a user out and hand over what he looks after; return how many records that were.

    Without a successor they keep nobody. Asks for the right to change users alone: records that
    are confidential to the administrator must not stay behind with somebody who has gone.
    """
    with writing(by) as write:
        row = write.fresh(user)
        must(by, "change", row)
        if successor is not None and (successor.pk == row.pk or not successor.is_active):
            raise NoSuccessor
        count = 0
        for record in list(records_of(row)):
            write.change(record, **_handed_over(record, row, successor))
            count += 1
        change_user(user=row, is_active=False, by=by)
    return count


def _handed_over(record: AnyRecord, user: User, successor: User | None) -> dict[str, User | None]:
    """Return the record's new values; nobody is the deputy of himself."""
    values: dict[str, User | None] = {
        path: successor
        for path in record.access.manager
        if getattr(record, f"{path}_id") == user.pk
    }
    for path in record.access.manager:
        deputy = f"{path}_deputy"
        both = [
            _then(record, values, each) for each in (path, deputy) if hasattr(type(record), each)
        ]
        if successor is not None and both == [successor.pk, successor.pk]:
            values[deputy] = None
    return values


def _then(record: AnyRecord, values: dict[str, User | None], path: str) -> int | None:
    if path in values:
        new = values[path]
        return new.pk if new else None
    key: int | None = getattr(record, f"{path}_id")
    return key
