"""Entries that are read twice: first for what organisations have in common, then to take them in.

What was read first is kept as far as it is small, and is not read and understood anew. Pure.
"""

from collections.abc import Iterable, Iterator
from itertools import islice

from klientel.transfer.opening import Opened, entries_of
from klientel.transfer.read import CardRead, CardRefused

MOST = 10_000
SIGNS = 16 * 1024 * 1024


class Twice:
    """The entries of files, the first of them kept between the readings."""

    def __init__(self, files: Iterable[Opened]) -> None:
        self.files = list(files)
        self._kept: list[CardRead | CardRefused] = []
        self._signs = 0
        self._is_full = False

    def first(self) -> Iterator[CardRead | CardRefused]:
        for entry in entries_of(self.files):
            self._keep(entry)
            yield entry

    def again(self) -> Iterator[CardRead | CardRefused]:
        """Yield all entries once more, and let go of each that was kept."""
        kept = self._kept[::-1]
        number = len(kept)
        self._kept = []
        while kept:
            yield kept.pop()
        if self._is_full:
            yield from islice(entries_of(self.files), number, None)

    def _keep(self, entry: CardRead | CardRefused) -> None:
        self._signs += _signs(entry)
        if len(self._kept) >= MOST or self._signs > SIGNS:
            self._is_full = True
        if not self._is_full:
            self._kept.append(entry)


def _signs(entry: CardRead | CardRefused) -> int:
    if isinstance(entry, CardRefused):
        return len(entry.text) + len(entry.original)
    return len(entry.original) + sum(len(each.value) for each in entry.card.properties)
