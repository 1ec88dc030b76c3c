"""Who changed a contact, when, from where, and from what to what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from klientel.accounts.models import User
from klientel.accounts.permissions import may
from klientel.changes.models import Change, Unit
from klientel.changes.queries import history_of
from klientel.contacts.models import Contact
from klientel.contacts.reading import contacts_to_open, first_line, users_named
from klientel.records.operations import UNDO_FOR, UNDO_OF_OTHERS
from klientel.web.contacts import wording
from klientel.web.pages import Request, page

PAGE = 30


@dataclass(frozen=True, slots=True)
class Entry:
    """One unit's part in a contact's history."""

    unit: Unit
    who: str
    act: str
    source: str
    steps: list[wording.Step]
    may_undo: bool


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The newest change and the first, as far as the journal knows them."""

    at: object
    who: str
    what: str


@login_required
@require_GET
def contact_history(request: Request, uid: UUID) -> HttpResponse:
    contact = get_object_or_404(contacts_to_open(request.user), uid=uid)
    before = request.GET.get("before", "")
    lines = history_of(contact)
    if before.isdecimal():
        lines = lines.filter(unit__lt=int(before))
    found = list(lines[: PAGE + 1])
    context = {
        "contact": contact,
        "entries": entries(found[:PAGE], contact, request.user),
        "older": found[PAGE - 1].unit_id if len(found) > PAGE else None,
        "is_first": not before.isdecimal(),
    }
    return page(request, "contacts/contact_history.html", context)


def entries(lines: Sequence[Change], contact: Contact, reader: User) -> list[Entry]:
    names = wording.names_in(lines, reader)
    people = users_named({line.unit.user_id for line in lines})
    changeable = may(reader, "change", contact)
    return [
        Entry(
            unit=line.unit,
            who=_who(line.unit, people),
            act=str(wording.ACTS.get(line.unit.act, gettext("Changed"))),
            source=str(wording.SOURCES.get(line.unit.source, line.unit.source)),
            steps=[] if line.verb == "erased" else wording.steps(line, names),
            may_undo=changeable and line.verb == "changed" and _is_undoable(line.unit, reader),
        )
        for line in lines
    ]


def excerpts(contact: Contact, reader: User) -> tuple[Excerpt | None, Excerpt | None]:
    """Return the newest change and who added the contact."""
    newest, first = history_of(contact).first(), first_line(contact)
    lines = [line for line in (newest, first) if line is not None]
    names = wording.names_in(lines[:1], reader)
    people = users_named({line.unit.user_id for line in lines})
    found = [
        None
        if line is None
        else Excerpt(line.unit.at, _who(line.unit, people), wording.summary(line, names))
        for line in (newest, first)
    ]
    return found[0], found[1]


def _who(unit: Unit, people: dict[int, User]) -> str:
    user = people.get(unit.user_id or 0)
    return str(user) if user else "Klientel"


def _is_undoable(unit: Unit, reader: User) -> bool:
    fresh = timezone.now() - unit.at <= UNDO_FOR - timedelta(minutes=1)
    return fresh and (unit.user_id == reader.pk or reader.role in UNDO_OF_OTHERS)
