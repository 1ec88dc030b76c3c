"""Settings: the fields that an office gives its organisations and contacts."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from klientel.accounts.permissions import must
from klientel.changes.errors import Stale
from klientel.changes.queries import latest_revision
from klientel.records import kinds
from klientel.records.custom.models import CustomField
from klientel.records.custom.queries import (
    binned_fields,
    carriers,
    fields_to_administer,
    has_values,
    kinds_with_fields,
)
from klientel.records.operations import (
    UNDO_FOR,
    ChoicesMissing,
    NamelessField,
    NameTaken,
    TypeIsFixed,
    add_custom_field,
    bin_custom_field,
    change_custom_field,
    move_custom_field,
    restore_custom_field,
)
from klientel.web.contacts.editing import undo_of
from klientel.web.custom_fields.forms import CustomFieldForm, Row, edits, rows_of, rows_sent
from klientel.web.pages import Request, actor, goto, page, posted, said
from klientel.web.vocabulary.opening import renewed


@login_required
@require_GET
def custom_field_list(request: Request) -> HttpResponse:
    must(actor(request), "change", CustomField)
    return _list(request)


@login_required
@require_http_methods(["GET", "POST"])
def custom_field_new(request: Request, kind: str) -> HttpResponse:
    must(actor(request), "add", CustomField)
    if kind not in {each.code for each in kinds_with_fields()}:
        raise Http404
    data = posted(request)
    start = {"type": "text", "is_personal": kind == "contact"}
    form = CustomFieldForm(data, initial=start, field=None)
    rows = rows_of(None) if data is None else rows_sent(data)
    if data is not None and "do" not in data and form.is_valid():
        try:
            choices = edits(rows)
            field = add_custom_field(
                record_kind=kind, patch=form.patch(), choices=choices, by=actor(request)
            )
        except (NameTaken, NamelessField, ChoicesMissing) as refused:
            _refuse(form, refused)
        else:
            text = gettext("The field ‘%(name)s’ is added.") % {"name": field}
            said(request, text, undo=undo_of(request))
            return goto(request, "custom_field_list")
    return _answer(request, form, rows, {"kind": kinds.kind(kind), "field": None})


@login_required
@require_http_methods(["GET", "POST"])
def custom_field_edit(request: Request, uid: UUID) -> HttpResponse:
    seen = latest_revision()
    field = _field(request, uid)
    data = posted(request)
    start = CustomFieldForm.initial_for(field, seen)
    form = CustomFieldForm(data, initial=start, field=field, fixed=has_values(field))
    rows = rows_of(field) if data is None else rows_sent(data)
    if data is not None and "do" not in data and form.is_valid():
        try:
            change_custom_field(
                field=field,
                patch=form.patch(),
                choices=edits(rows),
                expected=form.cleaned_data["seen"],
                by=actor(request),
            )
        except (NameTaken, NamelessField, ChoicesMissing, TypeIsFixed) as refused:
            _refuse(form, refused)
        except Stale:
            renewed(request, form)
        else:
            said(request, gettext("The field is saved."), undo=undo_of(request))
            return goto(request, "custom_field_list")
    return _answer(request, form, rows, {"kind": kinds.kind(field.record_kind), "field": field})


@login_required
@require_POST
def custom_field_move(request: Request, uid: UUID) -> HttpResponse:
    """Move a field up or down; a script asks for the list itself, so that the focus stays."""
    field = _field(request, uid)
    move_custom_field(field=field, up=request.POST.get("to") == "up", by=actor(request))
    return _list(request) if request.htmx else goto(request, "custom_field_list")


@login_required
@require_http_methods(["GET", "POST"])
def custom_field_delete(request: Request, uid: UUID) -> HttpResponse:
    field = _field(request, uid)
    if request.method == "POST":
        bin_custom_field(field=field, by=actor(request))
        text = gettext("The field ‘%(name)s’ is deleted with its values.") % {"name": field}
        said(request, text, undo=undo_of(request))
        return goto(request, "custom_field_list")
    context = {"field": field, "count": carriers(field), "days": UNDO_FOR.days}
    return page(request, "custom_fields/custom_field_delete.html", context)


@login_required
@require_POST
def custom_field_restore(request: Request, uid: UUID) -> HttpResponse:
    must(actor(request), "bin", CustomField)
    field = get_object_or_404(CustomField, uid=uid, binned_at__isnull=False)
    try:
        restore_custom_field(field=field, by=actor(request))
    except NameTaken:
        said(request, gettext("Another field has this name now. Rename that one first."))
    else:
        said(request, gettext("The field ‘%(name)s’ is back.") % {"name": field})
    return goto(request, "custom_field_list")


def _field(request: Request, uid: UUID) -> CustomField:
    must(actor(request), "change", CustomField)
    field: CustomField = get_object_or_404(CustomField.live, uid=uid)
    return field


def _list(request: Request) -> HttpResponse:
    context = {
        "groups": [(kind, list(fields_to_administer(kind.code))) for kind in kinds_with_fields()],
        "binned": [
            (field, field.binned_at + UNDO_FOR) for field in binned_fields() if field.binned_at
        ],
    }
    return page(request, "custom_fields/custom_field_list.html", context)


def _answer(
    request: Request, form: CustomFieldForm, rows: list[Row], about: dict[str, Any]
) -> HttpResponse:
    pressed = "do" in request.POST
    if pressed:
        form.errors.clear()
    status = 422 if form.is_bound and not pressed else 200
    context = {"form": form, "rows": rows, **about}
    return page(request, "custom_fields/custom_field_edit.html", context, status=status)


def _refuse(form: CustomFieldForm, refused: Exception) -> None:
    """Say at the right place why the field cannot be so."""
    if isinstance(refused, ChoicesMissing):
        form.add_error(None, gettext("Name at least one choice that is offered."))
    elif isinstance(refused, TypeIsFixed):
        form.add_error("type", gettext("Records hold values by now, so the type stays."))
    elif isinstance(refused, NamelessField):
        form.add_error("name", gettext("A field needs a name, such as ‘Payment’."))
    else:
        form.add_error(
            None,
            gettext("Two fields, or two choices, would have one name. Give one of them another."),
        )
