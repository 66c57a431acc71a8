"""What bodies add to the directory's pages: who belongs where, over time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from boards.bodies.models import (
    Appointment,
    Body,
    BodyMember,
    GovernanceForm,
    NamedLead,
)
from boards.bodies.presenters.body import Link, body_link, link_to
from ics_portal.core.effective import EffectiveDated

if TYPE_CHECKING:
    from boards.directory.models import Organisation, Person, Place


@dataclass(frozen=True, slots=True)
class Belonging:
    """Somebody or something in a body for a time. ``state`` is words and kind of a chip."""

    body: Link
    as_what: str
    who: Link | None
    since: date | None
    until: date | None
    state: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Partnership:
    """A place's partnership: its form, leader and members on a day."""

    body: Link
    form: str
    leader: Link | None
    members: tuple[Link, ...]


def state_of(row: EffectiveDated, today: date) -> tuple[str, str]:
    """Whether something is, was or will be."""
    if row.is_in_force_on(today):
        return "Now", "ok"
    if row.starts_on is not None and row.starts_on > today:
        return "To come", "info"
    return "Ended", "quiet"


def memberships_of(organisation: Organisation, today: date) -> list[Belonging]:
    """The bodies an organisation is a member of, or was, and those whose board it is."""
    boards = Body.objects.filter(organisation=organisation)
    found = BodyMember.objects.filter(organisation=organisation).select_related("body")
    return _latest_first(
        [
            *(_belonging(one, one, "Its own board", None, today) for one in boards),
            *(_belonging(one, one.body, "Member", None, today) for one in found),
        ]
    )


def nominations_of(organisation: Organisation, today: date) -> list[Belonging]:
    """Whom an organisation nominated to which seat."""
    found = Appointment.objects.filter(nominated_by=organisation).select_related(
        "person", "seat__body"
    )
    return _latest_first(
        _belonging(one, one.seat.body, one.seat.title, link_to(one.person), today)
        for one in found
    )


def appointments_of(person: Person, today: date) -> list[Belonging]:
    """The seats and posts of a person, over time."""
    seats = Appointment.objects.filter(person=person).select_related(
        "seat__body", "deputy_for__person"
    )
    posts = NamedLead.objects.filter(person=person).select_related("body")
    return _latest_first(
        [
            *(
                _belonging(one, one.seat.body, _as_what(one), None, today)
                for one in seats
            ),
            *(
                _belonging(one, one.body, str(one.get_kind_display()), None, today)
                for one in posts
            ),
        ]
    )


def _as_what(one: Appointment) -> str:
    if one.deputy_for is not None:
        return f"{one.seat.title}, deputy for {one.deputy_for.person}"
    return f"{one.seat.title}, {one.get_capacity_display().lower()}"


def _belonging(
    row: EffectiveDated, body: Body, as_what: str, who: Link | None, today: date
) -> Belonging:
    return Belonging(
        body=body_link(body),
        as_what=as_what,
        who=who,
        since=row.starts_on,
        until=row.ends_on,
        state=state_of(row, today),
    )


def _latest_first(rows: Iterable[Belonging]) -> list[Belonging]:
    """What is without an end stands before what ended, the later before the earlier."""
    return sorted(
        rows,
        key=lambda one: (one.until or date.max, one.since or date.min),
        reverse=True,
    )


def partnerships_of(place: Place, today: date) -> list[Partnership]:
    """The partnerships of a place on a day."""
    return [
        _partnership(body, today)
        for body in Body.objects.in_force_on(today).filter(place=place)
    ]


def _partnership(body: Body, today: date) -> Partnership:
    form = GovernanceForm.objects.in_force_on(today).filter(body=body).last()
    leader = (
        NamedLead.objects.in_force_on(today)
        .filter(body=body, kind="place_leader")
        .select_related("person")
        .first()
    )
    members = BodyMember.objects.in_force_on(today).filter(body=body)
    return Partnership(
        body=body_link(body),
        form=str(form.get_form_display()) if form else "",
        leader=link_to(leader.person) if leader else None,
        members=tuple(
            link_to(one.organisation) for one in members.select_related("organisation")
        ),
    )
