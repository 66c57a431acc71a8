"""Addresses of a sitting."""

from django.urls import path

from boards.sittings.views import outcomes

app_name = "sittings"

RUN = "meetings/<int:meeting_id>/run/"
OUTCOMES = f"{RUN}items/<int:item_id>/outcomes/"

urlpatterns = [
    path(OUTCOMES, outcomes.outcomes, name="outcomes"),
    path(
        f"{OUTCOMES}as-recommended/",
        outcomes.as_recommended,
        name="outcomes_as_recommended",
    ),
    path(f"{OUTCOMES}record/", outcomes.record, name="record_item_outcome"),
    path(
        f"{OUTCOMES}record/<int:recommendation_id>/",
        outcomes.record,
        name="record_outcome",
    ),
    path(
        f"{OUTCOMES}<int:outcome_id>/change/",
        outcomes.change_outcome,
        name="change_outcome",
    ),
]
