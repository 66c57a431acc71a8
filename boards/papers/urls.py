"""Addresses of papers. A paper has an id of its own, since item numbers move."""

from django.urls import path

from boards.papers.views import deciding, lists, reading, redacting, writing

app_name = "papers"

_MEETING = "meetings/<int:meeting_id>/papers/"
_PAPER = "papers/<int:paper_id>/"
_VERSION = f"{_PAPER}versions/<int:number>/"

urlpatterns = [
    path(_MEETING, lists.listing, name="list"),
    path(f"{_MEETING}new/", lists.new, name="new"),
    path(
        f"{_MEETING}items/<int:item_id>/purpose/<int:purpose_id>/",
        lists.set_purpose,
        name="set_purpose",
    ),
    path("papers/mine/", lists.mine, name="mine"),
    path(_PAPER, reading.detail, name="detail"),
    path(f"{_PAPER}print/", reading.printed, name="print"),
    path(f"{_PAPER}versions/", reading.versions, name="versions"),
    path(f"{_VERSION}picture/", reading.picture, name="picture"),
    path(f"{_VERSION}progress/", reading.progress, name="progress"),
    path(f"{_VERSION}retry/", writing.retry, name="retry"),
    path(f"{_VERSION}drop/", redacting.drop_failed, name="drop_failed"),
    path(f"{_VERSION}<str:which>/", reading.file, name="file"),
    path(f"{_PAPER}redacted/", redacting.redacted, name="redacted"),
    path(f"{_PAPER}redacted/drop/", redacting.drop_redacted, name="drop_redacted"),
    path(f"{_PAPER}redacted/sheet/", redacting.public_sheet, name="public_sheet"),
    path(f"{_PAPER}edit/", writing.edit, name="edit"),
    path(f"{_PAPER}autosave/", writing.autosave, name="autosave"),
    path(f"{_PAPER}form/", writing.choose_form, name="form"),
    path(f"{_PAPER}move/", lists.move, name="move"),
    path(f"{_PAPER}review/", deciding.review, name="review"),
    path(f"{_PAPER}withdraw/", deciding.withdraw, name="withdraw"),
    path(f"{_PAPER}restore/", deciding.restore, name="restore"),
    path(f"{_PAPER}deadline/", deciding.deadline, name="deadline"),
]
