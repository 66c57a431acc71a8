"""Keeping the milestones of the transition: loaded, added, changed (TRN-01)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from boards.bodies.models import InstrumentVersion
from boards.bodies.permissions import may_keep_map
from boards.bodies.rules.days import said
from boards.bodies.services.frame import (
    check_choice,
    check_reason,
    check_words,
    lock_system,
    refuse_if,
    tidy,
)
from boards.bodies.services.seen import mark_of
from boards.duties.enums import MilestoneStatus, Phase
from boards.duties.models import Milestone
from boards.duties.rules.transition import (
    ShippedMilestone,
    check_done,
    own_code_after,
    quarter_of,
)
from boards.duties.selectors.transition import document_words
from ics_portal.core.audit import create_with_reason, record, save_with_reason
from ics_portal.core.audit.history import set_many_with_reason
from ics_portal.core.errors import EditConflict, RuleBroken
from ics_portal.core.verdicts import require

if TYPE_CHECKING:
    from boards.directory.models import IntegratedCareSystem
    from ics_portal.accounts.actor import Actor

AFTER_THE_PUBLISHED = 1000
"""Where a system's own milestones stand: after those that were published."""
LENGTHS = {"owner": 200, "evidence": 500, "text": 500, "depends_on": 300}
OWN_PROGRAMME = "Our own"


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneDetails:
    """What changes of a milestone while it is worked on."""

    status: str
    done_on: date | None = None
    owner: str = ""
    evidence: str = ""
    documents: Sequence[InstrumentVersion] = ()


@transaction.atomic
def load_milestones(
    *,
    system: IntegratedCareSystem,
    rows: Iterable[ShippedMilestone],
    actor: Actor,
    at: datetime,
) -> list[Milestone]:
    """Add the milestones of a list that the system does not have yet, in their order.

    What is there already is left as it is (DUT-40). Gives back what was added.
    """
    require(may_keep_map(actor, system))
    lock_system(system)
    there = set(Milestone.objects.filter(system=system).values_list("code", flat=True))
    added = [
        create_with_reason(
            Milestone,
            "Loaded from the list that ships",
            actor=actor,
            system=system,
            code=row.code,
            programme=row.programme,
            quarter=row.quarter,
            phase=row.phase,
            text=row.text,
            due_on=row.due_on,
            depends_on=row.depends_on,
            source=row.source,
            correction=row.correction,
            position=position,
        )
        for position, row in enumerate(rows, start=1)
        if row.code not in there
    ]
    if added:
        detail = {"codes": [one.code for one in added]}
        _note("milestones_loaded", system, actor, at, detail=detail)
    return added


@transaction.atomic
def add_milestone(
    *,
    system: IntegratedCareSystem,
    text: str,
    due_on: date,
    phase: str = "",
    owner: str = "",
    depends_on: str = "",
    actor: Actor,
    at: datetime,
) -> Milestone:
    """Add a milestone of the system's own; its code is given, its quarter that of its
    day (DUT-43)."""
    require(may_keep_map(actor, system))
    lock_system(system)
    text = check_words(text, "text", "Say what is to be done.")
    owner, depends_on = tidy(owner), tidy(depends_on)
    _check_lengths(text=text, owner=owner, depends_on=depends_on)
    check_choice(phase, Phase, "phase", "a phase")
    ours = Milestone.objects.filter(system=system)
    last = ours.aggregate(last=Max("position"))["last"]
    milestone = create_with_reason(
        Milestone,
        "Milestone added",
        actor=actor,
        system=system,
        code=own_code_after(ours.values_list("code", flat=True)),
        programme=OWN_PROGRAMME,
        quarter=quarter_of(due_on),
        phase=phase,
        text=text,
        due_on=due_on,
        owner=owner,
        depends_on=depends_on,
        position=max(last or 0, AFTER_THE_PUBLISHED) + 1,
    )
    _note("milestone_added", milestone, actor, at)
    return milestone


@transaction.atomic
def change_milestone(
    *,
    milestone: Milestone,
    details: MilestoneDetails,
    reason: str,
    seen: str | None = None,
    actor: Actor,
    at: datetime,
) -> Milestone:
    """Say how a milestone stands, who answers for it and what shows it.

    ``seen`` is the mark of ``milestone_words`` the form showed; raises EditConflict if
    somebody changed it since, and RuleBroken (DUT-41, DUT-42) with the field at fault.
    """
    require(may_keep_map(actor, milestone.system))
    lock_system(milestone.system)
    locked = Milestone.objects.select_related("system").get(pk=milestone.pk)
    before = list(locked.documents.select_related("instrument").order_by("pk"))
    theirs = milestone_words(locked, before)
    reason = check_reason(reason)
    check_done(details.status, details.done_on, localdate(at))
    owner, evidence = tidy(details.owner), tidy(details.evidence)
    _check_lengths(owner=owner, evidence=evidence)
    documents = sorted(details.documents, key=lambda one: one.pk)
    _check_documents(locked, documents)
    values = {
        "status": details.status,
        "done_on": details.done_on,
        "owner": owner,
        "evidence": evidence,
    }
    changed = [name for name, value in values.items() if getattr(locked, name) != value]
    for name, value in values.items():
        setattr(locked, name, value)
    if seen is not None and mark_of(theirs) != seen:
        raise EditConflict(
            "Somebody changed this milestone after you opened the form. Look at both,"
            " then save again if yours is still right.",
            field="",
            mine=milestone_words(locked, documents),
            theirs=theirs,
        )
    if changed:
        save_with_reason(locked, reason, actor=actor)
    if documents != before:
        changed.append("documents")
        set_many_with_reason(locked, "documents", documents, reason, actor=actor)
    if changed:
        detail = {"changed": changed}
        _note("milestone_changed", locked, actor, at, reason=reason, detail=detail)
    return locked


def milestone_words(
    milestone: Milestone, documents: Iterable[InstrumentVersion]
) -> str:
    """What a form about a milestone shows of it, a line for each thing."""
    status = MilestoneStatus(milestone.status).label
    if milestone.done_on is not None:
        status = f"{status} on {said(milestone.done_on)}"
    titles = [f"Document: {document_words(one)}" for one in documents]
    lines = (
        f"Status: {status}",
        f"Owner: {milestone.owner or 'nobody'}",
        f"Evidence: {milestone.evidence or 'none'}",
    )
    return "\n".join([*lines, *titles])


def _check_documents(
    milestone: Milestone, documents: Iterable[InstrumentVersion]
) -> None:
    for one in documents:
        if one.instrument.body.system_id != milestone.system_id:
            raise RuleBroken(
                "DUT-42",
                f"“{document_words(one)}” is not a document of this system.",
                field="documents",
            )


def _check_lengths(**texts: str) -> None:
    for name, text in texts.items():
        most = LENGTHS[name]
        sentence = f"Shorten it to {most} letters; it has {len(text)}."
        refuse_if(sentence if len(text) > most else "", "DUT-43", name)


def _note(
    verb: str,
    target: Milestone | IntegratedCareSystem,
    actor: Actor,
    at: datetime,
    *,
    reason: str = "",
    detail: dict[str, Any] | None = None,
) -> None:
    record(
        verb=f"duties.{verb}",
        target=target,
        actor=actor,
        at=at,
        reason=reason,
        detail=detail,
    )
