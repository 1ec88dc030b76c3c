"""Who changed a contact, when, from where, and from what to what."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from klientel.accounts.models import User
from klientel.changes.queries import history_of
from klientel.contacts.models import Contact
from klientel.contacts.reading import contacts_to_open, first_line, users_named
from klientel.web.history import labels
from klientel.web.history.entries import entries_of
from klientel.web.pages import Request, page

PAGE = 30
_NAMED = 3
_VAGUE = frozenset({"change_contact"})  # their titles do not say what was changed


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The newest change, in one line."""

    at: datetime
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
        "entries": entries_of(found[:PAGE], request.user),
        "older": found[PAGE - 1].unit_id if len(found) > PAGE else None,
        "is_first": not before.isdecimal(),
    }
    return page(request, "contacts/contact_history.html", context)


def excerpts(contact: Contact, reader: User) -> list[Excerpt]:
    """Return the newest change and, if it is another one, that which added the contact."""
    newest, first = history_of(contact).first(), first_line(contact)
    if newest is None or first is None:
        return []
    [entry] = entries_of([newest], reader)
    changed = list(dict.fromkeys(each.label for each in entry.lines))
    more = " …" if len(changed) > _NAMED else ""
    what = f": {', '.join(changed[:_NAMED])}{more}" if newest.unit.act in _VAGUE else ""
    found = [Excerpt(entry.at, entry.who, entry.title + what)]
    if first.pk != newest.pk:
        who = users_named({first.unit.user_id}).get(first.unit.user_id or 0, "Klientel")
        found.append(Excerpt(first.unit.at, str(who), str(labels.VERBS[first.verb])))
    return found
