"""The demo's data folder: made when there is none, or when another size is asked for."""

import json
import shutil
import time
from collections.abc import Callable
from datetime import date, datetime
from gettext import gettext as _
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

from klientel.config.cli.words import gettext_noop

USUAL = 600
_USUAL_ORGANIZATIONS = 140
_LARGE = 10_000
_STAMP = "demo.json"
PACKAGE = Path(__file__).resolve().parents[2]
_VERSION = 4
LOG_INS = (
    ("anna", gettext_noop("administrator")),
    ("ben", gettext_noop("sales")),
    ("clara", gettext_noop("read only")),
)
Say = Callable[[str], None]


def ensure_demo(folder: Path, contacts: int | None, say: Say) -> None:
    """Make the data unless it is there in the size asked for; None takes whatever size there is."""
    made = _made(folder / _STAMP)
    if made and contacts in (None, made):
        return
    from klientel.config.locking import folder_in_use

    with folder_in_use(folder, alone=True):
        _empty(folder)
        say(_("Making demo data …"))
        begun = time.monotonic()
        count = contacts or USUAL
        _make(count)
        (folder / _STAMP).write_text(json.dumps({"contacts": count, "version": _version()}))
        seconds = f"{time.monotonic() - begun:.1f}"
        say(_("%(count)d contacts in %(seconds)s s.") % {"count": count, "seconds": seconds})


def _made(stamp: Path) -> int:
    """Return the size of the data that is there, 0 if there is none of this version."""
    try:
        told: dict[str, Any] = json.loads(stamp.read_text())
    except (OSError, ValueError):
        return 0
    return int(told["contacts"]) if told.get("version") == _version() else 0


def _version() -> str:
    """Return what the data depend on: a demo that an older release made is made anew."""
    steps = sorted(path.stem for path in PACKAGE.glob("*/migrations/[0-9]*.py"))
    return f"{_VERSION} {sha256(' '.join(steps).encode()).hexdigest()[:12]}"


def _empty(folder: Path) -> None:
    """Remove the demo's own files; only a folder called `demo` is ever emptied."""
    if folder.name != "demo":
        raise ValueError(folder)
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != "in-use.lock":
            path.unlink()


def _make(count: int) -> None:
    from klientel.config.cli.starting import bring_up_to_date, start

    start()
    bring_up_to_date()
    from django.utils import timezone, translation

    _hurry()
    now = timezone.now()
    with translation.override("de"):
        make_records(contacts=count, now=now, today=timezone.localdate(now))


def _hurry() -> None:
    """Let SQLite write when it likes: a demo that was cut is made anew."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
        cursor.execute("PRAGMA cache_size=-250000")
        cursor.execute("PRAGMA wal_autocheckpoint=60000")


def organizations_for(contacts: int) -> int:
    """Return how many organisations go with so many contacts."""
    if contacts >= _LARGE:
        return contacts // 5
    return max(1, round(contacts * _USUAL_ORGANIZATIONS / USUAL))


def make_records(*, contacts: int, now: datetime, today: date, seed: int | None = None) -> None:
    """Make colleagues, the records shown in the handbook, and so many contacts in all."""
    from klientel.changes.actors import system
    from klientel.config.demo.by_hand import add_shown_records
    from klientel.config.demo.colleagues import add_colleagues
    from klientel.config.demo.files import add_shown_files
    from klientel.config.demo.filling import SEED, fill
    from klientel.config.demo.firms import World
    from klientel.config.demo.privacy import add_shown_consents
    from klientel.config.demo.words import TAGS
    from klientel.contacts.models import Contact, Organization, RelationshipType
    from klientel.contacts.operations.ties import add_tag

    by = system(now)
    colleagues = add_colleagues(by=by)
    world = World(
        Random(SEED if seed is None else seed),  # noqa: S311 -- chance, no secret
        today,
        colleagues,
        [add_tag(name=name, by=by) for name in TAGS],
        {row.code: row for row in RelationshipType.objects.all()},
    )
    add_shown_records(world, by=by)
    add_shown_files(by=by)
    add_shown_consents(colleagues.users["jule"], by=by)
    fill(
        world,
        contacts=max(0, contacts - Contact.objects.count()),
        organizations=max(1, organizations_for(contacts) - Organization.objects.count()),
        told=lambda _made: None,
        by=by,
    )
