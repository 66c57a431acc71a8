"""Addresses of packs."""

from django.urls import path

from boards.packs.views import copies, publishing
from boards.packs.views import packs as views

app_name = "packs"

_PACK = "meetings/<int:meeting_id>/pack/"
_PUBLISH = "meetings/<int:meeting_id>/publish/"
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
    path(
        f"{_VERSION}supplement/<str:edition>/",
        views.download_supplement,
        name="download_supplement",
    ),
    path(f"{_VERSION}copy/<str:edition>/", copies.own_copy, name="own_copy"),
    path(
        f"{_VERSION}copy/<str:edition>/manifest/",
        copies.own_copy_manifest,
        name="own_copy_manifest",
    ),
    path(f"{_VERSION}copies/", copies.copies, name="copies"),
    path(f"{_VERSION}copies/<int:copy_id>/", copies.copy, name="copy"),
    path(f"{_VERSION}copies/<int:copy_id>/file/", copies.copy_file, name="copy_file"),
    path(
        f"{_VERSION}copies/<int:copy_id>/again/", copies.copy_again, name="copy_again"
    ),
    path(f"{_PACK}supplement/", publishing.supplement, name="supplement"),
    path(_PUBLISH, publishing.publish, name="publish"),
    path(f"{_PUBLISH}papers/", publishing.publish_papers, name="publish_papers"),
    path(f"{_PUBLISH}notice/", publishing.publish_notice, name="publish_notice"),
    path(f"{_PUBLISH}minutes/", publishing.publish_minutes, name="publish_minutes"),
    path(
        f"{_PUBLISH}<int:publication_id>/withdraw/",
        publishing.withdraw,
        name="withdraw_publication",
    ),
]
