"""One seat and everybody who has sat in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from boards.bodies.enums import BodyKind, Constituency
from boards.bodies.models import Appointment, Seat
from boards.bodies.presenters.body import Link, link_to
from ics_portal.core.web.words import shortday


@dataclass(frozen=True, slots=True)
class SittingRow:
    """An appointment. ``state`` is words and kind of a chip; ``can_end`` while it lasts."""

    appointment_id: int
    person: Link
    deputy_for: str
    since: date | None
    until: date | None
    state: tuple[str, str]
    capacity: str
    basis: str
    nominated_by: str
    exception: str
    is_officer: bool
    knows: str
    can_end: bool


@dataclass(frozen=True, slots=True)
class SeatPage:
    """A seat; ``needs_exception`` where an exception can be recorded for its holder, and
    ``asks_mental_health`` where the rules ask what members know."""

    seat: Seat
    facts: tuple[tuple[str, str], ...]
    rows: tuple[SittingRow, ...]
    is_open: bool
    needs_exception: bool
    asks_mental_health: bool


def seat_page(seat: Seat, today: date) -> SeatPage:
    """Everybody who has sat, sits and will sit in the seat, the latest first."""
    found = (
        Appointment.objects.filter(seat=seat)
        .select_related("person", "deputy_for__person", "nominated_by")
        .order_by("-starts_on", "-pk")
    )
    terms = []
    if seat.term_years:
        terms.append(f"{seat.term_years} years each")
    if seat.most_terms:
        terms.append(f"at most {seat.most_terms}")
    facts = (
        ("Constituency", str(seat.get_constituency_display())),
        ("Votes", "Yes" if seat.is_voting else "No"),
        ("Clause", seat.clause),
        ("Speaks for", str(seat.represents or "")),
        ("Terms", ", ".join(terms)),
        ("From", shortday(seat.starts_on)),
        ("To", shortday(seat.ends_on)),
    )
    independent = {Constituency.CHAIR, Constituency.INDEPENDENT_NON_EXECUTIVE}
    return SeatPage(
        seat=seat,
        facts=tuple((key, value) for key, value in facts if value),
        rows=tuple(_row(one, today) for one in found),
        is_open=seat.ends_on is None or seat.ends_on >= today,
        needs_exception=seat.constituency in independent,
        asks_mental_health=seat.body.kind == BodyKind.NHS_BODY_BOARD,
    )


_KNOWS = {
    None: "",
    True: "Knows mental illness services",
    False: "Does not know mental illness services",
}


def _row(one: Appointment, today: date) -> SittingRow:
    return SittingRow(
        appointment_id=one.pk,
        person=link_to(one.person),
        deputy_for=str(one.deputy_for.person) if one.deputy_for else "",
        since=one.starts_on,
        until=one.ends_on,
        state=_state(one, today),
        capacity=str(one.get_capacity_display()),
        basis=one.basis,
        nominated_by=str(one.nominated_by or ""),
        exception=(
            f"{one.exception} ({shortday(one.exception_on)})" if one.exception else ""
        ),
        is_officer=one.is_accountable_officer,
        knows=_KNOWS[one.knows_mental_health],
        can_end=one.ends_on is None or one.ends_on >= today,
    )


def _state(one: Appointment, today: date) -> tuple[str, str]:
    if one.is_in_force_on(today):
        return "Sits now", "ok"
    if one.starts_on is not None and one.starts_on > today:
        return "To come", "info"
    return "Ended", "quiet"
