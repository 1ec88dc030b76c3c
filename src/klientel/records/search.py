"""Which rows a query finds, as a subquery of ids; and the writing of search texts.

Search → ids → permission → filter → order: `searched` narrows a queryset that the caller
has limited to what the user may see.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from django.db import connection
from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.db.models.expressions import RawSQL

from klientel.changes.derivers import require_open
from klientel.records import words
from klientel.records.models import SearchText
from klientel.records.search_tables import fts_name
from klientel.records.words import Word

Row = TypeVar("Row", bound=Model)
CHUNK = 2_000
_LAST = "\U0010ffff"


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
    """Return the rows that have every word of the query; all of them for a blank one."""
    if not words.asked(query):
        return queryset
    return queryset.filter(pk__in=matching_ids(table, query))


def matching_ids(table: type[SearchText], query: str) -> RawSQL:
    """Return the ids of the rows that have every word of the query, for `pk__in`."""
    asked = words.asked(query)
    if not asked:
        return _raw(_Sql(f"SELECT row_id FROM {_name(table)}"))  # noqa: S608 -- a table's own name
    return _raw(_on_postgres(table, asked) if _is_postgres() else _on_sqlite(table, asked))


def ranked(
    queryset: QuerySet[Row], table: type[SearchText], query: str, *, limit: int
) -> list[Row]:
    """Return the best hits: named exactly so, then named so at the beginning, then the others."""
    forms = words.whole(query)
    if not forms:
        return []
    head = Subquery(table.objects.filter(pk=OuterRef("pk")).values("head"))
    steps = (
        (_raw(_heads(table, forms, "exact")), (head, "pk")),
        (_raw(_heads(table, forms, "prefix")), (head, "pk")),
        (matching_ids(table, query), ("pk",)),
    )
    found: list[Row] = []
    for ids, order in steps:
        if wanted := limit - len(found):
            rest = queryset.filter(pk__in=ids).exclude(pk__in=[row.pk for row in found])
            found += rest.order_by(*order)[:wanted]
    return found


def write_texts(table: type[SearchText], rows: Iterable[Text]) -> None:
    """Write the search texts of these rows, new or not; of one row the last stands."""
    require_open()
    latest = {row.row_id: row for row in rows}
    values = iter((row.row_id, row.text, row.head, row.head2) for row in latest.values())
    statement = _upsert(table)
    with connection.cursor() as cursor:
        while chunk := list(islice(values, CHUNK)):
            if _is_postgres():
                cursor.execute(statement, [list(column) for column in zip(*chunk, strict=True)])
            else:
                cursor.executemany(statement, chunk)


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
        driver = _heads(table, first.starts, "prefix")
        if first.parts:
            match = _match(table, [first])
            driver = _Sql(f"{driver.text} UNION {match.text}", driver.parameters + match.parameters)
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


def _heads(table: type[SearchText], forms: Sequence[str], how: str) -> _Sql:
    """Return the rows whose name is, or begins with, one of the forms."""
    pieces = []
    for column in ("head", "head2"):
        if how == "exact":
            conditions = [_Sql(f"{column} = %s", (form,)) for form in forms]
        elif _is_postgres():
            conditions = [_like(column, form) for form in forms]
        else:
            conditions = [
                _Sql(f"({column} >= %s AND {column} < %s)", (form, form + _LAST)) for form in forms
            ]
        pieces.append(_select(table, [_or(conditions)]))
    return _Sql(
        " UNION ".join(piece.text for piece in pieces),
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
