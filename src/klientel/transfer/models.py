"""Imports by the page: the file, how it is to be read, how far it is, what came of it."""

from django.db import models

from klientel.accounts.models import User
from klientel.changes.uids import uuid7


class State(models.TextChoices):
    CHECKING = "checking"
    READY = "ready"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"
    UNDONE = "undone"


class Import(models.Model):
    """One uploaded file. No record of the office: it is deleted with its file after some weeks.

    `counts` by outcome are those of the rehearsal until it ran. `beat_at` tells a job that died.
    `file` is '' when the content is deleted; `refusal` is why the file cannot be read at all.
    """

    uid = models.UUIDField(unique=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    file = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.CHECKING)
    refusal = models.CharField(max_length=24, blank=True)
    encoding = models.CharField(max_length=16, blank=True)
    delimiter = models.CharField(max_length=1, blank=True)
    columns = models.JSONField(default=dict)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    round = models.PositiveIntegerField(default=0)
    is_cancelled = models.BooleanField(default=False)
    batch_id = models.UUIDField(default=uuid7)
    made_at = models.DateTimeField(db_index=True)
    beat_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    @property
    def folder(self) -> str:
        return f"imports/{self.uid}"

    @property
    def is_busy(self) -> bool:
        return self.state in {State.CHECKING, State.RUNNING}

    @property
    def has_run(self) -> bool:
        return self.state in {State.DONE, State.CANCELLED, State.UNDONE}
