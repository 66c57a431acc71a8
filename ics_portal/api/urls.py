"""``/api/v1/``: every room registers its own viewsets; the schema describes them."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.routers import SimpleRouter

from ics_portal.accounts.api.urls import urlpatterns as account_urls
from ics_portal.core.jobs.api.urls import register as register_jobs
from ics_portal.web.public.api.urls import register as register_public

ROOMS = (
    "boards.directory",
    "boards.bodies",
    "boards.meetings",
    "boards.papers",
    "boards.duties",
    "boards.sittings",
    "boards.actions",
    "boards.minutes",
    "boards.packs",
    "declarations",
)

app_name = "api"


class SchemaView(SpectacularJSONAPIView):
    """The description of the API, for signed-in readers only."""

    verdicts = {"get": None}


def router() -> SimpleRouter:
    """One router with the viewsets of every room that has an API."""
    gathered = SimpleRouter()
    register_jobs(gathered)
    register_public(gathered)
    for room in ROOMS:
        if apps.is_installed(room.split(".")[0]) and _has_api(room):
            import_module(f"{room}.api.urls").register(gathered)
    return gathered


def _has_api(room: str) -> bool:
    return (
        find_spec(room) is not None
        and find_spec(f"{room}.api") is not None
        and find_spec(f"{room}.api.urls") is not None
    )


v1: list[URLPattern | URLResolver] = [
    path("", include(account_urls)),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("", include(router().urls)),
]

urlpatterns = [path("v1/", include(v1))]
