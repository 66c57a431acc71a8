"""Addresses of the action log."""

from django.urls import path

from boards.actions.views import acts, log, meeting

app_name = "actions"

AT_ITEM = "meetings/<int:meeting_id>/run/items/<int:item_id>/actions/"

urlpatterns = [
    path("actions/", log.listing, name="list"),
    path("actions/mine/", log.mine, name="mine"),
    path("actions/<int:action_id>/update/", acts.update, name="update"),
    path("actions/<int:action_id>/change/", acts.change, name="change"),
    path("actions/<int:action_id>/close/", acts.close, name="close"),
    path("actions/<int:action_id>/keep-open/", acts.stays_open, name="keep_open"),
    path("actions/<int:action_id>/supersede/", acts.supersede, name="supersede"),
    path("actions/<int:action_id>/reopen/", acts.reopen, name="reopen"),
    path(AT_ITEM, meeting.at_item, name="at_item"),
    path(f"{AT_ITEM}<int:action_id>/close/", meeting.close, name="close_at_item"),
    path(f"{AT_ITEM}<int:action_id>/propose/", meeting.propose, name="propose_at_item"),
    # Last: a legacy code may hold anything, a slash too.
    path("actions/<path:code>/", log.detail, name="detail"),
]
