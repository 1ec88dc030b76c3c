"""One value of an own field, edited where it stands."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from klientel.accounts.permissions import must
from klientel.changes.errors import Stale
from klientel.changes.queries import latest_revision
from klientel.contacts.custom import values_of
from klientel.contacts.operations.custom_values import set_custom_values
from klientel.records.custom.definitions import custom_fields
from klientel.records.custom.models import CustomField
from klientel.web.contacts.editing import undo_of
from klientel.web.custom_fields.fields import form_field
from klientel.web.organizations.records import PAGES, record_at
from klientel.web.pages import Request, actor, goto, page, piece, posted, said


class ValueForm(forms.Form):
    """The one field, and what its reader had seen."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, own: CustomField, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fact"] = form_field(own, self.initial.get("fact"))
        self.fields["fact"].widget.attrs["autofocus"] = True


@login_required
@require_http_methods(["GET", "POST"])
def custom_value(request: Request, kind: str, uid: UUID, key: str) -> HttpResponse:
    seen = latest_revision()
    record = record_at(request, kind, uid)
    must(actor(request), "change", record)
    own = next((each for each in custom_fields(kind) if each.key == key), None)
    if own is None or record.binned_at is not None:
        raise Http404
    start = {"fact": values_of(record).get(key), "seen": seen}
    form = ValueForm(posted(request), initial=start, own=own)
    if form.is_valid():
        try:
            set_custom_values(
                record=record,
                values={key: form.cleaned_data["fact"]},
                expected=form.cleaned_data["seen"],
                by=actor(request),
            )
        except Stale:
            form = _renewed(form, own, start)
        else:
            said(request, gettext("‘%(name)s’ is saved.") % {"name": own}, undo=undo_of(request))
            return goto(request, PAGES[kind], uid)
    status = 422 if form.is_bound else 200
    context = {"record": record, "form": form, "own": own, "home": PAGES[kind]}
    if request.htmx:
        return piece(
            request, "custom_fields/custom_value.html", "value-form", context, status=status
        )
    return page(request, "custom_fields/custom_value.html", context, status=status)


def _renewed(form: ValueForm, own: CustomField, start: dict[str, Any]) -> ValueForm:
    """Return the form with what was typed, saying that a colleague saved another value."""
    data: Any = form.data.copy()  # type: ignore[attr-defined] # what was posted
    data["seen"] = str(start["seen"])
    again = ValueForm(data, initial=start, own=own)
    again.is_valid()
    again.add_error(
        "fact",
        gettext("Somebody saved another value here meanwhile. Save again to keep yours."),
    )
    return again
