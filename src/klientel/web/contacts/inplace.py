"""One fact of a contact, edited where it stands; without script on a page of its own."""

from copy import deepcopy
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from klientel.changes.errors import Stale
from klientel.changes.queries import latest_revision
from klientel.contacts.models import Contact, ContactPoint
from klientel.contacts.operations.contacts import ContactPatch, PointEdit, change_contact
from klientel.web.contacts import labels
from klientel.web.contacts.editing import undo_of
from klientel.web.contacts.forms import ContactForm
from klientel.web.contacts.opening import contact_to_change
from klientel.web.contacts.points import PointForm
from klientel.web.pages import Request, actor, goto, page, piece, posted, said

FACTS = ("birthday", "letter_salutation", "language", "notes")
_POINT = "point-"


class FactForm(forms.Form):
    """The one field, and what its reader had seen."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, name: str, point: ContactPoint | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.point = point
        source: Any = ContactForm if point is None else PointForm
        self.fields["fact"] = deepcopy(source.base_fields["value" if point else name])
        self.fields["fact"].widget.attrs["autofocus"] = True
        if point is not None:
            self.fields["fact"].label = labels.name_of(point)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        if self.point is not None and "fact" in data:
            row = PointForm({"sort": self.point.sort, "value": data["fact"], "use": self.point.use})
            for error in row.errors.get("value", []):
                self.add_error("fact", error)
        return data


@login_required
@require_http_methods(["GET", "POST"])
def contact_fact(request: Request, uid: UUID, fact: str) -> HttpResponse:
    seen = latest_revision()
    contact = contact_to_change(request, uid)
    point = _point(contact, fact)
    start = {"fact": point.value if point else getattr(contact, fact), "seen": seen}
    form = FactForm(posted(request), name=fact, point=point, initial=start)
    if form.is_bound and form.is_valid():
        try:
            _change(contact, fact, form, actor(request))
        except Stale as stale:
            form = _renewed(form, fact, stale, seen)
        else:
            said(request, gettext("The contact is saved."), undo=undo_of(request))
            return goto(request, "contact_detail", uid)
    status = 422 if form.is_bound else 200
    context = {"contact": contact, "form": form, "fact": fact}
    if request.htmx:
        return piece(request, "contacts/contact_fact.html", "fact-form", context, status=status)
    return page(request, "contacts/contact_fact.html", context, status=status)


def _point(contact: Contact, fact: str) -> ContactPoint | None:
    """Return the row that the fact is, None for a field of the contact; 404 for neither."""
    number = fact.removeprefix(_POINT)
    if fact.startswith(_POINT) and number.isdecimal():
        rows = ContactPoint.objects.filter(contact=contact, retired_on=None)
        return get_object_or_404(rows, pk=int(number))
    if fact not in FACTS:
        raise Http404
    return None


def _change(contact: Contact, fact: str, form: FactForm, by: Any) -> None:
    value, point = form.cleaned_data["fact"], form.point
    patch: Any = {} if point else {fact: value}
    points = [] if point is None else [_edited(point, value)]
    empty: ContactPatch = patch
    seen = form.cleaned_data["seen"]
    change_contact(contact=contact, patch=empty, points=points, expected=seen, by=by)


def _edited(point: ContactPoint, value: str) -> PointEdit:
    return PointEdit(
        sort=point.sort,
        value=value.strip(),
        label=point.label,
        use=point.use,
        preferred=point.preferred,
        number=point.pk,
    )


def _renewed(form: FactForm, fact: str, stale: Stale, seen: int) -> FactForm:
    """Return the form with what was typed, saying what a colleague saved meanwhile."""
    typed = {"fact": str(form.data["fact"]), "seen": str(seen)}
    again = FactForm(typed, name=fact, point=form.point)
    again.is_valid()
    theirs = stale.clashes[0].theirs if stale.clashes else ""
    text = gettext("Somebody saved '%(theirs)s' here meanwhile. Save again to keep yours.")
    again.add_error("fact", text % {"theirs": theirs or gettext("empty")})
    return again
