"""System checks for the holes that a door in Python cannot close by itself."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from django.db import models

from klientel.changes.models import Part, Root, Tracked

SILENT = {models.CASCADE, models.SET_NULL, models.SET_DEFAULT}


@register("changes")
def tracked_rows_change_only_by_operation(**_kwargs: Any) -> list[CheckMessage]:
    models = tracked_models()
    return [complaint for model in models for complaint in complaints(model)] + doubles(models)


def complaints(model: type[Tracked]) -> list[CheckMessage]:
    """Return each way in which rows of a model could change behind the journal."""
    return _silent_deletions(model) + _implicit_tables(model) + _kindless(model)


def doubles(models: Iterable[type[Tracked]]) -> list[CheckMessage]:
    """Return each kind code that a model before has: journal lines name a model by it."""
    found: list[CheckMessage] = []
    known: set[str] = set()
    for model in models:
        kind = getattr(model, "kind", "")
        if kind in known:
            hint = "A kind code names one model in journal, filters and URLs."
            found.append(
                Error(f"The kind {kind!r} is taken.", hint=hint, obj=model, id="changes.E004")
            )
        known.add(kind)
    return found


def tracked_models() -> list[type[Tracked]]:
    return [model for model in apps.get_models() if issubclass(model, Tracked)]


def _silent_deletions(model: type[Tracked]) -> list[CheckMessage]:
    return [
        Error(
            f"{field} would change tracked rows behind the journal.",
            hint="Use PROTECT and write the rows in the operation.",
            obj=model,
            id="changes.E001",
        )
        for field in model._meta.concrete_fields
        if getattr(field.remote_field, "on_delete", None) in SILENT
    ]


def _implicit_tables(model: type[Tracked]) -> list[CheckMessage]:
    return [
        Error(
            f"{field} has no model of its own to track.",
            hint="Give it a Tracked through model.",
            obj=model,
            id="changes.E002",
        )
        for field in model._meta.local_many_to_many
        if getattr(field.remote_field.through, "_meta").auto_created  # noqa: B009 -- untyped
    ]


def _kindless(model: type[Tracked]) -> list[CheckMessage]:
    named = isinstance(getattr(model, "kind", None), str)
    rooted = issubclass(model, Root) or (
        issubclass(model, Part) and isinstance(getattr(model, "root_field", None), str)
    )
    if named and rooted:
        return []
    return [
        Error(
            f"{model.__name__} names no kind, or no record that it belongs to.",
            hint="A tracked model is a Root with `kind`, or a Part with `kind` and `root_field`.",
            obj=model,
            id="changes.E003",
        )
    ]
