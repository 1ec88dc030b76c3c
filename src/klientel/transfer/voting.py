"""Which cards have a say in where their organisation is: those that go in, each person once."""

from collections.abc import Iterable, Iterator
from itertools import islice

from klientel.accounts.models import User
from klientel.transfer.known import Snapshot
from klientel.transfer.matching import is_ours, match_of
from klientel.transfer.plan import known_row
from klientel.transfer.queries import snapshot_for
from klientel.transfer.read import CardRead
from klientel.transfer.shape import organization_key

CHUNK = 500


def voting(cards: Iterable[CardRead], user: User | None) -> Iterator[CardRead]:
    """Yield the cards without those that end in review, and without a second one of a person."""
    uids: set[str] = set()
    names: set[tuple[str, str]] = set()
    cards = iter(cards)
    while chunk := list(islice(cards, CHUNK)):
        snapshot = snapshot_for(chunk, user)
        for card in chunk:
            if _goes_in(card, snapshot, uids) and _is_first(card, uids, names):
                yield card


def _goes_in(card: CardRead, snapshot: Snapshot, uids: set[str]) -> bool:
    match = match_of(card, snapshot, uids)
    if match.reason:
        return False
    return match.known is None or known_row(card, match, match.known).outcome != "review"


def _is_first(card: CardRead, uids: set[str], names: set[tuple[str, str]]) -> bool:
    """Return whether no card before was this person's: the same UID, or the same name there."""
    uid, name = card.said.uid, (card.shape.name_key, organization_key(card.shape.organization))
    if uid in uids or (name in names and not is_ours(uid)):
        return False
    names.add(name)
    if uid:
        uids.add(uid)
    return True
