"""Import and export: upload, what was recognised, what would happen, progress, report."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from klientel.accounts.permissions import Denied, may
from klientel.contacts.models import Contact, Organization
from klientel.formats.csv import NotATable
from klientel.records.operations import UNDO_FOR, TooLateToUndo
from klientel.transfer import jobs
from klientel.transfer.models import Import, State
from klientel.transfer.opening import Choices
from klientel.transfer.reasons import reason_text
from klientel.transfer.tables.mapping import UnknownField
from klientel.transfer.tables.reading import Table
from klientel.web.pages import Request, actor, goto, page, said
from klientel.web.transfer import shown

_MEGABYTE = 1024 * 1024
_LISTED = 50


@login_required
@require_http_methods(["GET", "POST"])
def transfer_overview(request: Request) -> HttpResponse:
    """Show where files come in and go out; take an uploaded one."""
    if request.method == "POST":
        return _uploaded(request)
    return _overview(request)


@login_required
@require_GET
def transfer_detail(request: Request, uid: UUID) -> HttpResponse:
    row = _import(request, uid)
    if request.htmx and not row.is_busy:
        response = HttpResponse()
        response["HX-Refresh"] = "true"
        return response
    return _detail(request, row)


@login_required
@require_POST
def transfer_choose(request: Request, uid: UUID) -> HttpResponse:
    """Read the file as somebody says: its encoding, its delimiter, what its columns are."""
    row = _import(request, uid)
    encoding, delimiter = request.POST.get("encoding", ""), request.POST.get("delimiter", "")
    is_known = encoding in dict(shown.ENCODINGS) and delimiter in dict(shown.DELIMITERS)
    table = _table(row)
    laid_out_anew = (encoding, delimiter) != (row.encoding, row.delimiter)
    columns = {} if table is None or laid_out_anew else shown.chosen_columns(table, request.POST)
    if not is_known:
        return _detail(request, row, error=_("There is no such field."), status=422)
    try:
        choices = Choices(encoding, delimiter, columns)
        jobs.change_choices(row=row, choices=choices, by=actor(request))
    except UnknownField:
        return _detail(request, row, error=_("There is no such field."), status=422)
    except jobs.NotNow:
        return _not_now(request, row)
    return goto(request, "transfer_detail", uid=row.uid)


@login_required
@require_POST
def transfer_start(request: Request, uid: UUID) -> HttpResponse:
    row = _import(request, uid)
    try:
        jobs.start_import(row=row, by=actor(request))
    except jobs.NotNow:
        return _not_now(request, row)
    return goto(request, "transfer_detail", uid=row.uid)


@login_required
@require_POST
def transfer_cancel(request: Request, uid: UUID) -> HttpResponse:
    row = _import(request, uid)
    jobs.cancel_import(row=row)
    return goto(request, "transfer_detail", uid=row.uid)


@login_required
@require_POST
def transfer_undo(request: Request, uid: UUID) -> HttpResponse:
    row = _import(request, uid)
    try:
        undone = jobs.undo_import(row=row, by=actor(request))
    except jobs.NotNow:
        return _not_now(request, row)
    except TooLateToUndo:
        text = _("The import is older than 30 days and can no longer be taken back.")
        return _detail(request, row, error=text, status=409)
    count = len({(stayed[0]) for stayed in undone.stayed})
    said(request, _("The import was taken back. What it added lies in the bin."))
    if count:
        text = ngettext(
            "%(count)d record was changed since and stays.",
            "%(count)d records were changed since and stay.",
            count,
        )
        said(request, text % {"count": count})
    return goto(request, "transfer_detail", uid=row.uid)


@login_required
@require_POST
def transfer_remove(request: Request, uid: UUID) -> HttpResponse:
    row = _import(request, uid)
    try:
        jobs.remove_import(row=row)
    except jobs.NotNow:
        return _not_now(request, row)
    said(request, _("The file is deleted. What it brought stays."))
    return goto(request, "transfer_overview")


@login_required
@require_GET
def transfer_refused(request: Request, uid: UUID) -> HttpResponseBase:
    """Give what did not go in, in its original form, to be mended and imported again."""
    row = _import(request, uid)
    file = jobs.refused_file(row)
    if file is None:
        raise Http404
    response = FileResponse(file, as_attachment=True, filename=f"abgelehnt-{row.name}")
    response["Content-Type"] = "application/octet-stream"
    response["Cache-Control"] = "no-store"
    return response


def _import(request: Request, uid: UUID) -> Import:
    if not _may_import(request):
        raise Denied("import", Contact.kind)
    row: Import = get_object_or_404(jobs.imports_seen_by(request.user), uid=uid)
    return row


def _may_import(request: Request) -> bool:
    return may(request.user, "import", Contact) and may(request.user, "import", Organization)


def _uploaded(request: Request) -> HttpResponse:
    if not _may_import(request):
        raise Denied("import", Contact.kind)
    upload = request.FILES.get("file")
    if upload is None or not upload.size:
        return _overview(request, error=_("Choose a file that is not empty."), status=422)
    try:
        row = jobs.add_import(name=upload.name or "", content=upload, by=actor(request))
    except jobs.TooLarge as large:
        text = _("The file is too large. At most %(most)d MB can be uploaded at once.")
        most = large.most // _MEGABYTE
        return _overview(request, error=text % {"most": most}, status=422)
    return goto(request, "transfer_detail", uid=row.uid)


def _overview(request: Request, *, error: str = "", status: int = 200) -> HttpResponse:
    may_import = _may_import(request)
    rows = jobs.imports_seen_by(request.user)[:_LISTED] if may_import else []
    context = {
        "may_import": may_import,
        "may_export": may(request.user, "export", Contact),
        "imports": [(row, shown.fates(row)) for row in rows],
        "most": settings.IMPORT_MAX_SIZE // _MEGABYTE,
        "days": settings.IMPORT_DAYS,
        "error": error,
    }
    return page(request, "transfer/transfer_overview.html", context, status=status)


def _table(row: Import) -> Table | None:
    try:
        return jobs.open_import(row).table
    except (NotATable, UnknownField, OSError):
        return None


def _detail(request: Request, row: Import, *, error: str = "", status: int = 200) -> HttpResponse:
    table = None if row.has_run or row.state == State.RUNNING else _table(row)
    context: dict[str, Any] = {
        "row": row,
        "table": table,
        "columns": shown.columns_shown(table) if table else [],
        "groups": shown.field_groups() if table else [],
        "encodings": shown.ENCODINGS,
        "delimiters": shown.DELIMITERS,
        "encoding": shown.named(shown.ENCODINGS, table.layout.encoding) if table else "",
        "delimiter": shown.named(shown.DELIMITERS, table.layout.delimiter) if table else "",
        "fates": shown.fates(row),
        "lines": shown.reasons(jobs.report_of(row)),
        "has_refused": any(row.counts.get(code) for code in ("review", "refused")),
        "going_in": row.counts.get("new", 0) + row.counts.get("updated", 0),
        "refusal": reason_text(row.refusal),
        "is_dead": jobs.is_dead(row, timezone.now()),
        "can_undo": row.has_run and row.state != State.UNDONE and _is_young(row),
        "error": error,
    }
    return page(
        request, "transfer/transfer_detail.html", context, pieces=("import-state",), status=status
    )


def _is_young(row: Import) -> bool:
    return timezone.now() - row.beat_at < UNDO_FOR


def _not_now(request: Request, row: Import) -> HttpResponse:
    row.refresh_from_db()
    text = _("That is not possible at the moment. This is how the import stands now.")
    return _detail(request, row, error=text, status=409)
