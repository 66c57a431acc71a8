"""Those at a meeting as the pages print them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from boards.sittings.enums import AttendanceKind, AttendanceState
from boards.sittings.models import Attendance
from boards.sittings.rules.presence import is_present, open_span
from boards.sittings.selectors.quorum import Room, presence_of
from ics_portal.core.web.words import clock


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One row of the attendance. ``acts`` are (value, label) of what may happen next."""

    attendance_id: int
    name: str
    job_title: str
    organisations: str
    kind_words: str
    state_words: str
    chip: str
    arrived: str
    left: str
    moves: tuple[str, ...]
    acts: tuple[tuple[str, str], ...]
    note: str


@dataclass(frozen=True, slots=True)
class PeopleGroup:
    """A heading of the table and its rows; the first has none (MIN-02)."""

    title: str
    lines: tuple[PersonLine, ...]


def people_groups(rows: Sequence[Attendance], at: datetime) -> list[PeopleGroup]:
    """The list in its published order."""
    return [
        PeopleGroup(title, tuple(person_line(row, at) for row in group))
        for (_, title), group in groupby(
            rows, key=lambda row: (row.group_order, row.group)
        )
    ]


def person_line(row: Attendance, at: datetime) -> PersonLine:
    """One person; movements, deputies and the member stood in for are read with it."""
    here = is_present(presence_of(row), at)
    words, kind = _state(row, here=here)
    return PersonLine(
        attendance_id=row.pk,
        name=row.name,
        job_title=row.job_title,
        organisations=row.organisations,
        kind_words=_kind_words(row),
        state_words=words,
        chip=kind,
        arrived=clock(row.arrived_at),
        left=clock(row.left_at),
        moves=tuple(_move_words(m.out_at, m.in_at) for m in row.movements.all()),
        acts=acts_of(row),
        note=row.note,
    )


def _kind_words(row: Attendance) -> str:
    if row.kind == AttendanceKind.DEPUTY and row.deputises_for:
        return f"Deputy, on behalf of {row.deputises_for.name}"
    return str(row.get_kind_display())


def _state(row: Attendance, *, here: bool) -> tuple[str, str]:
    if row.state != AttendanceState.PRESENT:
        kind = "warn" if row.state == AttendanceState.ABSENT else "quiet"
        return str(row.get_state_display()), kind
    if here:
        return ("By video" if row.by_video else "Here"), "ok"
    if open_span(presence_of(row)) is not None:
        return "Out of the room", "warn"
    return ("Left" if row.left_at else "Not here yet"), "quiet"


def _move_words(out_at: datetime, in_at: datetime | None) -> str:
    back = f", back {clock(in_at)}" if in_at else ""
    return f"out {clock(out_at)}{back}"


def acts_of(row: Attendance) -> tuple[tuple[str, str], ...]:
    """What may happen next to somebody, the likeliest first."""
    if row.state != AttendanceState.PRESENT:
        return (("arrives", "Arrived"),)
    if open_span(presence_of(row)) is not None:
        return (("returns", "Returned"),)
    if row.left_at is None:
        return (("leaves", "Left the room"),)
    return ()


def absent_words(room: Room) -> list[str]:
    """Apologies by name, with the deputy who came (MIN-05)."""
    deputies = {
        row.deputises_for_id: row.name for row in room.rows if row.deputises_for_id
    }
    return [
        f"{row.name} (deputy: {deputies[row.pk]})" if row.pk in deputies else row.name
        for row in room.rows
        if row.state == AttendanceState.APOLOGIES
    ]
