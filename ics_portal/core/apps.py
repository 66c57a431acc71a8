from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "ics_portal.core"
    label = "core"
    verbose_name = "Portal core"

    def ready(self) -> None:
        # The web process must know the job kinds and the worker must know the handlers.
        autodiscover_modules("tasks")
