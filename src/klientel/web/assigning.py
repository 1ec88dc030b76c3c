"""Who looks after a record is shown to everybody, and changed by who may assign it."""

from django import forms
from django.utils.translation import gettext

from klientel.accounts.models import User
from klientel.accounts.permissions import access_of, may
from klientel.changes.models import Root


def lock(form: forms.Form, record: Root, user: User) -> None:
    """Lock the form's account managers for a user who may not say who they are."""
    if may(user, "assign", record):
        return
    for name in access_of(type(record)).manager:
        if name in form.fields:
            form.fields[name].disabled = True
    first = next((name for name in access_of(type(record)).manager if name in form.fields), "")
    if first:
        form.fields[first].help_text = gettext(
            "Changed by the account manager, the deputy or a manager."
        )
