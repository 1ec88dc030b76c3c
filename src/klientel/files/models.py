"""Stored contents: one row for each, however many records hold it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from klientel.changes.uids import uuid7


class File(models.Model):
    """A content as it was uploaded, named by its SHA-256; it never changes.

    No record: what it is called and where it hangs is the holder's to say. `used_at` is when a
    unit last wrote it into or out of a record: until the time for undo is over it stays.
    """

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("size"))
    media_type = models.CharField(_("type"), max_length=120)
    width = models.PositiveIntegerField(_("width"), null=True)
    height = models.PositiveIntegerField(_("height"), null=True)
    used_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.media_type

    @property
    def path(self) -> str:
        """Where the storage keeps it."""
        return content_path(self.sha256)

    @property
    def is_picture(self) -> bool:
        """Whether there is a preview that we made ourselves."""
        return self.width is not None


def content_path(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256}"


def preview_path(sha256: str, edge: int) -> str:
    return f"previews/{sha256[:2]}/{sha256}-{edge}.webp"


def sha_of_path(path: str) -> str:
    """Return the SHA-256 that a stored path belongs to, '' for none of ours."""
    name = path.rpartition("/")[2].partition("-")[0]
    is_ours = len(name) == 64 and path in {content_path(name), *_previews(path, name)}  # noqa: PLR2004 -- hex digits of a SHA-256
    return name if is_ours else ""


def _previews(path: str, sha256: str) -> set[str]:
    edge = path.rpartition("-")[2].removesuffix(".webp")
    return {preview_path(sha256, int(edge))} if edge.isdecimal() else set()
