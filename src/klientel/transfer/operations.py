"""Import and export of whole files."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from klientel.accounts.models import User
from klientel.accounts.permissions import must
from klientel.changes.actors import Actor
from klientel.changes.uids import uuid7
from klientel.contacts.models import Contact, Organization
from klientel.formats.vcard.versions import Version
from klientel.transfer.apply import Progress, Run, apply
from klientel.transfer.read import CardRead, CardRefused, cards_of
from klientel.transfer.report import Line, Report
from klientel.transfer.survey import surveyed
from klientel.transfer.voting import voting
from klientel.transfer.write import written_cards


def _silent(_done: int) -> None:
    """Tell nobody."""


def import_cards(*, paths: Sequence[Path], progress: Progress = _silent, by: Actor) -> Report:
    """Import files of vCards; return what became of each card.

    All units carry one batch id, so the whole import can be undone. A file that cannot be
    opened is reported like a refused card. Raises `Denied` for who may not import.
    """
    must(by, "import", Contact)
    must(by, "import", Organization)
    by = by if by.batch_id else by.in_batch(uuid7())
    report = Report(batch=by.batch_id)
    there = [path for path in paths if _opens(path, report)]
    readable = (card for card in _cards(there) if isinstance(card, CardRead))
    user = _user(by)
    run = Run(by=by, user=user, survey=surveyed(voting(readable, user)), report=report)
    apply(_cards(there), run, progress)
    return report


def export_cards(*, stream: IO[bytes], version: Version = "3.0", by: Actor) -> int:
    """Write the card of each contact that the actor may export; return how many.

    Raises `Denied` for who may not export at all.
    """
    must(by, "export", Contact)
    count = 0
    for text in written_cards(_user(by), version):
        stream.write(text.encode())
        count += 1
    return count


def _user(by: Actor) -> User | None:
    return None if by.is_system else User.objects.get(pk=by.user_id)


def _opens(path: Path, report: Report) -> bool:
    try:
        with path.open("rb"):
            return True
    except OSError:
        report.add(Line(str(path), 1, "", "refused", "unreadable"))
        return False


def _cards(paths: Sequence[Path]) -> Iterator[CardRead | CardRefused]:
    for path in paths:
        with path.open("rb") as stream:
            yield from cards_of(str(path), stream)
