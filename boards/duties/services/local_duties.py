"""Duties that a system sets itself, beside those that ship."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from boards.bodies.enums import BodyKind
from boards.bodies.permissions import may_keep_map
from boards.bodies.rules.days import said
from boards.bodies.services.frame import (
    check_choice,
    check_reason,
    check_words,
    end_row,
    lock_system,
    refuse_if,
    tidy,
)
from boards.bodies.services.seen import mark_of
from boards.duties.enums import Level
from boards.duties.importers import duties_of
from boards.duties.models import DutyOwner, Evidence, LocalDuty
from boards.duties.rules.checklist import (
    key_of,
    parts_of,
    wrong_parts,
    wrong_removal,
)
from boards.duties.services.checking import fits
from ics_portal.core.audit import create_with_reason, record, save_with_reason
from ics_portal.core.errors import EditConflict, RuleBroken
from ics_portal.core.verdicts import require

if TYPE_CHECKING:
    from boards.directory.models import IntegratedCareSystem
    from ics_portal.accounts.actor import Actor

LONGEST = {"title": 200, "asked": 500, "source": 200}
"""What each text has room for, in letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a duty of the system's own says. ``parts`` are the words of each, in order."""

    title: str
    asked: str
    source: str
    level: str
    parts: tuple[str, ...] = ()
    due_on: date | None = None


def duty_words(duty: LocalDuty) -> str:
    """What a form about the duty showed, a line for each thing."""
    due = duty.due_on.isoformat() if duty.due_on else "always"
    return "\n".join(
        (
            f"Title: {duty.title}",
            f"What is asked: {duty.asked}",
            f"Source: {duty.source}",
            f"Level: {duty.get_level_display()}",
            f"Due from: {due}",
            *(f"Part: {one['words']}" for one in duty.parts),
        )
    )


@transaction.atomic
def add_local_duty(
    *,
    system: IntegratedCareSystem,
    wording: Wording,
    held_by: str,
    starts_on: date,
    actor: Actor,
    at: datetime,
) -> LocalDuty:
    """Add a duty that every body of a kind has from a day on."""
    require(may_keep_map(actor, system))
    lock_system(system)
    check_choice(held_by, BodyKind, "held_by", "a kind of body")
    given = _checked(wording)
    known = duties_of(system)
    _check_title(given["title"], (one.title for one in known))
    due_on = given["due_on"]
    if due_on is not None and due_on < starts_on:
        sentence = f"It cannot be due before {said(starts_on)}, from when it is asked."
        raise RuleBroken("BDY-2", sentence, field="due_on")
    added = create_with_reason(
        LocalDuty,
        "Duty added",
        actor=actor,
        system=system,
        key=key_of(given["title"], (one.key for one in known)),
        held_by=held_by,
        starts_on=starts_on,
        **{**given, "parts": parts_of(given["parts"])},
    )
    record(verb="duties.local_duty_added", target=added, actor=actor, at=at)
    return added


@transaction.atomic
def change_local_duty(
    *,
    duty: LocalDuty,
    wording: Wording,
    reason: str,
    seen: str,
    actor: Actor,
    at: datetime,
) -> LocalDuty:
    """Say it otherwise. What is recorded of a part stays, so the part does (DUT-7).

    ``seen`` is the mark of ``duty_words`` the form showed; raises EditConflict if
    somebody changed it since.
    """
    before = _locked(duty, actor)
    theirs = duty_words(before)
    given, reason = _checked(wording), check_reason(reason)
    others = (one.title for one in duties_of(before.system) if one.key != before.key)
    _check_title(given["title"], others)
    given["parts"] = parts_of(given["parts"], before.parts)
    refuse_if(wrong_removal(given["parts"], _spoken_of(before)), "DUT-7", "parts")
    for name, value in given.items():
        setattr(before, name, value)
    if mark_of(theirs) != seen:
        raise EditConflict(
            "Somebody changed this duty after you opened the form. Look at both, then"
            " save again if yours is still right.",
            field="",
            mine=duty_words(before),
            theirs=theirs,
        )
    save_with_reason(before, reason, actor=actor)
    record(
        verb="duties.local_duty_changed",
        target=before,
        actor=actor,
        at=at,
        reason=reason,
    )
    return before


@transaction.atomic
def end_local_duty(
    *, duty: LocalDuty, ends_on: date, reason: str, actor: Actor, at: datetime
) -> LocalDuty:
    """Nobody has it after this day; what was recorded of it stays."""
    before = _locked(duty, actor)
    reason = check_reason(reason)
    end_row(before, ends_on=ends_on, reason=reason, what="The duty", actor=actor)
    record(
        verb="duties.local_duty_ended",
        target=before,
        actor=actor,
        at=at,
        reason=reason,
    )
    return before


def _locked(duty: LocalDuty, actor: Actor) -> LocalDuty:
    require(may_keep_map(actor, duty.system))
    lock_system(duty.system)
    return LocalDuty.objects.select_related("system").get(pk=duty.pk)


def _checked(wording: Wording) -> dict[str, Any]:
    check_choice(wording.level, Level, "level", "a level")
    parts = [one for one in map(tidy, wording.parts) if one]
    refuse_if(wrong_parts(parts), "DUT-6", "parts")
    found = {
        "title": check_words(wording.title, "title", "Give the duty a title."),
        "asked": check_words(wording.asked, "asked", "Say what is asked."),
        "source": check_words(wording.source, "source", "Say where it comes from."),
    }
    for field, text in found.items():
        fits(text, LONGEST[field], field)
    return {
        **found,
        "level": wording.level,
        "parts": parts,
        "due_on": wording.due_on,
    }


def _check_title(title: str, others: Iterable[str]) -> None:
    if title.casefold() in {one.casefold() for one in others}:
        sentence = f"There is a duty “{title}” already."
        raise RuleBroken("DUT-9", sentence, field="title")


def _spoken_of(duty: LocalDuty) -> set[str]:
    """The parts of which evidence or an owner was ever recorded in the system."""
    found: set[str] = set()
    for model in (Evidence, DutyOwner):
        rows = model._default_manager.filter(body__system=duty.system, duty=duty.key)
        found.update(rows.order_by().values_list("part", flat=True))
    return found
