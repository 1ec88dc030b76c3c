"""The filter as text for an address line: short for chips, packed for what is nested.

    town.starts.Ber;owner.is.~me;last_activity_on.lt.~day-90;tag.in.,a,b
    ~eyJ2IjoxLCJmaWx0ZXIiOns…

A text stands as it is, with `!` before a sign that means something here; `~` begins a value
that is none: `~me`, `~month-1`, or JSON such as `~5`. A list has a comma before each value.
"""

import base64
import binascii
import json
import re

from klientel.records.filters import (
    UNITS,
    All,
    BadShape,
    Is,
    Me,
    Node,
    Relative,
    Scalar,
    TooDeep,
    TooLarge,
    Value,
    from_json,
    measured,
    scalar,
    to_json,
    value_json,
)

LONGEST = 32_000
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_SPECIAL = re.compile(r"([!;,.~])")
_RELATIVE = re.compile(rf"({'|'.join(UNITS)})(-?\d{{1,5}})")


def to_text(node: Node) -> str:
    """Return the shortest text that `from_text` gives back as it was; '' for no filter."""
    chips = node.nodes if isinstance(node, All) else None
    if chips is not None:
        written = [_chip(chip) for chip in chips]
        if None not in written:
            return ";".join(chip for chip in written if chip is not None)
    packed = json.dumps(to_json(node), separators=(",", ":"), ensure_ascii=False).encode()
    return "~" + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def from_text(text: str) -> Node:
    """Return the filter; raises RefusedFilter for anything that is none."""
    if len(text) > LONGEST:
        raise TooLarge
    if text.startswith("~"):
        return _unpacked(text[1:])
    if not text:
        return All()
    return measured(All(tuple(_condition(chip) for chip in _split(text, ";"))))


def _unpacked(packed: str) -> Node:
    try:
        data = json.loads(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
    except RecursionError:
        raise TooDeep from None
    except (binascii.Error, ValueError):
        raise BadShape from None
    return from_json(data)


def _chip(node: Node) -> str | None:
    """Return None for what does not go into a chip."""
    if not isinstance(node, Is) or not (_NAME.fullmatch(node.field) and _NAME.fullmatch(node.op)):
        return None
    if node.value is None:
        return f"{node.field}.{node.op}"
    if not isinstance(node.value, tuple):
        return f"{node.field}.{node.op}.{_written(node.value)}"
    if not node.value:
        return None
    return f"{node.field}.{node.op}." + "".join(f",{_written(each)}" for each in node.value)


def _written(value: Scalar) -> str:
    if isinstance(value, str):
        return _SPECIAL.sub(r"!\1", value)
    if isinstance(value, Me):
        return "~me"
    if isinstance(value, Relative):
        return f"~{value.unit}{value.offset}"
    return "~" + _SPECIAL.sub(r"!\1", json.dumps(value_json(value)))


def _condition(chip: str) -> Is:
    field, _dot, rest = chip.partition(".")
    op, dot, value = rest.partition(".")
    if not (_NAME.fullmatch(field) and _NAME.fullmatch(op)):
        raise BadShape(chip[:60])
    return Is(field, op, _value(value) if dot else None)


def _value(text: str) -> Value:
    if text.startswith(","):
        return tuple(_read(each) for each in _split(text[1:], ","))
    return _read(text)


def _read(text: str) -> Scalar:
    if not text.startswith("~"):
        return scalar(_plain(text), text[:60])
    text = _plain(text[1:])
    if text == "me":
        return Me()
    if found := _RELATIVE.fullmatch(text):
        unit, amount = found.groups()
        return scalar({unit: int(amount)}, text)
    try:
        return scalar(json.loads(text), text[:60])
    except (ValueError, RecursionError):
        raise BadShape(text[:60]) from None


def _split(text: str, sign: str) -> list[str]:
    """Split at `sign` where no `!` stands before it; marks stay."""
    pieces, start, place = [], 0, 0
    while place < len(text):
        if text[place] == "!":
            place += 1
        elif text[place] == sign:
            pieces.append(text[start:place])
            start = place + 1
        place += 1
    return [*pieces, text[start:]]


def _plain(text: str) -> str:
    return re.sub(r"!(.)", r"\1", text, flags=re.DOTALL)
