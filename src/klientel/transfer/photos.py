"""Pictures on cards become photos: drawn and stored before the unit opens."""

from dataclasses import replace
from datetime import datetime
from typing import cast

from django.core.files.base import ContentFile

from klientel.contacts.operations.contacts import ContactPatch
from klientel.contacts.operations.imports import CardChange
from klientel.contacts.portraits import picture_of
from klientel.files.pictures import NoPicture, TooManyPixels
from klientel.files.storing import Empty, TooLarge, stored_photo
from klientel.transfer.plan import Row

NO_PHOTO: ContactPatch = {"photo": None, "photo_origin": ""}


def with_photo(row: Row, at: datetime) -> Row:
    """Return the row with the photo that its card brings. One that cannot be drawn stays on the
    kept card alone, byte for byte, and changes no photo that is there."""
    picture = picture_of(row.card.card)
    if row.new is not None and picture:
        return replace(row, new=replace(row.new, patch=row.new.patch | _photo(picture, at)))
    if row.change is None or "photo_origin" not in row.change.patch:
        return row
    photo = _photo(picture, at) if picture else NO_PHOTO
    if picture and photo == NO_PHOTO:
        return _without_photo(row, row.change)
    return replace(row, change=replace(row.change, patch=row.change.patch | photo))


def _without_photo(row: Row, change: CardChange) -> Row:
    rest = {name: value for name, value in change.patch.items() if name != "photo_origin"}
    change = replace(change, patch=cast("ContactPatch", rest))
    if change == CardChange(change.contact):
        return replace(row, outcome="unchanged", reason="nothing-new", change=None)
    return replace(row, change=change)


def _photo(picture: bytes, at: datetime) -> ContactPatch:
    try:
        photo = stored_photo(ContentFile(picture), at=at)
    except (Empty, TooLarge, NoPicture, TooManyPixels):
        return NO_PHOTO
    return {"photo": photo.file, "photo_origin": photo.origin}
