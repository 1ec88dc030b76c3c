"""Many new rows of one model with one statement: what `bulk_create` does, without its compiler.

Measured at 500 contacts a unit, Django's own took half of the whole write. Ids are taken in one
go under the writers' lock, so that the rows can refer to each other before they are stored.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from django.db import connection, models

from klientel.changes import passing
from klientel.changes.models import Derived, Tracked

Prepare = Callable[[Any], Any]
_AS_IT_IS = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.BooleanField,
)


def insert(rows: Sequence[models.Model]) -> None:
    """Store new rows of one model; sets the ids that are missing."""
    if not rows:
        return
    model = type(rows[0])
    if issubclass(model, Tracked):
        passing.require()
    for row in rows:
        _refer(row)
    with connection.cursor() as cursor:
        if len(rows) == 1 and rows[0].pk is None:
            _insert_one(cursor, rows[0])
        else:
            _insert_many(cursor, rows)
    for row in rows:
        row._state.adding = False
        row._state.db = connection.alias


def _insert_one(cursor: Any, row: models.Model) -> None:
    """Store a row and take the id that the database gives it, in one statement."""
    statement, columns = _statement(type(row), connection.vendor, with_key=False)
    cursor.execute(f"{statement} RETURNING id", _values(row, columns))
    row.pk = cursor.fetchone()[0]


def _insert_many(cursor: Any, rows: Sequence[models.Model]) -> None:
    model = type(rows[0])
    take_ids(rows)
    statement, columns = _statement(model, connection.vendor, with_key=True)
    values = [_values(row, columns) for row in rows]
    if connection.vendor == "postgresql":
        _copy(cursor, model, values)
    else:
        cursor.executemany(statement, values)


def _values(row: models.Model, columns: Sequence[tuple[str, Prepare | None]]) -> list[Any]:
    held = row.__dict__
    return [prepare(held[name]) if prepare else held[name] for name, prepare in columns]


def put_derived(
    model: type[Derived], columns: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Write derived rows, new or not; the first column is their key."""
    passing.require_deriving()
    if not rows:
        return
    key, *others = columns
    changes = ", ".join(f"{name} = excluded.{name}" for name in others)
    places = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) VALUES ({places}) "  # noqa: S608 -- our own names
            f"ON CONFLICT ({key}) DO UPDATE SET {changes}",
            rows,
        )


def take_ids(rows: Sequence[models.Model]) -> None:
    """Set the ids that rows of one model will have; under the writers' lock."""
    if not rows or not isinstance(rows[0]._meta.pk, models.AutoField | models.BigAutoField):
        return
    missing = [row for row in rows if row.pk is None]
    for row, number in zip(missing, _new_ids(type(rows[0]), len(missing)), strict=True):
        row.pk = number


def _refer(row: models.Model) -> None:
    """Give keys whose row got its id after they were set that id."""
    for field in row._meta.concrete_fields:
        if field.is_relation and field.name in row._state.fields_cache:
            target = row._state.fields_cache[field.name]
            if target is not None:
                row.__dict__[field.attname] = target.pk  # setattr would drop the loaded row


def _new_ids(model: type[models.Model], count: int) -> list[int]:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [table, count],
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
        taken = (
            "UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s"
            if row
            else "INSERT INTO sqlite_sequence (seq, name) VALUES (%s, %s)"
        )
        cursor.execute(taken, [count, table])
    last = row[0] if row else 0
    return list(range(last + 1, last + 1 + count))


@cache
def _statement(
    model: type[models.Model], _vendor: str, *, with_key: bool
) -> tuple[str, list[tuple[str, Prepare | None]]]:
    fields = [field for field in model._meta.concrete_fields if with_key or not field.primary_key]
    names = ", ".join(connection.ops.quote_name(field.column or "") for field in fields)
    places = ", ".join(["%s"] * len(fields))
    table = connection.ops.quote_name(model._meta.db_table)
    columns = [(field.attname, _prepare(field)) for field in fields]
    return f"INSERT INTO {table} ({names}) VALUES ({places})", columns  # noqa: S608 -- our own names


def _prepare(field: Any) -> Prepare | None:
    if field.is_relation or isinstance(field, _AS_IT_IS):
        return None

    def prepared(value: Any) -> Any:
        return None if value is None else field.get_db_prep_save(value, connection)

    return prepared


def _copy(cursor: Any, model: type[models.Model], values: Sequence[Sequence[Any]]) -> None:
    names = ", ".join(
        connection.ops.quote_name(field.column or "") for field in model._meta.concrete_fields
    )
    table = connection.ops.quote_name(model._meta.db_table)
    statement = f"COPY {table} ({names}) FROM STDIN"
    with connection.wrap_database_errors, cursor.copy(statement) as copy:  # Django's own errors
        for row in values:
            copy.write_row(row)
