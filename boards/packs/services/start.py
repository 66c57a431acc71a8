"""Pressing the button: a new version, stopping it, trying again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max

from boards.meetings.models import Meeting
from boards.packs.enums import Edition, PackState
from boards.packs.models import Pack, PackEntry
from boards.packs.permissions import may_build_pack, may_cancel_build, may_retry_build
from boards.packs.rules import (
    PACK_STATES,
    PARTS,
    Entry,
    Snapshot,
    supplemented_entries,
)
from boards.packs.selectors import active_job_of, issued_before, take_snapshot
from ics_portal.core.audit import create_with_reason, record, save_with_reason
from ics_portal.core.errors import RuleBroken
from ics_portal.core.jobs import Job, JobState, request_cancel, start_job
from ics_portal.core.verdicts import require

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor

BUILD = "packs.build"
# After the entries: layout of the agenda, then each file, then the check.
LAST_STEPS = 3


@transaction.atomic
def start_build(*, meeting: Meeting, actor: Actor, at: datetime) -> Pack:
    """Take the snapshot and ask the worker for the next version.

    Pressed again while a build runs, it gives that build: a second copy of the same pack
    helps nobody. Raises RuleBroken for an agenda without items.
    """
    require(may_build_pack(actor, meeting))
    # Two presses at once: the second waits here and then finds the first one's build.
    meeting = (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("body__system", "chair", "next_meeting")
        .get(pk=meeting.pk)
    )
    if running := running_build(meeting, actor):
        return running
    latest = Pack.objects.filter(meeting=meeting).aggregate(latest=Max("version"))
    version = (latest["latest"] or 0) + 1
    snapshot = _snapshot(meeting, version, actor, at)
    pack = create_with_reason(
        Pack,
        "Build asked for",
        actor=actor,
        meeting=meeting,
        version=version,
        snapshot=snapshot.to_json(),
        asked_at=at,
        asked_by_id=actor.user_id,
        asked_by_name=actor.name,
    )
    return ask(pack, snapshot, actor, at)


@transaction.atomic
def retry_build(*, pack: Pack, actor: Actor, at: datetime) -> Pack:
    """Build the same version from the meeting as it is now.

    What failed has usually been mended meanwhile, so the snapshot is taken afresh; what
    was set before is found in the cache.
    """
    pack = _locked(pack)
    require(may_retry_build(actor, pack))
    snapshot = _snapshot_again(pack, actor, at)
    pack.state = PACK_STATES.move(pack.state, PackState.BUILDING)
    pack.failure = ""
    pack.snapshot = snapshot.to_json()
    pack.asked_at, pack.asked_by_id = at, actor.user_id
    pack.asked_by_name = actor.name
    pack.entries.all().delete()
    return ask(pack, snapshot, actor, at)


@transaction.atomic
def cancel_build(*, pack: Pack, actor: Actor, at: datetime) -> Pack:
    """Stop a build: at once while it waits, else before its next entry."""
    pack = _locked(pack)
    require(may_cancel_build(actor, pack))
    job = active_job_of(pack)
    if job is not None:
        job = request_cancel(job=job, actor=actor, at=at)
    record(
        verb="pack.build_stopped",
        target=pack,
        actor=actor,
        at=at,
        body_id=pack.meeting.body_id,
    )
    if job is None or job.state == JobState.CANCELLED:
        pack.state = PACK_STATES.move(pack.state, PackState.CANCELLED)
        save_with_reason(pack, "Build stopped", actor=actor)
    return pack


def _locked(pack: Pack) -> Pack:
    return (
        Pack.objects.select_for_update(of=("self",))
        .select_related("meeting__body__system", "meeting__chair")
        .select_related("meeting__next_meeting")
        .get(pk=pack.pk)
    )


def running_build(meeting: Meeting, actor: Actor) -> Pack | None:
    """The build under way. One whose job has ended without a word is closed as failed.

    The pack is locked before its job is read: a build writes its pack first and ends its
    job afterwards, so one that finishes in between is never taken for lost.
    """
    building = Pack.objects.filter(meeting=meeting, state=PackState.BUILDING)
    pack = building.select_for_update(of=("self",)).first()
    if pack is None or active_job_of(pack) is not None:
        return pack
    pack.state = PACK_STATES.move(pack.state, PackState.FAILED)
    pack.failure = "The build ended without finishing. Nothing of it was kept."
    save_with_reason(pack, "Build found ended", actor=actor)
    return None


def _snapshot(meeting: Meeting, version: int, actor: Actor, at: datetime) -> Snapshot:
    snapshot = take_snapshot(meeting, asked_at=at, asked_by=actor.name)
    if not snapshot.items:
        raise RuleBroken(
            "PACK-1",
            "There is nothing on the agenda yet, so there is no pack to build.",
        )
    return snapshot.of_version(version, issued_before(meeting.pk, version))


def _snapshot_again(pack: Pack, actor: Actor, at: datetime) -> Snapshot:
    if pack.supplement_to is None:
        return _snapshot(pack.meeting, pack.version, actor, at)
    # A supplement is started by way of this module.
    from boards.packs.services.supplement import (  # noqa: PLC0415
        supplement_snapshot,
    )

    return supplement_snapshot(
        pack.supplement_to,
        pack.meeting,
        pack.version,
        pack.late_reason,
        pack.late_agreed_by,
        actor=actor,
        at=at,
    )


def ask(pack: Pack, snapshot: Snapshot, actor: Actor, at: datetime) -> Pack:
    """Write the entries as they will be set, and start the job."""
    rows = [
        waiting_entry(pack, edition, position, entry)
        for edition in PARTS
        for position, entry in enumerate(supplemented_entries(snapshot, edition))
    ]
    PackEntry.objects.bulk_create(rows)
    job = _job(pack, len(rows), actor, at)
    pack.job_id = job.pk
    save_with_reason(pack, "Build asked for", actor=actor)
    record(
        verb="pack.build_asked",
        target=pack,
        actor=actor,
        at=at,
        body_id=pack.meeting.body_id,
    )
    return pack


def waiting_entry(
    pack: Pack, edition: Edition, position: int, entry: Entry
) -> PackEntry:
    """The row of a run of pages before it is set."""
    facts: dict[str, Any] = {}
    if entry.item:
        facts |= {"item_id_then": entry.item.item_id, "item_number": entry.item.number}
    if entry.paper:
        facts |= {
            "paper_id_then": entry.paper.paper_id,
            "paper_version_number": entry.paper.version_number,
        }
    return PackEntry(
        pack=pack,
        edition=edition,
        position=position,
        key=entry.key,
        kind=entry.kind,
        title=entry.title,
        confidential=entry.confidential,
        **facts,
    )


def _job(pack: Pack, entries: int, actor: Actor, at: datetime) -> Job:
    return start_job(
        kind=BUILD,
        title=f"Pack of {pack.meeting}, version {pack.version}",
        payload={"pack_id": pack.pk},
        actor=actor,
        at=at,
        of=entries + LAST_STEPS,
        subject_url=pack.get_absolute_url(),
        subject_label=str(pack.meeting),
        body_id=pack.meeting.body_id,
    )
