"""What no record holds goes: by itself when undo can no longer ask for it, or at once."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import Exists, OuterRef, ProtectedError
from django.utils import timezone

from klientel.files.models import File, content_path, preview_path, sha_of_path
from klientel.files.storing import SIZES

UNDO = timedelta(days=30)
ORPHANED = timedelta(days=1)


def tidy_files(now: datetime) -> int:
    """Remove contents without a row for a day, then rows that nothing holds or can bring back;
    return how many rows went. Their contents go a day later, so that nobody who stores the same
    bytes meanwhile loses them."""
    for path in _orphans(now - ORPHANED):
        default_storage.delete(path)
    gone = 0
    for pk in unheld().filter(used_at__lt=now - UNDO).values_list("pk", flat=True):
        gone += _removed(pk, before=now - UNDO)
    return gone


def erase_files(ids: Collection[int]) -> int:
    """Remove those of these files that nothing holds, contents and previews too, at once; return
    how many. Call it after the unit that took them out of their records."""
    gone = 0
    for file in unheld().filter(pk__in=ids):
        if _removed(file.pk):
            gone += 1
            for path in (content_path(file.sha256), *_previews(file.sha256)):
                default_storage.delete(path)
    return gone


def unheld() -> "models.QuerySet[File]":
    """Return the files that no row of any model refers to."""
    files = File.objects.order_by("pk")
    for model, column in _holders():
        rows = model._base_manager.filter(**{column: OuterRef("pk")})
        files = files.filter(~Exists(rows))
    return files


def missing_contents(*, whole: bool = True) -> Iterator[tuple[File, str]]:
    """Yield each held file whose content is gone ('missing') or other ('damaged')."""
    from klientel.files.storing import opened, sha_of

    lost = unheld().values("pk")
    for file in File.objects.exclude(pk__in=lost).order_by("pk").iterator():
        if not default_storage.exists(file.path):
            yield file, "missing"
        elif whole:
            with opened(file) as content:
                if sha_of(content.read()) != file.sha256:
                    yield file, "damaged"


def _holders() -> list[tuple[type[models.Model], str]]:
    relations = File._meta.get_fields(include_hidden=True)
    return [
        (each.related_model, each.field.name)
        for each in relations
        if isinstance(each, models.ManyToOneRel)
    ]


def _removed(pk: int, before: datetime | None = None) -> bool:
    """Delete a row unless somebody took it up meanwhile."""
    rows = unheld().filter(pk=pk)
    if before is not None:
        rows = rows.filter(used_at__lt=before)
    try:
        with transaction.atomic():
            return bool(rows.delete()[0])
    except ProtectedError:
        return False


def _previews(sha256: str) -> list[str]:
    return [preview_path(sha256, edge) for edge in SIZES]


def _orphans(before: datetime) -> list[str]:
    """Return what lies in the storage since before a time and belongs to no row."""
    found = [path for path in _stored("") if _is_old(path, before)]
    shas = {path: sha_of_path(path) for path in found}
    known = set(File.objects.values_list("sha256", flat=True)) if found else set()
    return [path for path in found if shas[path] not in known]


def _is_old(path: str, before: datetime) -> bool:
    try:
        modified = default_storage.get_modified_time(path)
    except FileNotFoundError:
        return False
    if timezone.is_naive(modified):
        modified = timezone.make_aware(modified)
    return modified < before


def _stored(folder: str) -> Iterator[str]:
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(names):
        yield f"{folder}{name}"
    for each in sorted(folders):
        yield from _stored(f"{folder}{each}/")
