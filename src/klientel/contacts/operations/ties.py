"""Tags, and connections without employment."""

from datetime import date

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

Record = Contact | Organization


class ConnectedToItself(Exception):
    """A connection has two ends."""


def add_tag(*, name: str, by: Actor) -> Tag:
    """Return the tag of that name, made if there is none."""
    name = " ".join(name.split())
    with writing(by) as write:
        _ = write.revision  # the writers' lock first: two may make one tag at once
        found: Tag | None = Tag.objects.filter(name__iexact=name).first()
        if found is not None:
            return found
        must(by, "add", Tag)
        return write.add(Tag(name=name))


def rename_tag(*, tag: Tag, name: str, by: Actor) -> None:
    with writing(by) as write:
        row = write.fresh(tag)
        must(by, "change", row)
        write.change(row, name=" ".join(name.split()))


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
    with writing(by) as write:
        must(by, "add", ConnectionType)
        return write.add(ConnectionType(forward=forward, backward=backward, code=code))


def add_connection(
    *,
    type: ConnectionType,  # noqa: A002 -- the domain's word
    one: Record,
    other: Record,
    since: date | None = None,
    note: str = "",
    by: Actor,
) -> Connection:
    """Tie two records; read from `one` the type's role stands forward."""
    if one == other:
        raise ConnectedToItself
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
                note=note,
            )
        )


def end_connection(*, connection: Connection, on: date, by: Actor) -> None:
    with writing(by) as write:
        row = write.fresh(connection)
        must(by, "change", row)
        write.change(row, until=on)


def bin_connection(*, connection: Connection, by: Actor) -> None:
    with writing(by) as write:
        row = write.fresh(connection)
        must(by, "bin", row)
        write.change(row, binned_at=by.at)
