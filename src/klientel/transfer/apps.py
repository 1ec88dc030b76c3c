from django.apps import AppConfig


class TransferConfig(AppConfig):
    name = "klientel.transfer"

    def ready(self) -> None:
        from klientel.contacts.erasers import register_eraser
        from klientel.transfer.erasing import forget_files

        register_eraser("transfer", forget_files)
