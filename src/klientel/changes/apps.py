from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ChangesConfig(AppConfig):
    name = "klientel.changes"

    def ready(self) -> None:
        from klientel.changes import checks, remaking, triggers

        assert checks  # noqa: S101 -- imported to register
        post_migrate.connect(triggers.make_triggers, sender=self)
        post_migrate.connect(remaking.note_forms_of_new, sender=self)
        post_migrate.connect(triggers.make_counter, sender=self)
