"""Rows of the vocabulary, opened by who may care for them."""

from typing import Any
from uuid import UUID

from django import forms
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from klientel.accounts.permissions import must
from klientel.changes.models import Root
from klientel.changes.queries import latest_revision
from klientel.web.pages import Request, actor

MEANWHILE = _(
    "Somebody has changed this in the meantime. Look at your entries and save once more if they"
    " are to hold."
)


def row_to_change(request: Request, model: type[Root], uid: UUID) -> Any:
    """Return the row; 403 for who may not change it, 404 for one that is not there."""
    must(actor(request), "change", model)
    row = get_object_or_404(model.live, uid=uid)
    must(actor(request), "change", row)
    return row


def renewed(request: Request, form: forms.Form) -> None:
    """Say that somebody was quicker, and let the next try know what its reader now sees."""
    form.add_error(None, MEANWHILE)
    again = request.POST.copy()
    again["seen"] = str(latest_revision())
    form.data = again
