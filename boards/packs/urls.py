"""Addresses of packs."""

from django.urls import path

from boards.packs import views

app_name = "packs"

_PACK = "meetings/<int:meeting_id>/pack/"
_VERSION = f"{_PACK}<int:version>/"

urlpatterns = [
    path("packs/", views.mine, name="mine"),
    path(_PACK, views.overview, name="overview"),
    path(f"{_PACK}build/", views.build, name="build"),
    path(_VERSION, views.detail, name="detail"),
    path(f"{_VERSION}progress/", views.progress, name="progress"),
    path(f"{_VERSION}cancel/", views.cancel, name="cancel"),
    path(f"{_VERSION}retry/", views.retry, name="retry"),
    path(f"{_VERSION}issue/", views.issue, name="issue"),
    path(f"{_VERSION}download/<str:edition>/", views.download, name="download"),
    path(f"{_VERSION}manifest/<str:edition>/", views.manifest, name="manifest"),
]
