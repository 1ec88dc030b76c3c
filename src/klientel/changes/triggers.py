"""Triggers that let nobody rewrite the journal; erasure and trimming unlock it for a while.

SQLite drops triggers when a migration rebuilds their table, so they are made anew after every
migration.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction

TABLES = ("changes_change", "changes_unit")
REFUSED = "the journal is written once"
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION changes_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT (SELECT unlocked FROM changes_counter WHERE id = 1) THEN
    RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$
"""  # noqa: S608 -- constants


@contextmanager
def unlocked() -> Iterator[None]:
    """Let the journal be rewritten, within the open transaction and this block alone."""
    from klientel.changes.models import Counter

    with transaction.atomic():
        Counter.objects.update(unlocked=True)
        yield
        Counter.objects.update(unlocked=False)


def make_counter(using: str = DEFAULT_DB_ALIAS, **_kwargs: Any) -> None:
    """Make the counter's one row, with an epoch of its own, where there is none."""
    from klientel.changes.models import Counter

    Counter.objects.using(using).get_or_create(pk=1, defaults={"epoch": secrets.token_hex(6)})


def make_triggers(using: str = DEFAULT_DB_ALIAS, **_kwargs: Any) -> None:
    connection = connections[using]
    if not set(TABLES) <= set(connection.introspection.table_names()):
        return
    statements = _sqlite() if connection.vendor == "sqlite" else _postgresql()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _sqlite() -> list[str]:
    made = []
    for table in TABLES:
        for verb in ("UPDATE", "DELETE"):
            name = f"{table}_{verb.lower()}"
            made.append(f"DROP TRIGGER IF EXISTS {name}")
            made.append(
                f"CREATE TRIGGER {name} BEFORE {verb} ON {table} "  # noqa: S608 -- constants
                "WHEN (SELECT unlocked FROM changes_counter WHERE id = 1) = 0 "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
            )
    return made


def _postgresql() -> list[str]:
    made = [_FUNCTION]
    for table in TABLES:
        made.append(f"DROP TRIGGER IF EXISTS {table}_refuse ON {table}")
        made.append(
            f"CREATE TRIGGER {table}_refuse BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION changes_refuse()"
        )
    return made
