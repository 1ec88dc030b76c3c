"""Where organisations are: pointers kept for each, by the rule in `addresses.seat_of`."""

from collections.abc import Collection, Iterable

from klientel.changes import bulk
from klientel.changes.loading import loaded
from klientel.contacts.addresses import Place, seat_of
from klientel.contacts.models import Address, ContactPoint, Organization, PointKind, Seat
from klientel.contacts.resolution import NO_SEAT, SWITCHBOARD, SeatOf

_COLUMNS = ("pk", "parent_id", "is_department", "main_position_id", "website")


def with_departments(ids: Collection[int]) -> set[int]:
    """Return the organisations and the departments below them, as far as they inherit."""
    found, edge = set(ids), set(ids)
    while edge:
        below = Organization.objects.filter(parent__in=edge, is_department=True)
        edge = set(below.values_list("pk", flat=True)) - found
        found |= edge
    return found


def seats_now(ids: Collection[int]) -> dict[int, SeatOf]:
    """Resolve the seats of organisations from their rows, whatever the table says."""
    rows = _with_parents(ids)
    positions = {row[3] for row in rows.values() if row[3]}
    addresses = _marked_addresses(positions)
    lines = _switchboards(positions)
    held = {
        "address": {pk: addresses.get(row[3]) for pk, row in rows.items()},
        "switchboard": {pk: lines.get(row[3]) for pk, row in rows.items()},
        "website_of": {pk: pk if row[4] else None for pk, row in rows.items()},
    }
    places = {
        name: {pk: Place(values[pk], row[1], row[2]) for pk, row in rows.items()}
        for name, values in held.items()
    }
    return {
        pk: SeatOf(**{name: seat_of(pk, at) for name, at in places.items()})
        for pk in ids
        if pk in rows
    }


def seats_kept(ids: Collection[int]) -> dict[int, SeatOf]:
    """Return the seats as the table has them."""
    return {
        row.pk: SeatOf(row.address_id, row.switchboard_id, row.website_of_id)
        for row in loaded(Seat, "pk", ids)
    }


def keep_seats(ids: Collection[int]) -> set[int]:
    """Write the seats that differ; return the organisations whose seat moved."""
    now, kept = seats_now(ids), seats_kept(ids)
    moved = {pk for pk, seat in now.items() if seat != kept.get(pk)}
    bulk.put_derived(
        Seat,
        ("organization_id", "address_id", "switchboard_id", "website_of_id"),
        [(pk, now[pk].address, now[pk].switchboard, now[pk].website_of) for pk in sorted(moved)],
    )
    return moved


def drop_seats(ids: Collection[int]) -> None:
    """Remove the seats of organisations that are gone for good."""
    Seat.objects.filter(pk__in=ids).delete()


def _with_parents(ids: Iterable[int]) -> dict[int, tuple[int, int | None, bool, int | None, str]]:
    rows: dict[int, tuple[int, int | None, bool, int | None, str]] = {}
    wanted = set(ids)
    while wanted:
        found = Organization.objects.filter(pk__in=wanted).values_list(*_COLUMNS)
        rows |= {row[0]: row for row in found}
        wanted = {row[1] for row in rows.values() if row[2] and row[1]} - rows.keys()
    return rows


def _marked_addresses(positions: Collection[int]) -> dict[int | None, int]:
    marked = Address.objects.filter(
        position__in=positions, is_company=True, retired_on=None, pending_from=None
    )
    return dict(marked.values_list("position_id", "pk"))


def _switchboards(positions: Collection[int]) -> dict[int | None, int]:
    lines = ContactPoint.objects.filter(
        position__in=positions, sort=PointKind.PHONE, label=SWITCHBOARD, retired_on=None
    ).order_by("-preferred", "pk")
    found: dict[int | None, int] = {}
    for position, pk in lines.values_list("position_id", "pk"):
        found.setdefault(position, pk)
    return found


__all__ = ["NO_SEAT", "drop_seats", "keep_seats", "seats_kept", "seats_now", "with_departments"]
