"""The fields that an office made, read once until one of them changes.

A version of three values says whether what this process read still stands: how many fields there
are, their last revision, and their last uid. It is asked once a request; outside of requests each
time, a fraction of a millisecond. So several processes need not tell each other anything. What is
read inside a transaction is not kept: the transaction may come to nothing.
"""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.signals import request_finished, request_started
from django.db import connection
from django.db.models import CharField, Count, Max
from django.db.models.functions import Cast

from klientel.records.custom.models import CustomChoice, CustomField

Made = TypeVar("Made")
Version = tuple[Any, ...]


@dataclass(slots=True)
class Definitions:
    """All fields of one version, deleted ones too, and what was made of them."""

    fields: tuple[CustomField, ...]
    made: dict[Any, Any]

    def of(self, record_kind: str) -> tuple[CustomField, ...]:
        """Return the fields of a kind that are not in the bin, in order."""
        return self.once(("of", record_kind), lambda: self._of(record_kind))

    def by_id(self, pk: int) -> CustomField | None:
        found: dict[int, CustomField] = self.once(
            "by_id", lambda: {field.pk: field for field in self.fields}
        )
        return found.get(pk)

    def once(self, key: Any, make: Callable[[], Made]) -> Made:
        """Return what `make` made of this version, once."""
        if key not in self.made:
            self.made[key] = make()
        found: Made = self.made[key]
        return found

    def _of(self, record_kind: str) -> tuple[CustomField, ...]:
        return tuple(
            field
            for field in self.fields
            if field.record_kind == record_kind and field.binned_at is None
        )


_kept: dict[Version, Definitions] = {}
_of_request: ContextVar[list[Definitions] | None] = ContextVar("custom_fields", default=None)


def definitions() -> Definitions:
    """Return the fields as they stood when the request first asked."""
    here = _of_request.get()
    if here:
        return here[0]
    found = fresh_definitions()
    if here is not None:
        here.append(found)
    return found


def custom_fields(record_kind: str) -> tuple[CustomField, ...]:
    """Return the fields that an office gave a kind, in their order; retired ones too."""
    return definitions().of(record_kind)


def forget() -> None:
    """Ask anew within this request: it has just changed a field."""
    here = _of_request.get()
    if here is not None:
        here.clear()


def fresh_definitions() -> Definitions:
    """Return the fields as they stand now, from memory if none of them changed."""
    version = _version()
    found = _kept.get(version)
    if found is None:
        found = Definitions(_read() if version[0] else (), {})
        if not connection.in_atomic_block:
            _kept.clear()
            _kept[version] = found
    return found


def _version() -> Version:
    last_uid = Max(Cast("uid", CharField()))
    found = CustomField.objects.aggregate(Count("pk"), Max("revision"), uid=last_uid)
    return tuple(found.values())


def _read() -> tuple[CustomField, ...]:
    fields = tuple(CustomField.objects.order_by("rank", "pk"))
    options: dict[int, list[CustomChoice]] = {field.pk: [] for field in fields}
    for choice in CustomChoice.objects.order_by("rank", "pk"):
        options.setdefault(choice.field_id, []).append(choice)
    for field in fields:
        field.options = tuple(options[field.pk])
    return fields


def _begin(**_kwargs: Any) -> None:
    _of_request.set([])


def _end(**_kwargs: Any) -> None:
    _of_request.set(None)


def watch_requests() -> None:
    """Have each request ask for the version once."""
    request_started.connect(_begin, dispatch_uid="custom_fields")
    request_finished.connect(_end, dispatch_uid="custom_fields")
