"""What meetings hear of: their own notices and rounds, to write the letters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.timezone import localdate

from boards.meetings.models import DecisionRound, Meeting, MeetingNotice
from boards.meetings.presenters.letters import (
    ACTS,
    change_letter,
    notice_letter,
    round_letter,
)
from boards.meetings.selectors.letters import addressees_of, asked_in
from ics_portal.core.notify import Notice, notify
from ics_portal.core.outbox import hears


@hears("notice_given")
def write_to_those_called(payload: dict[str, Any]) -> None:
    """Notice to members goes to all who are asked; one to the public is put up."""
    _write_of_notice(payload["notice_id"])


@hears("meeting_moved")
def write_of_the_move(payload: dict[str, Any]) -> None:
    """Postponed, adjourned, resumed or cancelled: told to the same people."""
    _write_of_notice(payload["notice_id"])


@hears("meeting_changed")
def write_of_the_change(payload: dict[str, Any]) -> None:
    """Another hour, place or link of a meeting that people were called to."""
    meeting = Meeting.objects.select_related("body").get(pk=payload["meeting_id"])
    key = f"meeting-changed:{payload['history_id']}"
    _write(meeting, lambda url, brings_item: change_letter(meeting, url=url, key=key))


@hears("round_opened")
def write_to_those_asked(payload: dict[str, Any]) -> None:
    """Each member who was asked, and may answer, gets the way to the round."""
    found = DecisionRound.objects.select_related("body").get(pk=payload["round_id"])
    now = timezone.now()
    notify(round_letter(found), to=asked_in(found, localdate(now)), at=now)


def _write_of_notice(notice_id: int) -> None:
    notice = MeetingNotice.objects.select_related("meeting__body").get(pk=notice_id)
    if notice.kind in ACTS:
        _write(
            notice.meeting,
            lambda url, brings_item: notice_letter(
                notice, url=url, brings_item=brings_item
            ),
        )


def _write(meeting: Meeting, letter: Callable[[str, bool], Notice]) -> None:
    now = timezone.now()
    people = addressees_of(meeting, localdate(now))
    notify(letter(meeting.get_absolute_url(), False), to=people.inside, at=now)
    for user, url in people.presenters:
        notify(letter(url, True), to=[user], at=now)
