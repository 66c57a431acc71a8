"""Addresses of meetings and their agendas."""

from django.urls import path

from boards.meetings import views
from boards.meetings.views import presenting, rounds

app_name = "meetings"

MEETING = "meetings/<int:meeting_id>/"
EDIT = f"{MEETING}agenda/edit/"
ITEM = f"{EDIT}items/<int:item_id>/"
SECTION = f"{EDIT}sections/<int:section_id>/"
CARRIED = f"{EDIT}carried/<int:carried_id>/"
QUESTION = f"{MEETING}questions/<int:question_id>/"
DECISION = "decisions/<str:number>/"
ROUND = "decisions/rounds/<int:round_id>/"
PLAN = "meetings/<slug:slug>/plan/"

urlpatterns = [
    path("meetings/", views.listing, name="list"),
    path("meetings/new/", views.new, name="new"),
    path(MEETING, views.detail, name="detail"),
    path(f"{MEETING}edit/", views.edit, name="edit"),
    path(f"{MEETING}call/", views.call, name="call"),
    path(f"{MEETING}notice/", views.notice, name="notice"),
    path(f"{MEETING}state/<slug:to>/", views.change_state, name="change_state"),
    path(f"{MEETING}reply/", views.reply, name="reply"),
    path(f"{MEETING}replies/<int:person_id>/", views.reply_for, name="reply_for"),
    path(f"{MEETING}agenda/", views.agenda, name="agenda"),
    path(f"{MEETING}as-it-was/", views.as_it_was, name="as_it_was"),
    path(f"{MEETING}agenda/items/<int:item_id>/", views.item, name="item"),
    path(EDIT, views.builder, name="agenda_edit"),
    path(f"{EDIT}add/", views.add, name="add"),
    path(f"{EDIT}declarations/", views.add_declarations, name="add_declarations"),
    path(f"{EDIT}undo/", views.undo, name="undo"),
    path(f"{EDIT}start/", views.start, name="start"),
    path(f"{EDIT}paste/", views.paste, name="paste"),
    path(ITEM, views.save_row, name="save_row"),
    path(f"{ITEM}move/", views.move, name="move"),
    path(f"{ITEM}purpose/<int:purpose_id>/", views.set_purpose, name="set_purpose"),
    path(f"{ITEM}format/<slug:item_format>/", views.set_format, name="set_format"),
    path(f"{ITEM}sub-items/", views.add_sub_item, name="add_sub_item"),
    path(f"{ITEM}remove/", views.remove, name="remove"),
    path(f"{ITEM}presenters/", presenting.name, name="name_presenter"),
    path(
        f"{ITEM}presenters/<int:presenter_id>/drop/",
        presenting.drop,
        name="drop_presenter",
    ),
    path(f"{ITEM}defer/", views.defer, name="defer"),
    path(f"{ITEM}withdraw/", views.withdraw, name="withdraw"),
    path(f"{ITEM}restore/", views.restore, name="restore"),
    path(f"{EDIT}sections/", views.add_section, name="add_section"),
    path(SECTION, views.section, name="section"),
    path(f"{SECTION}move/", views.move_section, name="move_section"),
    path(f"{SECTION}remove/", views.remove_section, name="remove_section"),
    path(f"{CARRIED}take/", views.take, name="take"),
    path(f"{CARRIED}defer/", views.defer_again, name="defer_again"),
    path(f"{CARRIED}drop/", views.drop, name="drop"),
    path(f"{MEETING}questions/", views.questions, name="questions"),
    path(f"{QUESTION}accept/", views.accept_question, name="accept_question"),
    path(f"{QUESTION}refuse/", views.refuse_question, name="refuse_question"),
    path(f"{QUESTION}answer/", views.answer_question, name="answer_question"),
    path(f"{QUESTION}publish/", views.publish_answer, name="publish_answer"),
    path(f"{EDIT}planned/<int:entry_id>/", views.take_planned, name="take_planned"),
    path("meetings/series/", views.new_series, name="new_series"),
    path("settings/<slug:slug>/meetings/", views.meeting_settings, name="settings"),
    path(
        "meetings/<slug:slug>/calendar.ics", views.body_calendar, name="body_calendar"
    ),
    path("calendar/<str:secret>.ics", views.own_calendar, name="own_calendar"),
    path("account/calendar/", views.calendar_keys, name="calendar_keys"),
    path(
        "account/calendar/<int:key_id>/revoke/",
        views.revoke_calendar_key,
        name="revoke_calendar_key",
    ),
    path(PLAN, views.plan, name="plan"),
    path(f"{PLAN}add/", views.add_planned, name="add_planned"),
    path(f"{PLAN}<int:entry_id>/", views.edit_planned, name="edit_planned"),
    path(f"{PLAN}<int:entry_id>/drop/", views.drop_planned, name="drop_planned"),
    path("decisions/", views.log, name="decisions"),
    path("decisions/new/", views.new_decision, name="new_decision"),
    path("decisions/rounds/", rounds.rounds, name="rounds"),
    path("decisions/rounds/new/", rounds.new_round, name="new_round"),
    path(ROUND, rounds.one_round, name="round"),
    path(f"{ROUND}answer/", rounds.answer_round, name="answer_round"),
    path(f"{ROUND}enter/", rounds.enter_answer, name="enter_answer"),
    path(f"{ROUND}decide/", rounds.decide_round, name="decide_round"),
    path(f"{ROUND}not-carried/", rounds.fail_round, name="fail_round"),
    path(f"{ROUND}stop/", rounds.stop_round, name="stop_round"),
    path("decisions/seal/", rounds.seal, name="seal"),
    path("decisions/seal/new/", rounds.new_seal_use, name="new_seal_use"),
    path(DECISION, views.decision, name="decision"),
    path(f"{DECISION}correct/", views.correct_decision, name="correct_decision"),
]
