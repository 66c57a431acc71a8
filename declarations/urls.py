"""Addresses of declarations."""

from django.urls import path

from declarations.views import conflicts, registers

app_name = "declarations"

_CONFLICTS = "meetings/<int:meeting_id>/conflicts/"
_REGISTER = "interests/register/<slug:slug>/"

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
    path("interests/register/", registers.registers, name="registers"),
    path(_REGISTER, registers.register, name="register"),
    path(f"{_REGISTER}publish/", registers.publish, name="publish_register"),
    path(f"{_REGISTER}<slug:part>/", registers.register, name="register_part"),
    path(
        f"{_REGISTER}published/<slug:key>/",
        registers.published,
        name="published_register",
    ),
]
