"""Addresses of the directory."""

from django.urls import path

from boards.directory.views import (
    importing,
    organisations,
    people,
    places,
    successions,
    systems,
)

app_name = "directory"

_ONE = "system/organisations/<int:pk>/"
_PERSON = "system/people/<int:pk>/"
_PLACE = "system/places/<slug:slug>/"

urlpatterns = [
    path("system/organisations/", organisations.listing, name="organisations"),
    path("system/organisations/new/", organisations.new, name="new_organisation"),
    path("system/organisations/import/", importing.importing, name="import"),
    path(_ONE, organisations.detail, name="organisation"),
    path(f"{_ONE}edit/", organisations.edit, name="edit_organisation"),
    path(f"{_ONE}close/", organisations.close, name="close_organisation"),
    path(f"{_ONE}services/", organisations.provides, name="services"),
    path(f"{_ONE}succession/", successions.succession, name="succession"),
    path(
        f"{_ONE}succession/<int:succession_pk>/",
        successions.correct,
        name="correct_succession",
    ),
    path("system/people/", people.listing, name="people"),
    path("system/people/new/", people.new, name="new_person"),
    path(_PERSON, people.detail, name="person"),
    path(f"{_PERSON}edit/", people.edit, name="edit_person"),
    path(f"{_PERSON}asked/", people.asked, name="asked"),
    path(f"{_PERSON}elsewhere/", people.add_role, name="add_outside_role"),
    path(
        f"{_PERSON}elsewhere/<int:role_pk>/", people.edit_role, name="edit_outside_role"
    ),
    path(
        f"{_PERSON}elsewhere/<int:role_pk>/end/",
        people.end_role,
        name="end_outside_role",
    ),
    path(f"{_PERSON}bars/", people.add_bar, name="add_bar"),
    path(f"{_PERSON}bars/<int:bar_pk>/end/", people.end_bar, name="end_bar"),
    path("system/places/", places.listing, name="places"),
    path("system/places/new/", places.new, name="new_place"),
    path(_PLACE, places.detail, name="place"),
    path(f"{_PLACE}edit/", places.edit, name="edit_place"),
    path(f"{_PLACE}close/", places.close, name="close_place"),
    path("system/footprint/<int:pk>/", systems.footprint, name="footprint"),
    path("system/systems/<int:pk>/", systems.detail, name="system"),
    path("system/systems/<int:pk>/edit/", systems.edit, name="edit_system"),
]
