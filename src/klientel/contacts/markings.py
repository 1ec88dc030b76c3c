"""What must not be missed at an organisation: its service note and VIP mark.

A department is a part of its firm: what is marked there holds for the department and its people
too, up to and including the first organisation above that is no department.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from klientel.accounts.models import User
from klientel.contacts.models import Organization
from klientel.contacts.queries import organizations_visible_to, ways_to_firms


@dataclass(frozen=True, slots=True)
class Marking:
    """The notes that hold, the nearest first, each with who has it; `firm` is whose department
    it is, None for one that is none."""

    notes: tuple[tuple[str, Organization], ...] = ()
    is_vip: bool = False
    firm: Organization | None = None

    @property
    def note(self) -> str:
        """All the notes in one text."""
        return " · ".join(text for text, _holder in self.notes)


UNMARKED = Marking()


def markings(organizations: Iterable[Organization | None], user: User) -> dict[int, Marking]:
    """Return by id what holds for organisations that the user sees.

    Queries only if departments are among them: one a level, and one for who is above.
    """
    rows = {row.pk: row for row in organizations if row is not None}
    ways = ways_to_firms([pk for pk, row in rows.items() if row.is_department])
    above = {pk for way in ways.values() for pk in way} - rows.keys()
    seen = rows | _seen(above, user)
    return {
        pk: _marking([seen[each] for each in (pk, *ways.get(pk, ())) if each in seen])
        for pk in rows
    }


def marking_of(organization: Organization, user: User) -> Marking:
    return markings([organization], user)[organization.pk]


def _marking(way: list[Organization]) -> Marking:
    """Return what holds for the first of a way up to its firm."""
    last = way[-1]
    return Marking(
        notes=tuple((row.service_note, row) for row in way if row.service_note),
        is_vip=any(row.is_vip for row in way),
        firm=last if len(way) > 1 and not last.is_department else None,
    )


def _seen(ids: Collection[int], user: User) -> dict[int, Organization]:
    if not ids:
        return {}
    return {row.pk: row for row in organizations_visible_to(user).filter(pk__in=ids)}
