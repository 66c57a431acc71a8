"""Decisions between meetings, and the register of the seal, as far as one may read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from boards.bodies.models import Appointment, Body, BodyRole, TermsOfReference
from boards.meetings.models import Decision, DecisionRound, Meeting, RoundReply, SealUse
from boards.meetings.querysets import DecisionRoundQuerySet
from ics_portal.accounts.actor import Actor, Role


@dataclass(frozen=True, slots=True)
class Ratification:
    """How a round stands with the meeting that is to ratify it.

    ``decision`` is what that meeting decided; ``is_ratified`` None while it has not.
    """

    is_ratified: bool | None
    decision: Decision | None


def rounds_for(actor: Actor, *, body_id: int | None = None) -> DecisionRoundQuerySet:
    """The rounds the actor may read, the latest first."""
    found = (
        DecisionRound.objects.readable_by(actor)
        .select_related(
            "body", "decision", "ratified_by", "ratification__taken_as__meeting__body"
        )
        .prefetch_related("replies")
        .order_by("-opened_at", "-pk")
    )
    return found if body_id is None else found.filter(body_id=body_id)


def round_or_404(actor: Actor, round_id: int) -> DecisionRound:
    """One of them."""
    return get_object_or_404(rounds_for(actor), pk=round_id)


def replies_of(found: DecisionRound) -> list[RoundReply]:
    """Who was asked and what was answered, by name."""
    rows = RoundReply.objects.filter(round=found).select_related("person")
    return list(rows.order_by("person__name", "pk"))


def allows_written(body: Body, day: date) -> bool | None:
    """What the terms of reference in force say of written resolutions; None for nothing."""
    terms = (
        TermsOfReference.objects.in_force_on(day)
        .filter(body=body)
        .order_by("-version")
        .first()
    )
    return terms.allows_written_resolutions if terms else None


def voting_member_ids(body: Body, day: date) -> list[int]:
    """The people in voting seats that day; of a body without seats, chair and members."""
    seated = (
        Appointment.objects.in_force_on(day)
        .filter(seat__body=body, seat__is_voting=True, deputy_for__isnull=True)
        .filter(
            Q(seat__starts_on__isnull=True) | Q(seat__starts_on__lte=day),
            Q(seat__ends_on__isnull=True) | Q(seat__ends_on__gte=day),
        )
        .order_by("seat__position", "pk")
        .values_list("person_id", flat=True)
    )
    found: Sequence[int] = list(seated) or list(
        BodyRole.objects.in_force_on(day)
        .filter(body=body, role__in=(Role.CHAIR, Role.MEMBER))
        .order_by("pk")
        .values_list("person_id", flat=True)
    )
    return list(dict.fromkeys(found))


def next_meeting_of(body: Body, day: date) -> Meeting | None:
    """The body's first meeting after the day."""
    return (
        Meeting.objects.filter(body=body, held_on__gt=day)
        .exclude(state="cancelled")
        .order_by("held_on", "starts_at", "pk")
        .first()
    )


def ratification_of(found: DecisionRound) -> Ratification:
    """What the next meeting said of it; a meeting that said something else did not
    ratify it."""
    if found.ratified_by is not None:
        return Ratification(True, found.ratified_by)
    taken = found.ratification.taken_as if found.ratification else None
    if taken is None:
        return Ratification(None, None)
    other = Decision.objects.filter(item=taken, body_id=found.body_id).last()
    return Ratification(False if other else None, other)


def seal_uses_for(actor: Actor, *, body_id: int | None = None) -> QuerySet[SealUse]:
    """The register of sealing of the actor's bodies, the latest first; without what was
    sealed by a decision the actor may not read."""
    readable = Decision.objects.readable_by(actor).filter(pk=OuterRef("decision_id"))
    found = (
        SealUse.objects.filter(
            Q(decision__isnull=True) | Q(Exists(readable)),
            body_id__in=actor.body_ids(),
        )
        .select_related("body", "decision")
        .order_by("body__name", "-number")
    )
    return found if body_id is None else found.filter(body_id=body_id)
