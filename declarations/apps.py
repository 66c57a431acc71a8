"""The declarations app: one room."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig

# What declarations add to the portal's frame, and what they hear of.
REGISTRATIONS = (
    "declarations.checks",
    "declarations.contributions",
    "declarations.copies",
    "declarations.print_jobs",
    "declarations.receivers",
)


class DeclarationsConfig(AppConfig):
    """Interests, gifts, registers and conflicts."""

    name = "declarations"
    verbose_name = "Declarations of interest"

    def ready(self) -> None:
        for module in REGISTRATIONS:
            import_module(module)
