"""Erasing a person: the page that lists what goes and what stays, and the act."""

from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from klientel.accounts.permissions import must
from klientel.changes.models import Change
from klientel.changes.parts import part_models
from klientel.contacts.kinds import led_by
from klientel.contacts.models import Contact, Erasure
from klientel.contacts.operations.erasing import AlreadyErased, erase_contact
from klientel.contacts.privacy import households_alone
from klientel.contacts.reading import contacts_to_open
from klientel.web.history.labels import part_label
from klientel.web.pages import Request, actor, goto, page, posted, said

REASONS = (
    ("request", _("the person asked for it")),
    ("retention", _("the retention period is over")),
    ("unlawful", _("there was no ground to keep the data")),
    ("other", _("another reason")),
)


@dataclass(frozen=True, slots=True)
class Going:
    """A sort of data and how much of it goes."""

    label: str
    count: int


class EraseForm(forms.Form):
    reason = forms.ChoiceField(label=_("Reason"), choices=REASONS)
    sure = forms.BooleanField(
        label=_("Erase this person for good. This cannot be undone."),
        error_messages={"required": _("Tick this, then the person is erased.")},
    )


@login_required
@require_http_methods(["GET", "POST"])
def contact_erase(request: Request, uid: UUID) -> HttpResponse:
    """Say what goes and what stays, then erase."""
    must(actor(request), "add", Erasure)
    contact = get_object_or_404(contacts_to_open(request.user), uid=uid)
    form = EraseForm(posted(request), initial={"reason": "request"})
    if form.is_bound and form.is_valid():
        with suppress(AlreadyErased):  # two clicks at once
            erase_contact(contact=contact, reason=form.cleaned_data["reason"], by=actor(request))
        said(request, gettext("The person is erased."))
        return goto(request, "contact_list")
    context = {
        "contact": contact,
        "form": form,
        "going": _going(contact),
        "holds": led_by(contact),
        "households": households_alone(contact),
        "lines": Change.objects.filter(uid=contact.uid).count(),
    }
    return page(
        request, "privacy/contact_erase.html", context, status=422 if form.is_bound else 200
    )


def _going(contact: Contact) -> list[Going]:
    """Return what goes of each sort of part."""
    found: dict[str, int] = {}
    for model in part_models(Contact):
        rows = model.objects.filter(**{model.root_field: contact})
        for values in rows.values() if model.kind == "point" else [{}] * rows.count():
            label = part_label(model.kind, values)
            found[label] = found.get(label, 0) + 1
    return [Going(label, count) for label, count in found.items()]
