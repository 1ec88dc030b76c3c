"""A contact or an organisation by kind and uid, for acts that serve both."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from klientel.contacts.models import Contact, Organization
from klientel.contacts.queries import contacts_visible_to, organizations_visible_to
from klientel.web.pages import Request

Record = Contact | Organization
ROWS: dict[str, Any] = {
    Contact.kind: contacts_visible_to,
    Organization.kind: organizations_visible_to,
}
PAGES = {Contact.kind: "contact_detail", Organization.kind: "organization_detail"}


def record_at(request: Request, kind: str, uid: UUID) -> Record:
    """Return the record that the reader may see; 404 for any other, and for unknown kinds."""
    if kind not in ROWS:
        raise Http404
    record: Record = get_object_or_404(ROWS[kind](request.user), uid=uid)
    return record
