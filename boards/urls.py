"""Gathers the rooms' addresses."""

from django.urls import include, path

urlpatterns = [
    path("", include("boards.directory.urls")),
    path("", include("boards.bodies.urls")),
    path("", include("boards.duties.urls")),
    path("", include("boards.actions.urls")),
    path("", include("boards.minutes.urls")),
    path("", include("boards.packs.urls")),
    path("", include("boards.meetings.urls")),
    path("", include("boards.sittings.urls")),
    path("", include("boards.papers.urls")),
]
