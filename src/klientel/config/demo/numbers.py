"""Phone numbers that ring nowhere.

Source: Bundesnetzagentur, Mitteilung 148/2021 (Amtsblatt 7/2021), 'Rufnummern für
Medienproduktionen': a thousand numbers in each of five areas and two blocks of a hundred in the
mobile networks are given to nobody. Where those are used up, further digits follow an unassigned
number, as extensions do. Austria and Switzerland reserve none; firms there have a German number.
"""

from collections import Counter

BLOCKS = {
    "30": "030 23125",
    "40": "040 66969",
    "69": "069 90009",
    "221": "0221 4710",
    "89": "089 99998",
}
MOBILE_BLOCKS = ("0171 39200", "0176 040690")
_A_BLOCK = 1_000
_A_MOBILE_BLOCK = 100
_FIRST = 300


class Numbers:
    """Hands out each number once, as long as there are enough."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def trunk(self, area: str) -> str:
        """Return a firm's line without its extension; the first 300 are left to those by hand."""
        room = _A_BLOCK - _FIRST
        more, at = divmod(self._next(area), room)
        return f"{BLOCKS[area]}{_FIRST + at:03}{more or ''}"

    def mobile(self) -> str:
        number = self._next("mobile")
        more, at = divmod(number, _A_MOBILE_BLOCK * len(MOBILE_BLOCKS))
        block, last = divmod(at, _A_MOBILE_BLOCK)
        return f"{MOBILE_BLOCKS[block]}{last:02}{more or ''}"

    def _next(self, kind: str) -> int:
        given = self._given[kind]
        self._given[kind] += 1
        return given
