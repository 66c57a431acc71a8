"""One organisation follows another, or simply ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from django.db import transaction
from django.db.models import Q

from boards.directory.enums import SuccessionKind
from boards.directory.models import Organisation, OrganisationSuccession
from boards.directory.permissions import may_keep_directory
from boards.directory.rules import ONE_DAY, said, wrong_succession
from boards.directory.services.checking import locked, reason_given, unchanged_since
from ics_portal.core.audit.history import create_with_reason, save_with_reason
from ics_portal.core.audit.services import record
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor


LABELS = {"kind": "How", "on": "First day of the one that followed", "note": "Note"}
"""What a clash calls each field."""


class Spanned(Protocol):
    """What is read of an organisation, as it is stored or as it is to become."""

    @property
    def name(self) -> str: ...
    @property
    def starts_on(self) -> date | None: ...
    @property
    def ends_on(self) -> date | None: ...


@transaction.atomic
def record_succession(
    *,
    predecessor: Organisation,
    successor: Organisation,
    kind: str,
    on: date,
    note: str = "",
    reason: str,
    actor: Actor,
    at: datetime,
) -> OrganisationSuccession:
    """Say that one organisation followed another on a day; many may merge into one, and
    one may pass to several. The predecessor closes the day before (DIR-6)."""
    require(may_keep_directory(actor))
    if kind not in SuccessionKind.values:
        raise RuleBroken("DIR-6", f"“{kind}” is no kind of succession.", field="kind")
    before, after = locked(predecessor), locked(successor)
    why = reason_given(reason)
    problem = wrong_succession(
        predecessor=before.name,
        predecessor_from=before.starts_on,
        predecessor_to=before.ends_on,
        successor=after.name,
        successor_from=after.starts_on,
        successor_to=after.ends_on,
        is_same=before.pk == after.pk,
        on=on,
    )
    if problem:
        raise RuleBroken("DIR-6", problem, field="on" if before != after else "other")
    if before.successions.filter(successor=after, on=on).exists():
        raise RuleBroken(
            "DIR-6",
            f"That {after.name} follows {before.name} on {said(on)} is recorded already.",
            field="other",
        )
    if before.ends_on is None:
        end_with_services(before, on - ONE_DAY, why, actor)
    succession = create_with_reason(
        OrganisationSuccession,
        why,
        actor=actor,
        predecessor=before,
        successor=after,
        kind=kind,
        on=on,
        note=note.strip(),
    )
    record(
        verb="directory.succession_recorded",
        target=before,
        actor=actor,
        at=at,
        reason=why,
        detail={"successor_id": after.pk, "kind": kind, "on": on.isoformat()},
    )
    return succession


@transaction.atomic
def correct_succession(
    *,
    succession: OrganisationSuccession,
    kind: str,
    on: date,
    note: str = "",
    reason: str,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> OrganisationSuccession:
    """Correct the day, the kind or the note of a succession; history keeps what it said.

    With another day the predecessor's last day moves, what it provided until then, and
    every other organisation that followed it: it closed once (DIR-6). ``seen`` as in
    ``change_organisation``.
    """
    require(may_keep_directory(actor))
    if kind not in SuccessionKind.values:
        raise RuleBroken("DIR-6", f"“{kind}” is no kind of succession.", field="kind")
    before = locked(succession.predecessor)
    stored = locked(succession)
    mine = {"kind": kind, "on": on, "note": note.strip()}
    why = reason_given(reason)
    unchanged_since(stored, seen, mine, labels=LABELS)
    was = stored.on
    together = [
        one
        for one in before.successions.select_related("successor")
        if one.pk != stored.pk and one.on == was
    ]
    if on != was:
        _check_new_day(before, [stored, *together], on)
        _move_the_close(before, was - ONE_DAY, on - ONE_DAY, why, actor)
        for other in together:
            other.on = on
            save_with_reason(other, why, actor=actor)
    stored.kind, stored.on, stored.note = kind, on, note.strip()
    save_with_reason(stored, why, actor=actor)
    record(
        verb="directory.succession_corrected",
        target=before,
        actor=actor,
        at=at,
        reason=why,
        detail={
            "successor_id": stored.successor_id,
            "kind": kind,
            "on": on.isoformat(),
            "was_on": was.isoformat(),
        },
    )
    return stored


def _check_new_day(
    before: Organisation, moved: Sequence[OrganisationSuccession], on: date
) -> None:
    """Everybody who followed is open on the new day, and what the predecessor itself
    followed still comes before its close."""
    for one in moved:
        after = one.successor
        problem = wrong_succession(
            predecessor=before.name,
            predecessor_from=before.starts_on,
            predecessor_to=on - ONE_DAY,
            successor=after.name,
            successor_from=after.starts_on,
            successor_to=after.ends_on,
            is_same=False,
            on=on,
        )
        if problem:
            raise RuleBroken("DIR-6", problem, field="on")
    for one in before.precessions.select_related("predecessor"):
        if on - ONE_DAY < one.on:
            raise RuleBroken(
                "DIR-6",
                f"{before.name} followed {one.predecessor.name} on {said(one.on)}, so it"
                f" cannot have closed on {said(on - ONE_DAY)}.",
                field="on",
            )


def _move_the_close(
    before: Organisation, was: date, last_day: date, why: str, actor: Actor
) -> None:
    """The predecessor closes on another day, and with it what it provided until then."""
    for row in before.services.filter(ends_on=was):
        if row.starts_on is not None and last_day < row.starts_on:
            raise RuleBroken(
                "DIR-4",
                f"{before.name} provides {row.get_service_display().lower()} services"
                f" from {said(row.starts_on)} on, so it cannot have closed on"
                f" {said(last_day)}.",
                field="on",
            )
        row.ends_on = last_day
        save_with_reason(row, why, actor=actor)
    before.ends_on = last_day
    save_with_reason(before, why, actor=actor)


def fits_its_successions(stored: Organisation, new: Spanned) -> None:
    """Raises RuleBroken (DIR-6) where its new days contradict a recorded succession."""
    recorded = OrganisationSuccession.objects.filter(
        Q(predecessor=stored) | Q(successor=stored)
    ).select_related("predecessor", "successor")
    for one in recorded:
        own = one.predecessor_id == stored.pk
        before, after = (
            (new if own else one.predecessor),
            (one.successor if own else new),
        )
        problem = wrong_succession(
            predecessor=before.name,
            predecessor_from=before.starts_on,
            predecessor_to=before.ends_on,
            successor=after.name,
            successor_from=after.starts_on,
            successor_to=after.ends_on,
            is_same=False,
            on=one.on,
        )
        if own and new.ends_on is None:
            problem = (
                f"{one.successor} follows it on {said(one.on)}, so it cannot be open after"
                " that."
            )
        if problem:
            raise RuleBroken("DIR-6", problem, field="ends_on" if own else "starts_on")


def end_with_services(stored: Organisation, on: date, why: str, actor: Actor) -> None:
    """Close it with its last day, and what it provides with it (DIR-4)."""
    for row in stored.services.filter(Q(ends_on=None) | Q(ends_on__gt=on)):
        if row.starts_on is not None and on < row.starts_on:
            raise RuleBroken(
                "DIR-4",
                f"{stored.name} provides {row.get_service_display().lower()} services from"
                f" {said(row.starts_on)} on, so it cannot close on {said(on)}.",
                field="on",
            )
        row.ends_on = on
        save_with_reason(row, why, actor=actor)
    stored.ends_on = on
    save_with_reason(stored, why, actor=actor)
