from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings

from klientel.records import kinds, search_tables


@pytest.fixture(scope="package")
def shelf(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """Put up the shelf's tables beside those of the project."""
    from tests.records.shelf.models import MODELS, BookText

    apps = [*settings.INSTALLED_APPS, "tests.records.shelf"]
    with override_settings(INSTALLED_APPS=apps), django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            for model in MODELS:
                editor.create_model(model)
        search_tables.make(BookText, connection)
        yield
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS shelf_booktext_fts")
        with connection.schema_editor() as editor:
            for model in reversed(MODELS):
                editor.delete_model(model)


@pytest.fixture
def shelved(shelf: None, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Register the kinds of the shelf, and nothing else."""
    from tests.records.shelf.registering import AUTHOR, BOOK, LOAN

    registry = {kind.code: kind for kind in (BOOK, LOAN, AUTHOR)}
    monkeypatch.setattr(kinds, "_registered", registry)
