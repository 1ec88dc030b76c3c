"""Service note and VIP at what was found: a hit is often all that one sees before the call."""

from collections.abc import Sequence
from dataclasses import replace

from klientel.accounts.models import User
from klientel.contacts.markings import markings
from klientel.contacts.models import Contact, Organization
from klientel.web.search.sources import Hit


def warned(kind: str, hits: Sequence[Hit], user: User) -> list[Hit]:
    """Return the hits of contacts or organisations with what must not be missed at each."""
    where = _organizations(kind, [hit.uid for hit in hits])
    marked = markings(where.values(), user)
    return [
        replace(hit, marking=marked[where[hit.uid].pk]) if hit.uid in where else hit for hit in hits
    ]


def _organizations(kind: str, uids: Sequence[str]) -> dict[str, Organization]:
    """Return by uid the organisation that is found, or where the found contact works."""
    if kind == Organization.kind:
        return {str(row.uid): row for row in Organization.objects.filter(uid__in=uids)}
    rows = Contact.objects.filter(uid__in=uids, effective__organization__isnull=False)
    rows = rows.select_related("effective__organization")
    found: dict[str, Organization] = {}
    for row in rows:
        where: Organization | None = row.effective.organization
        if where is not None:
            found[str(row.uid)] = where
    return found
