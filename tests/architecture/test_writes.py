"""Only `changes` saves: every other write goes through the door, or stands listed here."""

import ast
import re

import pytest
from django.apps import apps

from klientel.changes.models import Derived, Tracked
from tests.architecture.rooms import short, sources, tree

# Files outside `changes` that write without the door, and why they may.
ALLOWED: dict[str, str] = {
    "accounts/models.py": "a log-in writes its own two columns; the rest of a user is refused",
    "accounts/operations/factors.py": "second factors are secrets: the journal tells of the reset",
    "accounts/sessions.py": "log-ins of devices: noise, no journal line",
    "web/accounts/company.py": "stores the logo's file; the company's row goes through the door",
    "web/accounts/logos.py": "draws a picture into memory",
    "config/checking.py": "reads tables by name to compare them; writes nothing",
    "config/restoring.py": "puts a whole backed-up database in place, below the door",
    "contacts/effectives.py": "derived rows: refused unless derivers run",
    "contacts/seats.py": "derived rows: refused unless derivers run",
    "config/demo/files.py": "draws pictures into memory, no rows",
    "files/derivers.py": "notes when a stored content was last used; contents are no records",
    "files/drawing.py": "draws pictures into memory, no rows",
    "files/storing.py": "contents are stored before the unit that refers to them",
    "files/tidying.py": "deletes contents that nothing refers to",
    "notices/clock.py": "the clock table is claimed by workers: no record, no journal line",
    "records/corrections.py": "steps through an index; writes nothing",
    "records/search.py": "search texts are derived: written only while derivers run",
    "transfer/jobs.py": "an import's own line: its file and progress; what it imports is by the door",
    "records/search_tables.py": "makes indexes and triggers of the search tables, no rows",
}

# Tables that are neither tracked nor derived, and why.
UNTRACKED: dict[str, str] = {
    "changes.Change": "the journal itself",
    "changes.Counter": "the counter of revisions",
    "changes.DerivedForm": "in which form derived tables stand; set by migrate",
    "changes.Sequence": "running numbers; gaps are allowed",
    "changes.Unit": "the journal itself",
    "files.File": "stored contents: immutable, no record; what refers to them is tracked",
    "transfer.Import": "uploaded files and how far their import is; deleted after some weeks",
    "notices.Clock": "when each due thing runs next",
}

WRITES = {
    *("save", "delete", "create", "get_or_create", "update_or_create"),
    *("bulk_create", "bulk_update", "asave", "adelete", "acreate", "aupdate"),
    *("aget_or_create", "aupdate_or_create", "abulk_create", "abulk_update", "_raw_delete"),
    *("save_base", "executemany", "executescript"),
}
QUERYSETS = {"objects", "live", "filter", "exclude", "all", "using", "order_by", "get_queryset"}
READS = re.compile(r"\s*(SELECT|WITH|EXPLAIN|PRAGMA|SET|SHOW|ANALYZE|VACUUM)\b", re.IGNORECASE)


def writes(source: ast.Module) -> list[str]:
    """Each call that writes a row: by its name, by its receiver, or by its SQL."""
    calls = [node for node in ast.walk(source) if isinstance(node, ast.Call)]
    return [
        f"line {call.lineno}: {ast.unparse(call.func)}"
        for call in sorted(calls, key=lambda call: call.lineno)
        if isinstance(call.func, ast.Attribute) and _writes(call, call.func)
    ]


def _writes(call: ast.Call, function: ast.Attribute) -> bool:
    if function.attr == "update":  # a dict's or a digest's takes no keywords and has no query
        named = any(keyword.arg for keyword in call.keywords)
        return named or bool(QUERYSETS & _names(function.value))
    if function.attr == "execute":
        sql = call.args[0] if call.args else None
        return not (isinstance(sql, ast.Constant) and READS.match(str(sql.value)))
    return function.attr in WRITES


def _names(chain: ast.expr) -> set[str]:
    return {node.attr for node in ast.walk(chain) if isinstance(node, ast.Attribute)}


def _found() -> dict[str, list[str]]:
    return {
        short(path): found
        for path in sources()
        if not short(path).startswith("changes/") and (found := writes(tree(path)))
    }


def test_only_changes_saves():
    assert {path: found for path, found in _found().items() if path not in ALLOWED} == {}


def test_each_listed_file_still_writes():
    assert ALLOWED.keys() - _found().keys() == set()


def test_each_table_is_tracked_or_derived_or_listed():
    others = {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("klientel.") and not issubclass(model, (Tracked, Derived))
    }

    assert others == UNTRACKED.keys()


@pytest.mark.parametrize(
    "line",
    [
        "contact.save()",
        "Contact.objects.filter(pk=1).update(**values)",
        "rows.update(name='Berg')",
        "Contact.objects.create(name='Berg')",
        "super().delete()",
        "cursor.execute('UPDATE contacts_contact SET name = 1')",
        "cursor.execute(sql)",
        "cursor.executemany(sql, rows)",
    ],
)
def test_a_write_past_the_door_is_found(line):
    assert len(writes(ast.parse(line))) == 1


@pytest.mark.parametrize(
    "line",
    [
        "write.change(row, name='Berg')",
        "seen.update(other)",
        "digest.update(data)",
        "cursor.execute('SELECT 1')",
    ],
)
def test_what_writes_no_row_is_none(line):
    assert writes(ast.parse(line)) == []
