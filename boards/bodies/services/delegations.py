"""Functions of a system, who decides on them, and objectives."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from boards.bodies.enums import BodyKind
from boards.bodies.models import (
    Body,
    Delegation,
    Function,
    GovernanceForm,
    Instrument,
    Objective,
)
from boards.bodies.permissions import may_keep_map
from boards.bodies.rules import Span
from boards.bodies.rules.days import meet
from boards.bodies.rules.forms import decides_nothing
from boards.bodies.services.frame import (
    begin,
    check_choice,
    check_days,
    check_words,
    close,
    lock,
    lock_system,
    note,
    refuse_if,
    span_of,
    tidy,
)
from ics_portal.core.audit.history import create_with_reason
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require

if TYPE_CHECKING:
    from boards.directory.models import IntegratedCareSystem
    from ics_portal.accounts.actor import Actor


@transaction.atomic
def add_function(
    *,
    system: IntegratedCareSystem,
    name: str,
    level: str,
    subsidiarity_reason: str = "",
    lead: str = "",
    starts_on: date | None = None,
    position: int = 0,
    actor: Actor,
    at: datetime,
) -> Function:
    """Add a function of the system. One at system level should say why; see
    ``function_remarks``: it is warned about, not refused."""
    require(may_keep_map(actor, system))
    lock_system(system)
    name = check_words(name, "name", "Give the function a name.")
    check_choice(level, Function.Level, "level", "a level")
    if Function.objects.filter(system=system, name__iexact=name, ends_on=None).exists():
        raise RuleBroken("BDY-3", f"“{name}” is there already.", field="name")
    function = create_with_reason(
        Function,
        "Added",
        actor=actor,
        system=system,
        name=name,
        level=level,
        subsidiarity_reason=tidy(subsidiarity_reason),
        lead=tidy(lead),
        starts_on=starts_on,
        position=position,
    )
    note("function_added", function, actor=actor, at=at)
    return function


def function_remarks(function: Function) -> list[str]:
    """What should be so and is not (FDM-02); nothing is refused for it."""
    if function.level != Function.Level.SYSTEM or function.subsidiarity_reason:
        return []
    sentence = (
        f"{function.name} sits at system level and does not say why a smaller footprint"
        " would not do."
    )
    return [sentence]


@transaction.atomic
def delegate(
    *,
    function: Function,
    kind: str,
    holder: Body | None = None,
    officer: str = "",
    accountable: Body,
    assurance_route: str,
    limit: Decimal | None = None,
    instrument: Instrument | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    actor: Actor,
    at: datetime,
) -> Delegation:
    """Say who decides about a function. ``limit`` is in pounds, None without one.

    The board of the ICS NHS body stays accountable and the route of assurance is named
    (BDY-23); a body that only advises decides nothing (BDY-24).
    """
    system = function.system
    require(may_keep_map(actor, system))
    # Its form must not change meanwhile: a forum decides nothing.
    lock(accountable, *([holder] if holder else []))
    check_choice(kind, Delegation.Kind, "kind", "a kind of authority")
    check_days(starts_on, ends_on, "The delegation")
    officer = tidy(officer)
    if (holder is None) == (not officer):
        raise RuleBroken(
            "BDY-3",
            "Choose the body, or name the officer’s post, that decides: one of the two.",
            field="holder",
        )
    if limit is not None and limit < 0:
        raise RuleBroken("BDY-3", "A limit is not below zero.", field="limit")
    if (
        accountable.kind != BodyKind.NHS_BODY_BOARD
        or accountable.system_id != system.pk
    ):
        raise RuleBroken(
            "BDY-23",
            "Accountability stays with the board of the ICS NHS body of this system;"
            f" {accountable} is not that.",
            field="accountable",
        )
    if not tidy(assurance_route):
        raise RuleBroken(
            "BDY-23",
            "Say how the board is assured of what is decided here.",
            field="assurance_route",
        )
    term = Span(starts_on=starts_on, ends_on=ends_on)
    if holder is not None and kind != Delegation.Kind.ADVISORY:
        refuse_if(_only_advises(holder, term), "BDY-24", "holder")
    _check_once(function, holder, officer, term)
    given = create_with_reason(
        Delegation,
        "Delegated",
        actor=actor,
        function=function,
        kind=kind,
        holder=holder,
        officer=officer,
        accountable=accountable,
        assurance_route=tidy(assurance_route),
        limit=limit,
        instrument=instrument,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    note("delegated", given, actor=actor, at=at, body=holder or accountable)
    return given


def _only_advises(holder: Body, term: Span) -> str:
    """Any form taken while the delegation lasts counts."""
    forms = [
        one.form
        for one in GovernanceForm.objects.filter(body=holder)
        if meet(term, span_of(one))
    ]
    for form in forms or [""]:
        sentence = decides_nothing(
            kind=holder.kind, authority=holder.authority, form=form
        )
        if sentence:
            return f"{holder}: {sentence}"
    return ""


def _check_once(
    function: Function, holder: Body | None, officer: str, term: Span
) -> None:
    same = Delegation.objects.filter(function=function, holder=holder, officer=officer)
    if any(meet(term, span_of(one)) for one in same):
        raise RuleBroken(
            "BDY-3",
            f"{holder or officer} has this function already. End that first.",
            field="holder",
        )


@transaction.atomic
def end_delegation(
    *, delegation: Delegation, ends_on: date, reason: str, actor: Actor, at: datetime
) -> Delegation:
    """End a delegation. Who keeps the map may, also where a body of another system has
    the function."""
    return close(
        delegation,
        body=delegation.accountable,
        noted_under=delegation.holder,
        ends_on=ends_on,
        reason=reason,
        what="The delegation",
        verb="delegation_ended",
        actor=actor,
        at=at,
    )


@transaction.atomic
def add_objective(
    *,
    body: Body,
    text: str,
    priority: str = "",
    starts_on: date | None = None,
    actor: Actor,
    at: datetime,
) -> Objective:
    """Add an objective, with the priority of the system it serves (COL-08)."""
    begin(body, actor)
    text = check_words(text, "text", "Say what the objective is.")
    objective = create_with_reason(
        Objective,
        "Added",
        actor=actor,
        body=body,
        text=text,
        priority=tidy(priority),
        starts_on=starts_on,
    )
    note("objective_added", objective, actor=actor, at=at, body=body)
    return objective


@transaction.atomic
def end_objective(
    *, objective: Objective, ends_on: date, reason: str, actor: Actor, at: datetime
) -> Objective:
    """End an objective."""
    return close(
        objective,
        body=objective.body,
        ends_on=ends_on,
        reason=reason,
        what="The objective",
        verb="objective_ended",
        actor=actor,
        at=at,
    )
