"""What the panel of files shows of each."""

from dataclasses import dataclass
from typing import Any, Final

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from klientel.files.names import ending_of
from klientel.web.files.records import Attachment
from klientel.web.organizations.records import Record

_SORTS: Final[tuple[tuple[str, str, Any], ...]] = (
    ("image/", "photo", _("Picture")),
    ("application/pdf", "file-type-pdf", _("PDF")),
    ("message/", "mail", _("E-mail")),
    ("text/csv", "list-details", _("Table")),
    ("text/calendar", "calendar", _("Appointment")),
    ("text/vcard", "user", _("Card")),
    ("text/html", "world", _("Web page")),
    ("text/", "note", _("Text")),
    ("video/", "photo", _("Video")),
    ("audio/", "bell", _("Sound")),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml", "note", _("Text")),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml", "list-details", _("Table")),
    ("application/vnd.openxmlformats-officedocument.presentationml", "template", _("Slides")),
    ("application/zip", "database", _("Archive")),
)
_OTHER: Final = ("paperclip", _("File"))


@dataclass(frozen=True, slots=True)
class Shown:
    """An attachment with what it is, in words and as an icon."""

    row: Attachment
    icon: str
    sort: str

    @property
    def about(self) -> str:
        """'Picture · 120 KB', by its content: the ending may claim something else."""
        return f"{self.sort} · {filesizeformat(self.row.file.size)}"


def files_shown(record: Record) -> list[Shown]:
    """Return a record's files, the latest first, in one query."""
    rows = record.files.select_related("file").order_by("-pk")
    return [_shown(row) for row in rows]


def sort_of(media_type: str) -> tuple[str, str]:
    """Return icon and word for a type of content."""
    for start, icon, word in _SORTS:
        if media_type.startswith(start):
            return icon, str(word)
    return _OTHER[0], str(_OTHER[1])


def _shown(row: Attachment) -> Shown:
    icon, word = sort_of(row.file.media_type)
    ending = ending_of(row.name).upper()
    return Shown(row, icon, word if icon != _OTHER[0] or not ending else ending)
