"""The clock: what is due, and who does it."""

from django.db import models


class Clock(models.Model):
    """When a recurring job is due next; a row a job.

    `claimed_at` is set while a worker runs it. `failure` says what stopped its last run, ''
    after one that succeeded at `done_at`.
    """

    name = models.CharField(max_length=60, primary_key=True)
    due_at = models.DateTimeField(db_index=True)
    claimed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.name} at {self.due_at:%Y-%m-%d %H:%M %Z}"
