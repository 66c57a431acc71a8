"""The levels a system chose for its places (ICP-06)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from boards.bodies.permissions import may_keep_map
from boards.bodies.rules.days import said
from boards.bodies.services.frame import (
    check_reason,
    check_words,
    give_way,
    latest,
    lock_system,
    refuse_if,
    tidy,
)
from boards.directory.selectors.history import latest_change_id
from boards.duties.models import MaturityScale
from boards.duties.rules.maturity import wrong_levels
from boards.duties.services.checking import fits
from ics_portal.core.audit import record
from ics_portal.core.audit.history import create_with_reason, save_with_reason
from ics_portal.core.errors import EditConflict, RuleBroken
from ics_portal.core.verdicts import require

if TYPE_CHECKING:
    from boards.directory.models import IntegratedCareSystem
    from ics_portal.accounts.actor import Actor

NAME_LENGTH = 120


def scale_words(scale: MaturityScale) -> str:
    """A scale as a form shows it: its name, then its levels, the lowest first."""
    levels = [f"{number}. {one}" for number, one in enumerate(scale.levels, start=1)]
    return "\n".join([scale.name, *levels])


@transaction.atomic
def choose_scale(
    *,
    system: IntegratedCareSystem,
    name: str,
    levels: Sequence[str],
    starts_on: date,
    actor: Actor,
    at: datetime,
) -> MaturityScale:
    """Choose the levels from a day on, lowest first; the scale before ends the day before.

    Raises RuleBroken (DUT-23) for levels that cannot be, and (DUT-24) where the scale
    before was used on that day or later.
    """
    require(may_keep_map(actor, system))
    lock_system(system)
    name, levels = _named(name), _levels(levels)
    before = latest(MaturityScale.objects.filter(system=system))
    if before is not None:
        used = before.assessments.order_by("-assessed_on").first()
        if used is not None and used.assessed_on >= starts_on:
            raise RuleBroken(
                "DUT-24",
                f"“{before}” was used on {said(used.assessed_on)}; the next scale begins"
                " after that.",
                field="starts_on",
            )
    give_way(
        before, starts_on, what="The scale", reason="Another scale chosen", actor=actor
    )
    scale = create_with_reason(
        MaturityScale,
        "Scale chosen",
        actor=actor,
        system=system,
        name=name,
        levels=levels,
        starts_on=starts_on,
    )
    record(verb="duties.scale_chosen", target=scale, actor=actor, at=at)
    return scale


@transaction.atomic
def correct_scale(
    *,
    scale: MaturityScale,
    name: str,
    levels: Sequence[str],
    reason: str,
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> MaturityScale:
    """Correct a scale nobody used yet; one that was used stays as it is (DUT-24)."""
    require(may_keep_map(actor, scale.system))
    lock_system(scale.system)
    row = MaturityScale.objects.get(pk=scale.pk)
    reason, name, levels = check_reason(reason), _named(name), _levels(levels)
    if row.assessments.exists():
        raise RuleBroken(
            "DUT-24",
            "This scale was used for an assessment and stays as it is. Choose another:"
            " it follows this one.",
            field="levels",
        )
    if seen is not None and latest_change_id(row) > seen:
        theirs = scale_words(row)
        row.name, row.levels = name, levels
        raise EditConflict(
            "Somebody changed this scale after you opened the form. Look at both, then"
            " save again if yours is still right.",
            field="",
            mine=scale_words(row),
            theirs=theirs,
        )
    row.name, row.levels = name, levels
    save_with_reason(row, reason, actor=actor)
    record(verb="duties.scale_corrected", target=row, actor=actor, at=at, reason=reason)
    return row


def _named(name: str) -> str:
    name = check_words(name, "name", "Give the scale a name.")
    fits(name, NAME_LENGTH, "name")
    return name


def _levels(levels: Sequence[str]) -> list[str]:
    tidied = [tidy(one) for one in levels]
    refuse_if(wrong_levels(tidied), "DUT-23", "levels")
    return tidied
