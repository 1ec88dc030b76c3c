"""All contacts as cards, one after the other: whatever a contact has, in the card that was kept."""

from collections.abc import Iterator

from klientel.accounts.models import User
from klientel.formats.vcard import write_card
from klientel.formats.vcard.versions import Version
from klientel.transfer.queries import contacts_to_export
from klientel.transfer.wording import printed


def written_cards(user: User | None, version: Version) -> Iterator[str]:
    """Yield the card of each contact that the user may export, in the order of its key.

    Addresses are the effective ones. Holds a few hundred contacts at a time.
    """
    for known in contacts_to_export(user):
        yield write_card(printed(known, version), version)
