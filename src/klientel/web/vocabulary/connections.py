"""Settings: the ties without employment, each with its two roles."""

from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from klientel.accounts.permissions import must
from klientel.changes.errors import Stale
from klientel.changes.queries import latest_revision
from klientel.contacts.models import ConnectionType
from klientel.contacts.operations.ties import (
    ConnectionTypePatch,
    add_connection_type,
    change_connection_type,
)
from klientel.contacts.vocabulary import connection_types_with_counts
from klientel.web.contacts.editing import undo_of
from klientel.web.pages import Request, actor, goto, page, posted, said
from klientel.web.vocabulary.opening import renewed, row_to_change


class ConnectionTypeForm(forms.Form):
    forward = forms.CharField(
        label=_("Role"),
        max_length=80,
        help_text=_("As it stands between the names: 'tax adviser of'."),
    )
    backward = forms.CharField(
        label=_("Opposite role"),
        max_length=80,
        required=False,
        help_text=_("Read from the other end: 'is advised on taxes by'. Empty: the same."),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def patch(self) -> ConnectionTypePatch:
        forward = " ".join(self.cleaned_data["forward"].split())
        backward = " ".join(self.cleaned_data["backward"].split())
        return ConnectionTypePatch(forward=forward, backward=backward or forward)


@login_required
@require_GET
def vocabulary_connections(request: Request) -> HttpResponse:
    must(actor(request), "change", ConnectionType)
    rows = connection_types_with_counts(request.user)
    return page(request, "vocabulary/vocabulary_connections.html", {"types": rows})


@login_required
@require_http_methods(["GET", "POST"])
def vocabulary_connection_new(request: Request) -> HttpResponse:
    must(actor(request), "add", ConnectionType)
    form = ConnectionTypeForm(posted(request))
    if form.is_valid():
        patch = form.patch()
        add_connection_type(forward=patch["forward"], backward=patch["backward"], by=actor(request))
        said(request, gettext("The connection type is added."), undo=undo_of(request))
        return goto(request, "vocabulary_connections")
    return _answer(request, form, None)


@login_required
@require_http_methods(["GET", "POST"])
def vocabulary_connection_edit(request: Request, uid: UUID) -> HttpResponse:
    """Change the two roles of one's own type; a built-in one takes its roles from then on."""
    row = row_to_change(request, ConnectionType, uid)
    start = {
        "forward": row.role(forward=True),
        "backward": row.role(forward=False),
        "seen": latest_revision(),
    }
    form = ConnectionTypeForm(posted(request), initial=start)
    if row.code:
        for field in form.fields.values():
            field.disabled = not isinstance(field.widget, forms.HiddenInput)
    elif form.is_valid():
        try:
            change_connection_type(
                type=row,
                patch=form.patch(),
                expected=form.cleaned_data["seen"],
                by=actor(request),
            )
        except Stale:
            renewed(request, form)
        else:
            said(request, gettext("The connection type is saved."), undo=undo_of(request))
            return goto(request, "vocabulary_connections")
    return _answer(request, form, row)


@login_required
@require_POST
def vocabulary_connection_retire(request: Request, uid: UUID) -> HttpResponse:
    """Offer a type no longer, or offer it again; connections that are there stay."""
    row = row_to_change(request, ConnectionType, uid)
    retired = request.POST.get("offered") != "yes"
    change_connection_type(type=row, patch={"is_retired": retired}, by=actor(request))
    text = gettext("‘%(name)s’ is no longer offered.") if retired else gettext(
        "‘%(name)s’ is offered again."
    )  # fmt: skip
    said(request, text % {"name": row}, undo=undo_of(request))
    return goto(request, "vocabulary_connections")


def _answer(request: Request, form: ConnectionTypeForm, row: ConnectionType | None) -> HttpResponse:
    status = 422 if form.errors else 200
    context = {"form": form, "type": row}
    return page(request, "vocabulary/vocabulary_connection_edit.html", context, status=status)
