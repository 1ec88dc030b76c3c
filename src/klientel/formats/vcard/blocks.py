"""Where each card begins and ends, nested and torn ones included."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from klientel.formats.vcard.cards import MAX_CARD_BYTES, MAX_NESTING, Refused
from klientel.formats.vcard.values import escaped

_MARKER = re.compile(  # a byte order mark stands where files were put together
    r"^(?:\ufeff|ï»¿)?(BEGIN|END):VCARD[ \t]*+$", re.IGNORECASE | re.MULTILINE
)
_BLANK = re.compile(r"\n{2,}+")
_SHOWN = 80


class Block(NamedTuple):
    """The lines between BEGIN and END, nested cards folded into their AGENT line."""

    line: int
    text: str

    def refused(self, reason: str) -> Refused:
        return Refused(self.line, reason, self.text.strip()[:_SHOWN])


class _Scan:
    """The place in the text, and the card that is open."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0  # everything before it is dealt with
        self.counted = 0
        self.line = 1
        self.start = -1  # where the open card's lines begin; -1 when none is open
        self.open_line = 0
        self.agents: list[tuple[int, int]] = []  # nested cards, whole, as from and to
        self.depth: list[int] = []  # where each nested card that is open begins
        self.too_deep = False

    def line_at(self, place: int) -> int:
        self.line += self.text.count("\n", self.counted, place)
        self.counted = place
        return self.line

    def begin(self, marker: re.Match[str]) -> Iterator[Refused]:
        if self.start >= 0 and self._is_agent(marker.start()):
            self.depth.append(marker.start())
            self.too_deep = self.too_deep or len(self.depth) >= MAX_NESTING
            return
        yield from self.torn(marker.start())
        self.open_line = self.line_at(marker.start())
        self.start = self.at = marker.end()

    def end(self, marker: re.Match[str]) -> Iterator[Block | Refused]:
        if self.start < 0:
            yield from self.torn(marker.end())
        elif self.depth:
            nested = (self.depth.pop(), marker.end())
            if not self.depth:
                self.agents.append(nested)
        else:
            yield self._closed(marker.start())
            self.start = -1
            self.agents = []
            self.too_deep = False
        self.at = marker.end()

    def torn(self, place: int) -> Iterator[Refused]:
        """Yield what lies before `place` and belongs to no whole card."""
        if self.start >= 0:
            lines = self.text[self.start : min(place, self.start + 2 * _SHOWN)].strip()
            yield Refused(self.open_line, "no-end", lines[:_SHOWN])
        else:
            rest = self.text[self.at : place]
            lines = rest.strip()
            if lines:
                skipped = len(rest) - len(rest.lstrip())
                yield Refused(self.line_at(self.at + skipped), "no-begin", lines[:_SHOWN])
        self.start = -1
        self.at = place
        self.agents, self.depth, self.too_deep = [], [], False

    def _is_agent(self, place: int) -> bool:
        before = self.text[max(self.at, place - 200) : place].rstrip("\n")
        last = before[before.rfind("\n") + 1 :].upper()
        return last.endswith(":") and ("AGENT" in last or "X-" in last)

    def _closed(self, place: int) -> Block | Refused:
        text, start = self.text, self.start
        block = Block(self.open_line, text[start:place])
        if self.too_deep:
            return block.refused("nesting")
        if len(block.text) * 4 > MAX_CARD_BYTES and len(block.text.encode()) > MAX_CARD_BYTES:
            return block.refused("card-too-large")
        if self.agents:
            block = Block(self.open_line, self._with_agents(place))
        if "\n\n" in block.text:
            return Block(block.line, _BLANK.sub("\n", block.text))
        return block

    def _with_agents(self, place: int) -> str:
        parts = []
        at = self.start
        for first, last in self.agents:
            parts += [self.text[at:first].rstrip("\n"), escaped(self.text[first:last])]
            at = last
        return "".join([*parts, self.text[at:place]])


def blocks(text: str) -> Iterator[Block | Refused]:
    """Yield each card's lines, or what stands in the file and is no whole card."""
    if "\r" in text:
        text = text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
    scan = _Scan(text)
    if not text.strip():
        yield Refused(1, "empty", "")
        return
    for marker in _MARKER.finditer(text):
        if marker[1].upper() == "BEGIN":
            yield from scan.begin(marker)
        else:
            yield from scan.end(marker)
    yield from scan.torn(len(text))
