"""Whether a row may be stored: Django's field validation, with a quick way for rows in order."""

from collections.abc import Collection
from functools import cache
from typing import Any, NamedTuple

from django.db import models

from klientel.changes import journal
from klientel.changes.models import Tracked

_EASY = (models.BooleanField, models.IntegerField, models.DateField)  # a wrong type raises below


class _Text(NamedTuple):
    name: str
    longest: int
    may_be_blank: bool
    choices: frozenset[Any] | None


def check(row: Tracked, names: Collection[str]) -> None:
    """Raise ValidationError, a message per field, if a value does not fit its column.

    Only these fields are judged; references are left to the database.
    """
    names = set(names)
    texts, others = _columns(type(row))
    fitting = all(_fits(row, text) for text in texts if text.name in names)
    if fitting and all(row.__dict__[name] is None for name in others & names):
        return
    fields = row._meta.concrete_fields
    row.clean_fields(
        exclude={field.name for field in fields if field.is_relation or field.name not in names}
    )


@cache
def _columns(model: type[Tracked]) -> tuple[tuple[_Text, ...], frozenset[str]]:
    """Return the text columns, and the names of those that only Django's own check can judge."""
    texts, others = [], set()
    for name, field in journal.fields_of(model).items():
        if isinstance(field, (models.CharField, models.TextField)):
            choices = frozenset(value for value, _label in field.flatchoices) or None
            longest = field.max_length or 100_000_000
            texts.append(_Text(name, longest, field.blank, choices))
        elif not field.is_relation and not isinstance(field, _EASY):
            others.add(name)
    return tuple(texts), frozenset(others)


def _fits(row: Tracked, text: _Text) -> bool:
    value = row.__dict__[text.name]
    if not isinstance(value, str):
        return False
    if not value:
        return text.may_be_blank
    known = text.choices is None or value in text.choices
    return known and len(value) <= text.longest and "\0" not in value
