"""What follows from a write on contacts: seats, effective pointers, card revisions, search texts.

Inside the unit's transaction; nothing here moves a revision or writes a journal line.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from klientel.changes.derivers import Entry, Moment
from klientel.contacts import effectives
from klientel.contacts.custom import searchable_values, words_of
from klientel.contacts.holdings import Holding, held_in_database, held_in_entries
from klientel.contacts.models import (
    Address,
    Consent,
    Contact,
    ContactPoint,
    ContactTag,
    ContactValue,
    Organization,
    OrganizationTag,
    OrganizationText,
    OrganizationValue,
    Position,
    RawCard,
    Relationship,
    Seat,
    Tag,
)
from klientel.contacts.seats import drop_seats, keep_seats, with_departments
from klientel.contacts.texts import organization_text
from klientel.records.custom.definitions import fresh_definitions
from klientel.records.custom.models import CustomChoice, CustomField
from klientel.records.search import drop_texts, write_texts

CHUNK = 500
FOUND_BY = (OrganizationTag, Relationship)
OF_CONTACT = (Contact, Position, ContactPoint, Address, ContactTag, RawCard, ContactValue, Consent)


def follow(entries: list[Entry], moment: Moment) -> None:
    """Bring derived rows after what a unit wrote: the records it touched, and who inherits."""
    organizations = with_departments(_organizations(entries))
    organizations |= _carriers(entries, OrganizationValue)
    if organizations:
        _follow_organizations(organizations)
    for chunk in _chunks(sorted(_known_otherwise(entries) - organizations)):
        _write_texts(chunk)
    new = held_in_entries(entries)
    touched = _contacts(entries) | _people_of(organizations) | _carriers(entries, ContactValue)
    _follow_contacts(new, [pk for pk in touched if pk not in new], moment)


def remake(moment: Moment) -> int:
    """Recompute every derived row; return how many contacts and organisations differed."""
    differing = 0
    for chunk in _chunks(Organization.objects.order_by("pk").values_list("pk", flat=True)):
        differing += len(_follow_organizations(chunk))
    for chunk in _chunks(Contact.objects.order_by("pk").values_list("pk", flat=True)):
        differing += effectives.keep(held_in_database(chunk), moment, new=False)
    return differing


def _follow_contacts(new: dict[int, Holding], others: Sequence[int], moment: Moment) -> None:
    for chunk in _chunks(new):
        effectives.keep({pk: new[pk] for pk in chunk}, moment, new=True)
    for chunk in _chunks(sorted(others)):
        held = held_in_database(chunk)
        effectives.keep(held, moment, new=False)
        effectives.drop([pk for pk in chunk if pk not in held])


def _follow_organizations(ids: Collection[int]) -> set[int]:
    moved = keep_seats(ids)
    if gone := set(ids) - _write_texts(ids):
        drop_seats(gone)
        drop_texts(OrganizationText, gone)
    return moved


def _write_texts(ids: Collection[int]) -> set[int]:
    """Write what these organisations are found by; return those that exist."""
    if not ids:
        return set()
    seats = {seat.pk: seat for seat in Seat.objects.filter(pk__in=ids).select_related("address")}
    reached, known_as = _points_of_main_contacts(ids), _known_as(ids)
    rows = list(Organization.objects.filter(pk__in=ids))
    texts = [
        organization_text(row, seats[row.pk].address, reached.get(row.pk, ()), known_as[row.pk])
        for row in rows
    ]
    write_texts(OrganizationText, texts)
    return {row.pk for row in rows}


def _known_as(ids: Collection[int]) -> dict[int, list[str]]:
    """Return the customer and supplier numbers, and the tags, of organisations."""
    found: dict[int, list[str]] = defaultdict(list)
    numbers = Relationship.objects.filter(organization__in=ids).exclude(number="").order_by("pk")
    tags = OrganizationTag.objects.filter(organization__in=ids).order_by("tag__name")
    for pk, word in numbers.values_list("organization_id", "number"):
        found[pk].append(word)
    for pk, word in tags.values_list("organization_id", "tag__name"):
        found[pk].append(word)
    known = fresh_definitions()
    for pk, values in searchable_values(Organization.kind, ids, known).items():
        found[pk] += words_of(values, known)
    return found


def _known_otherwise(entries: Iterable[Entry]) -> set[int]:
    """Return the organisations whose tags or relationships a unit wrote."""
    found = set()
    renamed_tags = set()
    for entry in entries:
        if isinstance(entry.row, FOUND_BY):
            found.add(entry.root.pk)
        elif isinstance(entry.row, Tag) and entry.verb != "added":
            renamed_tags.add(entry.row.pk)
    if renamed_tags:
        links = OrganizationTag.objects.filter(tag__in=renamed_tags)
        found |= set(links.values_list("organization_id", flat=True))
    return found


def _points_of_main_contacts(ids: Collection[int]) -> dict[int, list[ContactPoint]]:
    found: dict[int, list[ContactPoint]] = {}
    points = ContactPoint.objects.filter(position__main_of__in=ids, retired_on=None).select_related(
        "position"
    )
    for point in points.order_by("pk"):
        assert point.position is not None  # noqa: S101 -- the filter asks for it
        found.setdefault(point.position.organization_id, []).append(point)
    return found


def _contacts(entries: Iterable[Entry]) -> set[int]:
    found = set()
    renamed_tags = set()
    for entry in entries:
        if isinstance(entry.row, OF_CONTACT):
            found.add(entry.root.pk)
        elif isinstance(entry.row, Tag) and entry.verb != "added":
            renamed_tags.add(entry.row.pk)
    if renamed_tags:
        links = ContactTag.objects.filter(tag__in=renamed_tags)
        found |= set(links.values_list("contact_id", flat=True))
    return found


def _carriers(
    entries: Iterable[Entry], model: type[ContactValue] | type[OrganizationValue]
) -> set[int]:
    """Return the records whose search text a changed field, or the name of a choice, is in."""
    fields = {
        entry.root.pk
        for entry in entries
        if (
            isinstance(entry.row, CustomField)
            and entry.diff.keys() & {"is_searchable", "binned_at", "type"}
        )
        or (isinstance(entry.row, CustomChoice) and "name" in entry.diff)
    }
    if not fields:
        return set()
    rows = model.objects.filter(field__in=fields)
    return set(rows.values_list(f"{model.root_field}_id", flat=True))


def _organizations(entries: Iterable[Entry]) -> set[int]:
    """Return the organisations that a unit wrote, or whose main position's rows it wrote."""
    found, positions, new = set(), set(), set()
    for entry in entries:
        row = entry.row
        if isinstance(row, Organization):
            found.add(row.pk)
        elif isinstance(row, OrganizationValue):
            found.add(row.organization_id)
        elif isinstance(row, Position) and entry.verb == "added":
            new.add(row.pk)  # main only if its organisation was written too
        elif isinstance(row, (Address, ContactPoint)) and row.position_id:
            positions.add(row.position_id)
    if positions := positions - new:
        leading = Organization.objects.filter(main_position__in=positions)
        found |= set(leading.values_list("pk", flat=True))
    return found


def _people_of(organizations: Collection[int]) -> set[int]:
    if not organizations:
        return set()
    current = Position.objects.filter(organization__in=organizations, is_current=True)
    return set(current.values_list("contact_id", flat=True))


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    them = iter(ids)
    while chunk := list(islice(them, CHUNK)):
        yield chunk
