import copy
from datetime import UTC, datetime
from pathlib import Path

import pytest

from klientel.accounts.models import RoleCode
from klientel.accounts.operations import add_user
from klientel.changes.actors import system

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def anna(db):
    """An administrator who reads English, so that these tests need no translation."""
    return add_user(
        username="anna",
        password="Nordlicht-7",
        role=RoleCode.ADMINISTRATOR,
        given_name="Anna",
        family_name="Berg",
        email="anna@berg.example",
        language="en",
        by=system(NOW),
    )


@pytest.fixture
def annas(client, anna):
    """Anna's browser, logged in."""
    client.force_login(anna)
    return client


@pytest.fixture
def test_pages(settings):
    """Pages of this folder: ones that fail, ones with pieces."""
    settings.ROOT_URLCONF = "tests.web.urls"
    settings.TEMPLATES = copy.deepcopy(settings.TEMPLATES)
    settings.TEMPLATES[0]["DIRS"] = [str(Path(__file__).parent / "templates")]
