"""Addresses of the duties."""

from django.urls import path

from boards.duties.views import duties, involvement, transition, workstreams

app_name = "duties"

MILESTONE = "system/transition/<int:milestone_id>/"
WORKSTREAM = "system/workstreams/<int:workstream_id>/"
INVOLVEMENT = "system/involvement/<int:involvement_id>/"

urlpatterns = [
    path("system/duties/", duties.listing, name="list"),
    path("system/transition/", transition.listing, name="transition"),
    path("system/transition/load/", transition.load, name="load_milestones"),
    path("system/transition/new/", transition.add, name="add_milestone"),
    path(MILESTONE, transition.milestone, name="milestone"),
    path(f"{MILESTONE}change/", transition.change, name="change_milestone"),
    path("system/workstreams/", workstreams.listing, name="workstreams"),
    path("system/workstreams/new/", workstreams.add, name="add_workstream"),
    path(f"{WORKSTREAM}change/", workstreams.change, name="change_workstream"),
    path(f"{WORKSTREAM}end/", workstreams.end, name="end_workstream"),
    path("system/involvement/", involvement.listing, name="involvements"),
    path("system/involvement/new/", involvement.add, name="add_involvement"),
    path(INVOLVEMENT, involvement.involvement, name="involvement"),
    path(f"{INVOLVEMENT}change/", involvement.change, name="change_involvement"),
]
