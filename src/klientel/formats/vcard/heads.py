"""The part of a line before the colon: group, name, parameters. Cached: heads repeat."""

import re
from functools import lru_cache
from typing import NamedTuple

from klientel.formats.vcard.cards import Params

_QUOTED_HEAD = re.compile(r'[^":]*+(?:"[^"]*+"[^":]*+)*+:')
_PARTS = re.compile(r'((?:[^";]++|"[^"]*+"|")*+)(?:;|\Z)')
_LIST = re.compile(r'((?:[^",]++|"[^"]*+"|")*+)(?:,|\Z)')
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*+\Z")
_GROUP = re.compile(r"[A-Za-z0-9_.-]*+\Z")
_CARET = re.compile(r"\^([n^'])")
_CARET_MEANS = {"n": "\n", "^": "^", "'": '"'}
_TO_CARET = str.maketrans({"^": "^^", '"': "^'", "\n": "^n", "\r": None})
_MUST_QUOTE = re.compile(r"[,:;]")
_BARE_ENCODINGS = frozenset({"BASE64", "B", "QUOTED-PRINTABLE", "8BIT", "7BIT"})
_BARE_VALUES = frozenset({"INLINE", "URL", "CID", "CONTENT-ID"})
_TRANSPARENT = frozenset({"QUOTED-PRINTABLE", "Q", "8BIT", "7BIT"})
_WRITTEN_AS = {"X-ABLABEL": "X-ABLabel", "X-ABSHOWAS": "X-ABShowAs", "X-ABDATE": "X-ABDate"}
MAX_CACHED = 200
_MAX_HEADS = 4_096


class Head(NamedTuple):
    """`encoding` is 'QP', 'B' or ''; neither it (save b) nor the charset stays in `params`."""

    group: str
    name: str
    params: Params
    encoding: str
    charset: str


def split_line(line: str) -> tuple[str, str] | None:
    """Return head and raw value, split at the first colon outside of quotes."""
    head, colon, value = line.partition(":")
    if not colon:
        return None
    if '"' in head:
        found = _QUOTED_HEAD.match(line)
        if found:
            return line[: found.end() - 1], line[found.end() :]
    return head, value


def read_head(head: str) -> Head | None:
    """Return the parts of a head; None if it is no head but a line of torn text."""
    return _cached_head(head) if len(head) <= MAX_CACHED else _parsed_head(head)


def _parsed_head(head: str) -> Head | None:
    first, *rest = [found[1] for found in _PARTS.finditer(head)]
    group, _, name = first.strip().rpartition(".")
    if not _NAME.match(name) or not _GROUP.match(group):
        return None
    params: list[tuple[str, tuple[str, ...]]] = []
    encoding = charset = ""
    for part in rest:
        if not part:
            continue
        key, values = _param(part)
        if key == "CHARSET":
            charset = values[0]
        elif key == "ENCODING":
            stated, kept = _encoding(values[0])
            encoding = "B" if encoding == "B" else stated
            params += kept
        else:
            params.append((key, values))
    return Head(group, name.upper(), tuple(params), encoding, charset)


_cached_head = lru_cache(maxsize=_MAX_HEADS)(_parsed_head)


def _encoding(value: str) -> tuple[str, list[tuple[str, tuple[str, ...]]]]:
    word = value.strip().upper()
    if word in {"BASE64", "B"}:
        return "B", [("ENCODING", ("b",))]
    if word in _TRANSPARENT:
        return ("QP" if word.startswith("Q") else ""), []
    return "", [("ENCODING", (value,))]


def _param(part: str) -> tuple[str, tuple[str, ...]]:
    key, equals, listed = part.partition("=")
    key = key.strip()
    if equals and _NAME.match(key):
        found = [each[1] for each in _LIST.finditer(listed)]
        if len(found) > 1 and not found[-1] and not listed.endswith(","):
            found.pop()  # the empty match at the very end
        return key.upper(), tuple(_param_value(each) for each in found)
    word = part.strip().upper()
    if word in _BARE_ENCODINGS:
        return "ENCODING", (word,)
    if word in _BARE_VALUES:
        return "VALUE", (word,)
    return "TYPE", (_param_value(part.strip()),)


def _param_value(text: str) -> str:
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1]
    return _CARET.sub(lambda found: _CARET_MEANS[found[1]], text) if "^" in text else text


_HEADS: dict[tuple[str, str, Params], str] = {}


def written_head(group: str, name: str, params: Params) -> str:
    """Return the head with its colon."""
    key = (group, name, params)
    found = _HEADS.get(key)
    if found is None:
        shown = _WRITTEN_AS.get(name, name)
        start = f"{group}.{shown}" if group else shown
        found = ";".join([start, *(_written(*each) for each in params)]) + ":"
        if len(found) <= MAX_CACHED:  # a long one would stay in memory for nothing
            if len(_HEADS) >= _MAX_HEADS:
                _HEADS.clear()
            _HEADS[key] = found
    return found


def _written(key: str, values: tuple[str, ...]) -> str:
    return f"{key}={','.join(_written_value(value) for value in values)}"


def _written_value(value: str) -> str:
    safe = value.translate(_TO_CARET)
    return f'"{safe}"' if _MUST_QUOTE.search(safe) else safe
