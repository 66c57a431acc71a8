"""The boards app: eight rooms under one label."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig

# What each room adds to the portal's frame, and what it hears of. They need the models,
# so they are loaded when the app is ready.
REGISTRATIONS = (
    "boards.bodies.contributions",
    "boards.duties.contributions",
    "boards.meetings.portal",
    "boards.meetings.receivers",
    "boards.actions.contributions",
    "boards.minutes.contributions",
    "boards.minutes.print_jobs",
    "boards.sittings.contributions",
    "boards.sittings.standing_in",
    "boards.packs.contributions",
    "boards.packs.receivers",
    "boards.papers.contributions",
    "boards.papers.conversion_jobs",
    "boards.papers.presented",
    "boards.papers.receivers",
)


class BoardsConfig(AppConfig):
    """One app, one migration history, several rooms (docs/architecture.md)."""

    name = "boards"
    verbose_name = "Boards and meetings"

    def ready(self) -> None:
        for module in REGISTRATIONS:
            import_module(module)
