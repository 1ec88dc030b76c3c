"""Tracked rows, the journal, and the one counter."""

from typing import Any, ClassVar, Generic, NoReturn, TypeVar

from django.db import models

from klientel.changes import passing
from klientel.changes.errors import WriteOutsideDoor
from klientel.changes.uids import uuid7

Row = TypeVar("Row", bound=models.Model)


class TrackedQuerySet(models.QuerySet[Row], Generic[Row]):
    """Reads freely; writes only when the door itself passes."""

    def update(self, **kwargs: Any) -> int:
        passing.require()
        return super().update(**kwargs)

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[Row]:
        passing.require()
        return super().bulk_create(*args, **kwargs)

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        passing.require()
        return super().bulk_update(*args, **kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        passing.require()
        return super().delete()

    delete.queryset_only = True  # type: ignore[attr-defined] # Django's own mark

    def _insert(self, *args: Any, **kwargs: Any) -> Any:
        """Insert; every new row comes through here, a fixture's too, which passes by `save`."""
        passing.require()
        return super()._insert(*args, **kwargs)  # type: ignore[misc] # Django's own, unstubbed

    _insert.queryset_only = False  # type: ignore[attr-defined] # Django's own mark

    def _update(self, values: Any) -> int:
        passing.require()
        return int(super()._update(values))  # type: ignore[misc] # Django's own, unstubbed

    _update.queryset_only = False  # type: ignore[attr-defined] # Django's own mark

    def _raw_delete(self, using: str | None) -> int:
        passing.require()
        return int(super()._raw_delete(using))


class LiveManager(models.Manager[Row]):
    """Hides what is in the bin."""

    def get_queryset(self) -> TrackedQuerySet[Row]:
        return TrackedQuerySet(self.model, using=self._db).filter(binned_at=None)


class Tracked(models.Model):
    """A row whose every change is in the journal.

    `kind` names it in journal, filters and URLs; `personal` lists the fields that hold
    personal data (erasure redacts them); `computed` lists columns that `compute` derives from
    the others on each write: they stand in no journal line.
    """

    kind: ClassVar[str]
    personal: ClassVar[frozenset[str]] = frozenset()
    computed: ClassVar[frozenset[str]] = frozenset()

    objects: ClassVar[Any] = TrackedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        passing.require()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        passing.require()
        return super().delete(*args, **kwargs)

    def compute(self) -> None:
        """Set the computed columns from the others."""


class Root(Tracked):
    """A record: has a uid, a revision (its version for forms and ETags) and journal lines."""

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    revision = models.PositiveBigIntegerField(default=0, editable=False)
    binned_at = models.DateTimeField(null=True, blank=True, editable=False)

    live: ClassVar[Any] = LiveManager()

    class Meta:
        abstract = True
        default_manager_name = "objects"
        base_manager_name = "objects"


class Part(Tracked):
    """A row of a record: changing it moves the record's revision, in the record's line.

    `root_field` names the foreign key to its record.
    """

    root_field: ClassVar[str]

    class Meta:
        abstract = True
        default_manager_name = "objects"
        base_manager_name = "objects"

    @property
    def root(self) -> Root:
        root: Root = getattr(self, self.root_field)
        return root


class DerivedQuerySet(models.QuerySet[Row], Generic[Row]):
    """Writes only while a unit's derivers run, or `klientel rederive`."""

    def _open(self) -> None:
        passing.require_deriving()

    def update(self, **kwargs: Any) -> int:
        self._open()
        return super().update(**kwargs)

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[Row]:
        self._open()
        return super().bulk_create(*args, **kwargs)

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        self._open()
        return super().bulk_update(*args, **kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._open()
        return super().delete()

    delete.queryset_only = True  # type: ignore[attr-defined] # Django's own mark

    def _raw_delete(self, using: str | None) -> int:
        self._open()
        return int(super()._raw_delete(using))


class Derived(models.Model):
    """A row that a deriver computes from tracked rows; `klientel rederive` makes it anew."""

    objects: ClassVar[Any] = DerivedQuerySet.as_manager()

    class Meta:
        abstract = True
        default_manager_name = "objects"
        base_manager_name = "objects"

    def save(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise WriteOutsideDoor("Derived rows are written in bulk by their deriver.")

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise WriteOutsideDoor("Derived rows are removed in bulk by their deriver.")


class Counter(models.Model):
    """The last revision handed out, and the epoch of the sync tokens; one row.

    Its lock lasts until commit, so revisions become visible in the order in which they were
    handed out: 'highest seen' is a token that misses nothing. `unlocked` is set by erasure and
    trimming alone, inside their transaction; else triggers refuse to rewrite the journal.
    """

    value = models.PositiveBigIntegerField(default=0)
    epoch = models.CharField(max_length=12)
    unlocked = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.epoch}-{self.value}"


class Sequence(models.Model):
    """A range of running numbers; gaps are allowed."""

    name = models.CharField(max_length=60, primary_key=True)
    value = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"


class DerivedForm(models.Model):
    """In which form a deriver's tables stand; one of an older release is computed anew."""

    name = models.CharField(max_length=60, primary_key=True)
    form = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.name}: {self.form}"


class Unit(models.Model):
    """One operation: one transaction, one actor, one revision."""

    revision = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    source = models.CharField(max_length=6)
    user_id = models.BigIntegerField(null=True)
    device_id = models.BigIntegerField(null=True)
    batch_id = models.UUIDField(null=True)
    act = models.CharField(max_length=60)
    undoes = models.PositiveBigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["user_id", "revision"], name="unit_of_user"),
            models.Index(fields=["batch_id", "revision"], name="unit_of_batch"),
        ]

    def __str__(self) -> str:
        return f"r{self.revision} {self.act}"


class Change(models.Model):
    """One line of the journal: what one unit did to one record.

    `diff` maps a field to `[old, new]`; under `"parts"`, `"<kind>/<number>"` to `[was, now]`,
    where each side is a field-to-value map or null (added, removed).
    `verb` is added, changed, removed or erased.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="changes", db_column="revision")
    verb = models.CharField(max_length=7)
    kind = models.CharField(max_length=24)
    uid = models.UUIDField()
    diff = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["uid", "unit"], name="change_subject")]

    def __str__(self) -> str:
        return f"r{self.unit_id} {self.verb} {self.kind} {self.uid}"


def model_of(kind: str) -> type[Tracked]:
    """Return the tracked model of a kind code; LookupError if there is none."""
    return _models()[kind]


def _models() -> dict[str, type[Tracked]]:
    from django.apps import apps

    return {model.kind: model for model in apps.get_models() if issubclass(model, Tracked)}
