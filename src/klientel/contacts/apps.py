from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils import timezone


class ContactsConfig(AppConfig):
    name = "klientel.contacts"

    def ready(self) -> None:
        from klientel.changes import derivers as registry
        from klientel.contacts import derivers, kinds, subject_access, vocabulary
        from klientel.records.rules import register_rule

        post_migrate.connect(add_built_ins, sender=self)
        kinds.register_kinds()
        subject_access.register_own_providers()
        register_rule("relationship_type", vocabulary.twice_named)
        registry.register("contacts", derivers.follow, derivers.remake, form=2)


def add_built_ins(**_kwargs: Any) -> None:
    """Make the built-in relationships, connections and retention rules where they are missing."""
    from klientel.changes.actors import system
    from klientel.contacts.operations.built_ins import add_built_in_types

    add_built_in_types(by=system(timezone.now()))
