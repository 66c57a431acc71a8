"""Arranging a meeting and changing its particulars."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time

from django.db import transaction
from django.utils.timezone import localdate

from boards.bodies.models import Body
from boards.meetings.enums import MeetingState, MeetingType
from boards.meetings.models import Meeting
from boards.meetings.permissions import may_arrange_meeting, may_edit_meeting
from boards.meetings.rules.publication import check_published
from boards.meetings.rules.words import clean_reason, one_line
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import create_with_reason, record, save_with_reason
from ics_portal.core.errors import RuleBroken
from ics_portal.core.outbox import tell
from ics_portal.core.verdicts import require


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingDetails:
    """The heading of an agenda (AGD-01), who presides, and the meeting after (AGD-09).

    ``is_public`` is None where nobody said; the days are those on which papers and
    minutes were published, None until they are (PTN-05, ACC-09).
    """

    meeting_type: str
    held_on: date
    starts_at: time
    ends_at: time
    place: str = ""
    link: str = ""
    title: str = ""
    is_public: bool | None = None
    stream_link: str = ""
    papers_published_on: date | None = None
    minutes_published_on: date | None = None
    chair_id: int | None = None
    next_meeting_id: int | None = None


WHERE_AND_WHEN = frozenset({"starts_at", "ends_at", "place", "link"})
"""What people who are called need to know; the day changes with notice only (CAL-5)."""


@transaction.atomic
def create_meeting(
    *, body: Body, details: MeetingDetails, actor: Actor, at: datetime
) -> Meeting:
    """Arrange a meeting of a body; its agenda is empty.

    Raises RuleBroken naming the field at fault.
    """
    require(may_arrange_meeting(actor, body))
    details = _check(body.pk, None, details, today=localdate(at))
    meeting = create_with_reason(
        Meeting, "Meeting arranged", actor=actor, body=body, **asdict(details)
    )
    record(verb="meeting_arranged", target=meeting, actor=actor, at=at)
    return meeting


@transaction.atomic
def update_meeting(
    *,
    meeting: Meeting,
    details: MeetingDetails,
    actor: Actor,
    at: datetime,
    reason: str = "",
) -> Meeting:
    """Change the particulars of a meeting; a reason is asked for once it is issued.

    *Tells* ``meeting_changed`` where a called one has another time, place or link.
    """
    locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
    require(may_edit_meeting(actor, locked))
    if locked.numbers_frozen_at is not None:
        clean_reason(
            reason,
            ask="This agenda has been issued: say why the meeting is changed.",
            rule="MTG-3",
        )
    details = _check(locked.body_id, locked.pk, details, today=localdate(at))
    _check_day_stays(locked, details.held_on)
    changed = {
        name: str(value)
        for name, value in asdict(details).items()
        if getattr(locked, name) != value
    }
    if not changed:
        return locked
    for name, value in asdict(details).items():
        setattr(locked, name, value)
    save_with_reason(locked, reason or "Meeting changed", actor=actor)
    record(
        verb="meeting_changed",
        target=locked,
        actor=actor,
        at=at,
        reason=reason,
        detail={"changed": changed},
    )
    if locked.state == MeetingState.CALLED and WHERE_AND_WHEN & changed.keys():
        change = {"meeting_id": locked.pk, "history_id": locked.history.latest().pk}
        tell("meeting_changed", change)
    return locked


def _check_day_stays(meeting: Meeting, held_on: date) -> None:
    """A day that people were told is changed with notice, not in passing (CAL-5)."""
    if held_on != meeting.held_on and meeting.state != MeetingState.PLANNED:
        raise RuleBroken(
            "CAL-5",
            f"This meeting is {MeetingState(meeting.state).label.lower()}. Postpone it to"
            " change its day, so that notice is given of the new one.",
            field="held_on",
        )


def _check(
    body_id: int, meeting_id: int | None, details: MeetingDetails, *, today: date
) -> MeetingDetails:
    place, link = one_line(details.place), details.link.strip()
    if details.meeting_type not in MeetingType.values:
        raise RuleBroken("AGD-01", "Choose formal or informal.", field="meeting_type")
    if details.ends_at <= details.starts_at:
        raise RuleBroken(
            "AGD-01",
            f"The end must be after the start, {details.starts_at:%H:%M}.",
            field="ends_at",
        )
    if not place and not link:
        raise RuleBroken(
            "AGD-01",
            "Enter a place, or a link to join, so that people know where to go.",
            field="place",
        )
    check_published(
        held_on=details.held_on,
        papers_on=details.papers_published_on,
        minutes_on=details.minutes_published_on,
        today=today,
    )
    _check_next(body_id, meeting_id, details)
    return replace(
        details,
        place=place,
        link=link,
        title=one_line(details.title),
        stream_link=details.stream_link.strip(),
    )


def _check_next(body_id: int, meeting_id: int | None, details: MeetingDetails) -> None:
    if details.next_meeting_id is None:
        return
    following = Meeting.objects.filter(
        pk=details.next_meeting_id, body_id=body_id, held_on__gte=details.held_on
    ).first()
    if following is None or following.pk == meeting_id:
        raise RuleBroken(
            "AGD-09",
            "The next meeting must be a later meeting of the same body.",
            field="next_meeting",
        )
