"""What packs hear of: the end of their jobs, and the issue of one."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils import timezone
from django.utils.timezone import localdate

from boards.bodies.models import BodyRole
from boards.bodies.selectors import actor_for
from boards.packs.models import Pack
from boards.packs.permissions import may_see_pack
from boards.packs.services import settle_after_job
from ics_portal.core.jobs import Job, JobState
from ics_portal.core.notify import Notice, notify
from ics_portal.core.outbox import hears
from ics_portal.core.web.words import longday


@hears("job_ended")
def close_the_build(payload: dict[str, Any]) -> None:
    """A job that failed or was stopped takes its build with it."""
    job_id = uuid.UUID(payload["job_id"])
    failure = Job.objects.filter(pk=job_id).values_list("failure", flat=True).first()
    settle_after_job(
        job_id=job_id, state=JobState(payload["state"]), failure=failure or ""
    )


@hears("pack_issued")
def write_to_the_readers(payload: dict[str, Any]) -> None:
    """A link, and no page: the portal asks who reads, and what is withheld from whom."""
    pack = Pack.objects.select_related("meeting__body").get(pk=payload["pack_id"])
    now, meeting = timezone.now(), pack.meeting
    held = BodyRole.objects.in_force_on(localdate(now)).filter(
        body_id=meeting.body_id, person__user__is_active=True
    )
    users = {role.person.user for role in held.select_related("person__user")}
    day = longday(meeting.held_on)
    notice = Notice(
        subject=f"{meeting.body}, {day}: papers issued",
        text=f"The papers for the meeting of {meeting.body} on {day} are issued.",
        url=pack.get_absolute_url(),
        key=f"pack-issued:{pack.pk}",
    )
    readers = [u for u in users if may_see_pack(actor_for(u, localdate(now)), pack)]
    notify(notice, to=readers, at=now)
