"""Arranging a series of meetings at once, and who meets in common."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from boards.bodies.models import Body
from boards.meetings.models import Meeting
from boards.meetings.permissions import may_arrange_meeting, may_edit_meeting
from boards.meetings.services.meetings import MeetingDetails, create_meeting
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import record
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require


@transaction.atomic
def create_series(
    *,
    body: Body,
    days: Sequence[date],
    details: MeetingDetails,
    actor: Actor,
    at: datetime,
) -> list[Meeting]:
    """Arrange a meeting on each day, all or none; each names the one after it (AGD-09)."""
    require(may_arrange_meeting(actor, body))
    if not days:
        raise RuleBroken("CAL-10", "Choose at least one day.", field="days")
    made: list[Meeting] = []
    # From the last to the first, so that each can name the one that follows.
    for on in sorted(set(days), reverse=True):
        following = made[-1].pk if made else None
        one = replace(details, held_on=on, next_meeting_id=following)
        made.append(create_meeting(body=body, details=one, actor=actor, at=at))
    return made[::-1]


@transaction.atomic
def set_in_common(
    *, meeting: Meeting, body_ids: Collection[int], actor: Actor, at: datetime
) -> Meeting:
    """Say which other bodies of the system sit at the same time (CAL-11)."""
    locked = (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("body")
        .get(pk=meeting.pk)
    )
    require(may_edit_meeting(actor, locked))
    before = set(locked.in_common_with.values_list("pk", flat=True))
    wanted = set(body_ids)
    if before == wanted:
        return locked
    others = Body.objects.filter(pk__in=wanted, system_id=locked.body.system_id)
    if locked.body_id in wanted or others.count() != len(wanted):
        raise RuleBroken(
            "CAL-11", "Choose other bodies of the same system.", field="in_common_with"
        )
    locked.in_common_with.set(others)
    record(
        verb="meeting_in_common",
        target=locked,
        actor=actor,
        at=at,
        detail={"bodies": sorted(wanted)},
    )
    return locked
