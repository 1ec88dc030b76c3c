"""A storage of its own for each test: what lies in it is counted."""

import pytest
from django.conf import settings
from django.test import override_settings


@pytest.fixture
def folder(tmp_path):
    """The folder of stored contents, empty."""
    own = {
        "default": {"BACKEND": "klientel.files.disk.Folder", "OPTIONS": {"location": tmp_path}},
        "staticfiles": settings.STORAGES["staticfiles"],
    }
    with override_settings(STORAGES=own):
        yield tmp_path
