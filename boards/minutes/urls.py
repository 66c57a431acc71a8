"""Addresses of the minutes of a meeting. Part 2 has one of its own to be read at; the pages
that change something take ``part`` and, where bodies met in common, ``body``."""

from django.urls import path

from boards.minutes.views import approving, editing, importing, reading

app_name = "minutes"

_MEETING = "meetings/<int:meeting_id>/minutes/"

urlpatterns = [
    path(_MEETING, reading.read, name="read"),
    path(f"{_MEETING}part-2/", reading.part_two, name="part_two"),
    path(f"{_MEETING}print/", reading.printed, name="print"),
    path(f"{_MEETING}draft/", editing.begin, name="draft"),
    path(f"{_MEETING}import/", importing.bring_in, name="import"),
    path(f"{_MEETING}edit/", editing.edit, name="edit"),
    path(f"{_MEETING}save/", editing.autosave, name="autosave"),
    path(f"{_MEETING}items/<int:item_id>/", editing.item, name="item"),
    path(f"{_MEETING}marks/<int:mark_id>/", editing.settle_mark, name="settle_mark"),
    path(f"{_MEETING}take-back/", approving.take_back, name="take_back"),
    path(f"{_MEETING}offer/", approving.offer, name="offer"),
    path(f"{_MEETING}approve/", approving.approve, name="approve"),
    path(f"{_MEETING}confirm/", approving.confirm, name="confirm"),
    path(f"{_MEETING}correct/", approving.correct, name="correct"),
    path(f"{_MEETING}sign/", approving.sign, name="sign"),
]
