"""Keeping how people were involved in what was decided (ENG-01)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.timezone import localdate

from boards.bodies.rules.days import said
from boards.bodies.services.frame import (
    begin,
    check_choice,
    check_reason,
    check_words,
    tidy,
)
from boards.bodies.services.seen import mark_of
from boards.directory.models import Organisation
from boards.duties.enums import InvolvementLevel
from boards.duties.models import Involvement
from boards.duties.rules.involvement import check_consultation
from boards.meetings.models import Decision
from ics_portal.core.audit import create_with_reason, record, save_with_reason
from ics_portal.core.audit.history import set_many_with_reason
from ics_portal.core.errors import EditConflict, RuleBroken
from ics_portal.core.web.words import listed

if TYPE_CHECKING:
    from boards.bodies.models import Body
    from ics_portal.accounts.actor import Actor

LENGTHS = {"proposal": 300, "groups": 500, "how": 4000, "insight": 4000}
HIDDEN = "one that you may not read"


@dataclass(frozen=True, slots=True, kw_only=True)
class InvolvementDetails:
    """All that is said of a proposal but whose it is.

    ``level`` is empty where nobody was involved, ``needs_consultation`` None where nobody
    said.
    """

    proposal: str
    raised_on: date
    is_service_change: bool = False
    level: str = ""
    how: str = ""
    groups: str = ""
    consultees: Sequence[Organisation] = ()
    needs_consultation: bool | None = None
    consultation_starts_on: date | None = None
    consultation_ends_on: date | None = None
    decision: Decision | None = None
    insight: str = ""


@transaction.atomic
def add_involvement(
    *, body: Body, details: InvolvementDetails, actor: Actor, at: datetime
) -> Involvement:
    """Write down a proposal of a body, and how people are involved in it.

    Raises RuleBroken (DUT-50, DUT-51) with the field at fault.
    """
    begin(body, actor)
    values = _checked(body, details, None, actor, localdate(at))
    made = create_with_reason(
        Involvement, "Proposal written down", actor=actor, body=body, **values
    )
    if details.consultees:
        _consult(made, details, "Proposal written down", actor)
    record(verb="duties.involvement_added", target=made, actor=actor, at=at)
    return made


@transaction.atomic
def change_involvement(
    *,
    involvement: Involvement,
    details: InvolvementDetails,
    reason: str,
    seen: str | None = None,
    actor: Actor,
    at: datetime,
) -> Involvement:
    """Change what is said of a proposal; history keeps what was said before.

    ``seen`` is the mark of ``involvement_words`` the form showed; raises EditConflict if
    somebody changed it since.
    """
    begin(involvement.body, actor)
    found = Involvement.objects.select_related("body", "decision")
    locked = found.get(pk=involvement.pk)
    before = list(locked.consultees.order_by("name", "pk"))
    theirs = involvement_words(locked, before, actor)
    reason = check_reason(reason)
    values = _checked(locked.body, details, locked.decision, actor, localdate(at))
    consultees = sorted(details.consultees, key=lambda one: (one.name, one.pk))
    changed = [name for name, value in values.items() if getattr(locked, name) != value]
    for name, value in values.items():
        setattr(locked, name, value)
    if seen is not None and mark_of(theirs) != seen:
        raise EditConflict(
            "Somebody changed this proposal after you opened the form. Look at both,"
            " then save again if yours is still right.",
            field="",
            mine=involvement_words(locked, consultees, actor),
            theirs=theirs,
        )
    if changed:
        save_with_reason(locked, reason, actor=actor)
    if {one.pk for one in consultees} != {one.pk for one in before}:
        changed.append("consultees")
        _consult(locked, details, reason, actor)
    if changed:
        record(
            verb="duties.involvement_changed",
            target=locked,
            actor=actor,
            at=at,
            reason=reason,
            detail={"changed": changed},
        )
    return locked


def involvement_words(
    row: Involvement, consultees: Sequence[Organisation], actor: Actor
) -> str:
    """What a form about a proposal shows of it, a line for each thing. A decision that
    the actor may not read is not told."""
    starts_on, ends_on = row.consultation_starts_on, row.consultation_ends_on
    needed = {True: "needed", False: "not needed", None: "not said"}
    lines = (
        ("Proposal", row.proposal),
        ("Raised on", said(row.raised_on)),
        ("Change of service", "yes" if row.is_service_change else "no"),
        ("People were", row.get_level_display() if row.level else ""),
        ("How", row.how),
        ("Groups", row.groups),
        ("Consulted", listed(consultees)),
        ("Formal consultation", needed[row.needs_consultation]),
        ("From", said(starts_on) if starts_on else ""),
        ("To", said(ends_on) if ends_on else ""),
        ("Decision", _decision_words(row.decision, actor)),
        ("What came of it", row.insight),
    )
    return "\n".join(f"{label}: {words}" for label, words in lines if words)


def _decision_words(decision: Decision | None, actor: Actor) -> str:
    if decision is None:
        return ""
    return decision.number if may_name(decision, actor) else HIDDEN


def may_name(decision: Decision, actor: Actor) -> bool:
    """Whether the actor may read the decision, by the one gate there is."""
    return Decision.objects.readable_by(actor).filter(pk=decision.pk).exists()


def _checked(
    body: Body,
    details: InvolvementDetails,
    present: Decision | None,
    actor: Actor,
    today: date,
) -> dict[str, Any]:
    proposal = check_words(details.proposal, "proposal", "Say what is proposed.")
    texts = {
        "proposal": proposal,
        "how": tidy(details.how),
        "groups": tidy(details.groups),
        "insight": tidy(details.insight),
    }
    for name, text in texts.items():
        if len(text) > LENGTHS[name]:
            sentence = f"Shorten it to {LENGTHS[name]:,} letters; it has {len(text):,}."
            raise RuleBroken("DUT-51", sentence, field=name)
    if details.raised_on > today:
        raise RuleBroken(
            "DUT-51",
            "Give the day it was raised, today or before;"
            f" {said(details.raised_on)} is still to come.",
            field="raised_on",
        )
    if details.level:
        check_choice(details.level, InvolvementLevel, "level", "a level of involvement")
    check_consultation(
        details.needs_consultation,
        details.consultation_starts_on,
        details.consultation_ends_on,
    )
    _check_decision(body, details, present, actor)
    return {
        **texts,
        "raised_on": details.raised_on,
        "is_service_change": details.is_service_change,
        "level": details.level,
        "needs_consultation": details.needs_consultation,
        "consultation_starts_on": details.consultation_starts_on,
        "consultation_ends_on": details.consultation_ends_on,
        "decision": details.decision,
    }


def _check_decision(
    body: Body, details: InvolvementDetails, present: Decision | None, actor: Actor
) -> None:
    decision = details.decision
    if decision is None or decision == present:
        return
    # One sentence for both, so that nobody finds out what part 2 decided by trying.
    if decision.body.system_id != body.system_id or not may_name(decision, actor):
        raise RuleBroken(
            "DUT-51",
            "Choose a decision of a body of this system that you may read.",
            field="decision",
        )
    if decision.decided_on < details.raised_on:
        raise RuleBroken(
            "DUT-51",
            f"{decision.number} was decided on {said(decision.decided_on)}, before the"
            " proposal was raised.",
            field="decision",
        )


def _consult(
    row: Involvement, details: InvolvementDetails, reason: str, actor: Actor
) -> None:
    set_many_with_reason(row, "consultees", details.consultees, reason, actor=actor)
