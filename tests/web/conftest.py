import copy
from pathlib import Path

import pytest


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
