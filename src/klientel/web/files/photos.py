"""A contact's photo, an organisation's logo: chosen, drawn anew by us, taken away."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from klientel.contacts.models import Contact
from klientel.contacts.operations.files import change_photo, remove_photo
from klientel.files.pictures import NoPicture, TooManyPixels
from klientel.files.storing import Photo, stored_logo, stored_photo
from klientel.web.contacts.editing import undo_of
from klientel.web.files.forms import PhotoForm
from klientel.web.files.records import record_to_change
from klientel.web.organizations.records import PAGES, Record
from klientel.web.pages import Request, actor, goto, page, posted, said


@login_required
@require_http_methods(["GET", "POST"])
def photo_change(request: Request, kind: str, uid: UUID) -> HttpResponse:
    record = record_to_change(request, kind, uid)
    form = PhotoForm(posted(request), request.FILES or None)
    if form.is_valid() and (photo := _drawn(request, record, form)):
        change_photo(record=record, photo=photo, by=actor(request))
        is_person = isinstance(record, Contact)
        text = gettext("The photo is saved.") if is_person else gettext("The logo is saved.")
        said(request, text, undo=undo_of(request))
        return goto(request, PAGES[kind], uid)
    context = {
        "record": record,
        "kind": kind,
        "form": form,
        "picture": picture_of(record),
        "page_name": PAGES[kind],
        "most": settings.PHOTO_MAX_BYTES >> 20,
    }
    return page(request, "files/photo_change.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def photo_remove(request: Request, kind: str, uid: UUID) -> HttpResponse:
    record = record_to_change(request, kind, uid)
    remove_photo(record=record, by=actor(request))
    is_person = isinstance(record, Contact)
    text = gettext("The photo is removed.") if is_person else gettext("The logo is removed.")
    said(request, text, undo=undo_of(request))
    return goto(request, PAGES[kind], uid)


def picture_of(record: Record) -> int | None:
    """Return the id of the file that shows the record."""
    return record.photo_id if isinstance(record, Contact) else record.logo_id


def _drawn(request: Request, record: Record, form: PhotoForm) -> Photo | None:
    """Return the picture as we keep it; what cannot be read becomes the form's error."""
    store = stored_photo if isinstance(record, Contact) else stored_logo
    try:
        return store(form.cleaned_data["photo"], at=actor(request).at)
    except NoPicture:
        text = gettext(
            "This is no picture that Klientel can read, or it is cut off. Nothing was saved."
            " Choose a JPEG, PNG, WebP, GIF or BMP."
        )
    except TooManyPixels:
        text = gettext(
            "The picture has more than %(most)d million pixels. Nothing was saved. Make it smaller."
        ) % {"most": settings.PICTURE_MAX_PIXELS // 1_000_000}
    form.add_error("photo", text)
    return None
