"""Two people edited one page of settings: both versions side by side."""

from typing import Any

from django import forms
from django.http import HttpResponse, QueryDict

from klientel.changes import journal
from klientel.changes.errors import Stale
from klientel.changes.models import Root
from klientel.changes.queries import latest_revision
from klientel.web import clashes
from klientel.web.pages import Request, page, posted


def data_of(request: Request, now: dict[str, Any]) -> QueryDict | None:
    """Return what was posted, with the choices of the page that shows both versions."""
    data = posted(request)
    if data is None or not clashes.is_settled(data):
        return data
    texts = {name: "" if value is None else str(value) for name, value in now.items()}
    return clashes.settled(data, texts, lambda key: [key])


def clash_page(
    request: Request, stale: Stale, form: forms.Form, row: Root, discard_url: str
) -> HttpResponse:
    """Return both versions, and what else was typed in hidden fields."""
    seen = form.cleaned_data["seen"] or 0
    now = {name: str(getattr(row, name)) for name in form.fields if hasattr(row, name)}
    clashing = {clash.key for clash in stale.clashes}
    taken = set(journal.touched_since(row, seen)) - clashing
    hidden = clashes.carried(form.data, taken, now, lambda key: [key] if key in form.fields else [])
    context = {
        "record": str(row),
        "revision": latest_revision(),
        "hidden": hidden,
        "action": request.path,
        "discard_url": discard_url,
        **clashes.side_by_side(stale, stale.clashes, seen, request.user),
    }
    return page(request, "accounts/settings_clash.html", context, status=409)
