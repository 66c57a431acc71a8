"""Who sits in a seat, who stands in, and what is recorded of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet

from boards.bodies.enums import Capacity, Constituency
from boards.bodies.models import Appointment, Body, Seat, TermsOfReference
from boards.bodies.rules import Span
from boards.bodies.rules.seating import (
    BarredFor,
    Sitting,
    already_held,
    barred,
    beyond_the_terms,
    holds_another,
    outside_the_seat,
    second_officer,
)
from boards.bodies.services.frame import (
    begin,
    check_choice,
    check_days,
    check_reason,
    check_words,
    close,
    note,
    refuse_if,
    span_of,
    tidy,
)
from boards.directory.models import Bar, Organisation, Person
from ics_portal.core.audit.history import create_with_reason, save_with_reason
from ics_portal.core.errors import RuleBroken
from ics_portal.core.outbox import tell

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor

INDEPENDENT = frozenset({Constituency.CHAIR, Constituency.INDEPENDENT_NON_EXECUTIVE})


@transaction.atomic
def appoint(
    *,
    seat: Seat,
    person: Person,
    starts_on: date | None,
    ends_on: date | None = None,
    capacity: str = Capacity.CONFIRMED,
    basis: str = "",
    nominated_by: Organisation | None = None,
    employer: Organisation | None = None,
    is_accountable_officer: bool = False,
    knows_mental_health: bool | None = None,
    actor: Actor,
    at: datetime,
) -> Appointment:
    """Put a person into a seat for a time; ``ends_on`` None is without an end.
    ``knows_mental_health`` is None where nobody said (RULE-NHS-01).

    Raises RuleBroken: outside the seat's days (BDY-7), seat taken (BDY-6), barred
    (BDY-8), another voting seat of the body (BDY-9), beyond the terms allowed (BDY-10),
    a second accountable officer (BDY-11).
    """
    begin(seat.body, actor)
    check_choice(capacity, Capacity, "capacity", "a capacity")
    check_days(starts_on, ends_on, "The appointment")
    term = Span(starts_on=starts_on, ends_on=ends_on)
    refuse_if(outside_the_seat(term, span_of(seat), seat.title), "BDY-7", "starts_on")
    refuse_if(
        already_held(term, _sittings(_holding().filter(seat=seat))),
        "BDY-6",
        "starts_on",
    )
    _check_person(person, term)
    if seat.is_voting:
        elsewhere = _holding().filter(
            seat__body=seat.body, seat__is_voting=True, person=person
        )
        refuse_if(
            holds_another(term, person.name, _sittings(elsewhere.exclude(seat=seat))),
            "BDY-9",
            "person",
        )
    if capacity == Capacity.CONFIRMED:
        _check_terms(seat, person, term)
    if is_accountable_officer:
        _check_officer(seat.body, term)
    given = create_with_reason(
        Appointment,
        "Appointed",
        actor=actor,
        seat=seat,
        person=person,
        starts_on=starts_on,
        ends_on=ends_on,
        capacity=capacity,
        basis=tidy(basis),
        nominated_by=nominated_by,
        employer=employer,
        is_accountable_officer=is_accountable_officer,
        knows_mental_health=knows_mental_health,
    )
    note("appointed", given, actor=actor, at=at, body=seat.body)
    tell("deputies_changed", {"body_id": seat.body_id})
    return given


def _holding() -> QuerySet[Appointment]:
    """Appointments that fill a seat: deputies do not."""
    found: QuerySet[Appointment] = Appointment.objects.filter(deputy_for__isnull=True)
    return found.select_related("person", "seat")


def _sittings(found: QuerySet[Appointment]) -> list[Sitting]:
    return [
        Sitting(
            person=one.person.name,
            seat=one.seat.title,
            starts_on=one.starts_on,
            ends_on=one.ends_on,
        )
        for one in found
    ]


def _check_person(person: Person, term: Span) -> None:
    bars = [
        BarredFor(reason=one.reason, starts_on=one.starts_on, ends_on=one.ends_on)
        for one in Bar.objects.filter(person=person)
    ]
    refuse_if(barred(term, person.name, bars), "BDY-8", "person")


def _check_terms(seat: Seat, person: Person, term: Span) -> None:
    """A designate appointment is no term; a seat of the same sort in the body counts."""
    served = _holding().filter(
        seat__body=seat.body,
        seat__constituency=seat.constituency,
        person=person,
        capacity=Capacity.CONFIRMED,
    )
    sentence = beyond_the_terms(
        term,
        person.name,
        years=seat.term_years,
        most=seat.most_terms,
        served=[span_of(one) for one in served],
    )
    too_many = sentence.startswith(person.name)
    refuse_if(sentence, "BDY-10", "person" if too_many else "ends_on")


def _check_officer(body: Body, term: Span, but: int = 0) -> None:
    marked = _holding().filter(seat__body=body, is_accountable_officer=True)
    refuse_if(
        second_officer(term, _sittings(marked.exclude(pk=but))),
        "BDY-11",
        "is_accountable_officer",
    )


@transaction.atomic
def end_appointment(
    *,
    appointment: Appointment,
    ends_on: date,
    reason: str,
    actor: Actor,
    at: datetime,
) -> Appointment:
    """End an appointment on its last day; whoever deputises ends with it."""
    body = appointment.seat.body
    ended = close(
        appointment,
        body=body,
        ends_on=ends_on,
        reason=reason,
        what="The appointment",
        verb="appointment_ended",
        actor=actor,
        at=at,
    )
    for deputy in appointment.deputies.exclude(ends_on__lte=ends_on):
        # One who was to begin later never began: the row keeps a single day.
        deputy.ends_on = max(ends_on, deputy.starts_on or ends_on)
        save_with_reason(deputy, reason, actor=actor)
    tell("deputies_changed", {"body_id": ended.seat.body_id})
    return ended


@transaction.atomic
def appoint_deputy(
    *,
    deputy_for: Appointment,
    person: Person,
    starts_on: date | None,
    ends_on: date | None = None,
    basis: str = "",
    actor: Actor,
    at: datetime,
) -> Appointment:
    """Name who stands in for the holder of a seat; the deputy does not fill it (BDY-12).

    Refused: the holder, days outside the holder's, somebody barred, and a body whose
    terms of reference in force then allow no deputies.
    """
    seat = deputy_for.seat
    begin(seat.body, actor)
    check_days(starts_on, ends_on, "The deputy’s time")
    if deputy_for.deputy_for_id is not None:
        raise RuleBroken("BDY-12", "A deputy has no deputy.", field="person")
    if person == deputy_for.person:
        raise RuleBroken(
            "BDY-12", f"{person} holds the seat and cannot stand in.", field="person"
        )
    term = Span(starts_on=starts_on, ends_on=ends_on)
    refuse_if(
        outside_the_seat(term, span_of(deputy_for), f"{deputy_for.person} in the seat"),
        "BDY-12",
        "starts_on",
    )
    _check_person(person, term)
    day = starts_on or at.date()
    terms = TermsOfReference.objects.in_force_on(day).filter(body=seat.body).first()
    if terms is not None and terms.allows_deputies is False:
        raise RuleBroken(
            "BDY-12",
            f"Version {terms.version} of the terms of reference allows no deputies.",
            field="person",
        )
    given = create_with_reason(
        Appointment,
        "Deputy named",
        actor=actor,
        seat=seat,
        person=person,
        deputy_for=deputy_for,
        starts_on=starts_on,
        ends_on=ends_on,
        basis=tidy(basis),
    )
    note("deputy_named", given, actor=actor, at=at, body=seat.body)
    tell("deputies_changed", {"body_id": seat.body_id})
    return given


@transaction.atomic
def record_exception(
    *,
    appointment: Appointment,
    exception: str,
    exception_on: date,
    actor: Actor,
    at: datetime,
) -> Appointment:
    """Record why an independent member may hold a position elsewhere (ICB-14)."""
    body = appointment.seat.body
    begin(body, actor)
    appointment.refresh_from_db()
    if appointment.seat.constituency not in INDEPENDENT:
        raise RuleBroken(
            "BDY-13",
            "Only the chair and independent non-executives need an exception:"
            f" {appointment.seat.title} is neither.",
            field="exception",
        )
    text = check_words(exception, "exception", "Say why the exception was made.")
    if not appointment.is_in_force_on(exception_on):
        raise RuleBroken(
            "BDY-13",
            "Choose a day on which the person sits in the seat.",
            field="exception_on",
        )
    appointment.exception, appointment.exception_on = text, exception_on
    save_with_reason(appointment, "Exception recorded", actor=actor)
    note("exception_recorded", appointment, actor=actor, at=at, body=body, reason=text)
    return appointment


@transaction.atomic
def mark_accountable_officer(
    *,
    appointment: Appointment,
    is_accountable_officer: bool,
    reason: str,
    actor: Actor,
    at: datetime,
) -> Appointment:
    """Mark, or unmark, who answers for the allocation: one a body on any day (ICB-17)."""
    body = appointment.seat.body
    begin(body, actor)
    appointment.refresh_from_db()
    reason = check_reason(reason)
    if is_accountable_officer:
        if appointment.deputy_for_id is not None:
            raise RuleBroken("BDY-11", "A deputy is not the accountable officer.")
        _check_officer(body, span_of(appointment), but=appointment.pk)
    appointment.is_accountable_officer = is_accountable_officer
    save_with_reason(appointment, reason, actor=actor)
    verb = "officer_marked" if is_accountable_officer else "officer_unmarked"
    note(verb, appointment, actor=actor, at=at, body=body, reason=reason)
    return appointment


@transaction.atomic
def say_mental_health(
    *,
    appointment: Appointment,
    knows_mental_health: bool | None,
    reason: str,
    actor: Actor,
    at: datetime,
) -> Appointment:
    """Say whether a member has knowledge and experience of mental illness services; None
    takes back what was said (RULE-NHS-01)."""
    body = appointment.seat.body
    begin(body, actor)
    appointment.refresh_from_db()
    reason = check_reason(reason)
    appointment.knows_mental_health = knows_mental_health
    save_with_reason(appointment, reason, actor=actor)
    note(
        "mental_health_said", appointment, actor=actor, at=at, body=body, reason=reason
    )
    return appointment
