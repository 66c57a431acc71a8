"""Functions once they are there: corrected, ended, and published as a map."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from boards.bodies.enums import InstrumentKind
from boards.bodies.models import (
    Body,
    Delegation,
    Function,
    Instrument,
    InstrumentVersion,
)
from boards.bodies.permissions import may_keep_map
from boards.bodies.presenters.functions import plain_map
from boards.bodies.rules.days import said
from boards.bodies.rules.functions import CHAPTERS, missing_chapter, not_complete
from boards.bodies.selectors.functions import board_on, map_on
from boards.bodies.services.frame import (
    check_choice,
    check_reason,
    check_words,
    end_row,
    note,
    refuse_if,
)
from boards.bodies.services.instruments import add_instrument, add_version
from boards.bodies.services.seen import mark_of
from ics_portal.core.audit.history import save_with_reason
from ics_portal.core.errors import EditConflict, RuleBroken
from ics_portal.core.verdicts import require

if TYPE_CHECKING:
    from boards.directory.models import IntegratedCareSystem
    from ics_portal.accounts.actor import Actor

TITLE = "Functions and decisions map"


def function_words(function: Function) -> str:
    """What a form about the function showed, a line for each thing."""
    lines = (
        f"Name: {function.name}",
        f"Level: {function.get_level_display()}",
        f"Why not closer to people: {function.subsidiarity_reason}",
        f"Lead: {function.lead}",
    )
    return "\n".join(lines)


@transaction.atomic
def change_function(
    *,
    function: Function,
    name: str,
    level: str,
    subsidiarity_reason: str,
    lead: str,
    reason: str,
    seen: str,
    actor: Actor,
    at: datetime,
) -> Function:
    """Correct a function, or say why it sits at system level (FDM-02).

    ``seen`` is the mark of ``function_words`` the form showed; raises EditConflict if
    somebody changed it since.
    """
    require(may_keep_map(actor, function.system))
    before = Function.objects.select_for_update().get(pk=function.pk)
    theirs = function_words(before)
    name = check_words(name, "name", "Give the function a name.")
    check_choice(level, Function.Level, "level", "a level")
    reason = check_reason(reason)
    same = Function.objects.filter(
        system=function.system, name__iexact=name, ends_on=None
    )
    if same.exclude(pk=function.pk).exists():
        raise RuleBroken("BDY-3", f"“{name}” is there already.", field="name")
    before.name, before.level, before.lead = name, level, lead.strip()
    before.subsidiarity_reason = subsidiarity_reason.strip()
    if mark_of(theirs) != seen:
        raise EditConflict(
            "Somebody changed this function after you opened the form. Look at both,"
            " then save again if yours is still right.",
            field="",
            mine=function_words(before),
            theirs=theirs,
        )
    save_with_reason(before, reason, actor=actor)
    note("function_changed", before, actor=actor, at=at, reason=reason)
    return before


@transaction.atomic
def end_function(
    *, function: Function, ends_on: date, reason: str, actor: Actor, at: datetime
) -> Function:
    """The system no longer does this after a day. Nobody may still decide on it then
    (BDY-30)."""
    require(may_keep_map(actor, function.system))
    function = Function.objects.select_for_update().get(pk=function.pk)
    reason = check_reason(reason)
    held = Delegation.objects.filter(function=function).select_related("holder")
    for one in held:
        if one.ends_on is None or one.ends_on > ends_on:
            raise RuleBroken(
                "BDY-30",
                f"{one.holder or one.officer} still has this function after"
                f" {said(ends_on)}. End that first.",
                field="ends_on",
            )
    end_row(function, ends_on=ends_on, reason=reason, what="The function", actor=actor)
    note("function_ended", function, actor=actor, at=at, reason=reason)
    return function


def map_mark(plain: Mapping[str, Any]) -> str:
    """A short mark of what a map says."""
    return mark_of(json.dumps(plain, sort_keys=True))


@transaction.atomic
def publish_map(
    *,
    system: IntegratedCareSystem,
    starts_on: date,
    approved_on: date | None,
    approved_by: str,
    chapters: Mapping[str, str],
    review_on: date | None = None,
    note_text: str = "",
    seen: str | None = None,
    actor: Actor,
    at: datetime,
) -> InstrumentVersion:
    """Publish the map as it stands on the day from which it is in force (FDM-01).

    The version keeps all it says, so that it can be shown again whatever changes later.
    It says who approved it and when, has the three chapters (FDM-04) and no gap (ICP-07).
    ``seen`` is the ``map_mark`` the form showed; raises EditConflict if the map changed
    since.
    """
    require(may_keep_map(actor, system))
    today = timezone.localdate(at)
    board = board_on(system, starts_on)
    if board is None:
        raise RuleBroken(
            "BDY-31",
            "On that day there is no board of the ICS NHS body to publish its map.",
            field="starts_on",
        )
    # Whoever changes a decision locks the accountable board as well.
    Body.objects.select_for_update().get(pk=board.pk)
    approver = approved_by.strip()
    refuse_if("" if approver else "Say who approved it.", "BDY-31", "approved_by")
    if approved_on is None or approved_on > today:
        raise RuleBroken(
            "BDY-31",
            "Give the day it was approved, today or before.",
            field="approved_on",
        )
    if review_on is not None and review_on < starts_on:
        raise RuleBroken(
            "BDY-31", "It is reviewed after it comes into force.", field="review_on"
        )
    lacking = missing_chapter(chapters)
    if lacking:
        raise RuleBroken(
            "BDY-33",
            f"Write the chapter “{CHAPTERS[lacking]}”: a map says how places, provider"
            " collaboratives and individual organisations are arranged.",
            field=lacking,
        )
    found = map_on(system, starts_on)
    refuse_if(not_complete(found), "BDY-32", "starts_on")
    plain = plain_map(found)
    if seen is not None and map_mark(plain) != seen:
        raise EditConflict(
            "The map changed after you opened this page. It is shown below as it is now;"
            " publish it if that is right.",
            field="",
            mine="",
            theirs="",
        )
    instrument = Instrument.objects.filter(
        body=board, kind=InstrumentKind.FUNCTIONS_MAP
    ).first() or add_instrument(
        body=board, kind=InstrumentKind.FUNCTIONS_MAP, title=TITLE, actor=actor, at=at
    )
    return add_version(
        instrument=instrument,
        starts_on=starts_on,
        approved_on=approved_on,
        approved_by=approver,
        published_on=today,
        review_on=review_on,
        sections={
            **dict.fromkeys(CHAPTERS, True),
            "chapters": {key: chapters[key].strip() for key in CHAPTERS},
            "map": plain,
        },
        note_text=note_text,
        actor=actor,
        at=at,
    )
