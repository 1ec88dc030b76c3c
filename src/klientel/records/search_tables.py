"""The text indexes that Django's migrations do not know: made after each migration.

SQLite has an FTS5 table of trigrams beside each search table, kept by triggers; adding a
column rebuilds a table there and drops its triggers silently, hence the check at start.
PostgreSQL has an index of trigrams. What an index missed meanwhile, making it reads anew.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage
from django.core.checks import Warning as Caution
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from klientel.records.models import SearchText

Statements = Mapping[str, str]


def search_models() -> list[type[SearchText]]:
    return [model for model in apps.get_models() if issubclass(model, SearchText)]


def make_search_tables(sender: AppConfig, using: str, **_rest: Any) -> None:
    """Make what is missing for the search tables of the app that was just migrated."""
    for model in sender.get_models():
        if issubclass(model, SearchText):
            make(model, connections[using])


def make(model: type[SearchText], connection: BaseDatabaseWrapper) -> bool:
    """Ensure that the model's text index stands; return whether it had to be made."""
    if not _has_table(model, connection) or not missing(model, connection):
        return False
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            cursor.execute(_postgres_statements(model)[_index_name(model)])
            return True
        for name, statement in _sqlite_statements(model).items():
            kind = "TABLE" if name == fts_name(model) else "TRIGGER"
            cursor.execute(f'DROP {kind} IF EXISTS "{name}"')
            cursor.execute(statement)
        cursor.execute(f"INSERT INTO {fts_name(model)}({fts_name(model)}) VALUES ('rebuild')")  # noqa: S608 -- a table's own name
    return True


def missing(model: type[SearchText], connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of what is missing, or stands in another form than wanted."""
    if connection.vendor == "postgresql":
        wanted: Statements = _postgres_statements(model)
        query = "SELECT indexname, %s FROM pg_indexes WHERE schemaname = current_schema()"
        query += " AND indexname = %s"
        parameters = [wanted[_index_name(model)], _index_name(model)]
    else:
        wanted = _sqlite_statements(model)
        query = "SELECT name, sql FROM sqlite_master WHERE tbl_name IN (%s, %s)"
        parameters = [model._meta.db_table, fts_name(model)]
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        standing = dict(cursor.fetchall())
    return [name for name, statement in wanted.items() if standing.get(name) != statement]


def missing_search_tables(
    *_apps: Any, databases: Iterable[str] | None = None, **_rest: Any
) -> list[CheckMessage]:
    """Warn of text indexes that are missing; no error, for `migrate` itself mends it."""
    return [
        Caution(
            f"The search of {model._meta.db_table} lacks {', '.join(lacking)}.",
            hint="Run: klientel migrate",
            obj=model,
            id="records.W001",
        )
        for alias in databases or ()
        for model in search_models()
        if _has_table(model, connections[alias]) and (lacking := missing(model, connections[alias]))
    ]


def fts_name(model: type[SearchText]) -> str:
    return f"{model._meta.db_table}_fts"


def _index_name(model: type[SearchText]) -> str:
    return f"{model._meta.db_table}_trigrams"


def _has_table(model: type[SearchText], connection: BaseDatabaseWrapper) -> bool:
    return model._meta.db_table in connection.introspection.table_names()


def _postgres_statements(model: type[SearchText]) -> Statements:
    name, table = _index_name(model), model._meta.db_table
    return {name: f'CREATE INDEX "{name}" ON "{table}" USING gin (text gin_trgm_ops)'}


def _sqlite_statements(model: type[SearchText]) -> Statements:
    table, fts = model._meta.db_table, fts_name(model)
    forget = f"INSERT INTO {fts}({fts}, rowid, text) VALUES ('delete', old.row_id, old.text);"  # noqa: S608 -- a table's own name
    note = f"INSERT INTO {fts}(rowid, text) VALUES (new.row_id, new.text);"  # noqa: S608 -- a table's own name
    return {
        fts: f"CREATE VIRTUAL TABLE {fts} USING fts5(text, content='{table}',"
        " content_rowid='row_id', tokenize='trigram case_sensitive 1', columnsize=0)",
        f"{fts}_added": f"CREATE TRIGGER {fts}_added AFTER INSERT ON {table} BEGIN {note} END",
        f"{fts}_changed": f"CREATE TRIGGER {fts}_changed AFTER UPDATE ON {table}"
        " WHEN old.text IS NOT new.text OR old.row_id IS NOT new.row_id"
        f" BEGIN {forget} {note} END",
        f"{fts}_removed": f"CREATE TRIGGER {fts}_removed AFTER DELETE ON {table}"
        f" BEGIN {forget} END",
    }
