"""Addresses of duties, oversight, assessments, the transition and involvement."""

from django.urls import path

from boards.duties.views import (
    duties,
    evidence,
    involvement,
    local_duties,
    maturity,
    maturity_keeping,
    oversight,
    oversight_keeping,
    transition,
    workstreams,
)

app_name = "duties"

OVERSIGHT = "system/oversight/"
MATURITY = "system/maturity/"
PLACE = "system/bodies/<slug:slug>/maturity/"
ASSESSMENT = f"{PLACE}<int:assessment_id>/"
DUTY = "system/duties/<slug:key>/<slug:slug>/"
LOCAL = "system/local-duties/<int:duty_id>/"
MILESTONE = "system/transition/<int:milestone_id>/"
WORKSTREAM = "system/workstreams/<int:workstream_id>/"
INVOLVEMENT = "system/involvement/<int:involvement_id>/"

urlpatterns = [
    path("system/duties/", duties.listing, name="list"),
    path(OVERSIGHT, oversight.listing, name="oversight"),
    path(f"{OVERSIGHT}rate/", oversight_keeping.rate, name="rate"),
    path(f"{OVERSIGHT}act/", oversight_keeping.act_on, name="act_on"),
    path(f"{OVERSIGHT}the-system/", oversight.of_system, name="oversight_of_system"),
    path(
        f"{OVERSIGHT}organisations/<int:organisation_id>/",
        oversight.of_organisation,
        name="oversight_of",
    ),
    path(
        f"{OVERSIGHT}ratings/<int:rating_id>/end/",
        oversight_keeping.end,
        name="end_rating",
    ),
    path(
        f"{OVERSIGHT}actions/<int:action_id>/end/",
        oversight_keeping.end_of_action,
        name="end_action",
    ),
    path(MATURITY, maturity.listing, name="maturity"),
    path(f"{MATURITY}scale/", maturity_keeping.choose, name="choose_scale"),
    path(
        f"{MATURITY}scales/<int:scale_id>/correct/",
        maturity_keeping.correct_scale,
        name="correct_scale",
    ),
    path(PLACE, maturity.place, name="place_maturity"),
    path(f"{PLACE}add/", maturity_keeping.add, name="add_assessment"),
    path(ASSESSMENT, maturity.assessment, name="assessment"),
    path(f"{ASSESSMENT}correct/", maturity_keeping.correct, name="correct_assessment"),
    path("system/duties/<slug:key>/", duties.listing, name="of_key"),
    path(DUTY, duties.duty, name="duty"),
    path(f"{DUTY}evidence/new/", evidence.add, name="add_evidence"),
    path(f"{DUTY}evidence/<int:evidence_id>/end/", evidence.end, name="end_evidence"),
    path(f"{DUTY}owners/new/", evidence.add_owner, name="add_owner"),
    path(f"{DUTY}owners/<int:owner_id>/end/", evidence.close_owner, name="end_owner"),
    path("system/local-duties/new/", local_duties.add, name="add_local_duty"),
    path(f"{LOCAL}change/", local_duties.change, name="change_local_duty"),
    path(f"{LOCAL}end/", local_duties.end, name="end_local_duty"),
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
