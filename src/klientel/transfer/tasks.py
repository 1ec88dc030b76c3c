"""Imports as jobs of the worker."""

from django_tasks import task


@task()
def work_on(pk: int, number: int) -> None:
    from klientel.transfer.jobs import work  # it queues this very task

    work(pk, number)
