"""Consents and objections of a contact: the panel's rows, and the form that notes one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from klientel.contacts.models import (
    Consent,
    ConsentChannel,
    ConsentSource,
    ConsentState,
    Contact,
)
from klientel.contacts.operations import consents
from klientel.contacts.privacy import consents_of
from klientel.web.contacts.editing import undo_of
from klientel.web.contacts.fields import DayField
from klientel.web.contacts.opening import contact_to_change
from klientel.web.pages import Request, actor, goto, page, posted, said

ACTS: dict[str, Callable[..., Consent]] = {
    ConsentState.GIVEN: consents.give_consent,
    ConsentState.WITHDRAWN: consents.withdraw_consent,
    ConsentState.OBJECTED: consents.note_objection,
    ConsentState.LIFTED: consents.lift_objection,
}
_LOOK = {ConsentState.GIVEN: "won", ConsentState.OBJECTED: "late"}


@dataclass(frozen=True, slots=True)
class Line:
    """A channel with the entry that holds, if any, and those before it."""

    channel: str
    label: str
    holds: Consent | None
    before: list[Consent]

    @property
    def look(self) -> str:
        return _LOOK.get(ConsentState(self.holds.state), "") if self.holds else ""


class ConsentForm(forms.Form):
    """What was said, when and how. Only what makes sense after what holds is offered."""

    state = forms.ChoiceField(label=_("What was said"), widget=forms.RadioSelect)
    on = DayField(label=_("On"), help_text=_("24.11.2026, 24.11., today, yesterday"))
    source = forms.ChoiceField(label=_("Source"), choices=ConsentSource.choices)
    text = forms.CharField(
        label=_("Wording"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The words that were agreed to, or where the proof is kept."),
    )

    def __init__(self, *args: Any, holds: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["state"]
        field.choices = _offered(holds)

    def clean_on(self) -> Any:
        on = self.cleaned_data["on"]
        if on and on > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come. Note it when it was said."))
        return on


def lines_of(contact: Contact) -> list[Line]:
    """Return a line for each channel."""
    found = consents_of(contact)
    return [_line(channel, str(label), found[channel]) for channel, label in _channels()]


@login_required
@require_http_methods(["GET", "POST"])
def contact_consent(request: Request, uid: UUID, channel: str) -> HttpResponse:
    """Note what a contact said about a channel."""
    contact = contact_to_change(request, uid)
    line = next((each for each in lines_of(contact) if each.channel == channel), None)
    if line is None:
        raise Http404
    holds = line.holds.state if line.holds else ""
    start = {
        "state": request.GET.get("stand") or _offered(holds)[0][0],
        "on": timezone.localdate(),
        "source": ConsentSource.WRITTEN,
    }
    form = ConsentForm(posted(request), initial=start, holds=holds)
    if form.is_bound and form.is_valid() and _noted(request, contact, line, form):
        said(request, gettext("Noted: %s.") % _told(line, form), undo=undo_of(request))
        return goto(request, "contact_detail", uid)
    context = {"contact": contact, "line": line, "form": form}
    return page(
        request, "privacy/contact_consent.html", context, status=422 if form.is_bound else 200
    )


def _noted(request: Request, contact: Contact, line: Line, form: ConsentForm) -> bool:
    """Note the entry; what the domain refuses becomes an error of the form."""
    data = form.cleaned_data
    try:
        ACTS[data["state"]](
            contact=contact,
            channel=line.channel,
            on=data["on"],
            source=data["source"],
            text=data["text"],
            by=actor(request),
        )
    except consents.EarlierThanTheLast:
        form.add_error("on", gettext("The entry that holds is of a later day. Take that day."))
    except (consents.NothingToLift, consents.NothingToWithdraw):
        form.add_error("state", gettext("Somebody else has changed this. Load the page anew."))
    return not form.errors


def _told(line: Line, form: ConsentForm) -> str:
    return f"{line.label}: {ConsentState(form.cleaned_data['state']).label}"


def _offered(holds: str) -> list[tuple[str, Any]]:
    states = {
        ConsentState.GIVEN: [ConsentState.WITHDRAWN, ConsentState.OBJECTED, ConsentState.GIVEN],
        ConsentState.OBJECTED: [ConsentState.LIFTED, ConsentState.GIVEN],
    }.get(ConsentState(holds) if holds else ConsentState.LIFTED)
    shown = states or [ConsentState.GIVEN, ConsentState.OBJECTED]
    return [(each.value, each.label) for each in shown]


def _channels() -> list[tuple[str, Any]]:
    return [(each.value, each.label) for each in ConsentChannel]


def _line(channel: str, label: str, entries: list[Consent]) -> Line:
    holds = entries[0] if entries and entries[0].ended_on is None else None
    return Line(channel, label[:1].upper() + label[1:], holds, entries[1:] if holds else entries)
