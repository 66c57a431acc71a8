"""One body on a day: what its page reads, in a number of queries that does not grow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Q, QuerySet

from boards.bodies.models import (
    Appointment,
    Body,
    BodyMember,
    BodyParent,
    BodyStanding,
    Delegation,
    GovernanceForm,
    Instrument,
    InstrumentVersion,
    NamedLead,
    Objective,
    Seat,
    TermsOfReference,
)
from boards.bodies.rules import Finding
from boards.bodies.selectors.compliance import findings_on
from ics_portal.core.audit.models import AuditEvent
from ics_portal.core.effective import EffectiveDated

D = TypeVar("D", bound=EffectiveDated)


@dataclass(frozen=True, slots=True)
class SeatOn:
    """A seat on a day. ``holder`` is None where it is vacant; ``last`` is who held it
    last before the day; ``later`` is the next appointment to come."""

    seat: Seat
    holder: Appointment | None
    deputies: tuple[Appointment, ...]
    last: Appointment | None
    later: Appointment | None


@dataclass(frozen=True, slots=True)
class DocumentOn:
    """A document and its version in force on the day, or None."""

    instrument: Instrument
    version: InstrumentVersion | None


@dataclass(frozen=True, slots=True)
class BodyOn:
    """All there is to say of a body on a day."""

    body: Body
    day: date
    standing: BodyStanding | None
    parents: tuple[BodyParent, ...]
    children: tuple[Body, ...]
    seats: tuple[SeatOn, ...]
    members: tuple[BodyMember, ...]
    form: GovernanceForm | None
    terms: TermsOfReference | None
    leads: tuple[NamedLead, ...]
    documents: tuple[DocumentOn, ...]
    delegations: tuple[Delegation, ...]
    objectives: tuple[Objective, ...]
    findings: tuple[Finding, ...]


def body_on(body: Body, day: date) -> BodyOn:
    """Read a body for a day; its findings come from the evaluation of its system."""
    under = BodyParent.objects.in_force_on(day).filter(parent=body)
    return BodyOn(
        body=body,
        day=day,
        standing=BodyStanding.objects.in_force_on(day)
        .filter(body=body)
        .order_by("-starts_on", "-pk")
        .first(),
        parents=tuple(
            BodyParent.objects.in_force_on(day)
            .filter(body=body)
            .select_related("parent", "organisation")
        ),
        children=tuple(
            Body.objects.in_force_on(day).filter(pk__in=under.values("body_id"))
        ),
        seats=seats_on(body, day),
        members=tuple(
            BodyMember.objects.in_force_on(day)
            .filter(body=body)
            .select_related("organisation")
        ),
        form=_form(body, day),
        terms=TermsOfReference.objects.in_force_on(day)
        .filter(body=body)
        .prefetch_related("quorum")
        .order_by("-version")
        .first(),
        leads=tuple(
            NamedLead.objects.in_force_on(day)
            .filter(body=body)
            .select_related("person", "responsibility_from")
        ),
        documents=documents_on(body, day),
        delegations=tuple(
            Delegation.objects.in_force_on(day)
            .filter(Q(holder=body) | Q(accountable=body))
            .select_related("function", "holder", "accountable", "instrument")
        ),
        objectives=tuple(Objective.objects.in_force_on(day).filter(body=body)),
        findings=tuple(
            one for one in findings_on(body.system, day) if one.body_id == body.pk
        ),
    )


def _in_force(rows: Iterable[D], day: date) -> D | None:
    return next((row for row in rows if row.is_in_force_on(day)), None)


def _form(body: Body, day: date) -> GovernanceForm | None:
    found: GovernanceForm | None = (
        GovernanceForm.objects.in_force_on(day)
        .filter(body=body)
        .select_related("director", "lead")
        .prefetch_related("partners")
        .order_by("-starts_on", "-pk")
        .first()
    )
    return found


def seats_on(body: Body, day: date) -> tuple[SeatOn, ...]:
    """The seats of a body on a day, in their order, each with who holds it."""
    appointed: dict[int, list[Appointment]] = defaultdict(list)
    for one in (
        Appointment.objects.filter(seat__body=body)
        .select_related("person", "nominated_by", "employer")
        .order_by("starts_on", "pk")
    ):
        appointed[one.seat_id].append(one)
    return tuple(
        _seat(seat, appointed[seat.pk], day)
        for seat in Seat.objects.in_force_on(day)
        .filter(body=body)
        .select_related("represents")
    )


def _seat(seat: Seat, appointed: list[Appointment], day: date) -> SeatOn:
    holding = [one for one in appointed if one.deputy_for_id is None]
    ended = [one for one in holding if one.ends_on is not None and one.ends_on < day]
    return SeatOn(
        seat=seat,
        holder=_in_force(holding, day),
        deputies=tuple(
            one
            for one in appointed
            if one.deputy_for_id is not None and one.is_in_force_on(day)
        ),
        last=max(ended, key=lambda one: one.ends_on or day, default=None),
        later=next(
            (one for one in holding if one.starts_on and one.starts_on > day), None
        ),
    )


def documents_on(body: Body, day: date) -> tuple[DocumentOn, ...]:
    """The documents of a body, each with the version in force on the day."""
    found = Instrument.objects.filter(body=body).prefetch_related(
        "versions__parties", "versions__regard_to__instrument"
    )
    return tuple(DocumentOn(one, _in_force(one.versions.all(), day)) for one in found)


def changes_of(body: Body) -> QuerySet[AuditEvent]:
    """What was done to a body, the latest first."""
    return AuditEvent.objects.filter(body_id=body.pk, verb__startswith="bodies.")
