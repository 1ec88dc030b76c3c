"""Contacts as cards and as tables, one after the other: whatever a contact has, in the card that was kept."""

from collections.abc import Iterator, Sequence

from klientel.accounts.models import User
from klientel.formats.vcard import write_card
from klientel.formats.vcard.versions import Version
from klientel.transfer.queries import contacts_to_export
from klientel.transfer.tables import firms
from klientel.transfer.tables.style import Style
from klientel.transfer.tables.writing import header, row_of
from klientel.transfer.wording import printed


def written_cards(
    user: User | None, version: Version, pks: Sequence[int] | None = None
) -> Iterator[str]:
    """Yield the card of each contact that the user may export, in the order of its key.

    Addresses are the effective ones. Holds a few hundred contacts at a time.
    """
    for chunk in contacts_to_export(user, pks):
        for known in chunk:
            yield write_card(printed(known, version), version)


def contact_rows(
    user: User | None, pks: Sequence[int] | None, style: Style
) -> Iterator[list[list[str]]]:
    """Yield a table of contacts in pieces, its header first."""
    yield [header(style)]
    for chunk in contacts_to_export(user, pks):
        yield [row_of(known, style) for known in chunk]


def organization_rows(
    user: User | None, pks: Sequence[int] | None, style: Style
) -> Iterator[list[list[str]]]:
    """Yield a table of organisations in pieces, its header first."""
    yield [firms.header(style)]
    yield from firms.organization_rows(user, pks, style)
