"""Files at a record renamed and taken off."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from klientel.changes.errors import Stale
from klientel.changes.queries import latest_revision
from klientel.contacts.operations.files import change_file, remove_file
from klientel.web.contacts.editing import undo_of
from klientel.web.files.forms import RenameForm
from klientel.web.files.records import attachment_of, record_to_change
from klientel.web.organizations.records import PAGES, Record
from klientel.web.pages import Request, actor, goto, page, posted, said


@login_required
@require_http_methods(["GET", "POST"])
def file_rename(request: Request, kind: str, uid: UUID, number: int) -> HttpResponse:
    seen = latest_revision()
    record = record_to_change(request, kind, uid)
    row = attachment_of(record, number)
    initial = {"name": row.name, "note": row.note, "seen": seen}
    form = RenameForm(posted(request), initial=initial)
    status = 422 if form.is_bound else 200
    theirs = None
    if form.is_valid():
        try:
            _rename(request, record, number, form)
        except Stale:
            status, theirs = 409, attachment_of(record, number)
            form = RenameForm({**form.cleaned_data, "seen": seen}, initial=initial)
        else:
            said(request, gettext("The file is renamed."), undo=undo_of(request))
            return goto(request, PAGES[kind], uid)
    context = {"record": record, "kind": kind, "row": row, "form": form, "theirs": theirs}
    context["page_name"] = PAGES[kind]
    return page(request, "files/file_rename.html", context, status=status)


@login_required
@require_POST
def file_remove(request: Request, kind: str, uid: UUID, number: int) -> HttpResponse:
    record = record_to_change(request, kind, uid)
    try:
        row = attachment_of(record, number)
    except Http404:  # somebody else was faster: it is gone, as wished
        said(request, gettext("The file is gone already."))
        return goto(request, PAGES[kind], uid)
    remove_file(record=record, number=number, by=actor(request))
    said(request, gettext("‘%(name)s’ removed.") % {"name": row.name}, undo=undo_of(request))
    return goto(request, PAGES[kind], uid)


def _rename(request: Request, record: Record, number: int, form: RenameForm) -> None:
    change_file(
        record=record,
        number=number,
        name=form.cleaned_data["name"],
        note=form.cleaned_data["note"],
        expected=form.cleaned_data["seen"],
        by=actor(request),
    )
