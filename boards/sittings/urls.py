"""Addresses of a sitting."""

from django.urls import path

from boards.sittings.views import attendance, outcomes, private, rulings, run, yearly

app_name = "sittings"

RUN = "meetings/<int:meeting_id>/run/"
OUTCOMES = f"{RUN}items/<int:item_id>/outcomes/"

ITEM = f"{RUN}items/<int:item_id>/"
ATTENDANCE = f"{RUN}attendance/"

urlpatterns = [
    path(RUN, run.run, name="run"),
    path(ITEM, run.run, name="run_item"),
    path(f"{ITEM}begin/", run.begin, name="begin_item"),
    path(f"{ITEM}rulings/", rulings.rule, name="rule_in_room"),
    path(f"{RUN}script/", run.script, name="script"),
    path(f"{RUN}open/", run.open_meeting, name="open"),
    path(f"{RUN}end-item/", run.end_item, name="end_item"),
    path(f"{RUN}adjourn/", run.adjourn, name="adjourn"),
    path(f"{RUN}resume/", run.resume, name="resume"),
    path(f"{RUN}close/", run.close, name="close"),
    path(f"{RUN}chair/", run.chair, name="chair"),
    path(f"{RUN}inquorate/", run.inquorate, name="inquorate"),
    path(f"{RUN}private/", private.private, name="private"),
    path(f"{RUN}public-back/", run.admit_public, name="admit_public"),
    path(f"{RUN}events/<int:event_id>/strike/", run.strike, name="strike"),
    path(ATTENDANCE, attendance.attendance, name="attendance"),
    path(f"{ATTENDANCE}start/", attendance.start, name="start_attendance"),
    path(f"{ATTENDANCE}everybody/", attendance.everybody, name="everybody"),
    path(f"{ATTENDANCE}move/", attendance.move, name="move_person"),
    path(f"{ATTENDANCE}add/", attendance.add, name="add_attendee"),
    path(f"{ATTENDANCE}import/", attendance.bring_in, name="import_attendance"),
    path("meetings/attendance/", yearly.yearly, name="yearly"),
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
