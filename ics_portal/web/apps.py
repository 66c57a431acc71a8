from django.apps import AppConfig

from ics_portal.core.web.navigation import register_entry


class WebConfig(AppConfig):
    name = "ics_portal.web"
    label = "web"
    verbose_name = "Portal pages"

    def ready(self) -> None:
        # Late: it reads models, which are not there when this file is loaded.
        from ics_portal.web.public import panels  # noqa: PLC0415

        register_entry("home", "Home", "web:home", 10)
        panels.register()
