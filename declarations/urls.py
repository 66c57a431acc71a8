"""Addresses of declarations."""

from django.urls import path

from declarations.views import conflicts

app_name = "declarations"

_CONFLICTS = "meetings/<int:meeting_id>/conflicts/"

urlpatterns = [
    path(_CONFLICTS, conflicts.conflicts, name="conflicts"),
    path(f"{_CONFLICTS}concerns/", conflicts.concerns, name="concerns"),
    path(f"{_CONFLICTS}look-again/", conflicts.look_again, name="look_again"),
    path(
        f"{_CONFLICTS}items/<int:item_id>/people/<int:person_id>/",
        conflicts.rule,
        name="rule",
    ),
    path(f"{_CONFLICTS}<int:conflict_id>/dismiss/", conflicts.dismiss, name="dismiss"),
]
