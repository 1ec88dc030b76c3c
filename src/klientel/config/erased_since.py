"""People who were erased after a backup was made, erased again once it is brought back."""

from datetime import datetime

from klientel.changes.actors import system
from klientel.contacts import erasure_log
from klientel.contacts.models import Contact
from klientel.contacts.operations.erasing import erase_contact


def erase_again(now: datetime) -> int:
    """Erase whom the log says was erased and who is there again; return how many."""
    rows = Contact.objects.filter(uid__in=erasure_log.noted(), erased_at=None).order_by("pk")
    again = list(rows)
    for row in again:
        erase_contact(contact=row, reason="restore", by=system(now))
    return len(again)
