from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "klientel.files"

    def ready(self) -> None:
        from klientel.changes import derivers as registry
        from klientel.files import derivers

        registry.register("files", derivers.follow, derivers.remake)
