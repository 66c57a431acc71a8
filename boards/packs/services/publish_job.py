"""Publishing a pack takes some seconds, so the worker does it and says how far it is."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from boards.bodies.selectors import actor_for
from boards.meetings.models import Meeting, Publication
from boards.meetings.permissions import may_publish
from boards.meetings.rules.publication import check_late
from boards.meetings.services.publication import check_public
from boards.minutes.models import Minutes
from boards.packs.models import Pack
from boards.packs.services.outgoing import check_issued_last
from boards.packs.services.publishing import (
    check_minutes_go_out,
    papers_due,
    publish_minutes,
    publish_pack,
)
from ics_portal.accounts.models import User
from ics_portal.core.errors import RuleBroken
from ics_portal.core.jobs import Job, JobFailed, start_job
from ics_portal.core.verdicts import require

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor
    from ics_portal.core.jobs import JobRun

KIND = "packs.publish"


@transaction.atomic
def start_publishing(
    *,
    pack: Pack,
    actor: Actor,
    at: datetime,
    late_reason: str = "",
    late_agreed_by: str = "",
) -> Job:
    """Ask the worker to publish a pack; gives the job that does so already, if any.

    What can be refused at once is: a meeting not held in public (PUBL-2), a pack that is
    not the one issued last (PUBL-4), and lateness that nobody gives a reason for (PUBL-1).
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=pack.meeting_id)
    require(may_publish(actor, meeting))
    check_public(meeting)
    check_issued_last(pack)
    if pack.supplement_to_id is None:
        check_late(
            due_on=papers_due(meeting),
            today=timezone.localdate(at),
            reason=late_reason,
            agreed_by=late_agreed_by,
        )
    if (under_way := publishing_now(meeting)) is not None:
        return under_way
    return start_job(
        kind=KIND,
        title=f"Publish version {pack.version}, {meeting}"[:200],
        payload={
            "pack_id": pack.pk,
            "meeting_id": meeting.pk,
            "late_reason": late_reason,
            "late_agreed_by": late_agreed_by,
        },
        actor=actor,
        at=at,
        subject_url=reverse("packs:publish", args=[meeting.pk]),
        subject_label="See what is published",
        body_id=meeting.body_id,
    )


@transaction.atomic
def start_publishing_minutes(*, minutes: Minutes, actor: Actor, at: datetime) -> Job:
    """Ask the worker to print and publish minutes; gives the job that publishes already.

    Raises RuleBroken at once for minutes that do not go out (PUBL-2, PUBL-6).
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=minutes.meeting_id)
    require(may_publish(actor, meeting, body_id=minutes.body_id))
    check_public(meeting)
    check_minutes_go_out(minutes)
    if (under_way := publishing_now(meeting, body_id=minutes.body_id)) is not None:
        return under_way
    return start_job(
        kind=KIND,
        title=f"Publish the minutes of {meeting}"[:200],
        payload={"minutes_id": minutes.pk, "meeting_id": meeting.pk},
        actor=actor,
        at=at,
        of=1,
        subject_url=reverse("packs:publish", args=[meeting.pk]),
        subject_label="See what is published",
        body_id=minutes.body_id,
    )


def publishing_now(meeting: Meeting, *, body_id: int | None = None) -> Job | None:
    """The job that publishes something of this meeting and has not ended: of its host, or
    of a body in common with it."""
    own = body_id or meeting.body_id
    jobs = Job.objects.active().filter(kind=KIND, body_id=own)
    return jobs.filter(payload__meeting_id=meeting.pk).order_by("created_at").first()


def run_publishing(*, run: JobRun) -> dict[str, Any]:
    """Publish in the name of who asked, with the roles that person holds now.

    Raises JobFailed with the rule's own sentence where it is refused; then nothing went
    out. Run twice, the second changes nothing.
    """
    at = timezone.now()
    user = User.objects.filter(pk=run.asked_by_id or 0).first()
    by = {"actor": actor_for(user, timezone.localdate(at)), "at": at}
    try:
        if "minutes_id" in run.payload:
            rows = [_minutes_out(run, by)]
        else:
            rows = _pack_out(run, by)
    except RuleBroken as broken:
        raise JobFailed(broken.message) from broken
    except PermissionDenied as denied:
        raise JobFailed(str(denied)) from denied
    return {"published": len(rows)}


def _pack_out(run: JobRun, by: dict[str, Any]) -> list[Publication]:
    def told(done: int, of: int, words: str) -> None:
        run.raise_if_cancelled()
        run.progress(done, of=of, message=words)

    packs = Pack.objects.select_related("meeting__body__system")
    return publish_pack(
        pack=packs.get(pk=run.payload["pack_id"]),
        late_reason=run.payload["late_reason"],
        late_agreed_by=run.payload["late_agreed_by"],
        told=told,
        **by,
    )


def _minutes_out(run: JobRun, by: dict[str, Any]) -> Publication:
    found = Minutes.objects.select_related("meeting__body__system", "body")
    minutes = found.get(pk=run.payload["minutes_id"])
    run.progress(0, of=1, message="Printing the minutes")
    return publish_minutes(minutes=minutes, **by)
