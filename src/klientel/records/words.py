"""What a search text is made of, and what a query asks of it. Pure.

Both sides are folded, so that 'Mueller', 'Müller' and 'muller' find each other.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from klientel.formats import folding, phones

MOST_WORDS = 8
LONGEST_WORD = 64
LONGEST_QUERY = 1_000
LONGEST_HEAD = 200
TRIGRAM = 3
_JOINTS = re.compile(r"(?<=\w)[-'’‘´`‐‑–.&/]++(?=\w|\Z)")
_INITIALS = re.compile(r"(?:\w\.)++\w?\Z")
_MARKS = frozenset("-'’‘´`‐‑–")
_UNWRITABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a query in the forms that it may be stored in; any of them will do.

    `parts` stand anywhere in the text, `starts`, too short for that, at a word's beginning.
    """

    parts: tuple[str, ...]
    starts: tuple[str, ...] = ()


def asked(query: str) -> list[Word]:
    """Return the words that a row must have, all of them; none for a blank query."""
    text = _UNWRITABLE.sub(" ", query[:LONGEST_QUERY]).strip()
    if len(number := phones.query_digits(text[:LONGEST_WORD])) >= TRIGRAM:
        return [_word([number, *_typed_digits(text)])]
    pieces = [piece[:LONGEST_WORD] for piece in text.split()[:MOST_WORDS]]
    words = [_word(_variants(piece)) for piece in pieces]
    return [word for word in words if word.parts or word.starts]


def whole(query: str) -> tuple[str, ...]:
    """Return the forms of the query as the beginning of a name."""
    text = _UNWRITABLE.sub(" ", query[:LONGEST_QUERY])
    return _forms(folding.variants(" ".join(text.split()[:MOST_WORDS])))


def folded_words(texts: Iterable[str], digits: Iterable[str] = ()) -> str:
    """Return a search text: each word once, in every form that a query may ask for; digits last."""
    given = " ".join(texts)
    closed = " ".join(_closed(given.split()))
    forms = (word for form in folding.index_forms(given) for word in form.split())
    joined = (word for form in folding.index_forms(closed) for word in form.split())
    return " ".join(dict.fromkeys([*forms, *joined, *digits]))


def compact(name: str) -> str:
    """Return a name without its gaps, by which it is found too: 'Mc Donald' → 'McDonald'."""
    closed = "".join(sign for sign in name if sign.isalnum())
    return closed if closed != name else ""


def heads(family: str, given: str = "") -> tuple[str, str]:
    """Return the two ways to begin a name: family name first, and given name first."""
    orders = (f"{family} {given}", f"{given} {family}" if given else "")
    first, second = (" ".join(folding.plain(name).split())[:LONGEST_HEAD] for name in orders)
    return first, second


def _variants(piece: str) -> tuple[str, ...]:
    number = phones.query_digits(piece)
    if len(number) < TRIGRAM:
        return (*folding.variants(piece), *_unhyphened(piece))
    return (number, *_typed_digits(piece))


def _unhyphened(piece: str) -> tuple[str, ...]:
    """Return what 'Meier-Schmidt' and 'O'Brien' are when written as one word, or as two."""
    if not _MARKS.intersection(piece) and not _INITIALS.match(piece):
        return ()
    forms = (_JOINTS.sub("", piece), _JOINTS.sub(" ", piece))
    return tuple(form for each in forms for form in folding.variants(each))


def _closed(pieces: Iterable[str]) -> Iterator[str]:
    """Yield the words that have a hyphen or the like inside, without it."""
    for piece in pieces:
        if (_MARKS.intersection(piece) or _INITIALS.match(piece)) and "@" not in piece:
            yield _JOINTS.sub("", piece)


def _typed_digits(text: str) -> tuple[str, ...]:
    """Return a number in one word as it stands: it may be a postcode."""
    return (text,) if text.isascii() and text.isdigit() else ()


def _word(variants: Iterable[str]) -> Word:
    forms = _forms(variants)
    return Word(
        parts=tuple(form for form in forms if len(form) >= TRIGRAM),
        starts=tuple(form for form in forms if len(form) < TRIGRAM),
    )


def _forms(variants: Iterable[str]) -> tuple[str, ...]:
    cleaned = (" ".join(variant.split()) for variant in variants)
    return tuple(dict.fromkeys(form for form in cleaned if form))
