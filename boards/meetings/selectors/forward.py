"""The forward plan of a body, as this reader may know it."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from boards.bodies.models import Body
from boards.meetings.enums import Part, PlanState
from boards.meetings.models import AgendaItem, ForwardPlanEntry, Meeting
from boards.meetings.permissions import PRIVATE_ROLES
from boards.meetings.rules.plan import financial_year, missing_annual, month_of
from ics_portal.accounts.actor import Actor

# An entry whose item was taken off its agenda again is planned as before.
OPEN = Q(state=PlanState.PLANNED) | Q(state=PlanState.TAKEN, taken_as__isnull=True)


def body_or_404(actor: Actor, slug: str) -> Body:
    """A body in which the reader holds a role."""
    return get_object_or_404(Body, slug=slug, pk__in=actor.body_ids())


def readable_entries(actor: Actor) -> QuerySet[ForwardPlanEntry]:
    """Entries of the reader's bodies; those of part 2 only for who reads part 2."""
    inner = actor.body_ids(*PRIVATE_ROLES)
    return (
        ForwardPlanEntry.objects.filter(
            Q(part=Part.ONE) | Q(body_id__in=inner), body_id__in=actor.body_ids()
        )
        .select_related("body", "meeting__body", "purpose", "taken_as")
        .annotate(when=Coalesce("meeting__held_on", "due_on"))
        .order_by(F("when").asc(nulls_last=True), "pk")
    )


def plan_of(body: Body, actor: Actor, *, since: date) -> list[ForwardPlanEntry]:
    """The plan from a day on, and what is still planned for before it."""
    return list(
        readable_entries(actor)
        .filter(body=body)
        .filter(Q(when__gte=since) | Q(when__isnull=True) | OPEN)
    )


def planned_for(meeting: Meeting) -> list[ForwardPlanEntry]:
    """What is planned for this meeting, or for its month without naming another."""
    first, after = month_of(meeting.held_on)
    in_month = Q(meeting__isnull=True, due_on__gte=first, due_on__lt=after)
    return list(
        ForwardPlanEntry.objects.filter(
            OPEN, Q(meeting=meeting) | in_month, body_id=meeting.body_id
        ).order_by("pk")
    )


def missing_this_year(body_id: int, day: date) -> list[str]:
    """Yearly items neither planned nor on an agenda in the financial year of the day."""
    first, last = financial_year(day)
    planned = (
        ForwardPlanEntry.objects.filter(body_id=body_id)
        .exclude(state=PlanState.DROPPED)
        .annotate(when=Coalesce("meeting__held_on", "due_on"))
        .filter(when__range=(first, last))
        .values_list("title", flat=True)
    )
    heard = (
        AgendaItem.objects.live()
        .filter(meeting__body_id=body_id, meeting__held_on__range=(first, last))
        .values_list("title", flat=True)
    )
    return missing_annual([*planned, *heard])


def has_plan(body_id: int) -> bool:
    """Whether the body keeps a forward plan at all."""
    return ForwardPlanEntry.objects.filter(body_id=body_id).exists()
