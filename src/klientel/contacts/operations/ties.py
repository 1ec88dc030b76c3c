"""Tags, and connections without employment."""

from datetime import date
from typing import TypedDict

from klientel.accounts.permissions import must
from klientel.changes.actors import Actor
from klientel.changes.door import writing
from klientel.contacts.models import (
    Connection,
    ConnectionType,
    Contact,
    ContactTag,
    Organization,
    OrganizationTag,
    Tag,
)
from klientel.contacts.queries import tag_named

Record = Contact | Organization


class ConnectedToItself(Exception):
    """A connection has two ends."""


class ConnectionTypePatch(TypedDict, total=False):
    forward: str
    backward: str
    is_retired: bool


def add_tag(*, name: str, by: Actor) -> Tag:
    """Return the tag of that name, made if there is none; a deleted one begins anew."""
    name = " ".join(name.split())
    with writing(by) as write:
        _ = write.revision  # the writers' lock first: two may make one tag at once
        found = tag_named(name)
        if found is None:
            must(by, "add", Tag)
            return write.add(Tag(name=name))
        if found.binned_at is not None:
            must(by, "add", Tag)
            write.change(found, name=name, colour="", binned_at=None)
        return found


def attach_tag(*, record: Record, tag: Tag, by: Actor) -> None:
    """Give a contact or an organisation a tag; one that it has stays as it is."""
    with writing(by) as write:
        row = write.fresh(record)
        must(by, "change", row)
        if row.tag_links.filter(tag=tag).exists():
            return
        if isinstance(row, Contact):
            write.add(ContactTag(contact=row, tag=tag))
        else:
            write.add(OrganizationTag(organization=row, tag=tag))


def detach_tag(*, record: Record, tag: Tag, by: Actor) -> None:
    with writing(by) as write:
        row = write.fresh(record)
        must(by, "change", row)
        for link in row.tag_links.filter(tag=tag).select_related("tag"):
            write.remove(link)


def add_connection_type(
    *, forward: str, backward: str, code: str = "", by: Actor
) -> ConnectionType:
    """Add a tie with its two roles, one for each end."""
    with writing(by) as write:
        must(by, "add", ConnectionType)
        return write.add(ConnectionType(forward=forward, backward=backward, code=code))


def change_connection_type(
    *,
    type: ConnectionType,  # noqa: A002 -- the domain's word
    patch: ConnectionTypePatch,
    expected: int | None = None,
    by: Actor,
) -> None:
    """Change the two roles of a type wherever it stands, or whether it is still offered."""
    with writing(by) as write:
        row = write.fresh(type, expected)
        must(by, "change", row)
        write.change(row, **patch)


class EndsBeforeItBegins(Exception):
    """The last day lies before the first."""


def add_connection(
    *,
    type: ConnectionType,  # noqa: A002 -- the domain's word
    one: Record,
    other: Record,
    since: date | None = None,
    until: date | None = None,
    note: str = "",
    by: Actor,
) -> Connection:
    """Tie two records; read from `one` the type's role stands forward."""
    if one == other:
        raise ConnectedToItself
    _check_span(since, until)
    with writing(by) as write:
        must(by, "add", Connection)
        must(by, "change", write.fresh(one))
        must(by, "view", write.fresh(other))
        return write.add(
            Connection(
                type=type,
                contact=one if isinstance(one, Contact) else None,
                organization=one if isinstance(one, Organization) else None,
                other_contact=other if isinstance(other, Contact) else None,
                other_organization=other if isinstance(other, Organization) else None,
                since=since,
                until=until,
                note=note,
            )
        )


def change_connection(  # noqa: PLR0913 -- one form, one call
    *,
    connection: Connection,
    type: ConnectionType,  # noqa: A002 -- the domain's word
    forward: bool,
    since: date | None,
    until: date | None,
    note: str,
    expected: int | None = None,
    by: Actor,
) -> None:
    """Change how two records are tied, since and until when; its two ends stay.

    `forward` says that the end which was added first reads the type's role; else they change places.
    """
    _check_span(since, until)
    with writing(by) as write:
        row = write.fresh(connection, expected)
        must(by, "change", row)
        ends = {} if forward else _turned(row)
        write.change(row, type=type, since=since, until=until, note=note, **ends)


def end_connection(*, connection: Connection, on: date, by: Actor) -> None:
    """End a connection; `on` is its last day."""
    with writing(by) as write:
        row = write.fresh(connection)
        must(by, "change", row)
        _check_span(row.since, on)
        write.change(row, until=on)


def bin_connection(*, connection: Connection, by: Actor) -> None:
    with writing(by) as write:
        row = write.fresh(connection)
        must(by, "bin", row)
        write.change(row, binned_at=by.at)


def _turned(connection: Connection) -> dict[str, Record | None]:
    return {
        "contact": connection.other_contact,
        "organization": connection.other_organization,
        "other_contact": connection.contact,
        "other_organization": connection.organization,
    }


def _check_span(since: date | None, until: date | None) -> None:
    if since is not None and until is not None and until < since:
        raise EndsBeforeItBegins
