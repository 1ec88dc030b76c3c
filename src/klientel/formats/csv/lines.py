"""Lines of text with a limit, that can be put back when they turn out to be no record."""

import io
from collections import deque
from collections.abc import Iterator
from typing import IO

RECORD = 1024 * 1024


class TooLong(Exception):
    """A record does not end within `RECORD` characters."""


def text_of(stream: IO[bytes], encoding: str) -> io.TextIOWrapper:
    """Return the stream as text without its mark; what is no sign becomes a question mark."""
    name = "utf-8-sig" if encoding == "utf-8" else encoding
    text = io.TextIOWrapper(stream, name, errors="replace", newline="")
    if encoding.startswith("utf-16"):
        start = text.tell()
        if text.read(1) != "\ufeff":
            text.seek(start)
    return text


class Lines:
    """Feeds a reader line by line and notes what the record of the moment has taken.

    `given_back` counts the characters that were taken in vain, to be read again.
    """

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._ahead: deque[str] = deque()
        self.taken: list[str] = []
        self.before = 0
        self.given_back = 0
        self.cut = False
        self._size = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._size > RECORD:
            raise TooLong
        line = self._ahead.popleft() if self._ahead else self._read()
        if not line:
            self.cut = bool(self.taken)
            raise StopIteration
        self.taken.append(line)
        self._size += len(line)
        if len(line) > RECORD:
            raise TooLong
        return line

    def skip(self, count: int) -> None:
        """Leave out lines that belong to no record."""
        for _ in range(count):
            if not self._read():
                return
            self.before += 1

    def close_record(self) -> str:
        """Return the text of the record, and begin the next."""
        text = "".join(self.taken)
        self.before += len(self.taken)
        self.taken, self._size, self.cut = [], 0, False
        return text

    def give_back(self) -> str:
        """Return the record's first line alone; those after it are read again."""
        self.given_back += self._size
        self._ahead.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]
        return self.close_record()

    def _read(self) -> str:
        line = self._text.readline(RECORD + 1)
        if len(line) > RECORD and not line.endswith(("\n", "\r")):
            while (rest := self._text.readline(RECORD)) and not rest.endswith(("\n", "\r")):
                pass
        return line.replace("\0", "") or ("\n" if line else "")
