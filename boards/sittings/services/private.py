"""The resolution to exclude the public (section 1(2) of the Act of 1960)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from boards.meetings.enums import Part
from boards.meetings.models import AgendaItem, Meeting
from boards.sittings.enums import EventKind
from boards.sittings.models import PrivateResolution, SittingEvent
from boards.sittings.permissions import may_run_meeting
from boards.sittings.rules.sitting import check_order, check_resolution
from boards.sittings.selectors.events import course_of_meeting
from boards.sittings.selectors.quorum import read_room
from boards.sittings.services.common import check_time, lock_meeting
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import create_with_reason, record, save_with_reason
from ics_portal.core.text import visible
from ics_portal.core.verdicts import require


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionDetails:
    """Who moved and seconded, in which words, why for each item, and the result."""

    moved_by_id: int | None
    seconded_by_id: int | None
    wording: str
    reasons: Mapping[int, str]
    carried: bool = True


@transaction.atomic
def resolve_private(
    *,
    meeting: Meeting,
    details: ResolutionDetails,
    happened_at: datetime,
    actor: Actor,
    at: datetime,
) -> PrivateResolution:
    """Record the resolution; carried, the public is excluded and part 2 may begin.

    One that was carried stands: sent again it is given back. One that was lost may be
    put again.
    """
    require(may_run_meeting(actor, meeting))
    meeting = lock_meeting(meeting)
    there = PrivateResolution.objects.filter(meeting=meeting).first()
    if there is not None and there.carried:
        return there
    course = course_of_meeting(meeting)
    check_time(meeting, happened_at, at)
    check_order(happened_at, course.sat, course.last_at)
    items = dict(
        AgendaItem.objects.live()
        .filter(meeting=meeting, part=Part.TWO)
        .values_list("pk", "title")
    )
    wording = visible(details.wording).replace("\r\n", "\n").strip()
    voters = read_room(meeting, meeting.body).voters(None, happened_at)
    check_resolution(
        moved_by=details.moved_by_id,
        seconded_by=details.seconded_by_id,
        voters=[row.pk for row in voters],
        wording=wording,
        reasons=details.reasons,
        private_items=items,
    )
    fields = {
        "moved_by_id": details.moved_by_id,
        "seconded_by_id": details.seconded_by_id,
        "resolved_at": happened_at,
        "wording": wording,
        "reasons": {str(pk): details.reasons[pk].strip() for pk in items},
        "carried": details.carried,
    }
    if there is None:
        there = create_with_reason(
            PrivateResolution, "Resolved", actor=actor, meeting=meeting, **fields
        )
    else:
        for name, value in fields.items():
            setattr(there, name, value)
        save_with_reason(there, "Put again", actor=actor)
    if details.carried:
        create_with_reason(
            SittingEvent,
            "Public excluded",
            actor=actor,
            meeting=meeting,
            kind=EventKind.PUBLIC_EXCLUDED,
            happened_at=happened_at,
        )
    record(
        verb="public_excluded" if details.carried else "resolution_lost",
        target=meeting,
        actor=actor,
        at=at,
    )
    return there
