"""Whether everything that is stored fits together."""

from collections.abc import Callable, Iterator
from gettext import gettext as _
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from klientel.changes.checks import tracked_models
from klientel.changes.models import Change, Counter, Root, Unit
from klientel.changes.remaking import remake_derived
from klientel.records.search_tables import fts_name, missing, search_models

Findings = list[str]
_SHOWN = 3
_CHUNK = 2_000


def findings() -> Iterator[tuple[str, Findings]]:
    """Yield each check's name with what it found amiss."""
    checks: tuple[tuple[str, Callable[[], Findings]], ...] = (
        (_("database"), _database),
        (_("references"), _references),
        (_("derived tables"), _derived),
        (_("search"), _search),
        (_("journal"), _journal),
        (_("files"), _files),
    )
    for name, check in checks:
        yield name, check()


def _database() -> Findings:
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        return [str(row[0]) for row in cursor.fetchall() if row[0] != "ok"]


def _references() -> Findings:
    """Return keys that point nowhere. PostgreSQL holds its own at every write."""
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_key_check")
        return [f"{table} {row} → {parent}" for table, row, parent, _key in cursor.fetchall()]


def _derived() -> Findings:
    """Compute all derived tables in a transaction that is taken back, and compare."""
    counted = remake_derived(timezone.now(), keep=False)
    return [
        _("%(name)s: %(count)d rows differ. Run: klientel rederive") % {"name": name, "count": n}
        for name, n in counted.items()
        if n
    ]


def _files() -> Findings:
    """Read every stored content that a record holds, and compare it with its SHA-256."""
    from klientel.files.tidying import missing_contents

    words = {
        "missing": _("%s is missing. Restore it from a backup, or upload it again."),
        "damaged": _("%s is damaged. Restore it from a backup, or upload it again."),
    }
    return [words[what] % file.path for file, what in missing_contents()]


def _search() -> Findings:
    found = [name for model in search_models() for name in missing(model, connection)]
    if connection.vendor == "sqlite" and not found:
        for model in search_models():
            found += _index(fts_name(model))
    return found


def _index(name: str) -> Findings:
    """Ask a text index to compare itself with its table; it answers by an error."""
    from django.db import DatabaseError

    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {name}({name}, rank) VALUES ('integrity-check', 1)")  # noqa: S608 -- a table's own name
    except DatabaseError as broken:
        return [f"{name}: {broken}"]
    return []


def _journal() -> Findings:
    """Compare each record's revision with its last journal line, and all with the counter."""
    value = Counter.objects.get(pk=1).value
    newest = Unit.objects.aggregate(newest=Max("revision"))["newest"] or 0
    found = [_("the counter stands below the journal")] if value < newest else []
    for model in tracked_models():
        if issubclass(model, Root):
            found += _differing(model)
    return found


def _differing(model: Any) -> Findings:
    found: Findings = []
    rows = model.objects.order_by("pk").values_list("pk", "uid", "revision")
    last = 0
    while chunk := list(rows.filter(pk__gt=last)[:_CHUNK]):
        last = chunk[-1][0]
        lines = Change.objects.filter(uid__in=[uid for _pk, uid, _revision in chunk])
        written = dict(lines.values("uid").annotate(last=Max("unit")).values_list("uid", "last"))
        found += [
            _("%(kind)s %(uid)s stands at %(has)d, its journal at %(said)s")
            % {"kind": model.kind, "uid": uid, "has": revision, "said": written.get(uid, "–")}
            for _pk, uid, revision in chunk
            if written.get(uid) != revision
        ]
    return found[:_SHOWN]
