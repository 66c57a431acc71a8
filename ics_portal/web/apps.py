from django.apps import AppConfig

from ics_portal.core.web.navigation import register_entry


class WebConfig(AppConfig):
    name = "ics_portal.web"
    label = "web"
    verbose_name = "Portal pages"

    def ready(self) -> None:
        register_entry("home", "Home", "web:home", 10)
