"""Which cards have a say in where their organisation is: those that go in, each person once."""

from collections.abc import Iterable, Iterator
from itertools import islice

from klientel.accounts.models import User
from klientel.transfer.known import Snapshot
from klientel.transfer.matching import is_ours, match_of
from klientel.transfer.plan import known_row
from klientel.transfer.queries import organizations_named, snapshot_for
from klientel.transfer.read import CardRead
from klientel.transfer.shape import organization_key

CHUNK = 500


def voting(cards: Iterable[CardRead], user: User | None) -> Iterator[CardRead]:
    """Yield the cards without those that end in review, and without a second one of a person."""
    uids: set[str] = set()
    names: set[tuple[str, str]] = set()
    cards = iter(cards)
    while chunk := list(islice(cards, CHUNK)):
        asked, others = _asked(chunk, user)
        uids |= {card.said.uid for card in others if card.said.uid}
        if not asked:
            continue
        snapshot = snapshot_for(asked, user)
        for card in asked:
            if _goes_in(card, snapshot, uids) and _is_first(card, uids, names):
                yield card


def _asked(cards: Iterable[CardRead], user: User | None) -> tuple[list[CardRead], list[CardRead]]:
    """Return the cards whose organisation is not there, or nobody knows where, and the others:
    an organisation that is whole takes nothing from cards."""
    cards = list(cards)
    known = organizations_named({key for card in cards if (key := _key(card))}, user)
    whole = {key for key, found in known.items() if any(each.address for each in found)}
    asked: list[CardRead] = []
    others: list[CardRead] = []
    for card in cards:
        key = _key(card)
        (asked if key and key not in whole else others).append(card)
    return asked, others


def _key(card: CardRead) -> str:
    return organization_key(card.shape.organization)


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
