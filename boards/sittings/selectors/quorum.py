"""How the quorum stands, and who may vote, at a moment (nhs-practice 3.2; DOI-15)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from boards.bodies.models import Appointment, Body, Seat, TermsOfReference
from boards.meetings.enums import RulingOption
from boards.meetings.models import AgendaItem, ItemParticipation, Meeting
from boards.sittings.enums import AttendanceKind, AttendanceState
from boards.sittings.models import Attendance
from boards.sittings.rules.presence import Presence, is_present
from boards.sittings.rules.quorum import (
    AtTable,
    LineAsked,
    Quorum,
    QuorumTerms,
    may_vote,
    quorum_of,
)

VOTING_KINDS = (AttendanceKind.MEMBER, AttendanceKind.DEPUTY)

_BARRED = {
    RulingOption.NO_VOTE: "does not vote",
    RulingOption.SILENT: "neither speaks nor votes",
    RulingOption.LEAVES_DECISION: "leaves for the decision",
    RulingOption.LEAVES: "leaves for the item",
}


@dataclass(frozen=True, slots=True)
class Room:
    """A body at a meeting, read once, to be asked about any item and moment."""

    terms: QuorumTerms | None
    rows: list[Attendance]
    constituencies: dict[int, frozenset[str]]
    barred: dict[int, dict[int, str]] = field(default_factory=dict)

    def quorum(self, item_id: int | None, at: datetime) -> Quorum:
        """How the quorum stands for an item, or for the meeting if none is named."""
        return quorum_of(self.terms, self._people(item_id), at)

    def voters(self, item_id: int | None, at: datetime) -> list[Attendance]:
        """Who may vote on the item then, in the order of the list."""
        people = self._people(item_id)
        return [
            row
            for row, one in zip(self.rows, people, strict=True)
            if may_vote(one, self.terms, at)
        ]

    def present(self, at: datetime) -> list[Attendance]:
        """Everybody who is in the room."""
        return [row for row in self.rows if is_present(presence_of(row), at)]

    def without(self, attendance_id: int) -> Room:
        """The same room if one of them were to leave."""
        rows = [row for row in self.rows if row.pk != attendance_id]
        return Room(self.terms, rows, self.constituencies, self.barred)

    def _people(self, item_id: int | None) -> list[AtTable]:
        barred = self.barred.get(item_id, {}) if item_id is not None else {}
        return [self._at_table(row, barred) for row in self.rows]

    def _at_table(self, row: Attendance, barred: dict[int, str]) -> AtTable:
        member = row.deputises_for if row.kind == AttendanceKind.DEPUTY else row
        return AtTable(
            # Somebody who is not in the directory is told apart by the row.
            person=row.person_id or -row.pk,
            name=row.name,
            has_vote=_has_vote(row, member),
            is_deputy=row.kind == AttendanceKind.DEPUTY,
            constituencies=self.constituencies_of(member),
            presence=presence_of(row),
            barred=barred.get(row.person_id or 0, ""),
        )

    def constituencies_of(self, member: Attendance | None) -> frozenset[str]:
        """The kinds of seat somebody holds, of which one may be enough for a line."""
        if member is None:
            return frozenset()
        held = self.constituencies.get(member.person_id or 0, frozenset())
        return held | ({member.seat.constituency} if member.seat else frozenset())


def _has_vote(row: Attendance, member: Attendance | None) -> bool:
    if row.kind not in VOTING_KINDS or member is None:
        return False
    return member.seat is None or member.seat.is_voting


def presence_of(row: Attendance) -> Presence:
    """How somebody was there, as plain values; the movements are read with the row."""
    return Presence(
        was_there=row.state == AttendanceState.PRESENT,
        arrived_at=row.arrived_at,
        left_at=row.left_at,
        away=tuple((move.out_at, move.in_at) for move in row.movements.all()),
    )


def read_room(meeting: Meeting, body: Body) -> Room:
    """Read it in seven queries, whatever the number of people, items and rulings."""
    rows = (
        Attendance.objects.filter(meeting=meeting, body=body)
        .select_related("person", "seat", "deputises_for__seat")
        .prefetch_related("movements__item")
    )
    return Room(
        terms=terms_of(meeting, body),
        rows=list(rows),
        constituencies=_held(meeting, body),
        barred=_barred(meeting),
    )


def terms_of(meeting: Meeting, body: Body) -> QuorumTerms | None:
    """What the terms of reference in force that day ask; None where there are none."""
    terms = (
        TermsOfReference.objects.in_force_on(meeting.held_on)
        .filter(body=body)
        .order_by("-version")
        .first()
    )
    if terms is None:
        return None
    seats = Seat.objects.in_force_on(meeting.held_on).filter(body=body, is_voting=True)
    return QuorumTerms(
        share=terms.quorum_share,
        seats=seats.count(),
        allows_deputies=terms.allows_deputies,
        lines=tuple(
            LineAsked(line.words, frozenset(line.constituencies), line.minimum)
            for line in terms.quorum.all()
        ),
    )


def _held(meeting: Meeting, body: Body) -> dict[int, frozenset[str]]:
    """The kinds of all voting seats a person holds that day: one may hold two."""
    found: dict[int, set[str]] = defaultdict(set)
    held = Appointment.objects.in_force_on(meeting.held_on).filter(
        seat__body=body, seat__is_voting=True, deputy_for__isnull=True
    )
    for person_id, kind in held.values_list("person_id", "seat__constituency"):
        found[person_id].add(kind)
    return {person_id: frozenset(kinds) for person_id, kinds in found.items()}


def _barred(meeting: Meeting) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = defaultdict(dict)
    rows = ItemParticipation.objects.filter(
        item__meeting=meeting, votes=False
    ).select_related("ruling")
    for row in rows:
        option = RulingOption(row.ruling.option) if row.ruling else RulingOption.NO_VOTE
        found[row.item_id][row.person_id] = _BARRED.get(option, "does not vote")
    return dict(found)


def quorum_at(
    meeting: Meeting, body: Body, item: AgendaItem | None, at: datetime
) -> Quorum:
    """How the quorum of a body stands on an item at a moment."""
    return read_room(meeting, body).quorum(item.pk if item else None, at)


def voters_at(
    meeting: Meeting, body: Body, item: AgendaItem | None, at: datetime
) -> list[Attendance]:
    """The rows of those who may vote on the item then: present, not barred (DOI-15)."""
    return read_room(meeting, body).voters(item.pk if item else None, at)
