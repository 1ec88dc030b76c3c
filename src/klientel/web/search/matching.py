"""What of a record a query met: for the eye, in the spelling that stands there. Pure."""

from collections.abc import Callable, Iterable, Sequence

from klientel.formats import folding, phones
from klientel.records.words import TRIGRAM, Word

Piece = tuple[str, bool]


def marked(text: str, asked: Sequence[Word]) -> tuple[Piece, ...]:
    """Return the text in pieces, each with whether a word of the query stands there."""
    hit = [False] * len(text)
    for fold in (folding.plain, folding.german):
        folded, places = _with_places(text, fold)
        for form in {form for word in asked for form in (*word.parts, *word.starts)}:
            for start in _starts(folded, form):
                for place in places[start : start + len(form)]:
                    hit[place] = True
    return _joined(text, hit)


def has_all(text: str, asked: Iterable[Word]) -> bool:
    """Return whether every word of the query stands in the text."""
    folds = [form for each in text.split() for form in folding.index_forms(each)]
    return all(_stands(word, folds) for word in asked)


def meets(value: str, sort: str, asked: Iterable[Word]) -> bool:
    """Return whether a number or an address is what some word of the query found."""
    if sort == "phone":
        forms = phones.digits_forms(value, "DE")
        return any(part in form for word in asked for part in word.parts for form in forms)
    folded = folding.plain(value)
    return any(part in folded for word in asked for part in word.parts)


def _stands(word: Word, folds: Sequence[str]) -> bool:
    return any(part in fold for part in word.parts for fold in folds) or any(
        fold.startswith(start) for start in word.starts for fold in folds
    )


def _with_places(text: str, fold: Callable[[str], str]) -> tuple[str, list[int]]:
    """Return the folded text, and for each of its signs where it comes from."""
    folded, places = "", []
    for place, sign in enumerate(text):
        written = fold(sign)
        folded += written
        places += [place] * len(written)
    return folded, places


def _starts(folded: str, form: str) -> list[int]:
    """Return where the form stands; one of less than three signs only at a word's beginning."""
    found, at = [], folded.find(form)
    while at >= 0:
        if len(form) >= TRIGRAM or at == 0 or not folded[at - 1].isalnum():
            found.append(at)
        at = folded.find(form, at + 1)
    return found


def _joined(text: str, hit: Sequence[bool]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for sign, is_hit in zip(text, hit, strict=True):
        if pieces and pieces[-1][1] == is_hit:
            pieces[-1] = (pieces[-1][0] + sign, is_hit)
        else:
            pieces.append((sign, is_hit))
    return tuple(pieces)
