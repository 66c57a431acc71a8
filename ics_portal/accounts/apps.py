from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "ics_portal.accounts"
    label = "accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        import_module("ics_portal.accounts.receivers")
