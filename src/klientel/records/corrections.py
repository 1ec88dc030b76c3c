"""What a word with a typing error may have been meant to be: words that stand in the records.

Asked only when a query finds nothing. No table is read through: the words that names begin with
are skipped through in their index, and texts are asked for what surrounds the error.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from django.db import connection

from klientel.formats import folding
from klientel.records import words
from klientel.records.models import SearchText
from klientel.records.search import finds
from klientel.records.search_tables import fts_name

SHORTEST = 4
MOST_WORDS_READ = 1_500
MOST_ROWS_READ = 60
_OFFERED = 3
_ERRORS = ((5, 1), (9, 2))
_MOST_ERRORS = 3
_LAST = "\U0010ffff"
_PIECE = 3


def corrections(table: type[SearchText], query: str) -> list[str]:
    """Return queries that were perhaps meant, the likeliest first; each finds something.

    Words that stand somewhere stay as they are; a word of less than four letters is not guessed.
    """
    pieces = query.split()[: words.MOST_WORDS]
    wrong = [n for n, piece in enumerate(pieces) if not finds(table, piece)]
    offers = [similar_words(table, pieces[number]) for number in wrong]
    if not wrong or not all(offers):
        return []
    found = []
    for rank in range(_OFFERED):
        for number, offer in zip(wrong, offers, strict=True):
            pieces[number] = offer[min(rank, len(offer) - 1)]
        meant = " ".join(pieces)
        if meant not in found and (len(pieces) == 1 or finds(table, meant)):
            found.append(meant)
    return found


def similar_words(table: type[SearchText], word: str) -> list[str]:
    """Return up to three words of the records that differ by a slip or two, the nearest first."""
    folded = folding.contracted(folding.plain(word))
    if len(folded) < SHORTEST or not folded.replace("-", "").isalpha():
        return []
    for vocabulary in _vocabularies(table, folded):
        if near := nearest(folded, vocabulary()):
            return near
    return []


def nearest(word: str, vocabulary: Iterable[str]) -> list[str]:
    """Return the words that are near enough, whole ones before beginnings. Pure."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    allowed = errors_allowed(word)
    known = list(dict.fromkeys(vocabulary))
    begun = [each[: len(word)] for each in known]
    found: dict[str, tuple[float, str]] = {}
    for choices, penalty in ((known, 0.0), (begun, 0.5)):
        hits = process.extract(
            word, choices, scorer=OSA.distance, score_cutoff=allowed, limit=_OFFERED * 4
        )
        for _choice, distance, number in hits:
            each = known[number]
            score = (distance + penalty, each)
            found[each] = min(score, found.get(each, score))
    return sorted(found, key=found.__getitem__)[:_OFFERED]


def errors_allowed(word: str) -> int:
    """Return how many slips a word of this length may have: one in five letters, two in nine."""
    return next((errors for length, errors in _ERRORS if len(word) <= length), _MOST_ERRORS)


def _vocabularies(table: type[SearchText], word: str) -> Iterator[Callable[[], Iterable[str]]]:
    """Yield where to look, the cheapest first."""
    beginnings = dict.fromkeys((word[:_PIECE], word[:2], word[1] + word[0]))
    for beginning in beginnings:
        yield partial(first_words, table, beginning)
    yield partial(_words_around, table, word)


def first_words(
    table: type[SearchText], beginning: str, *, most: int = MOST_WORDS_READ
) -> list[str]:
    """Return the different first words of names that begin so: one step in the index each."""
    found = []
    with connection.cursor() as cursor:
        for column in ("head", "head2"):
            end = beginning + _LAST
            cursor.execute(_steps(table, column, most), [beginning, end, end])
            found += [head.split(" ", 1)[0] for (head,) in cursor.fetchall() if head]
    return list(dict.fromkeys(found))


def _steps(table: type[SearchText], column: str, most: int) -> str:
    """Return the query that goes from each first word to the next one."""
    name = connection.ops.quote_name(table._meta.db_table)
    postgres = connection.vendor == "postgresql"
    at_least, below, order = ("~>=~", "~<~", " USING ~<~") if postgres else (">=", "<", "")
    word = "split_part(h, ' ', 1)" if postgres else "substr(h, 1, instr(h || ' ', ' ') - 1)"

    def next_one(start: str) -> str:
        return (
            f"(SELECT {column} FROM {name} WHERE {column} {at_least} ({start})"  # noqa: S608 -- a table's own name
            f" AND {column} {below} %s ORDER BY {column}{order} LIMIT 1)"
        )

    after = f"{word} || '!'"  # the sign after the space: past all names with this first word
    return (
        f"WITH RECURSIVE step(h) AS (SELECT {next_one('%s')} UNION ALL"  # noqa: S608 -- a table's own name
        f" SELECT {next_one(after)} FROM step WHERE h IS NOT NULL)"
        f" SELECT h FROM step LIMIT {most}"
    )


def _words_around(table: type[SearchText], word: str) -> set[str]:
    """Return words of texts that have what stands before and after some slip in the word."""
    found: set[str] = set()
    for parts in holes(word):
        for text in _texts(table, parts):
            found.update(each for each in text.split() if any(part in each for part in parts))
    return found


def holes(word: str) -> list[tuple[str, ...]]:
    """Return the word with two letters left out, wherever that leaves enough to look for. Pure."""
    found = []
    for at in range(-1, len(word)):
        parts = tuple(part for part in (word[: max(at, 0)], word[at + 2 :]) if len(part) >= _PIECE)
        if sum(map(len, parts)) > _PIECE:
            found.append(parts)
    return list(dict.fromkeys(found))


def _texts(table: type[SearchText], parts: Sequence[str]) -> list[str]:
    name = connection.ops.quote_name(table._meta.db_table)
    if connection.vendor == "postgresql":
        where = " AND ".join(["text LIKE %s"] * len(parts))
        given = [f"%{part}%" for part in parts]
    else:
        fts = fts_name(table)
        where = f"row_id IN (SELECT rowid FROM {fts} WHERE {fts} MATCH %s LIMIT {MOST_ROWS_READ})"  # noqa: S608 -- a table's own name
        given = [" AND ".join(f'"{part}"' for part in parts)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT text FROM {name} WHERE {where} LIMIT {MOST_ROWS_READ}", given)  # noqa: S608 -- a table's own name
        return [text for (text,) in cursor.fetchall()]
