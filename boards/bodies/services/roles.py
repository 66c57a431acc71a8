"""Who holds which role in a body."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from boards.bodies.models import Body, BodyRole
from boards.bodies.permissions import may_assign_roles
from ics_portal.core.audit.history import create_with_reason, save_with_reason
from ics_portal.core.audit.services import record
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require

if TYPE_CHECKING:
    from boards.directory.models import Person
    from ics_portal.accounts.actor import Actor, Role


@transaction.atomic
def assign_role(
    *,
    person: Person,
    body: Body,
    role: Role,
    starts_on: date | None,
    actor: Actor,
    at: datetime,
) -> BodyRole:
    """Give a person a role in a body from a day on.

    Raises RuleBroken if the person holds that role there already.
    """
    require(may_assign_roles(actor, body))
    held = BodyRole.objects.filter(person=person, body=body, role=role)
    if held.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on or at.date())):
        raise RuleBroken(
            "BDY-1",
            f"{person} is already {role.label.lower()} of {body}.",
            field="role",
        )
    given = create_with_reason(
        BodyRole,
        "Role given",
        actor=actor,
        person=person,
        body=body,
        role=role,
        starts_on=starts_on,
    )
    record(verb="bodies.role_given", target=given, actor=actor, at=at, body_id=body.pk)
    return given


@transaction.atomic
def end_role(
    *, held: BodyRole, ends_on: date, reason: str, actor: Actor, at: datetime
) -> BodyRole:
    """End a role on its last day; the row stays, for what was done while it was held."""
    require(may_assign_roles(actor, held.body))
    if held.starts_on is not None and ends_on < held.starts_on:
        raise RuleBroken(
            "BDY-2",
            f"The last day must not be before the first, {held.starts_on:%-d %B %Y}.",
            field="ends_on",
        )
    held.ends_on = ends_on
    save_with_reason(held, reason, actor=actor)
    record(
        verb="bodies.role_ended",
        target=held,
        actor=actor,
        at=at,
        reason=reason,
        body_id=held.body_id,
    )
    return held
