"""Values of the journal as a reader knows them: names for uids, words for codes, his dates."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from babel.numbers import format_decimal
from django.db import models
from django.utils.translation import get_language, gettext

from klientel.accounts.models import User
from klientel.accounts.permissions import visible
from klientel.changes.journal import fields_of
from klientel.changes.models import Part, Root, model_of
from klientel.files.models import File
from klientel.formats.postal import country_name
from klientel.web import dates
from klientel.web.contacts import labels as words
from klientel.web.contacts.facts import birthday, language_name
from klientel.web.files.panel import sort_of

Key = tuple[type[models.Model], str]


class Values:
    """Knows the records that journal values refer to, read once per kind of record.

    What the reader may not see, or is gone, has no name here.
    """

    def __init__(self, user: User, asked: Iterable[tuple[str, str, Any]]) -> None:
        """`asked` are kind, field name and journal value."""
        wanted: dict[type[models.Model], set[str]] = defaultdict(set)
        for kind, name, value in asked:
            target = target_of(kind, name)
            if target is not None and value not in (None, ""):
                wanted[target].add(str(value))
        self._names: dict[Key, str] = {}
        for model, keys in wanted.items():
            for key, row in _rows(user, model, keys):
                self._names[model, key] = str(row)

    def text(self, kind: str, name: str, value: Any) -> str:
        """Return a field's value as the page writes it; '' for nothing."""
        if value is None or value == "":
            return ""
        target = target_of(kind, name)
        if target is not None:
            return self._names.get((target, str(value)), gettext("a record that is not shown here"))
        return plain_text(kind, name, value)


def target_of(kind: str, name: str) -> type[models.Model] | None:
    """Return the model that a field refers to, None for a plain field."""
    field = fields_of(model_of(kind)).get(name)
    target = field.related_model if field is not None and field.is_relation else None
    return target if isinstance(target, type) else None


def _rows(user: User, model: type[models.Model], keys: set[str]) -> list[tuple[str, Any]]:
    if issubclass(model, Root):
        rows: Any = cast("Any", model).objects.filter(uid__in=[UUID(key) for key in keys])
        shown = rows if model is User else rows.filter(visible(user, model))
        return [(str(row.uid), row) for row in shown]
    if model is File:
        pictures = File.objects.in_bulk([int(key) for key in keys])
        return [(str(pk), _content(pictures.get(pk))) for pk in map(int, keys)]
    if issubclass(model, Part):
        found: Any = cast("Any", model).objects.filter(pk__in=keys)
        return [(str(row.pk), row.root) for row in found.select_related(model.root_field)]
    return []


def _content(file: File | None) -> str:
    """Return what a stored content is; what was tidied away cannot come back."""
    if file is None:
        return gettext("a file that is no longer stored")
    word = sort_of(file.media_type)[1]
    return f"{word}, {file.width} × {file.height}" if file.is_picture else word


def plain_text(kind: str, name: str, value: Any) -> str:
    """Return a value that refers to nothing as the page writes it."""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if (kind, name) in _CODES:
        return _CODES[kind, name](str(value))
    field: Any = fields_of(model_of(kind)).get(name)
    if field is None:
        return str(value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return _typed_text(field, value)


def _typed_text(field: Any, value: Any) -> str:
    if isinstance(field, models.DateTimeField):
        return dates.whole_day(datetime.fromisoformat(value).date())
    if isinstance(field, models.DateField):
        return dates.whole_day(date.fromisoformat(value))
    if isinstance(field, models.DecimalField):
        return str(format_decimal(Decimal(value), locale=get_language() or "de"))
    return str(value)


_CODES: dict[tuple[str, str], Callable[[str], str]] = {
    ("point", "label"): lambda code: words.shown(code) or code,
    ("address", "country"): lambda code: country_name(code, (get_language() or "de")[:2]),
    ("contact", "birthday"): birthday,
    ("contact", "language"): language_name,
}
