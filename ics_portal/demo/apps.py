"""The demonstration app; a leaf that nothing imports."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "ics_portal.demo"
    label = "demo"
    verbose_name = "Demonstration"
