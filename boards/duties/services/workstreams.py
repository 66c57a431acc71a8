"""Keeping the workstreams of the clinical strategy and their leads (CPL-07)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from boards.bodies.permissions import may_keep_map
from boards.bodies.rules import Span
from boards.bodies.rules.days import meet, said, span_words
from boards.bodies.services.frame import (
    check_choice,
    check_reason,
    check_words,
    end_row,
    give_way,
    lock_system,
    span_of,
)
from boards.bodies.services.seen import mark_of
from boards.directory.models import Person
from boards.duties.enums import Pillar
from boards.duties.models import Workstream
from boards.duties.rules.workstreams import LEADS
from ics_portal.core.audit import create_with_reason, record, save_with_reason
from ics_portal.core.errors import EditConflict, RuleBroken
from ics_portal.core.verdicts import require

if TYPE_CHECKING:
    from boards.directory.models import IntegratedCareSystem
    from ics_portal.accounts.actor import Actor

LONGEST = 200
"""What a name has room for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leads:
    """The three leads; None where nobody is named yet."""

    senior_responsible_owner: Person | None = None
    clinical_lead: Person | None = None
    finance_lead: Person | None = None

    def as_fields(self) -> dict[str, Person | None]:
        """By the name of the field."""
        return {name: getattr(self, name) for name in LEADS}


@transaction.atomic
def add_workstream(
    *,
    system: IntegratedCareSystem,
    name: str,
    pillar: str,
    leads: Leads,
    starts_on: date,
    actor: Actor,
    at: datetime,
) -> Workstream:
    """Add a workstream under one of the six pillars. A name stands once at a time
    (DUT-45)."""
    require(may_keep_map(actor, system))
    lock_system(system)
    name = check_words(name, "name", "Give the workstream a name.")
    if len(name) > LONGEST:
        sentence = f"Shorten the name to {LONGEST} letters."
        raise RuleBroken("DUT-45", sentence, field="name")
    check_choice(pillar, Pillar, "pillar", "a pillar")
    term = Span(starts_on=starts_on)
    for other in Workstream.objects.filter(system=system, name__iexact=name):
        if meet(term, span_of(other)):
            raise RuleBroken(
                "DUT-45",
                f"“{other.name}” is a workstream"
                f" {span_words(other.starts_on, other.ends_on)}. Change that one.",
                field="name",
            )
    made = create_with_reason(
        Workstream,
        "Workstream added",
        actor=actor,
        system=system,
        name=name,
        pillar=pillar,
        starts_on=starts_on,
        **leads.as_fields(),
    )
    record(verb="duties.workstream_added", target=made, actor=actor, at=at)
    return made


@transaction.atomic
def change_leads(
    *,
    workstream: Workstream,
    leads: Leads,
    starts_on: date,
    reason: str,
    seen: str | None = None,
    actor: Actor,
    at: datetime,
) -> Workstream:
    """Name other leads from a day on. The row of before ends the day before and stays as
    it was; one of the same first day is corrected (DUT-46).

    ``seen`` is the mark of ``leads_words`` the form showed; raises EditConflict if
    somebody changed it since.
    """
    before = _locked(workstream, actor)
    theirs = leads_words(before)
    reason = check_reason(reason)
    if seen is not None and mark_of(theirs) != seen:
        raise EditConflict(
            "Somebody changed this workstream after you opened the form. Look at both,"
            " then save again if yours is still right.",
            field="",
            mine=_words(leads.as_fields()),
            theirs=theirs,
        )
    if before.ends_on is not None:
        raise RuleBroken(
            "DUT-46",
            f"This workstream ends on {said(before.ends_on)}. Choose the one that is in"
            " force.",
            field="starts_on",
        )
    if before.starts_on == starts_on:
        for name, person in leads.as_fields().items():
            setattr(before, name, person)
        changed = save_with_reason(before, reason, actor=actor)
    else:
        give_way(before, starts_on, what="The workstream", reason=reason, actor=actor)
        changed = create_with_reason(
            Workstream,
            reason,
            actor=actor,
            system=before.system,
            name=before.name,
            pillar=before.pillar,
            starts_on=starts_on,
            **leads.as_fields(),
        )
    record(
        verb="duties.workstream_leads_changed",
        target=changed,
        actor=actor,
        at=at,
        reason=reason,
    )
    return changed


@transaction.atomic
def end_workstream(
    *,
    workstream: Workstream,
    ends_on: date,
    reason: str,
    actor: Actor,
    at: datetime,
) -> Workstream:
    """Give a workstream its last day; nothing is deleted."""
    before = _locked(workstream, actor)
    reason = check_reason(reason)
    end_row(before, ends_on=ends_on, reason=reason, what="The workstream", actor=actor)
    record(
        verb="duties.workstream_ended",
        target=before,
        actor=actor,
        at=at,
        reason=reason,
    )
    return before


def leads_words(workstream: Workstream) -> str:
    """What a form about the leads shows of them, a line each."""
    lines = [_words({name: getattr(workstream, name) for name in LEADS})]
    if workstream.ends_on is not None:
        lines.append(f"Until: {said(workstream.ends_on)}")
    return "\n".join(lines)


def _words(leads: dict[str, Person | None]) -> str:
    return "\n".join(
        f"{words.capitalize()}: {leads[name] or 'nobody'}"
        for name, words in LEADS.items()
    )


def _locked(workstream: Workstream, actor: Actor) -> Workstream:
    require(may_keep_map(actor, workstream.system))
    lock_system(workstream.system)
    found = Workstream.objects.select_related("system", *LEADS)
    return found.get(pk=workstream.pk)
