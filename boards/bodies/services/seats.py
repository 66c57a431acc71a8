"""Seats of a body."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from boards.bodies.enums import Constituency
from boards.bodies.models import Appointment, Body, Seat
from boards.bodies.rules.days import said
from boards.bodies.services.frame import (
    begin,
    check_choice,
    check_days,
    check_words,
    close,
    note,
    tidy,
)
from ics_portal.core.audit.history import create_with_reason
from ics_portal.core.errors import RuleBroken

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor

MOST = 50
"""More years or terms than anybody sits: a slip of the pen."""


@transaction.atomic
def add_seat(
    *,
    body: Body,
    title: str,
    constituency: str,
    is_voting: bool = True,
    clause: str = "",
    represents: Body | None = None,
    term_years: int | None = None,
    most_terms: int | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    actor: Actor,
    at: datetime,
) -> Seat:
    """Add a seat after the others. ``term_years`` and ``most_terms`` are the limits of
    the terms of reference, or None."""
    begin(body, actor)
    title = check_words(title, "title", "Give the seat a title.")
    check_choice(constituency, Constituency, "constituency", "a constituency")
    check_days(starts_on, ends_on, "The seat")
    for name, limit in (("term_years", term_years), ("most_terms", most_terms)):
        if limit is not None and not 1 <= limit <= MOST:
            sentence = f"Leave it empty, or give 1 to {MOST}."
            raise RuleBroken("BDY-3", sentence, field=name)
    last = Seat.objects.filter(body=body).aggregate(last=Max("position"))["last"]
    seat = create_with_reason(
        Seat,
        "Seat added",
        actor=actor,
        body=body,
        title=title,
        constituency=constituency,
        is_voting=is_voting,
        clause=tidy(clause),
        represents=represents,
        term_years=term_years,
        most_terms=most_terms,
        starts_on=starts_on,
        ends_on=ends_on,
        position=0 if last is None else last + 1,
    )
    note("seat_added", seat, actor=actor, at=at, body=body)
    return seat


@transaction.atomic
def close_seat(
    *, seat: Seat, ends_on: date, reason: str, actor: Actor, at: datetime
) -> Seat:
    """Close a seat after its last day. Whoever sits beyond it is named first (BDY-7)."""
    begin(seat.body, actor)
    beyond = (
        Appointment.objects.filter(seat=seat)
        .exclude(ends_on__lte=ends_on)
        .select_related("person")
        .first()
    )
    if beyond is not None:
        until = f"until {said(beyond.ends_on)}" if beyond.ends_on else "without an end"
        raise RuleBroken(
            "BDY-7",
            f"{beyond.person} is appointed to it {until}. End that appointment first.",
            field="ends_on",
        )
    return close(
        seat,
        body=seat.body,
        ends_on=ends_on,
        reason=reason,
        what="The seat",
        verb="seat_closed",
        actor=actor,
        at=at,
    )
