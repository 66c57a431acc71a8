"""Every address of the portal; each app brings its own."""

from importlib.util import find_spec

from django.urls import URLResolver, include, path

APPS = ("boards", "declarations", "finance", "programmes", "risks")


def app_urls() -> list[URLResolver]:
    """The addresses of the apps that have pages."""
    return [
        path("", include(f"{app}.urls")) for app in APPS if find_spec(f"{app}.urls")
    ]


urlpatterns = [
    path("", include("ics_portal.web.urls")),
    path("", include("ics_portal.web.public.urls")),
    path("", include("ics_portal.accounts.urls")),
    path("", include("ics_portal.core.jobs.urls")),
    path("", include("ics_portal.core.notify.urls")),
    path("api/", include("ics_portal.api.urls")),
    *app_urls(),
]

handler400 = "ics_portal.core.web.errors.bad_request"
handler403 = "ics_portal.core.web.errors.permission_denied"
handler404 = "ics_portal.core.web.errors.page_not_found"
handler500 = "ics_portal.core.web.errors.server_error"
