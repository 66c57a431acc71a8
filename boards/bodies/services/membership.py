"""Organisations that are members of a body."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from boards.bodies.enums import BodyKind, Form
from boards.bodies.models import Body, BodyMember, GovernanceForm
from boards.bodies.rules import Span
from boards.bodies.rules.days import meet, span_words
from boards.bodies.services.frame import begin, check_days, close, note, span_of, tidy
from ics_portal.core.audit.history import create_with_reason
from ics_portal.core.errors import RuleBroken

if TYPE_CHECKING:
    from boards.directory.models import Organisation
    from ics_portal.accounts.actor import Actor


@transaction.atomic
def add_member(
    *,
    body: Body,
    organisation: Organisation,
    starts_on: date | None,
    ends_on: date | None = None,
    note_text: str = "",
    actor: Actor,
    at: datetime,
) -> BodyMember:
    """Make an organisation a member of a body; it is one once at a time (BDY-14)."""
    begin(body, actor)
    check_days(starts_on, ends_on, "The membership")
    term = Span(starts_on=starts_on, ends_on=ends_on)
    for other in BodyMember.objects.filter(body=body, organisation=organisation):
        if meet(term, span_of(other)):
            days = span_words(other.starts_on, other.ends_on)
            raise RuleBroken(
                "BDY-14",
                f"{organisation} is a member already, {days}.",
                field="organisation",
            )
    member = create_with_reason(
        BodyMember,
        "Member added",
        actor=actor,
        body=body,
        organisation=organisation,
        starts_on=starts_on,
        ends_on=ends_on,
        note=tidy(note_text),
    )
    note("member_added", member, actor=actor, at=at, body=body)
    return member


@transaction.atomic
def end_member(
    *, member: BodyMember, ends_on: date, reason: str, actor: Actor, at: datetime
) -> BodyMember:
    """End a membership. The lead provider of a collaborative stays a member (COL-05)."""
    body = member.body
    begin(body, actor)
    leads = GovernanceForm.objects.filter(
        body=body, form=Form.LEAD_PROVIDER, lead=member.organisation
    ).exclude(ends_on__lte=ends_on)
    if body.kind == BodyKind.PROVIDER_COLLABORATIVE and leads.exists():
        raise RuleBroken(
            "BDY-14",
            f"{member.organisation} is the lead provider of this collaborative after"
            " that day. Let it take another form first.",
            field="ends_on",
        )
    return close(
        member,
        body=body,
        ends_on=ends_on,
        reason=reason,
        what="The membership",
        verb="member_ended",
        actor=actor,
        at=at,
    )
