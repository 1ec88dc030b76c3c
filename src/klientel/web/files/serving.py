"""Contents to the browser: what was uploaded only as a download, pictures only as we drew them."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from klientel.contacts.models import Contact
from klientel.files.models import File
from klientel.files.pictures import PHOTO_EDGE, NoPicture, TooManyPixels
from klientel.files.storing import AVATAR, LARGE, PREVIEW, opened, preview
from klientel.web.files.records import attachment_of, record_to_read
from klientel.web.pages import Request

_HARMLESS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_ASK_AGAIN: Final = "private, no-cache"
_FOR_A_WEEK: Final = "private, max-age=604800, immutable"


@login_required
@require_GET
def file_download(request: Request, kind: str, uid: UUID, number: int) -> HttpResponseBase:
    """Send the content as it was uploaded, never to be shown inside a page of ours."""
    row = attachment_of(record_to_read(request, kind, uid), number)

    def answer() -> HttpResponseBase:
        response = FileResponse(opened(row.file), content_type=row.file.media_type)
        response.headers["Content-Length"] = str(row.file.size)
        response.headers["Content-Disposition"] = (
            content_disposition_header(as_attachment=True, filename=row.name) or "attachment"
        )
        return response

    return _guarded(request, row.file, "", _ASK_AGAIN, answer)


@login_required
@require_GET
def file_preview(
    request: Request, kind: str, uid: UUID, number: int, size: int
) -> HttpResponseBase:
    """Send a picture as we drew it: 320 pixels for lists, 1280 to look at."""
    row = attachment_of(record_to_read(request, kind, uid), number)
    if size not in {PREVIEW, LARGE} or not row.file.is_picture:
        raise Http404
    return _picture(request, row.file, size, _ASK_AGAIN)


@login_required
@require_GET
def photo_image(request: Request, kind: str, uid: UUID, size: int) -> HttpResponseBase:
    """Send a record's photo or logo; an address that names its version may be kept for a week."""
    record = record_to_read(request, kind, uid)
    file = record.photo if isinstance(record, Contact) else record.logo
    if file is None or size not in {AVATAR, PHOTO_EDGE}:
        raise Http404
    keeps = _FOR_A_WEEK if request.GET.get("v") == str(file.pk) else _ASK_AGAIN
    if size == AVATAR:
        return _picture(request, file, size, keeps)
    kind_of = file.media_type  # ours: written by us, so it may be shown
    return _guarded(
        request, file, "", keeps, lambda: FileResponse(opened(file), content_type=kind_of)
    )


def _picture(request: Request, file: File, size: int, keeps: str) -> HttpResponseBase:
    def answer() -> HttpResponseBase:
        return HttpResponse(preview(file, size), content_type="image/webp")

    return _guarded(request, file, f"-{size}", keeps, answer)


def _guarded(
    request: Request, file: File, mark: str, keeps: str, answer: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """Return the answer, or 304, with what keeps a browser from running any of it."""
    etag = f'"{file.sha256}{mark}"'
    unchanged = get_conditional_response(request, etag=etag)
    try:
        response: HttpResponseBase = unchanged or answer()
    except (FileNotFoundError, NoPicture, TooManyPixels) as lost:
        raise Http404 from lost
    headers = {"ETag": etag, "Cache-Control": keeps, **_HARMLESS}
    for name, value in headers.items():
        response.headers[name] = value
    return response
