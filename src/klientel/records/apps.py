from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate


class RecordsConfig(AppConfig):
    name = "klientel.records"

    def ready(self) -> None:
        from klientel.records import kinds, ordering, rules, search_tables
        from klientel.records.custom.definitions import watch_requests
        from klientel.records.custom.joining import with_own_fields

        post_migrate.connect(search_tables.make_search_tables)
        register(search_tables.missing_search_tables, Tags.database)
        register(ordering.unindexed_kinds, Tags.models)
        watch_requests()
        kinds.give_fields(with_own_fields)
        rules.register_own_rules()
