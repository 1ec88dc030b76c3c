"""The contact or organisation whose files a page shows or changes."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from klientel.accounts.permissions import must
from klientel.contacts.models import Contact, ContactFile, Organization, OrganizationFile
from klientel.contacts.overview import organizations_to_open
from klientel.contacts.reading import contacts_to_open
from klientel.web.organizations.records import Record, record_at
from klientel.web.pages import Request, actor

Attachment = ContactFile | OrganizationFile
_OPEN: dict[str, Any] = {
    Contact.kind: contacts_to_open,
    Organization.kind: organizations_to_open,
}


def record_to_read(request: Request, kind: str, uid: UUID) -> Record:
    """Return the record whose page the reader may open, in the bin too; else 404."""
    if kind not in _OPEN:
        raise Http404
    record: Record = get_object_or_404(_OPEN[kind](request.user), uid=uid)
    return record


def record_to_change(request: Request, kind: str, uid: UUID) -> Record:
    """Return the record; 404 for what is hidden or in the bin, Denied for who only sees it."""
    record = record_at(request, kind, uid)
    must(actor(request), "change", record)
    return record


def attachment_of(record: Record, number: int) -> Attachment:
    """Return the record's attachment of that number, with its file; else 404."""
    files: Any = record.files.select_related("file")
    attachment: Attachment = get_object_or_404(files, pk=number)
    return attachment
