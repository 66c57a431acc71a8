"""One organisation follows another, or simply ends."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from django.db import transaction
from django.db.models import Q

from boards.directory.enums import SuccessionKind
from boards.directory.models import Organisation, OrganisationSuccession
from boards.directory.permissions import may_keep_directory
from boards.directory.rules import ONE_DAY, said, wrong_succession
from boards.directory.services.checking import locked, reason_given
from ics_portal.core.audit.history import create_with_reason, save_with_reason
from ics_portal.core.audit.services import record
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor


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
