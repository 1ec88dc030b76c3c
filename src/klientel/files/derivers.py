"""When a unit writes a file into or out of a record, the file was used: undo may need it."""

from collections.abc import Iterator
from functools import cache

from django.db.models import Model

from klientel.changes.derivers import Entry, Moment
from klientel.changes.models import Tracked
from klientel.files.models import File


def follow(entries: list[Entry], moment: Moment) -> None:
    """Note the unit's time on each file that it wrote in, moved or took away."""
    if used := {pk for entry in entries for pk in _files_of(entry)}:
        File.objects.filter(pk__in=used, used_at__lt=moment.at).update(used_at=moment.at)


def remake(_moment: Moment) -> int:
    """Nothing is computed here that could be computed anew."""
    return 0


def _files_of(entry: Entry) -> Iterator[int]:
    for name, attname in file_fields(type(entry.row)):
        values = [getattr(entry.row, attname), *entry.diff.get(name, ())]
        for value in values:
            if value is not None:
                yield value.pk if isinstance(value, Model) else value


@cache
def file_fields(model: type[Tracked]) -> tuple[tuple[str, str], ...]:
    """Return the fields of a model that lead to files, each with its column."""
    fields = model._meta.concrete_fields
    return tuple((each.name, each.attname) for each in fields if each.related_model is File)
