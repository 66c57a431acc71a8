"""Changes to systems."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from boards.directory.models import IntegratedCareSystem
from boards.directory.permissions import may_keep_directory
from boards.directory.services.checking import locked
from ics_portal.core.audit.history import create_with_reason, save_with_reason
from ics_portal.core.audit.services import record
from ics_portal.core.errors import RuleBroken
from ics_portal.core.text import visible
from ics_portal.core.verdicts import require

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor

ADDED = "Added to the directory"


@transaction.atomic
def add_system(
    *,
    name: str,
    short_name: str,
    starts_on: date | None = None,
    actor: Actor,
    at: datetime,
) -> IntegratedCareSystem:
    """Add an integrated care system."""
    require(may_keep_directory(actor))
    system = create_with_reason(
        IntegratedCareSystem,
        ADDED,
        actor=actor,
        name=visible(name).strip(),
        short_name=visible(short_name).strip(),
        starts_on=starts_on,
    )
    record(verb="directory.system_added", target=system, actor=actor, at=at)
    return system


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
