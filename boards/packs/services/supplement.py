"""Late papers after issue: a supplement to the pack that was issued last."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max

from boards.meetings.models import Meeting
from boards.packs.models import Pack
from boards.packs.permissions import may_build_pack
from boards.packs.rules import Snapshot, agenda_differences, clean_late
from boards.packs.rules.supplement import brings_anything
from boards.packs.selectors import take_snapshot
from boards.packs.selectors.supplement import last_issued, supplement_of
from boards.packs.services.start import ask, running_build
from ics_portal.core.audit import create_with_reason
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor


@transaction.atomic
def start_supplement(
    *, pack: Pack, reason: str, agreed_by: str, actor: Actor, at: datetime
) -> Pack:
    """Ask the worker for a supplement to an issued pack: what came since, by itself and
    in its place in the whole. No page that was issued changes its number.

    Pressed while a build runs, it gives that build. Raises RuleBroken without a reason or
    the name of who agreed, for a pack that is not the one issued last (PACK-7), and where
    nothing is new (PACK-8).
    """
    require(may_build_pack(actor, pack.meeting))
    meeting = (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("body__system", "chair", "next_meeting")
        .get(pk=pack.meeting_id)
    )
    if running := running_build(meeting, actor):
        return running
    reason, agreed_by = clean_late(reason, agreed_by)
    base = last_issued(meeting.pk)
    if base is None or base.pk != pack.pk:
        words = (
            f"Version {base.version} is the one issued last: add to that one."
            if base
            else "Nothing is issued yet: build the pack again instead."
        )
        raise RuleBroken("PACK-7", words)
    latest = Pack.objects.filter(meeting=meeting).aggregate(latest=Max("version"))
    version = (latest["latest"] or 0) + 1
    snapshot = supplement_snapshot(
        base, meeting, version, reason, agreed_by, actor=actor, at=at
    )
    supplement = create_with_reason(
        Pack,
        "Supplement asked for",
        actor=actor,
        meeting=meeting,
        version=version,
        snapshot=snapshot.to_json(),
        supplement_to=base,
        late_reason=reason,
        late_agreed_by=agreed_by,
        asked_at=at,
        asked_by_id=actor.user_id,
        asked_by_name=actor.name,
    )
    return ask(supplement, snapshot, actor, at)


def supplement_snapshot(
    base: Pack,
    meeting: Meeting,
    version: int,
    reason: str,
    agreed_by: str,
    *,
    actor: Actor,
    at: datetime,
) -> Snapshot:
    """All the supplement will say; the action log stays as it was issued."""
    before = Snapshot.from_json(base.snapshot)
    now = take_snapshot(meeting, asked_at=at, asked_by=actor.name)
    snapshot = replace(
        now.of_version(version, base.version),
        **_logs(before if before.log is not None else now),
        supplement=supplement_of(base, reason=reason, agreed_by=agreed_by),
    )
    # By way of JSON, as the other came, so that the two can be compared.
    snapshot = Snapshot.from_json(snapshot.to_json())
    if not brings_anything(snapshot) and not agenda_differences(before, snapshot):
        raise RuleBroken(
            "PACK-8",
            f"Nothing is new since version {base.version}, so there is nothing for a"
            " supplement. Accept the late paper first.",
        )
    return snapshot


def _logs(of: Snapshot) -> dict[str, Any]:
    names = ("log", "private_log", "private_log_item")
    return {name: getattr(of, name) for name in names}
