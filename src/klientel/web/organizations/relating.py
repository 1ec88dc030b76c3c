"""What an organisation is to us: set by hand, and ended."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from klientel.accounts.permissions import must
from klientel.changes.errors import Stale
from klientel.changes.queries import latest_revision
from klientel.contacts.models import Organization, Relationship, RelationshipType
from klientel.contacts.operations.relationships import (
    EndsBeforeItBegins,
    NumbersUsedUp,
    NumberTaken,
    change_relationship,
    end_relationship,
    remove_relationship,
    set_relationship,
)
from klientel.contacts.overview import relationship_types
from klientel.contacts.queries import organizations_visible_to
from klientel.contacts.spans import day_after
from klientel.web.contacts.editing import undo_of
from klientel.web.contacts.fields import DayField
from klientel.web.pages import Request, actor, goto, page, posted, said
from klientel.web.vocabulary.opening import renewed


class RelationshipForm(forms.Form):
    type: forms.ModelChoiceField[RelationshipType] = forms.ModelChoiceField(
        label=_("Relationship"), queryset=None, empty_label=None, to_field_name="uid",
        widget=forms.RadioSelect,
    )  # fmt: skip
    number = forms.CharField(
        label=_("Number"),
        max_length=24,
        required=False,
        help_text=_("Empty: the next of the range, where the relationship has numbers."),
    )
    since = DayField(label=_("Since"), required=False)
    until = DayField(
        label=_("Until"), required=False, help_text=_("The last day. Empty: it has no end.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["type"]
        field.queryset = relationship_types()


class RelationshipEditForm(forms.Form):
    number = forms.CharField(label=_("Number"), max_length=24, required=False)
    since = DayField(label=_("Since"), required=False)
    until = DayField(
        label=_("Until"), required=False, help_text=_("The last day. Empty: it has no end.")
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class EndForm(forms.Form):
    until = DayField(label=_("Last day"))


@login_required
@require_http_methods(["GET", "POST"])
def relationship_new(request: Request, uid: UUID) -> HttpResponse:
    organization = _to_change(request, uid)
    form = RelationshipForm(posted(request), initial={"since": timezone.localdate()})
    if form.is_valid():
        try:
            set_relationship(organization=organization, by=actor(request), **form.cleaned_data)
        except NumberTaken:
            form.add_error("number", TAKEN)
        except NumbersUsedUp:
            form.add_error("number", USED_UP)
        except EndsBeforeItBegins:
            form.add_error("until", gettext("The last day lies before the first. Change one."))
        else:
            said(request, gettext("The relationship is set."), undo=undo_of(request))
            return goto(request, "organization_detail", uid)
    context = {"organization": organization, "form": form}
    status = 422 if form.is_bound else 200
    return page(request, "organizations/relationship_new.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def relationship_edit(request: Request, uid: UUID, number: int) -> HttpResponse:
    """Correct the dates and the number; a computed one is one by hand from then on."""
    seen = latest_revision()
    organization = _to_change(request, uid)
    relationship = _one(organization, number)
    names = ("number", "since", "until")
    start = {name: getattr(relationship, name) for name in names} | {"seen": seen}
    form = RelationshipEditForm(posted(request), initial=start)
    if form.is_valid():
        data = form.cleaned_data
        try:
            change_relationship(
                relationship=relationship,
                expected=data["seen"],
                by=actor(request),
                **{name: data[name] for name in names},
            )
        except NumberTaken:
            form.add_error("number", TAKEN)
        except EndsBeforeItBegins:
            form.add_error("until", gettext("The last day lies before the first. Change one."))
        except Stale:
            renewed(request, form)
        else:
            said(request, gettext("The relationship is saved."), undo=undo_of(request))
            return goto(request, "organization_detail", uid)
    context = {"organization": organization, "relationship": relationship, "form": form}
    status = 422 if form.is_bound else 200
    return page(request, "organizations/relationship_edit.html", context, status=status)


@login_required
@require_POST
def relationship_remove(request: Request, uid: UUID, number: int) -> HttpResponse:
    organization = _to_change(request, uid)
    remove_relationship(relationship=_one(organization, number), by=actor(request))
    said(request, gettext("The relationship is removed."), undo=undo_of(request))
    return goto(request, "organization_detail", uid)


def _one(organization: Organization, number: int) -> Relationship:
    rows = organization.relationships.select_related("type", "organization")
    found: Relationship = get_object_or_404(rows, pk=number)
    return found


@login_required
@require_http_methods(["GET", "POST"])
def relationship_end(request: Request, uid: UUID, number: int) -> HttpResponse:
    organization = _to_change(request, uid)
    relationship = _one(organization, number)
    form = EndForm(posted(request), initial={"until": timezone.localdate()})
    if form.is_valid():
        last: date = form.cleaned_data["until"]
        if relationship.since and last < relationship.since:
            form.add_error("until", gettext("The last day lies before the first. Change it."))
        else:
            end_relationship(relationship=relationship, on=day_after(last), by=actor(request))
            said(request, gettext("The relationship ends."), undo=undo_of(request))
            return goto(request, "organization_detail", uid)
    context = {"organization": organization, "relationship": relationship, "form": form}
    status = 422 if form.is_bound else 200
    return page(request, "organizations/relationship_end.html", context, status=status)


def _to_change(request: Request, uid: UUID) -> Organization:
    organization = get_object_or_404(organizations_visible_to(request.user), uid=uid)
    must(actor(request), "change", organization)
    return organization


TAKEN = _("Another organisation has this number. Take another, or leave it empty.")
USED_UP = _(
    "The range of numbers is used up. Type a number, or let an administrator widen the range in"
    " the settings."
)
