"""Routes of approval: laid, laid anew, ended (ICP-20)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from boards.bodies.models import ApprovalRoute, ApprovalStep, Body
from boards.bodies.permissions import may_keep_map
from boards.bodies.rules import Span
from boards.bodies.rules.days import meet, said, span_words
from boards.bodies.selectors.functions import bodies_of_system
from boards.bodies.selectors.routes import bodies_of_route, trouble_with
from boards.bodies.services.frame import (
    check_reason,
    check_words,
    end_row,
    give_way,
    lock_system,
    note,
    span_of,
    tidy,
)
from boards.bodies.services.seen import mark_of
from ics_portal.core.audit.history import create_with_reason
from ics_portal.core.errors import EditConflict, RuleBroken
from ics_portal.core.verdicts import require

if TYPE_CHECKING:
    from boards.directory.models import IntegratedCareSystem
    from ics_portal.accounts.actor import Actor

LONGEST = 200
"""What a subject has room for."""


def route_words(bodies: Sequence[Body], source: str, ends_on: date | None) -> str:
    """What a form about a route showed, a line for each thing."""
    lines = [f"{number}. {body}" for number, body in enumerate(bodies, start=1)]
    until = [f"Until: {said(ends_on)}"] if ends_on else []
    return "\n".join([*lines, f"Source: {source}", *until])


@transaction.atomic
def lay_route(
    *,
    system: IntegratedCareSystem,
    subject: str,
    bodies: Sequence[Body],
    source: str = "",
    starts_on: date,
    actor: Actor,
    at: datetime,
) -> ApprovalRoute:
    """Say over which bodies something goes, in order, from a day on; the last decides.

    Raises RuleBroken (BDY-35) with the field ``step_2`` for the second body.
    """
    require(may_keep_map(actor, system))
    lock_system(system)
    subject = check_words(subject, "subject", "Say what the route is for.")
    if len(subject) > LONGEST:
        raise RuleBroken(
            "BDY-3", f"Shorten the subject to {LONGEST} letters.", field="subject"
        )
    term = Span(starts_on=starts_on)
    for other in ApprovalRoute.objects.filter(system=system, subject__iexact=subject):
        if meet(term, span_of(other)):
            raise RuleBroken(
                "BDY-35",
                f"“{other.subject}” has a route"
                f" {span_words(other.starts_on, other.ends_on)}. Change that one.",
                field="subject",
            )
    _check_way(system, bodies, starts_on)
    route = _write(system, subject, bodies, source, starts_on, "Route laid", actor)
    note("route_laid", route, actor=actor, at=at)
    return route


@transaction.atomic
def lay_route_anew(
    *,
    route: ApprovalRoute,
    bodies: Sequence[Body],
    source: str,
    starts_on: date,
    reason: str,
    seen: str | None = None,
    actor: Actor,
    at: datetime,
) -> ApprovalRoute:
    """Change the bodies of a route, or their order, from a day on: the route of before
    ends the day before, and stays as it was (BDY-5).

    ``seen`` is the mark of ``route_words`` the form showed; raises EditConflict if
    somebody changed the route since.
    """
    system = route.system
    before = _locked(route, actor)
    reason = check_reason(reason)
    theirs = route_words(bodies_of_route(before), before.source, before.ends_on)
    if seen is not None and mark_of(theirs) != seen:
        raise EditConflict(
            "Somebody changed this route after you opened the form. Look at both, then"
            " save again if yours is still right.",
            field="",
            mine=route_words(bodies, source, None),
            theirs=theirs,
        )
    if before.ends_on is not None:
        raise RuleBroken(
            "BDY-35",
            f"This route ends on {said(before.ends_on)}. Add a new one instead.",
            field="starts_on",
        )
    _check_way(system, bodies, starts_on)
    give_way(before, starts_on, what="The route", reason=reason, actor=actor)
    new = _write(system, before.subject, bodies, source, starts_on, reason, actor)
    note("route_laid_anew", new, actor=actor, at=at, reason=reason)
    return new


@transaction.atomic
def end_route(
    *, route: ApprovalRoute, ends_on: date, reason: str, actor: Actor, at: datetime
) -> ApprovalRoute:
    """Nothing goes this way after a day."""
    before = _locked(route, actor)
    reason = check_reason(reason)
    end_row(before, ends_on=ends_on, reason=reason, what="The route", actor=actor)
    note("route_ended", before, actor=actor, at=at, reason=reason)
    return before


def _locked(route: ApprovalRoute, actor: Actor) -> ApprovalRoute:
    require(may_keep_map(actor, route.system))
    lock_system(route.system)
    return ApprovalRoute.objects.get(pk=route.pk)


def _check_way(system: IntegratedCareSystem, bodies: Sequence[Body], day: date) -> None:
    ours = set(bodies_of_system(system).values_list("pk", flat=True))
    for number, body in enumerate(bodies, start=1):
        if body.pk not in ours:
            raise RuleBroken(
                "BDY-35",
                f"{body} is not a body of this system.",
                field=f"step_{number}",
            )
    trouble = trouble_with(bodies, day)
    if trouble is not None:
        raise RuleBroken("BDY-35", trouble.sentence, field=f"step_{trouble.step + 1}")


def _write(
    system: IntegratedCareSystem,
    subject: str,
    bodies: Sequence[Body],
    source: str,
    starts_on: date,
    reason: str,
    actor: Actor,
) -> ApprovalRoute:
    route = create_with_reason(
        ApprovalRoute,
        reason,
        actor=actor,
        system=system,
        subject=subject,
        source=tidy(source),
        starts_on=starts_on,
    )
    for position, body in enumerate(bodies, start=1):
        create_with_reason(
            ApprovalStep,
            reason,
            actor=actor,
            route=route,
            body=body,
            position=position,
        )
    return route
