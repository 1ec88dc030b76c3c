"""Cards into the database: chunk by chunk, each a short unit of its own."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from time import perf_counter

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError

from klientel.accounts.models import User
from klientel.accounts.permissions import Denied
from klientel.changes.actors import Actor
from klientel.changes.errors import Stale
from klientel.changes.models import Counter as Revisions
from klientel.contacts.naming import Nameless
from klientel.contacts.operations.imports import add_cards, change_by_card
from klientel.formats.vcard import write_card
from klientel.transfer.differences import own_version
from klientel.transfer.imagined import Imagined
from klientel.transfer.photos import with_photo
from klientel.transfer.plan import Outcome, Plan, Row, keys_of, planned
from klientel.transfer.queries import snapshot_for
from klientel.transfer.read import CardRead, CardRefused
from klientel.transfer.report import Line, Report
from klientel.transfer.survey import Survey

REFUSALS = (IntegrityError, DataError, ValidationError)
LOCK = 0.2
FEWEST, FIRST, MOST = 100, 150, 500
BYTES = 8 * 1024 * 1024
LEFT_OUT = frozenset({"review", "refused"})
Progress = Callable[[int], None]


@dataclass(slots=True)
class Run:
    """One import: who runs it, what it has made, and how it goes."""

    by: Actor
    user: User | None
    survey: Survey
    report: Report
    made: dict[str, int] = field(default_factory=dict)
    seen: dict[str, bytes] = field(default_factory=dict)
    size: int = FIRST

    def note(self, card: CardRead, outcome: Outcome, reason: str = "") -> None:
        original = original_of(card) if outcome in LEFT_OUT else ""
        name, is_row = card.shape.facts.fn, bool(card.original)
        self.report.add(Line(card.file, card.line, name, outcome, reason, original, is_row))


def original_of(card: CardRead) -> str:
    """Return the entry as its file had it, to be mended and imported again."""
    return card.original or write_card(card.card, own_version(card.card.version))


def apply(cards: Iterable[CardRead | CardRefused], run: Run, progress: Progress) -> None:
    """Take in all cards; `progress` hears after each chunk how many are dealt with."""
    for chunk in _chunks(_told_apart(cards, run), run):
        _take_in(chunk, run)
        progress(run.report.cards)
    progress(run.report.cards)


def rehearsed(cards: Iterable[CardRead | CardRefused], run: Run, progress: Progress) -> None:
    """Report what would become of all cards, and write nothing."""
    imagined = Imagined()
    for chunk in _chunks(_told_apart(cards, run), run):
        snapshot = imagined.beside(snapshot_for(chunk, run.user), chunk)
        plan = planned(chunk, snapshot, run.survey, run.made, run.seen.keys())
        imagined.learn(plan, snapshot)
        for row in plan.rows:
            run.note(row.card, row.outcome, row.reason)
        progress(run.report.cards)
    progress(run.report.cards)


def _told_apart(cards: Iterable[CardRead | CardRefused], run: Run) -> Iterator[CardRead]:
    """Yield the cards to plan; refused ones, and a UID that comes twice, are reported."""
    for card in cards:
        if isinstance(card, CardRefused):
            name, original = " ".join(card.text.split()), card.original or card.text
            is_row = bool(card.original)
            line = Line(card.file, card.line, name, "refused", card.reason, original, is_row)
            run.report.add(line)
        elif (before := run.seen.get(card.said.uid)) is not None:
            same = before == _mark(card)
            run.note(card, *(("unchanged", "") if same else ("review", "uid-twice")))
        else:
            if card.said.uid:
                run.seen[card.said.uid] = _mark(card)
            yield card


def _mark(card: CardRead) -> bytes:
    return blake2b(repr(card.card.properties).encode(errors="replace"), digest_size=16).digest()


def _chunks(cards: Iterable[CardRead], run: Run) -> Iterator[list[CardRead]]:
    """Yield as many cards as a unit takes, cut before one that may be a contact of the chunk."""
    chunk: list[CardRead] = []
    keys: set[str] = set()
    weight = 0
    for card in cards:
        mine = set(keys_of(card))
        if chunk and (len(chunk) >= run.size or weight > BYTES or mine & keys):
            yield chunk
            chunk, keys, weight = [], set(), 0
        chunk.append(card)
        keys |= mine
        weight += sum(len(each.value) for each in card.card.properties)
    if chunk:
        yield chunk


def _take_in(cards: list[CardRead], run: Run) -> None:
    """Plan a chunk and write it. What the database refuses is halved until it stands alone."""
    revision = Revisions.objects.values_list("value", flat=True).get()
    snapshot = snapshot_for(cards, run.user)
    plan = planned(cards, snapshot, run.survey, run.made, run.seen.keys())
    plan.rows = [with_photo(row, run.by.at) for row in plan.rows]
    new = [row for row in plan.rows if row.new is not None]
    if new:
        try:
            _add(plan, run)
        except (*REFUSALS, Nameless, Denied) as refused:
            if len(cards) == 1:
                reason = "denied" if isinstance(refused, Denied) else "database"
                run.note(cards[0], "refused", reason)
                return
            _take_in(cards[: len(cards) // 2], run)
            _take_in(cards[len(cards) // 2 :], run)
            return
    for row in plan.rows:
        _finish(row, run, revision)


def _add(plan: Plan, run: Run) -> None:
    cards = [row.new for row in plan.rows if row.new is not None]
    begun = perf_counter()
    run.made |= add_cards(cards=cards, founded=plan.founded, settled=plan.settled, by=run.by)
    seconds = perf_counter() - begun
    if len(cards) >= FEWEST:
        run.size = min(MOST, max(FEWEST, int(len(cards) * LOCK / max(seconds, 0.001))))


def _finish(row: Row, run: Run, revision: int) -> None:
    """Write a change, each a unit of its own, and report the card."""
    if row.change is not None:
        try:
            change_by_card(change=row.change, expected=revision, by=run.by)
        except Stale:
            run.note(row.card, "review", "changed-meanwhile")
            return
        except REFUSALS:
            run.note(row.card, "refused", "database")
            return
        except (Denied, Nameless) as refused:
            reason = "denied" if isinstance(refused, Denied) else "nameless"
            run.note(row.card, "refused", reason)
            return
    run.note(row.card, row.outcome, row.reason)
