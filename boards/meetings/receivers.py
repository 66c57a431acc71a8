"""What meetings hear of: their own notices and rounds, and papers held back, to write
the letters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone
from django.utils.timezone import localdate

from boards.meetings.models import DecisionRound, Meeting, MeetingNotice, Ruling
from boards.meetings.presenters.letters import (
    ACTS,
    change_letter,
    held_letter,
    notice_letter,
    released_letter,
    round_letter,
    ruled_letter,
)
from boards.meetings.selectors.letters import (
    Concerned,
    addressees_of,
    asked_in,
    concerned_by,
)
from ics_portal.core.notify import Notice, notify
from ics_portal.core.notify.models import Letter
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


@hears("papers_held")
def write_of_papers_held(payload: dict[str, Any]) -> None:
    """Whoever papers are kept from until the chair rules hears of it, of nobody else's
    and of no title (CONF-1)."""
    told = _concerned(payload["item_id"], payload["person_id"])
    if told is not None:
        key = f"{_held_key(payload)}{payload.get('at', '')}"
        letter = held_letter(told.item, number=told.number, key=key)
        notify(letter, to=[told.user], at=timezone.now())


@hears("papers_released")
def write_of_papers_released(payload: dict[str, Any]) -> None:
    """The same people hear when it ends without a ruling."""
    told = _concerned(payload["item_id"], payload["person_id"])
    if told is not None and _was_told(payload, told.user):
        key = f"papers-released:{payload['item_id']}:{payload.get('at', '')}"
        letter = released_letter(told.item, number=told.number, key=key)
        notify(letter, to=[told.user], at=timezone.now())


@hears("ruling_recorded")
def write_of_the_ruling(payload: dict[str, Any]) -> None:
    """And when it ends with one. Once papers are issued, packs write of a ruling."""
    ruling = Ruling.objects.select_related("item__meeting__body").get(
        pk=payload["ruling_id"]
    )
    if ruling.item.meeting.numbers_frozen_at is not None:
        return
    told = _concerned(ruling.item_id, ruling.person_id)
    of = {"item_id": ruling.item_id, "person_id": ruling.person_id}
    if told is not None and _was_told(of, told.user):
        key = f"held-ruling:{ruling.pk}"
        letter = ruled_letter(ruling, number=told.number, key=key)
        notify(letter, to=[told.user], at=timezone.now())


def _held_key(payload: Mapping[str, Any]) -> str:
    return f"papers-held:{payload['item_id']}:{payload['person_id']}:"


def _was_told(payload: Mapping[str, Any], user: Any) -> bool:
    key = _held_key(payload)
    return Letter.objects.filter(user=user, dedupe_key__startswith=key).exists()


def _concerned(item_id: int, person_id: int) -> Concerned | None:
    return concerned_by(item_id, person_id, localdate(timezone.now()))


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
