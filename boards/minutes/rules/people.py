"""Who was there, who was not, and who came and went (MIN-02 to MIN-06, DOI-13)."""

from __future__ import annotations

from dataclasses import dataclass

from boards.minutes.rules.record import Absence, Attendee, Event, Item, Record
from boards.minutes.rules.wording import hour, listed
from boards.sittings.enums import AttendanceKind, AttendanceState, EventKind

IN_ATTENDANCE = "In attendance"
OBSERVERS = "Observers"
DO_NOT_VOTE = "Not members; without a vote"
VOTERS = (AttendanceKind.MEMBER, AttendanceKind.DEPUTY)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table of those present."""

    name: str
    job_title: str
    organisations: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A heading of that table with its rows; the first may have none (MIN-02).

    ``note`` says of a group that it does not vote (MIN-03).
    """

    title: str
    rows: tuple[Row, ...]
    note: str = ""


def groups_of(record: Record) -> tuple[Group, ...]:
    """Those present, by group: members as their groups come, then the others.

    In part 2 observers are left out: the public was excluded.
    """
    members: dict[str, list[Row]] = {}
    others: list[Row] = []
    observers: list[Row] = []
    for attendee in present(record):
        row = _row(attendee)
        if attendee.kind in VOTERS:
            members.setdefault(attendee.group, []).append(row)
        elif attendee.kind == AttendanceKind.OBSERVER:
            observers.append(row)
        else:
            others.append(row)
    groups = [Group(title, tuple(rows)) for title, rows in members.items()]
    if others:
        groups.append(Group(IN_ATTENDANCE, tuple(others), DO_NOT_VOTE))
    if observers and record.part == 1:
        groups.append(Group(OBSERVERS, tuple(observers), DO_NOT_VOTE))
    return tuple(groups)


def present(record: Record) -> list[Attendee]:
    """Those present; for part 2, those who had not left before it began."""
    began = record.resolution.at if record.resolution else None
    return [
        attendee
        for attendee in record.attendees
        if attendee.state == AttendanceState.PRESENT
        and not (
            record.part > 1 and began and attendee.left_at and attendee.left_at <= began
        )
    ]


def _row(attendee: Attendee) -> Row:
    notes = []
    if attendee.on_behalf_of:
        notes.append(f"on behalf of {attendee.on_behalf_of}")
    if attendee.by_video:
        notes.append("by video")
    return Row(
        attendee.name, attendee.job_title, attendee.organisations, ", ".join(notes)
    )


def apologies_sentence(record: Record) -> str:
    """Each who sent apologies, with the deputy who came instead (MIN-04, MIN-05)."""
    sent = [
        _with_deputies(attendee)
        for attendee in record.attendees
        if attendee.state == AttendanceState.APOLOGIES
    ]
    if not sent:
        return "No apologies were recorded."
    return f"Apologies were received from {listed(sent)}."


def _with_deputies(attendee: Attendee) -> str:
    title = "" if attendee.job_title == attendee.name else attendee.job_title
    if attendee.deputies:
        who = f"{attendee.name}, {title}" if title else attendee.name
        return f"{who} ({listed(attendee.deputies)} attended instead)"
    return f"{attendee.name} ({title})" if title else attendee.name


def absent_sentence(record: Record) -> str:
    """Members who were not there and had sent no apologies; empty for none."""
    names = [
        attendee.name
        for attendee in record.attendees
        if attendee.state == AttendanceState.ABSENT and attendee.kind in VOTERS
    ]
    return f"Absent without apologies: {listed(names)}." if names else ""


def presiding_sentence(record: Record) -> str:
    """Who presided at the start; changes later stand at their item."""
    first = next((e for e in record.events if e.kind == EventKind.PRESIDES), None)
    if first and first.person and not _is_later(record, first):
        return f"{first.person} presided."
    if record.chair:
        return f"{record.chair} presided."
    return "Who presided was not recorded."


def chair_changes(record: Record) -> list[Event]:
    """Every change of the person presiding after the start."""
    found = [e for e in record.events if e.kind == EventKind.PRESIDES and e.person]
    return [e for e in found if e is not found[0] or _is_later(record, e)]


def _is_later(record: Record, event: Event) -> bool:
    return any(
        e.kind == EventKind.ITEM_BEGUN and e.at < event.at for e in record.events
    )


def quorum_sentence(record: Record) -> str:
    """As far as the quorum was found: a body without a rule has none to state."""
    if record.quorate is None:
        return "Whether the meeting was quorate was not recorded."
    if record.quorate:
        return "The meeting was quorate."
    return "The meeting was not quorate throughout; see the items concerned."


def late_and_early(record: Record) -> list[tuple[str, int | None, str]]:
    """Late arrivals and early leavings: key, item, sentence.

    Late is after the meeting was opened, early before it was closed; where neither was
    recorded nobody is called late.
    """
    opened = _when(record, EventKind.OPENED)
    closed = _when(record, EventKind.CLOSED)
    told: list[tuple[str, int | None, str]] = []
    for attendee in record.attendees:
        arrived, left = attendee.arrived_at, attendee.left_at
        if opened is not None and arrived is not None and arrived > opened.at:
            item = record.item_at(arrived)
            words = f"{attendee.name} joined the meeting at {hour(arrived)}"
            told.append((f"arrived:{attendee.key}", *_placed(item, words)))
        if closed is not None and left is not None and left < closed.at:
            item = record.item_at(left)
            words = f"{attendee.name} left the meeting at {hour(left)}"
            told.append((f"left:{attendee.key}", *_placed(item, words)))
    return told


def _placed(item: Item | None, words: str) -> tuple[int | None, str]:
    if item is None:
        return None, f"{words}."
    return item.item_id, f"{words}, during item {item.number}."


def _when(record: Record, kind: EventKind) -> Event | None:
    return next((event for event in record.events if event.kind == kind), None)


def absence_sentence(absence: Absence) -> str:
    """``X left the meeting at 10:40 and returned at 10:55.`` (DOI-13)"""
    left = f"{absence.name} left the meeting at {hour(absence.out_at)}"
    if absence.in_at is None:
        return f"{left} and no return was recorded."
    return f"{left} and returned at {hour(absence.in_at)}."
