"""Django set up for a command, and what must stand before one can work."""

import os
from gettext import gettext as _

from klientel.config.cli.troubles import Trouble
from klientel.config.cli.words import language


def start() -> None:
    """Finish a restore that was cut, then load settings and models, in the command's language."""
    import django

    from klientel.config.env import data_folder
    from klientel.config.restoring import finish_restore

    finish_restore(data_folder())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klientel.config.settings")
    django.setup()
    from django.utils import translation

    translation.activate(language())


def start_with_database() -> None:
    """Start, and make sure that the database is there and up to date."""
    start()
    require_database()


def require_database() -> None:
    """Raise `Trouble` unless every migration is applied, and what is derived stands."""
    from django.db import connection

    from klientel.changes.remaking import in_older_form
    from klientel.records.search_tables import missing, search_models

    if pending_migrations():
        raise Trouble(_("The database is not up to date. Run: klientel migrate"))
    if any(missing(model, connection) for model in search_models()):
        raise Trouble(_("The search lacks its indexes. Run: klientel migrate"))
    if in_older_form():
        raise Trouble(_("The database is not up to date. Run: klientel migrate"))


def pending_migrations() -> list[str]:
    """Return the names of the migrations that the database still lacks."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def bring_up_to_date() -> None:
    """Apply every migration, make the cache's table, and compute anew what an older release
    derived otherwise; nothing to do a second time."""
    from django.core.management import call_command
    from django.utils import timezone

    from klientel.changes.remaking import remake_older

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    remake_older(timezone.now())
