"""How far a body has come into being, and whence it has its authority."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from boards.bodies.enums import BodyKind, BodyStatus
from boards.bodies.models import Body, BodyParent, BodyStanding
from boards.bodies.rules.forms import circle, wrong_standing
from boards.bodies.services.frame import (
    ONE_DAY,
    begin,
    check_choice,
    give_way,
    latest,
    lock_system,
    note,
    refuse_if,
)
from boards.directory.models import Organisation
from ics_portal.core.audit.history import create_with_reason, save_with_reason
from ics_portal.core.errors import RuleBroken

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor

Parent = Body | Organisation


@transaction.atomic
def set_standing(
    *, body: Body, status: str, starts_on: date, actor: Actor, at: datetime
) -> BodyStanding:
    """Take a body a step on: proposed, in shadow form, established (BDY-19)."""
    begin(body, actor)
    check_choice(status, BodyStatus, "status", "a standing")
    before = latest(BodyStanding.objects.filter(body=body))
    refuse_if(
        wrong_standing(before.status if before else "", status), "BDY-19", "status"
    )
    reason = str(BodyStatus(status).label)
    what = before.get_status_display() if before else ""
    give_way(before, starts_on, what=f"“{what}”", reason=reason, actor=actor)
    standing = create_with_reason(
        BodyStanding,
        reason,
        actor=actor,
        body=body,
        status=status,
        starts_on=starts_on,
    )
    note("standing_set", standing, actor=actor, at=at, body=body)
    return standing


@transaction.atomic
def set_parents(
    *,
    body: Body,
    parents: Iterable[Parent],
    starts_on: date | None,
    actor: Actor,
    at: datetime,
) -> list[BodyParent]:
    """Say from whom a body has its authority, from a day on; gives the rows added.

    ``starts_on`` None is for a body whose parents were never different. Those no longer
    named end the day before. Raises RuleBroken: a joint committee with fewer than two
    (BDY-20), a circle (BDY-21), a day before one that is there began (BDY-5).
    """
    begin(body, actor)
    lock_system(body.system)  # a circle may go through any body of it
    wanted = list(dict.fromkeys(parents))
    if body.kind == BodyKind.JOINT_COMMITTEE:
        _check_joint(wanted)
    for parent in wanted:
        if isinstance(parent, Body):
            _check_circle(body, parent)
    open_rows = BodyParent.objects.filter(body=body, ends_on=None)
    there = {row.parent or row.organisation: row for row in open_rows}
    for parent, row in there.items():
        if parent not in wanted:
            _end_parent(row, starts_on, actor)
    added = [
        create_with_reason(
            BodyParent,
            "Parents set",
            actor=actor,
            body=body,
            parent=parent if isinstance(parent, Body) else None,
            organisation=parent if isinstance(parent, Organisation) else None,
            starts_on=starts_on,
        )
        for parent in wanted
        if parent not in there
    ]
    note(
        "parents_set",
        body,
        actor=actor,
        at=at,
        body=body,
        parents=[str(parent) for parent in wanted],
    )
    return added


def _end_parent(row: BodyParent, starts_on: date | None, actor: Actor) -> None:
    if starts_on is None:
        raise RuleBroken(
            "BDY-5",
            f"Give the day from which {row.parent or row.organisation} is no longer a"
            " parent.",
            field="starts_on",
        )
    if row.starts_on is not None and starts_on <= row.starts_on:
        raise RuleBroken(
            "BDY-5",
            f"{row.parent or row.organisation} is a parent from a later day."
            " Choose a day after it began.",
            field="starts_on",
        )
    row.ends_on = starts_on - ONE_DAY
    save_with_reason(row, "Parents set", actor=actor)


def _check_joint(parents: list[Parent]) -> None:
    """A board stands for the organisation whose board it is: both are one parent."""
    different = {
        parent.organisation_id
        if isinstance(parent, Body) and parent.organisation_id
        else (type(parent).__name__, parent.pk)
        if isinstance(parent, Body)
        else parent.pk
        for parent in parents
    }
    if len(different) > 1:
        return
    named = f"only {parents[0]} is named" if parents else "none is named"
    raise RuleBroken(
        "BDY-20",
        f"A joint committee has two or more parents, and {named}. Name another: the"
        " board, trust or council that it is joint with.",
        field="parents",
    )


def _check_circle(body: Body, parent: Body) -> None:
    """Follow every line upwards; a body found again is above itself."""
    ways = [[parent]]
    seen = set()
    while ways:
        way = ways.pop()
        top = way[-1]
        if top == body:
            refuse_if(circle([str(body), *map(str, way)]), "BDY-21", "parents")
        if top.pk in seen:
            continue
        seen.add(top.pk)
        above = BodyParent.objects.filter(body=top, ends_on=None, parent__isnull=False)
        ways += [[*way, row.parent] for row in above.select_related("parent")]
