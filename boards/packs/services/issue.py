"""Issuing a finished build: one act, once."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from boards.meetings.models import Meeting
from boards.meetings.services import freeze_numbers
from boards.packs.checks import Objection, issue_checks
from boards.packs.models import Pack
from boards.packs.permissions import may_issue_pack
from boards.packs.rules import Snapshot, agenda_differences, paper_differences
from boards.packs.selectors import issued_before, snapshot_now
from ics_portal.core.audit import record, save_with_reason
from ics_portal.core.errors import RuleBroken
from ics_portal.core.outbox import tell
from ics_portal.core.verdicts import require

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor


@transaction.atomic
def issue_pack(*, pack: Pack, actor: Actor, at: datetime) -> Pack:
    """Let members read the pack, and freeze the numbers of its agenda.

    Raises PermissionDenied with the reason, or RuleBroken with the first objection: the
    agenda was changed since, a newer version is there, or a check of another app says no.
    """
    # The agenda may not change between the comparison and the freezing of its numbers.
    meeting = (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("body__system", "chair", "next_meeting")
        .get(pk=pack.meeting_id)
    )
    pack = Pack.objects.select_for_update(of=("self",)).get(pk=pack.pk)
    pack.meeting = meeting
    require(may_issue_pack(actor, pack))
    if objections := objections_to(pack):
        raise RuleBroken(objections[0].rule_id or "PACK-2", objections[0].message)
    if meeting.numbers_frozen_at is None:
        freeze_numbers(meeting=meeting, actor=actor, at=at)
    pack.issued_at, pack.issued_by_id = at, actor.user_id
    save_with_reason(pack, "Pack issued to members", actor=actor)
    record(verb="pack.issued", target=pack, actor=actor, at=at, body_id=meeting.body_id)
    tell("pack_issued", {"pack_id": pack.pk, "meeting_id": meeting.pk})
    return pack


def objections_to(pack: Pack) -> list[Objection]:
    """Everything that stands against issuing this build, our own reasons first."""
    own = [*_newer_build(pack), *_changed_agenda(pack), *_issued_meanwhile(pack)]
    return [*own, *issue_checks.run(pack)]


def remarks_on(pack: Pack) -> list[str]:
    """What the confirm page says besides, in sentences; none of it stops the issue."""
    then = Snapshot.from_json(pack.snapshot)
    remarks = paper_differences(then, snapshot_now(pack))
    if pack.supplement_to is not None:
        return [
            *remarks,
            (
                f"Version {pack.supplement_to.version} stays true: no page of it changes its"
                " number."
            ),
        ]
    earlier = (
        Pack.objects.filter(meeting_id=pack.meeting_id).issued().exclude(pk=pack.pk)
    )
    if (first := earlier.order_by("-version").first()) is not None:
        remarks.append(
            f"Version {first.version} is issued already. This one takes its place, and "
            "its page numbers may differ."
        )
    return remarks


def _newer_build(pack: Pack) -> list[Objection]:
    newer = (
        Pack.objects.filter(meeting_id=pack.meeting_id, version__gt=pack.version)
        .built()
        .order_by("-version")
        .first()
    )
    if newer is None:
        return []
    words = f"Version {newer.version} is newer. Issue that one."
    return [Objection(words, "PACK-3", "See it", newer.get_absolute_url())]


def _changed_agenda(pack: Pack) -> list[Objection]:
    """Numbers are frozen as the agenda has them now, so the pack must have the same."""
    then = Snapshot.from_json(pack.snapshot)
    differences = agenda_differences(then, snapshot_now(pack))
    if not differences:
        return []
    return [
        Objection(
            f"The agenda was changed after this build: {differences[0]} Build again.",
            "PACK-4",
        )
    ]


def _issued_meanwhile(pack: Pack) -> list[Objection]:
    """The front page tells members what changed since the version they had last."""
    issued = issued_before(pack.meeting_id, pack.version)
    if issued == Snapshot.from_json(pack.snapshot).since:
        return []
    return [
        Objection(
            f"Version {issued} was issued after this build was asked for, so its front"
            " page does not say what changed since. Build again.",
            "PACK-6",
        )
    ]
