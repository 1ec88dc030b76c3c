"""The small world is built once a module; each test sees it fresh and leaves nothing."""

from copy import deepcopy

import pytest
from django.db import transaction

from tests.contacts.world import build


@pytest.fixture(scope="module")
def built_world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture
def world(built_world, db):
    """The world's rows as they were built: what a test does to them, the next one does not see."""
    return deepcopy(built_world)
