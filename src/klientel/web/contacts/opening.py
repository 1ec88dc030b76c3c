"""The contact that an act is about, if the user may change it."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from klientel.accounts.permissions import must
from klientel.contacts.models import Contact
from klientel.contacts.reading import contacts_to_open
from klientel.web.pages import Request, actor


def contact_to_change(request: Request, uid: UUID) -> Contact:
    """Return it; 404 for what is hidden or in the bin, Denied for who only sees it."""
    contact = get_object_or_404(contacts_to_open(request.user), uid=uid, binned_at=None)
    must(actor(request), "change", contact)
    return contact
