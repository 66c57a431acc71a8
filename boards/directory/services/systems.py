"""Changes to systems."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from boards.directory.models import IntegratedCareSystem
from boards.directory.permissions import may_keep_directory
from boards.directory.services.checking import (
    locked,
    reason_given,
    span_right,
    unchanged_since,
    words,
)
from ics_portal.core.audit.history import create_with_reason, save_with_reason
from ics_portal.core.audit.services import record
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor

ADDED = "Added to the directory"
LABELS = {
    "name": "Name",
    "short_name": "Short name",
    "starts_on": "From",
    "ends_on": "To",
}
"""What a clash calls each field."""


@transaction.atomic
def add_system(
    *,
    name: str,
    short_name: str,
    starts_on: date | None = None,
    actor: Actor,
    at: datetime,
) -> IntegratedCareSystem:
    """Add an integrated care system. Raises RuleBroken (DIR-5, DIR-10)."""
    require(may_keep_directory(actor))
    system = create_with_reason(
        IntegratedCareSystem,
        ADDED,
        actor=actor,
        **_names(name, short_name),
        starts_on=starts_on,
    )
    record(verb="directory.system_added", target=system, actor=actor, at=at)
    return system


def _names(name: str, short_name: str, own_pk: int = 0) -> dict[str, str]:
    """Name and short name as they are kept; no other system has the name (DIR-10)."""
    kept = words(name, field="name", what="the name", limit=200)
    others = IntegratedCareSystem.objects.exclude(pk=own_pk)
    if others.filter(name__iexact=kept).exists():
        raise RuleBroken(
            "DIR-10", f"There is a system called {kept} already.", field="name"
        )
    short = words(
        short_name, field="short_name", what="the short name", limit=40, needed=False
    )
    return {"name": kept, "short_name": short}


@transaction.atomic
def change_system(
    *,
    system: IntegratedCareSystem,
    name: str,
    short_name: str,
    starts_on: date | None,
    ends_on: date | None,
    reason: str,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> IntegratedCareSystem:
    """Correct the particulars of a system. ``seen`` as in ``change_organisation``."""
    require(may_keep_directory(actor))
    stored = locked(system)
    mine = {
        **_names(name, short_name, own_pk=stored.pk),
        "starts_on": starts_on,
        "ends_on": ends_on,
    }
    span_right(starts_on, ends_on, what="The system")
    why = reason_given(reason)
    unchanged_since(stored, seen, mine, labels=LABELS)
    for field, value in mine.items():
        setattr(stored, field, value)
    save_with_reason(stored, why, actor=actor)
    record(
        verb="directory.system_changed", target=stored, actor=actor, at=at, reason=why
    )
    return stored


@transaction.atomic
def confirm_footprint(
    *, system: IntegratedCareSystem, on: date, actor: Actor, at: datetime
) -> IntegratedCareSystem:
    """Say that on this day every organisation of the footprint is in the directory.

    Rules about all councils, or all trusts, can then be met (RULE-PTN-02); before they
    are "not known". Raises RuleBroken (DIR-4) for a day that is still to come.
    """
    require(may_keep_directory(actor))
    if on > timezone.localdate(at):
        raise RuleBroken(
            "DIR-4",
            "Nobody can confirm the footprint for a day that is still to come.",
            field="on",
        )
    system = locked(system)
    system.footprint_confirmed_on = on
    save_with_reason(system, "Footprint confirmed", actor=actor)
    record(
        verb="directory.footprint_confirmed",
        target=system,
        actor=actor,
        at=at,
        detail={"on": on.isoformat()},
    )
    return system
