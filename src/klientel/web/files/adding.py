"""Files onto a record: stored first, then written in one unit."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from klientel.contacts.operations.files import NewFile, attach_files
from klientel.files.names import clean_name
from klientel.files.storing import stored
from klientel.web.contacts.editing import undo_of
from klientel.web.files.forms import UploadForm
from klientel.web.files.records import record_to_change
from klientel.web.organizations.records import PAGES
from klientel.web.pages import Request, actor, goto, page, posted, said


@login_required
@require_http_methods(["GET", "POST"])
def file_new(request: Request, kind: str, uid: UUID) -> HttpResponse:
    record = record_to_change(request, kind, uid)
    form = UploadForm(posted(request), request.FILES or None)
    if form.is_valid():
        by = actor(request)
        new = [_stored(each, form.cleaned_data["note"], by.at) for each in _files(form)]
        attach_files(record=record, files=new, by=by)
        text = gettext("Files added: %(count)d.")
        said(request, text % {"count": len(new)}, undo=undo_of(request))
        return goto(request, PAGES[kind], uid)
    context = {"record": record, "kind": kind, "form": form, "page_name": PAGES[kind]}
    return page(request, "files/file_new.html", context, status=422 if form.is_bound else 200)


def _files(form: UploadForm) -> list[Any]:
    files: list[Any] = form.cleaned_data["uploads"]
    return files


def _stored(upload: Any, note: str, at: Any) -> NewFile:
    name = clean_name(upload.name or "") or gettext("file")
    return NewFile(stored(upload, name=name, at=at), name, note)
