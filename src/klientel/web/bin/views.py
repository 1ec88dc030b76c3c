"""The bin: what lies there, who put it there, how long it stays."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from klientel.accounts.models import User
from klientel.accounts.permissions import may
from klientel.changes.models import Change
from klientel.contacts.models import Contact, Organization
from klientel.contacts.queries import binned_contacts, binned_organizations
from klientel.records.operations import UNDO_FOR
from klientel.web.pages import Request, page

SHOWN = 200
Record = Contact | Organization


@dataclass(frozen=True, slots=True)
class Binned:
    """A record in the bin; `restore_url` is '' for whom may not take it out."""

    record: Record
    who: str
    days_left: int
    url: str
    restore_url: str

    @property
    def mono(self) -> str:
        """The kind of its monogram."""
        if isinstance(self.record, Organization):
            return "org"
        return "office" if self.record.is_office else "person"


@login_required
@require_GET
def bin_list(request: Request) -> HttpResponse:
    now = timezone.now()
    organizations = binned_organizations(request.user)
    contacts = binned_contacts(request.user).select_related("effective__organization")
    rows: list[Record] = [*organizations[:SHOWN], *contacts[:SHOWN]]
    rows.sort(key=lambda row: row.binned_at or now, reverse=True)  # firms before their people
    people = _binned_by(rows)
    context = {
        "rows": [_binned(row, people.get(str(row.uid), ""), request.user, now) for row in rows],
        "is_cut": len(rows) >= SHOWN,
    }
    return page(request, "bin/bin_list.html", context)


def _binned(record: Record, who: str, reader: User, now: datetime) -> Binned:
    kind = record.kind
    stays = UNDO_FOR - (now - (record.binned_at or now))
    return Binned(
        record=record,
        who=who,
        days_left=max(0, -(-stays // timedelta(days=1))),
        url=reverse(f"{kind}_detail", args=[record.uid]),
        restore_url=reverse(f"{kind}_restore", args=[record.uid])
        if may(reader, "bin", record)
        else "",
    )


def _binned_by(rows: list[Record]) -> dict[str, str]:
    """Return who put each record into the bin: of the unit that wrote the time it lies there."""
    uids = [row.uid for row in rows]
    lines = Change.objects.filter(uid__in=uids, diff__has_key="binned_at")
    units = dict(lines.order_by("unit").values_list("uid", "unit__user_id"))
    users = User.objects.in_bulk({pk for pk in units.values() if pk})
    return {str(uid): str(users.get(pk, "")) for uid, pk in units.items() if pk in users}
