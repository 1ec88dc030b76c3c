"""Pictures on cards become photos: drawn and stored before the unit opens."""

from dataclasses import replace
from datetime import datetime

from django.core.files.base import ContentFile

from klientel.contacts.operations.contacts import ContactPatch
from klientel.contacts.portraits import picture_of
from klientel.files.pictures import NoPicture, TooManyPixels
from klientel.files.storing import Empty, TooLarge, stored_photo
from klientel.transfer.plan import Row

NO_PHOTO: ContactPatch = {"photo": None, "photo_origin": ""}


def with_photo(row: Row, at: datetime) -> Row:
    """Return the row with the photo that its card brings. One that cannot be drawn stays on the
    kept card alone, byte for byte."""
    if row.new is not None and (picture := picture_of(row.card.card)):
        return replace(row, new=replace(row.new, patch=row.new.patch | _photo(picture, at)))
    if row.change is not None and "photo_origin" in row.change.patch:
        patch = row.change.patch | _photo(picture_of(row.card.card), at)
        return replace(row, change=replace(row.change, patch=patch))
    return row


def _photo(picture: bytes, at: datetime) -> ContactPatch:
    try:
        photo = stored_photo(ContentFile(picture), at=at)
    except (Empty, TooLarge, NoPicture, TooManyPixels):
        return NO_PHOTO
    return {"photo": photo.file, "photo_origin": photo.origin}
