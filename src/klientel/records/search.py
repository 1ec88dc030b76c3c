"""Which rows a query finds, as a subquery of ids; and the writing of search texts.

Search → ids → permission → filter → order: `searched` narrows a queryset that the caller
has limited to what the user may see.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from django.db import connection
from django.db.models import F, Model, QuerySet, Value
from django.db.models.expressions import Combinable, RawSQL
from django.db.models.lookups import In

from klientel.changes.derivers import require_open
from klientel.records import words
from klientel.records.models import SearchText
from klientel.records.search_tables import fts_name
from klientel.records.words import Word

Row = TypeVar("Row", bound=Model)
CHUNK = 2_000
MANY = 10_000
SOME = 500
_LAST = "\U0010ffff"
_EXACT, _FIRST_WORD, _BEGINNING, _WORD, _INSIDE = range(5)


@dataclass(frozen=True, slots=True)
class Text:
    """A row of a search table; see `words.folded_words` and `words.heads`."""

    row_id: int
    text: str
    head: str
    head2: str = ""


@dataclass(frozen=True, slots=True)
class _Sql:
    text: str
    parameters: tuple[str, ...] = ()


def searched(queryset: QuerySet[Row], table: type[SearchText], query: str) -> QuerySet[Row]:
    """Return the rows that have every word of the query; all of them for a blank one.

    The search runs once, here. Up to 10,000 hits go on as a list of ids. Beyond that the order
    has so many to choose from that its index is read instead, each row asked whether it is one.
    """
    asked = words.asked(query)
    if not asked:
        return queryset
    sql = _matching(table, asked)
    ids = _first(sql, MANY + 1)
    if len(ids) <= MANY:
        return queryset.filter(pk__in=_listed(ids))
    if _is_postgres():
        return queryset.filter(pk__in=_raw(sql))
    # A sum has no index, so SQLite cannot go the other way and sort all hits.
    return queryset.filter(In(F("pk") + 0, _raw(sql)))


def matching_ids(table: type[SearchText], query: str) -> RawSQL:
    """Return the ids of the rows that have every word of the query, for `pk__in`."""
    asked = words.asked(query)
    if not asked:
        return _raw(_Sql(f"SELECT row_id FROM {_name(table)}"))  # noqa: S608 -- a table's own name
    return _raw(_matching(table, asked))


def ranked(
    queryset: QuerySet[Row],
    table: type[SearchText],
    query: str,
    *,
    limit: int,
    weight: Combinable | None = None,
) -> list[Row]:
    """Return the best hits: named exactly so, named so at the beginning, a word that begins so,
    then the others; among equals the lighter ones first."""
    forms, asked = words.whole(query), words.asked(query)
    if not forms or not asked:
        return []
    weighed = queryset.annotate(search_weight=weight or Value(0))
    named = _named(table, forms)
    best = _sorted(weighed, named)[:limit]
    matching = _matching(table, asked)
    ids = _first(matching, SOME) if len(best) < limit else []
    others = _graded(table, [pk for pk in ids if pk not in named], asked)
    best += _sorted(weighed, others)[: limit - len(best)]
    if len(best) < limit and len(ids) == SOME:
        rest = queryset.filter(pk__in=_raw(matching)).exclude(pk__in=best).order_by("pk")
        best += rest.values_list("pk", flat=True)[: limit - len(best)]
    rows = queryset.in_bulk(best)
    return [rows[pk] for pk in best]


def finds(table: type[SearchText], query: str) -> bool:
    """Return whether any row at all has the words of the query, seen by the user or not."""
    asked = words.asked(query)
    return bool(asked) and bool(_first(_matching(table, asked), 1))


def named(table: type[SearchText], forms: Sequence[str]) -> list[int]:
    """Return the rows whose name begins with one of these folded forms, exact ones first."""
    return list(_named(table, forms))


def write_texts(table: type[SearchText], rows: Iterable[Text]) -> int:
    """Write the search texts of these rows, new or not; of one row the last stands.

    Returns how many stood otherwise before.
    """
    require_open()
    latest = {row.row_id: row for row in rows}
    values = iter((row.row_id, row.text, row.head, row.head2) for row in latest.values())
    statement = _upsert(table)
    differing = 0
    with connection.cursor() as cursor:
        while chunk := list(islice(values, CHUNK)):
            if _is_postgres():
                cursor.execute(statement, [list(column) for column in zip(*chunk, strict=True)])
            else:
                cursor.executemany(statement, chunk)
            differing += cursor.rowcount
    return differing


def drop_texts(table: type[SearchText], ids: Iterable[int]) -> None:
    require_open()
    numbers = sorted(set(ids))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"DELETE FROM {_name(table)} WHERE row_id = %s",  # noqa: S608 -- a table's own name
            [(number,) for number in numbers],
        )


def _upsert(table: type[SearchText]) -> str:
    """Return the statement; rows that stand there already as they are cost no write."""
    given = (
        "SELECT * FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[])"
        if _is_postgres()
        else "VALUES (%s, %s, %s, %s)"
    )
    differs = "IS DISTINCT FROM" if _is_postgres() else "IS NOT"
    columns = ("text", "head", "head2")
    return (
        f"INSERT INTO {_name(table)} AS t (row_id, text, head, head2) {given}"
        " ON CONFLICT (row_id) DO UPDATE SET "
        + ", ".join(f"{column} = excluded.{column}" for column in columns)
        + " WHERE "
        + " OR ".join(f"t.{column} {differs} excluded.{column}" for column in columns)
    )


def _matching(table: type[SearchText], asked: Sequence[Word]) -> _Sql:
    return _on_postgres(table, asked) if _is_postgres() else _on_sqlite(table, asked)


def _on_postgres(table: type[SearchText], asked: Sequence[Word]) -> _Sql:
    long = [word for word in asked if not word.starts]
    short = [word for word in asked if word.starts]
    conditions = [_or([_like("text", part, "%") for part in word.parts]) for word in long]
    if short and not long:
        first = short.pop(0)
        starts = [_like(column, s) for s in first.starts for column in ("head", "head2")]
        conditions.append(_or([*starts, *(_like("text", part, "%") for part in first.parts)]))
    conditions += [_or(_in_text(word, "strpos")) for word in short]
    return _select(table, conditions)


def _on_sqlite(table: type[SearchText], asked: Sequence[Word]) -> _Sql:
    long = [word for word in asked if not word.starts]
    short = [word for word in asked if word.starts]
    if long:
        driver = _match(table, long)
    else:
        first = short.pop(0)
        driver = _heads(table, first.starts)
        if first.parts:
            driver = _union([driver, _match(table, [first])])
    if not short:
        return driver
    inside = _Sql(f"row_id IN ({driver.text})", driver.parameters)
    return _select(table, [inside, *(_or(_in_text(word, "instr")) for word in short)])


def _match(table: type[SearchText], asked: Sequence[Word]) -> _Sql:
    """Return the full-text query; within quotes everything is text, quotes doubled."""
    fts = fts_name(table)
    terms = [
        " OR ".join('"' + part.replace('"', '""') + '"' for part in word.parts) for word in asked
    ]
    query = " AND ".join(f"({term})" for term in terms)
    return _Sql(f"SELECT rowid FROM {fts} WHERE {fts} MATCH %s", (query,))  # noqa: S608 -- a table's own name


def _heads(table: type[SearchText], forms: Sequence[str]) -> _Sql:
    """Return the rows whose name begins with one of the forms; some of them twice."""
    return _union(
        [
            _select(table, [_or([_begins(column, form) for form in forms])])
            for column in ("head", "head2")
        ]
    )


def _named(table: type[SearchText], forms: Sequence[str]) -> dict[int, int]:
    """Return some rows whose name begins with a form, by name, each with its grade."""
    order = " USING ~<~" if _is_postgres() else ""
    pieces = [
        _Sql(
            f"SELECT * FROM (SELECT {column} AS name, row_id FROM {_name(table)}"  # noqa: S608 -- a table's own name
            f" WHERE {begins.text} ORDER BY {column}{order} LIMIT {SOME}) AS piece",
            begins.parameters,
        )
        for column in ("head", "head2")
        for form in forms
        if (begins := _begins(column, form))
    ]
    union = _union(pieces)
    with connection.cursor() as cursor:
        cursor.execute(union.text, union.parameters)
        graded = [(_grade(head, forms), head, row_id) for head, row_id in cursor.fetchall()]
    best: dict[int, int] = {}
    for grade, _head, row_id in sorted(graded):
        best.setdefault(row_id, grade)
    return dict(islice(best.items(), SOME))


def _grade(head: str, forms: Sequence[str]) -> int:
    if head in forms:
        return _EXACT
    whole = any(head.startswith(f"{form} ") for form in forms)
    return _FIRST_WORD if whole else _BEGINNING


def _graded(table: type[SearchText], ids: Sequence[int], asked: Sequence[Word]) -> dict[int, int]:
    """Return the rows with their grades: whether each word begins one of theirs."""
    if not ids:
        return {}
    starts = [tuple(f" {form}" for form in (*word.parts, *word.starts)) for word in asked]
    texts = table._default_manager.filter(pk__in=_listed(ids)).values_list("pk", "text")
    return {
        pk: _WORD if all(any(s in f" {text}" for s in each) for each in starts) else _INSIDE
        for pk, text in texts
    }


def _sorted(weighed: QuerySet[Row], grades: Mapping[int, int]) -> list[int]:
    """Return those of the graded rows that the queryset has: by grade, weight, and as given."""
    if not grades:
        return []
    rows = weighed.filter(pk__in=_listed(list(grades)))
    weights = dict(rows.order_by().values_list("pk", "search_weight"))
    seen = [pk for pk in grades if pk in weights]
    return sorted(seen, key=lambda pk: (grades[pk], weights[pk]))


def _begins(column: str, form: str) -> _Sql:
    if _is_postgres():
        return _like(column, form)
    return _Sql(f"({column} >= %s AND {column} < %s)", (form, form + _LAST))


def _first(sql: _Sql, limit: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"{sql.text} LIMIT {limit}", sql.parameters)
        return [row_id for (row_id,) in cursor.fetchall()]


def _listed(ids: Sequence[int]) -> RawSQL:
    """Return the ids as one parameter: neither database likes thousands of them."""
    if _is_postgres():
        return RawSQL("SELECT unnest(%s::bigint[])", (list(ids),))
    return RawSQL("SELECT value FROM json_each(%s)", (json.dumps(ids),))


def _union(pieces: Sequence[_Sql]) -> _Sql:
    return _Sql(
        " UNION ALL ".join(piece.text for piece in pieces),
        tuple(parameter for piece in pieces for parameter in piece.parameters),
    )


def _in_text(word: Word, position: str) -> list[_Sql]:
    starts = [_Sql(f"{position}(' ' || text, %s) > 0", (f" {start}",)) for start in word.starts]
    return starts + [_Sql(f"{position}(text, %s) > 0", (part,)) for part in word.parts]


def _like(column: str, text: str, before: str = "") -> _Sql:
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return _Sql(f"{column} LIKE %s", (f"{before}{escaped}%",))


def _or(conditions: Sequence[_Sql]) -> _Sql:
    return _Sql(
        "(" + " OR ".join(condition.text for condition in conditions) + ")",
        tuple(parameter for condition in conditions for parameter in condition.parameters),
    )


def _select(table: type[SearchText], conditions: Sequence[_Sql]) -> _Sql:
    where = " AND ".join(condition.text for condition in conditions)
    return _Sql(
        f"SELECT row_id FROM {_name(table)} WHERE {where}",  # noqa: S608 -- a table's own name
        tuple(parameter for condition in conditions for parameter in condition.parameters),
    )


def _raw(sql: _Sql) -> RawSQL:
    return RawSQL(sql.text, sql.parameters)  # noqa: S611 -- built above; texts are parameters


def _name(table: type[SearchText]) -> str:
    return connection.ops.quote_name(table._meta.db_table)


def _is_postgres() -> bool:
    return connection.vendor == "postgresql"
