"""What packs hear of: the end of their jobs, the issue of one, and what is withheld from
somebody since."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.timezone import localdate

from boards.bodies.models import BodyRole
from boards.bodies.selectors import actor_for, actors_of
from boards.meetings.enums import Part
from boards.meetings.models import Meeting, Ruling
from boards.meetings.selectors import bodies_at, number_of_item
from boards.packs.models import Pack
from boards.packs.permissions import SEE_EVERY_BUILD, may_see_pack
from boards.packs.services import settle_after_job
from boards.packs.services.copies import (
    refresh_copies,
    refresh_copies_of_meeting,
    settle_copy_after_job,
)
from ics_portal.accounts.actor import SYSTEM_ACTOR
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


@hears("job_ended")
def close_the_copy(payload: dict[str, Any]) -> None:
    """A reader's copy whose job failed or was stopped waits for it no more."""
    job_id = uuid.UUID(payload["job_id"])
    failure = Job.objects.filter(pk=job_id).values_list("failure", flat=True).first()
    settle_copy_after_job(
        job_id=job_id,
        state=JobState(payload["state"]),
        failure=failure or "",
        at=timezone.now(),
    )


@hears("pack_issued")
def make_the_copies(payload: dict[str, Any]) -> None:
    """Whoever something is withheld from gets a copy without it."""
    refresh_copies(pack_id=payload["pack_id"], actor=SYSTEM_ACTOR, at=timezone.now())


@hears("ruling_recorded")
@hears("papers_held")
@hears("papers_released")
@hears("deputy_named")
def replace_the_copies(payload: dict[str, Any]) -> None:
    """What is withheld has changed after issue: another copy takes the place of one that
    was given out. The gate closed that one at once."""
    refresh_copies_of_meeting(meeting_id=payload["meeting_id"], at=timezone.now())


@hears("deputies_changed")
def replace_the_copies_ahead(payload: dict[str, Any]) -> None:
    """The same of the meetings ahead, where somebody else is appointed to stand in, or
    stands in no more for having, or losing, a seat."""
    body_id = payload["body_id"]
    meetings = Meeting.objects.filter(
        Q(body_id=body_id) | Q(in_common_with=body_id),
        held_on__gte=localdate(),
        packs__issued_at__isnull=False,
    )
    for meeting_id in sorted(set(meetings.values_list("pk", flat=True))):
        refresh_copies_of_meeting(meeting_id=meeting_id, at=timezone.now())


@hears("records_withheld")
def replace_the_copies_with_records(payload: dict[str, Any]) -> None:
    """The same, of every meeting whose papers have a record that a ruling withholds, or
    withholds no more."""
    for meeting_id in payload["meeting_ids"]:
        refresh_copies_of_meeting(meeting_id=meeting_id, at=timezone.now())


@hears("pack_issued")
def write_to_the_readers(payload: dict[str, Any]) -> None:
    """A link, and no page: the portal asks who reads, and what is withheld from whom."""
    pack = Pack.objects.select_related("meeting__body").get(pk=payload["pack_id"])
    now, meeting = timezone.now(), pack.meeting
    held = BodyRole.objects.in_force_on(localdate(now)).filter(
        body_id__in=bodies_at(meeting), person__user__is_active=True
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


@hears("ruling_recorded")
def write_of_a_late_ruling(payload: dict[str, Any]) -> None:
    """A ruling made once the pack was out changes somebody's copy: that person is told,
    and the office and the chair, who know of rulings. No other reader is."""
    ruling = Ruling.objects.select_related("person", "item__meeting__body").get(
        pk=payload["ruling_id"]
    )
    issued = Pack.objects.filter(meeting_id=ruling.item.meeting_id).issued()
    pack = issued.filter(issued_at__lte=ruling.ruled_at).order_by("-version").first()
    if pack is None:
        return
    now = timezone.now()
    today = localdate(now)
    knowing = BodyRole.objects.in_force_on(today).filter(
        body_id=pack.body_id, role__in=SEE_EVERY_BUILD
    )
    people = {role.person for role in knowing.select_related("person")}
    for user, actor in actors_of({*people, ruling.person}, today):
        if user.pk == ruling.written_by_id or not may_see_pack(actor, pack):
            continue
        concerned = actor.person_id == ruling.person_id
        notify(_ruling_letter(ruling, pack, concerned=concerned), to=[user], at=now)


def _ruling_letter(ruling: Ruling, pack: Pack, *, concerned: bool) -> Notice:
    """Without a title, and without the number of what part 2 holds."""
    meeting = ruling.item.meeting
    day = longday(meeting.held_on)
    number = number_of_item(ruling.item) if ruling.item.part == Part.ONE else ""
    item = f"item {number}" if number else "an item"
    if not concerned:
        said = f"how a member takes part in {item}."
    elif ruling.papers_withheld:
        said = f"how you take part in {item}. Its papers are withheld from you."
    else:
        said = f"how you take part in {item}. You may read its papers."
    return Notice(
        subject=f"{meeting.body}, {day}: ruling on a conflict of interest",
        text=f"Since the papers of {meeting.body} for {day} were issued, it was ruled {said}",
        url=pack.get_absolute_url(),
        key=f"ruling:{ruling.pk}",
    )
