"""Why a unit cannot be taken back, in the words of its records and fields."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from klientel.accounts.models import User
from klientel.accounts.permissions import visible
from klientel.changes.models import Change, model_of
from klientel.contacts.models import Contact, Organization
from klientel.web.history import labels

Reasons = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Stands:
    """A record and its fields that were changed since."""

    name: str
    url: str
    fields: tuple[str, ...]


def moved_on(revision: int, reasons: Reasons, user: User) -> list[Stands]:
    """Return what moved on since a unit, record by record; hidden records have no name."""
    kinds = {str(line.uid): line.kind for line in Change.objects.filter(unit=revision)}
    wanted = {uid: kinds[uid] for uid, _name in reasons if uid in kinds}
    rows = rows_of(wanted, user)
    return [
        Stands(
            name=str(rows[uid]) if uid in rows else gettext("a record that is not shown here"),
            url=page_of(rows.get(uid)),
            fields=tuple(_fields(kind, (name for at, name in reasons if at == uid))),
        )
        for uid, kind in wanted.items()
    ]


def rows_of(wanted: dict[str, str], user: User) -> dict[str, Any]:
    """Return the records by uid, of those (uid → kind) that the user may see."""
    found: dict[str, Any] = {}
    for kind in sorted(set(wanted.values())):
        model: Any = cast("Any", model_of(kind))
        uids = [UUID(uid) for uid, of in wanted.items() if of == kind]
        rows = model.objects.filter(visible(user, model), uid__in=uids)
        found |= {str(row.uid): row for row in rows}
    return found


def page_of(row: Any) -> str:
    """Return where a record has its page, nothing for one without."""
    if row is None or row.binned_at is not None:
        return ""
    if isinstance(row, Organization):
        return reverse("organization_history", args=[row.uid])
    if isinstance(row, Contact):
        return reverse("contact_detail", args=[row.uid])
    return ""


def _fields(kind: str, names: Iterable[str]) -> list[str]:
    """Return each field's label once; parts by what they are."""
    found: dict[str, None] = {}
    for name in names:
        if "/" in name:
            found[labels.part_label(name.split("/")[0], {})] = None
        elif name:
            found[labels.field_label(kind, name)] = None
        else:
            found[gettext("deleted for good")] = None
    return list(found)
