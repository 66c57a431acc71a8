"""The scheme of delegation of a place, said partner by partner (ICP-07)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from boards.bodies.enums import BodyKind, HeldBy
from boards.bodies.models import Body, Function, SchemeLine
from boards.bodies.rules.scheme import PLACE_LEVEL, wrong_line
from boards.bodies.services.forms_of_governance import is_member_on
from boards.bodies.services.frame import (
    ONE_DAY,
    begin,
    check_choice,
    end_row,
    give_way,
    latest,
    note,
    tidy,
)
from ics_portal.core.audit.history import create_with_reason, save_with_reason
from ics_portal.core.errors import RuleBroken

if TYPE_CHECKING:
    from boards.directory.models import Organisation
    from ics_portal.accounts.actor import Actor

SAID = "Scheme of delegation said"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSaid:
    """What is said of one function. An empty ``held_by`` takes back what was said."""

    function: Function
    held_by: str
    limit: Decimal | None = None
    note: str = ""


@transaction.atomic
def say_scheme(
    *,
    body: Body,
    partner: Organisation,
    lines: Sequence[LineSaid],
    starts_on: date,
    actor: Actor,
    at: datetime,
) -> list[SchemeLine]:
    """Say from a day on what a partner keeps and what the place manages; functions that
    are not named, or are said as they are already, stay as they are.

    A new line ends the one before it the day before; one of the same first day is
    corrected in place. Raises RuleBroken (BDY-34) with the field ``limit_7`` for the
    function 7, so that a form of a whole row shows it there.
    """
    begin(body, actor)
    if body.kind != BodyKind.PLACE_PARTNERSHIP:
        raise RuleBroken(
            "BDY-34", "Only a place has a scheme of delegation of this sort."
        )
    is_member = is_member_on(body, partner, starts_on)
    changed = []
    for line in lines:
        try:
            row = _say(body, partner, line, starts_on, is_member, actor)
        except RuleBroken as problem:
            raise _at_the_function(problem, line) from None
        if row is not None:
            changed.append(row)
    if changed:
        functions = [row.function.name for row in changed]
        note("scheme_said", partner, actor=actor, at=at, body=body, functions=functions)
    return changed


def _at_the_function(problem: RuleBroken, line: LineSaid) -> RuleBroken:
    """The same refusal beside the field of its function; the partner's stays his."""
    if problem.field == "partner":
        return problem
    name = problem.field if problem.field in ("held_by", "limit") else "held_by"
    return RuleBroken(
        problem.rule_id, problem.message, field=f"{name}_{line.function.pk}"
    )


def _say(
    body: Body,
    partner: Organisation,
    line: LineSaid,
    starts_on: date,
    is_member: bool,
    actor: Actor,
) -> SchemeLine | None:
    """The line written or ended; None where it says what is said already."""
    function, words = line.function, tidy(line.note)
    rows = SchemeLine.objects.filter(body=body, function=function, partner=partner)
    now = rows.in_force_on(starts_on).first()
    if not line.held_by:
        return _take_back(now, starts_on, actor)
    if now is not None and (now.held_by, now.limit, now.note) == (
        line.held_by,
        line.limit,
        words,
    ):
        return None
    check_choice(line.held_by, HeldBy, "held_by", "a way to hold a function")
    field, sentence = wrong_line(
        function=function.name,
        is_at_place=function.level == PLACE_LEVEL,
        is_in_force=function.system_id == body.system_id
        and function.is_in_force_on(starts_on),
        partner=partner.name,
        is_member=is_member,
        held_by=line.held_by,
        limit=line.limit,
    )
    if sentence:
        raise RuleBroken("BDY-34", sentence, field=field)
    if now is not None and now.starts_on == starts_on:
        now.held_by, now.limit, now.note = line.held_by, line.limit, words
        return save_with_reason(now, "Corrected", actor=actor)
    give_way(latest(rows), starts_on, what="What is said", reason=SAID, actor=actor)
    return create_with_reason(
        SchemeLine,
        SAID,
        actor=actor,
        body=body,
        function=function,
        partner=partner,
        held_by=line.held_by,
        limit=line.limit,
        note=words,
        starts_on=starts_on,
    )


def _take_back(
    now: SchemeLine | None, starts_on: date, actor: Actor
) -> SchemeLine | None:
    if now is not None:
        end_row(
            now,
            ends_on=starts_on - ONE_DAY,
            reason="Taken back",
            what="What is said",
            actor=actor,
        )
    return now
