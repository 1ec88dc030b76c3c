from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ChangesConfig(AppConfig):
    name = "klientel.changes"

    def ready(self) -> None:
        from klientel.changes import checks, triggers

        assert checks  # noqa: S101 -- imported to register
        post_migrate.connect(triggers.make_triggers, sender=self)
        post_migrate.connect(triggers.make_counter, sender=self)
