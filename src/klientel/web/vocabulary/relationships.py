"""Settings: what an organisation can be to us, and from which range its numbers come."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from klientel.accounts.permissions import must
from klientel.changes.errors import Stale
from klientel.changes.queries import latest_revision
from klientel.contacts.models import FIRST_NUMBER, RelationshipType
from klientel.contacts.operations.relationships import (
    RangeEndsBeforeItBegins,
    RelationshipTypePatch,
    TypeExists,
    add_relationship_type,
    change_relationship_type,
)
from klientel.contacts.vocabulary import relationship_types_with_counts
from klientel.web.contacts.editing import undo_of
from klientel.web.pages import Request, actor, goto, page, posted, said
from klientel.web.vocabulary.opening import renewed, row_to_change

_MOST = 10**12


class RelationshipTypeForm(forms.Form):
    """A built-in type has its name from the translation: only its numbers are asked."""

    name = forms.CharField(label=_("Name"), max_length=80)
    has_numbers = forms.BooleanField(
        label=_("with numbers"),
        required=False,
        help_text=_("Each organisation gets the next number of the range, such as 10042."),
    )
    first_number = forms.IntegerField(
        label=_("First number"), min_value=1, max_value=_MOST, initial=FIRST_NUMBER
    )
    last_number = forms.IntegerField(
        label=_("Last number"),
        min_value=1,
        max_value=_MOST,
        required=False,
        help_text=_("Empty: the range has no end. Numbers that were given stay as they are."),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, built_in: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if built_in:
            del self.fields["name"]

    def patch(self) -> RelationshipTypePatch:
        data = self.cleaned_data
        found = RelationshipTypePatch(
            has_numbers=data["has_numbers"],
            first_number=data["first_number"],
            last_number=data["last_number"],
        )
        if "name" in data:
            found["name"] = " ".join(data["name"].split())
        return found


@login_required
@require_GET
def vocabulary_relationships(request: Request) -> HttpResponse:
    must(actor(request), "change", RelationshipType)
    rows = relationship_types_with_counts(request.user, timezone.localdate())
    return page(request, "vocabulary/vocabulary_relationships.html", {"types": rows})


@login_required
@require_http_methods(["GET", "POST"])
def vocabulary_relationship_new(request: Request) -> HttpResponse:
    must(actor(request), "add", RelationshipType)
    form = RelationshipTypeForm(posted(request))
    if form.is_valid():
        try:
            add_relationship_type(by=actor(request), **_all(form.patch()))
        except (RangeEndsBeforeItBegins, TypeExists) as refused:
            _refuse(form, refused)
        else:
            said(request, gettext("The relationship type is added."), undo=undo_of(request))
            return goto(request, "vocabulary_relationships")
    return _answer(request, form, None)


@login_required
@require_http_methods(["GET", "POST"])
def vocabulary_relationship_edit(request: Request, uid: UUID) -> HttpResponse:
    row = row_to_change(request, RelationshipType, uid)
    names = ("name", "has_numbers", "first_number", "last_number")
    start = {name: getattr(row, name) for name in names}
    start["seen"] = latest_revision()
    form = RelationshipTypeForm(posted(request), initial=start, built_in=bool(row.code))
    if form.is_valid():
        try:
            change_relationship_type(
                type=row,
                patch=form.patch(),
                expected=form.cleaned_data["seen"],
                by=actor(request),
            )
        except (RangeEndsBeforeItBegins, TypeExists) as refused:
            _refuse(form, refused)
        except Stale:
            renewed(request, form)
        else:
            said(request, gettext("The relationship type is saved."), undo=undo_of(request))
            return goto(request, "vocabulary_relationships")
    return _answer(request, form, row)


@login_required
@require_POST
def vocabulary_relationship_retire(request: Request, uid: UUID) -> HttpResponse:
    """Offer a type no longer, or offer it again; where it is set it stays."""
    row = row_to_change(request, RelationshipType, uid)
    retired = request.POST.get("offered") != "yes"
    change_relationship_type(type=row, patch={"is_retired": retired}, by=actor(request))
    text = gettext("‘%(name)s’ is no longer offered.") if retired else gettext(
        "‘%(name)s’ is offered again."
    )  # fmt: skip
    said(request, text % {"name": row}, undo=undo_of(request))
    return goto(request, "vocabulary_relationships")


def _all(patch: RelationshipTypePatch) -> dict[str, Any]:
    return dict(patch)


def _answer(
    request: Request, form: RelationshipTypeForm, row: RelationshipType | None
) -> HttpResponse:
    status = 422 if form.is_bound else 200
    context = {"form": form, "type": row}
    return page(request, "vocabulary/vocabulary_relationship_edit.html", context, status=status)


def _refuse(form: RelationshipTypeForm, refused: Exception) -> None:
    if isinstance(refused, TypeExists):
        form.add_error("name", gettext("There is a relationship of this name. Choose another."))
    else:
        form.add_error(
            "last_number",
            gettext("The last number is smaller than the first. Change one of the two."),
        )
