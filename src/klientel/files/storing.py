"""Contents into the storage and out of it, before a unit opens: never inside the door's lock.

What is stored and then not referred to is an orphan that the daily work removes.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import IO, Any, Final, TypeAlias

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.base import File as Upload
from django.core.files.storage import default_storage

from klientel.files.models import File, preview_path
from klientel.files.pictures import (
    Drawn,
    NoPicture,
    TooManyPixels,
    emblem,
    portrait,
    thumbnail,
)
from klientel.files.types import HEAD, media_type

Content: TypeAlias = "Upload[Any]"
PREVIEW: Final = 320
LARGE: Final = 1280
AVATAR: Final = 96
SIZES: Final = (AVATAR, PREVIEW, LARGE)
_BLOCK = 1 << 18


class Empty(Exception):
    """The content has no bytes."""


class TooLarge(Exception):
    """The content is larger than the settings allow; `most` is the limit in bytes."""

    def __init__(self, most: int) -> None:
        super().__init__(f"more than {most} bytes")
        self.most = most


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture of a record, written by us, and the SHA-256 of the bytes that it was made of."""

    file: File
    origin: str


def stored(content: Content, *, name: str, at: datetime) -> File:
    """Return the row of a content, kept in the storage; the same bytes are one row.

    `name` only helps to tell the type. Raises `Empty` and `TooLarge`.
    """
    _require_size(content, settings.FILE_MAX_BYTES)
    head, digest = _digested(content)
    drawn = _preview_of(content)
    kind = _picture_type(head) if drawn else media_type(head, name)
    found = _kept(content, digest, kind, drawn, at)
    if drawn is not None:
        _keep_preview(digest, PREVIEW, drawn.data)
    return found


def stored_photo(content: Content, *, at: datetime) -> Photo:
    """Return a person's photo: the square in the middle, without what a camera wrote into it.

    Raises `Empty`, `TooLarge`, `NoPicture` and `TooManyPixels`.
    """
    return _stored_picture(content, portrait, "image/jpeg", at)


def stored_logo(content: Content, *, at: datetime) -> Photo:
    """Return an organisation's logo: the whole picture in a square. Raises as `stored_photo`."""
    return _stored_picture(content, emblem, "image/webp", at)


def opened(file: File) -> IO[bytes]:
    """Return the content to read; FileNotFoundError if the storage lost it."""
    return default_storage.open(file.path)


def preview(file: File, edge: int) -> bytes:
    """Return the picture as WebP, made again if it is missing. Raises as `thumbnail`."""
    path = preview_path(file.sha256, edge)
    try:
        with default_storage.open(path) as kept:
            return bytes(kept.read())
    except FileNotFoundError:
        with opened(file) as content:
            drawn = thumbnail(content, edge=edge, pixels=settings.PICTURE_MAX_PIXELS)
        _keep_preview(file.sha256, edge, drawn.data)
        return drawn.data


def sha_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _stored_picture(content: Content, draw: Any, kind: str, at: datetime) -> Photo:
    _require_size(content, settings.PHOTO_MAX_BYTES)
    _head, origin = _digested(content)
    drawn: Drawn = draw(content, pixels=settings.PICTURE_MAX_PIXELS)
    small = thumbnail(BytesIO(drawn.data), edge=AVATAR, pixels=settings.PICTURE_MAX_PIXELS)
    own = Drawn(drawn.data, small.width, small.height)
    digest = sha_of(drawn.data)
    file = _kept(ContentFile(drawn.data), digest, kind, own, at)
    _keep_preview(digest, AVATAR, small.data)
    return Photo(file, origin)


def _require_size(content: Content, most: int) -> None:
    if not content.size:
        raise Empty
    if content.size > most:
        raise TooLarge(most)


def _digested(content: Content) -> tuple[bytes, str]:
    digest, head = hashlib.sha256(), b""
    for chunk in content.chunks(_BLOCK):
        digest.update(chunk)
        if len(head) < HEAD:
            head += chunk[: HEAD - len(head)]
    return head, digest.hexdigest()


def _preview_of(content: Content) -> Drawn | None:
    try:
        return thumbnail(content, edge=PREVIEW, pixels=settings.PICTURE_MAX_PIXELS)
    except (NoPicture, TooManyPixels):
        return None


def _picture_type(head: bytes) -> str:
    for start, kind in _PICTURES:
        if head.startswith(start):
            return kind
    return "image/webp"


_PICTURES: Final = (
    (b"\xff\xd8", "image/jpeg"),
    (b"\x89PNG", "image/png"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
)


def _kept(content: Content, digest: str, kind: str, drawn: Drawn | None, at: datetime) -> File:
    """Store the bytes, then the row: a row without its bytes is never seen by others."""
    known = File.objects.filter(sha256=digest).update(used_at=at)
    row = File(sha256=digest, size=content.size)
    if not known or not default_storage.exists(row.path):
        _save(row.path, content)
    found, _is_new = File.objects.get_or_create(
        sha256=digest,
        defaults={
            "size": content.size,
            "media_type": kind,
            "width": drawn.width if drawn else None,
            "height": drawn.height if drawn else None,
            "used_at": at,
        },
    )
    if not default_storage.exists(row.path):  # tidied away between our look and our row
        _save(row.path, content)
    return found


def _keep_preview(digest: str, edge: int, data: bytes) -> None:
    path = preview_path(digest, edge)
    if not default_storage.exists(path):
        _save(path, ContentFile(data))


def _save(path: str, content: Content) -> None:
    content.seek(0)
    default_storage.save(path, content)
