"""Tags cared for as a whole, wherever they stand: renamed, coloured, merged, deleted."""

from collections.abc import Iterator

from klientel.accounts.permissions import must
from klientel.changes.actors import Actor
from klientel.changes.door import writing
from klientel.contacts.models import ContactTag, OrganizationTag, Tag
from klientel.contacts.queries import tag_named

Link = ContactTag | OrganizationTag


class TagExists(Exception):
    """Another tag has that name; the two can be merged."""

    def __init__(self, tag: Tag) -> None:
        super().__init__(f"there is a tag {tag}")
        self.tag = tag


class MergedIntoItself(Exception):
    """A tag is merged into another one."""


def change_tag(*, tag: Tag, name: str, colour: str, expected: int | None = None, by: Actor) -> None:
    """Rename and colour a tag wherever it stands; a deleted one yields its name."""
    name = " ".join(name.split())
    with writing(by) as write:
        row = write.fresh(tag, expected)
        must(by, "change", row)
        other = tag_named(name)
        if other is not None and other.pk != row.pk:
            if other.binned_at is None:
                raise TagExists(other)
            write.change(other, name=f"{other.name[:40]} ({other.pk})")
        write.change(row, name=name, colour=colour)


def merge_tags(*, tag: Tag, into: Tag, by: Actor) -> int:
    """Give all that have `tag` the other one instead; return how many. `tag` is deleted."""
    with writing(by) as write:
        row, kept = write.fresh(tag), write.fresh(into)
        must(by, "bin", row)
        must(by, "change", kept)
        if row.pk == kept.pk:
            raise MergedIntoItself
        have = _having(kept)
        links = list(_links(row))
        for link in links:
            if (type(link), link.root.pk) in have:
                write.remove(link)
            else:
                write.change(link, tag=kept)
        write.change(row, binned_at=by.at)
    return len(links)


def delete_tag(*, tag: Tag, by: Actor) -> int:
    """Take a tag away from all that have it, and from the choice; return how many had it."""
    with writing(by) as write:
        row = write.fresh(tag)
        must(by, "bin", row)
        links = list(_links(row))
        for link in links:
            write.remove(link)
        write.change(row, binned_at=by.at)
    return len(links)


def _links(tag: Tag) -> Iterator[Link]:
    yield from tag.contact_links.select_related("contact", "tag").order_by("pk")
    yield from tag.organization_links.select_related("organization", "tag").order_by("pk")


def _having(tag: Tag) -> set[tuple[type[Link], int]]:
    contacts = tag.contact_links.values_list("contact", flat=True)
    organizations = tag.organization_links.values_list("organization", flat=True)
    return {(ContactTag, pk) for pk in contacts} | {(OrganizationTag, pk) for pk in organizations}
