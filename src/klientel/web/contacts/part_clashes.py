"""Two people edited one address or one position: both versions side by side."""

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.http import HttpResponse, QueryDict

from klientel.changes import journal
from klientel.changes.errors import Stale
from klientel.changes.models import Part
from klientel.contacts.models import Contact
from klientel.web import clashes
from klientel.web.pages import Request, page


@dataclass(frozen=True, slots=True)
class Standing:
    """A part, and what stands there `now`, as its form's fields would hold it."""

    part: Part
    now: Mapping[str, str]
    names: frozenset[str]

    def fields(self, key: str) -> list[str]:
        """Return the form's field in which the journal's key stands."""
        start, _dot, name = key.partition(".")
        return [name] if start == journal.part_key(self.part) and name in self.names else []

    def posted(self, request: Request) -> QueryDict | None:
        """Return what was posted, with the choices of the page that shows both versions."""
        if request.method != "POST":
            return None
        if not clashes.is_settled(request.POST):
            return request.POST
        return clashes.settled(request.POST, self.now, self.fields)


def clash_page(
    request: Request,
    contact: Contact,
    stale: Stale,
    *,
    form: forms.Form,
    standing: Standing,
    revision: int,
) -> HttpResponse:
    """Return the page with both versions; what was typed is carried along."""
    seen = form.cleaned_data["seen"] or 0
    taken = set(journal.touched_since(contact, seen)) - {clash.key for clash in stale.clashes}
    context = {
        "contact": contact,
        "action": request.path,
        "revision": revision,
        **clashes.side_by_side(stale, stale.clashes, seen, request.user),
        "hidden": clashes.carried(form.data, taken, standing.now, standing.fields),
    }
    return page(request, "contacts/part_clash.html", context, status=409)
