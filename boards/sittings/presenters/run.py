"""The page from which a meeting is run, and the chair's script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from boards.bodies.models import Body
from boards.meetings.enums import Part, RulingOption
from boards.meetings.models import AgendaItem, Meeting, Ruling
from boards.meetings.permissions import may_write_rulings
from boards.meetings.presenters import lines_for, stages_for
from boards.meetings.presenters.stages import StageLink
from boards.meetings.selectors import (
    MeetingHeading,
    NumberedItem,
    bodies_in_common,
    meeting_heading,
    read_agenda,
)
from boards.sittings.models import PrivateResolution, SittingEvent
from boards.sittings.permissions import may_run_meeting
from boards.sittings.presenters.people import (
    PeopleGroup,
    absent_words,
    people_groups,
)
from boards.sittings.rules.deputies import deputy_warning
from boards.sittings.rules.leaving import ASK_LEFT, ASK_RETURNED
from boards.sittings.rules.quorum import INQUORATE, QUORATE, Quorum
from boards.sittings.selectors.events import Course, course_of_meeting
from boards.sittings.selectors.quorum import Room, read_room
from boards.sittings.selectors.rulings import (
    Leaving,
    item_time,
    leavings,
    standing_rulings,
)
from ics_portal.accounts.actor import Actor
from ics_portal.core.verdicts import Verdict
from ics_portal.core.web.words import clock, longday, moment

BEFORE_PRIVATE = (
    "Before the private items I ask for a mover and a seconder of the resolution to"
    " exclude the public. It is read out, put, and the time noted."
)
CHIPS = {QUORATE: "ok", INQUORATE: "bad"}


@dataclass(frozen=True, slots=True)
class RunLine:
    """An item in the left column."""

    item_id: int
    number: str
    title: str
    part: int
    is_open: bool
    is_current: bool
    is_done: bool
    is_heard: bool
    has_ruling: bool


@dataclass(frozen=True, slots=True)
class StripCell:
    """One cell of the quorum strip: how it stands for an item."""

    heading: str
    words: str
    chip: str
    note: str


@dataclass(frozen=True, slots=True)
class RulingLine:
    """A ruling in force; ``in_room`` says what is known of the leaving."""

    who: str
    number: str
    option: str
    words: str
    ruled: str
    in_room: str


@dataclass(frozen=True, slots=True)
class Ask:
    """Somebody of whom a leaving or a return is asked by name, or whose is missing."""

    attendance_id: int
    item_id: int
    sentence: str
    act: str
    button: str


@dataclass(frozen=True, slots=True)
class EventLine:
    """Something that happened, for the log of the sitting."""

    event_id: int
    time: str
    words: str


@dataclass(frozen=True, slots=True)
class RunPage:
    """All of the run page but the panels of other rooms. ``has_come`` once its day has."""

    meeting: Meeting
    body: Body
    bodies: Sequence[Body]
    heading: MeetingHeading
    stages: Sequence[StageLink]
    course: Course
    now: datetime
    lines: Sequence[RunLine]
    item: AgendaItem | None
    line: RunLine | None
    following: RunLine | None
    presiding: str
    chair_notice: str
    quorum: Quorum
    reasons: Sequence[str]
    strip: Sequence[StripCell]
    groups: Sequence[PeopleGroup]
    apologies: Sequence[str]
    here: int
    rulings: Sequence[RulingLine]
    asks: Sequence[Ask]
    events: Sequence[EventLine]
    resolution: PrivateResolution | None
    has_come: bool
    deputies_notice: str
    may_run: Verdict
    sees_rulings: bool

    @property
    def has_people(self) -> bool:
        return any(group.lines for group in self.groups)

    @property
    def is_current(self) -> bool:
        """Whether the item shown is the one the meeting is at."""
        return self.line is not None and self.line.is_current

    @property
    def goes_private(self) -> bool:
        """Whether anything is taken in private, and the public not excluded yet."""
        if self.resolution is not None and self.resolution.carried:
            return False
        return any(one.part == Part.TWO and one.is_heard for one in self.lines)


def run_page(
    meeting: Meeting,
    actor: Actor,
    *,
    body: Body,
    now: datetime,
    item_id: int | None = None,
) -> RunPage | None:
    """Assemble it in a number of queries that does not grow; None for an item this
    reader may not know of."""
    reading = read_agenda(meeting)
    course, room = course_of_meeting(meeting), read_room(meeting, body)
    rulings = standing_rulings(actor, meeting)
    ruled = {ruling.item_id for ruling in rulings}
    known = lines_for(actor, reading)
    lines = [_line(line, course, ruled, is_open=is_open) for line, is_open in known]
    shown = item_id if item_id is not None else course.current_id
    line = next((one for one in lines if one.item_id == shown and one.is_open), None)
    if item_id is not None and line is None:
        return None
    items = {item.pk: item for item in reading.items}
    at = course.moment_of(line.item_id, now) if line else course.moment(now)
    sees_rulings = bool(may_write_rulings(actor, meeting))
    quorum = room.quorum(line.item_id if line else None, at)
    asked = leavings(rulings, room, course, now)
    numbers = {one.item_id: one.number for one in lines}
    return RunPage(
        meeting=meeting,
        body=body,
        bodies=bodies_in_common(meeting),
        heading=meeting_heading(meeting),
        stages=stages_for(meeting.pk, actor),
        course=course,
        now=at,
        lines=lines,
        item=items[line.item_id] if line else None,
        line=line,
        following=_following(lines, course),
        presiding=str(course.presiding(line.item_id if line else None, at) or ""),
        chair_notice=_chair_notice(course, room, at),
        quorum=quorum,
        reasons=quorum.reasons if sees_rulings else (),
        strip=_strip(quorum, line, lines, room, at, course),
        groups=people_groups(room.rows, course.moment(now)),
        apologies=absent_words(room),
        here=len(room.present(at)),
        rulings=[
            _ruling_line(one, meeting, numbers, course, room, asked) for one in rulings
        ],
        asks=[_ask(one, numbers) for one in asked],
        events=[_event_line(event, numbers) for event in course.events],
        resolution=PrivateResolution.objects.filter(meeting=meeting)
        .select_related("moved_by", "seconded_by")
        .first(),
        has_come=localdate(now) >= meeting.held_on,
        deputies_notice=deputy_warning(
            room.terms.allows_deputies if room.terms else None,
            sum(row.deputises_for_id is not None for row in room.rows),
        ),
        may_run=may_run_meeting(actor, meeting),
        sees_rulings=sees_rulings,
    )


def _line(
    line: NumberedItem, course: Course, ruled: set[int], *, is_open: bool
) -> RunLine:
    current = line.item_id == course.current_id
    return RunLine(
        item_id=line.item_id,
        number=line.number,
        title=line.title,
        part=line.part,
        is_open=is_open,
        is_current=current,
        is_done=line.item_id in course.begun_ids and not current,
        is_heard=line.is_heard,
        has_ruling=line.item_id in ruled,
    )


def _following(lines: Sequence[RunLine], course: Course) -> RunLine | None:
    """The next item that is heard and was not begun, after the one the meeting is at."""
    heard = [one for one in lines if one.is_heard]
    place = next((n for n, one in enumerate(heard) if one.is_current), -1)
    waiting = [one for one in heard[place + 1 :] if not one.is_done]
    waiting += [
        one for one in heard[: place + 1] if not (one.is_done or one.is_current)
    ]
    return waiting[0] if waiting else None


def _chair_notice(course: Course, room: Room, at: datetime) -> str:
    if not course.is_open:
        return ""
    person = course.presiding(course.current_id, at)
    if person is None:
        return "Nobody is named as the person in the chair."
    if person.pk not in {row.person_id for row in room.present(at)}:
        return f"{person} presides and is not in the room."
    return ""


def _strip(
    quorum: Quorum,
    line: RunLine | None,
    lines: Sequence[RunLine],
    room: Room,
    at: datetime,
    course: Course,
) -> list[StripCell]:
    """How it stands now, and will stand at items to come that have rulings."""
    first = _cell(f"Item {line.number}" if line else "The meeting", quorum)
    ahead = [
        _cell(f"Item {one.number}", room.quorum(one.item_id, at))
        for one in lines
        if one.has_ruling
        and one.is_open
        and one.is_heard
        and one.item_id not in course.begun_ids
        and (line is None or one.item_id != line.item_id)
    ]
    return [first, *ahead]


def _cell(heading: str, quorum: Quorum) -> StripCell:
    note = quorum.count_words
    if unmet := [line.words for line in quorum.lines if not line.is_met]:
        note = f"{note}; missing: {', '.join(unmet)}"
    elif quorum.lines:
        note = f"{note}, all kinds here"
    return StripCell(
        heading, quorum.state_words, CHIPS.get(quorum.state, "quiet"), note
    )


def _ruling_line(
    ruling: Ruling,
    meeting: Meeting,
    numbers: dict[int, str],
    course: Course,
    room: Room,
    asked: Sequence[Leaving],
) -> RulingLine:
    row = next((r for r in room.rows if r.person_id == ruling.person_id), None)
    moves = [
        f"left {clock(move.out_at)}"
        + (f", returned {clock(move.in_at)}" if move.in_at else "")
        for move in (row.movements.all() if row else ())
        if move.item_id == ruling.item_id
    ]
    # In the room the time says it; before the meeting, or after it, the day does.
    when = clock if localdate(ruling.ruled_at) == meeting.held_on else moment
    missing = any(one.ruling.pk == ruling.pk and one.ask == "missing" for one in asked)
    in_room = "; ".join(moves) or ("leaving not recorded" if missing else "")
    if not in_room and item_time(course.events, ruling.item_id) is None:
        in_room = "asked when the item begins" if _moves(ruling) else ""
    return RulingLine(
        who=str(ruling.person),
        number=numbers.get(ruling.item_id, ""),
        option=ruling.get_option_display(),
        words=ruling.words,
        ruled=f"{ruling.ruled_by_office or ruling.ruled_by}, {when(ruling.ruled_at)}",
        in_room=in_room,
    )


def _moves(ruling: Ruling) -> bool:
    return ruling.option in (RulingOption.LEAVES, RulingOption.LEAVES_DECISION)


def _ask(one: Leaving, numbers: dict[int, str]) -> Ask:
    name, number = one.attendance.name, numbers.get(one.ruling.item_id, "")
    if one.ask == ASK_LEFT:
        whole = one.ruling.option == RulingOption.LEAVES
        when = f"item {number}" if whole else f"the decision of item {number}"
        sentence, act, button = f"{name} leaves for {when}.", "leaves", f"{name} left"
    elif one.ask == ASK_RETURNED:
        sentence = f"Item {number} is over and {name} is still out of the room."
        act, button = "returns", f"{name} returned"
    else:
        sentence = (
            f"{name} was ruled to leave for item {number}, and no leaving is recorded."
        )
        act, button = "", ""
    return Ask(one.attendance.pk, one.ruling.item_id, sentence, act, button)


def _event_line(event: SittingEvent, numbers: dict[int, str]) -> EventLine:
    words = [str(event.get_kind_display())]
    if event.item_id:
        words.append(f"item {numbers.get(event.item_id, '')}".strip())
    if event.person:
        words.append(str(event.person))
    if event.way_out:
        words.append(str(event.get_way_out_display()))
    if event.words:
        words.append(event.words)
    return EventLine(event.pk, clock(event.happened_at), ": ".join(words))


@dataclass(frozen=True, slots=True)
class ScriptItem:
    """One item of the chair's script, with what to say."""

    number: str
    title: str
    is_private: bool
    starts: str
    owners: str
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """What the chair says, in order."""

    meeting: Meeting
    heading: MeetingHeading
    stages: Sequence[StageLink]
    opening: tuple[str, ...]
    items: tuple[ScriptItem, ...]
    private: tuple[str, ...]
    closing: tuple[str, ...]


def chairs_script(meeting: Meeting, actor: Actor, *, now: datetime) -> Script:
    """The script for a reader: rulings and part 2 only as far as he or she may know."""
    reading = read_agenda(meeting)
    course, room = course_of_meeting(meeting), read_room(meeting, meeting.body)
    rulings = standing_rulings(actor, meeting)
    quorum = room.quorum(None, course.moment(now))
    items = tuple(
        _script_item(line, rulings, is_open=is_open)
        for line, is_open in lines_for(actor, reading)
        if line.is_heard
    )
    apologies = absent_words(room)
    opening = [
        f"Good day. I open this meeting of {meeting.body} on {longday(meeting.held_on)}.",
        f"Apologies: {', '.join(apologies)}."
        if apologies
        else "Are there any apologies that have not reached us?",
        f"{quorum.state_words}: {quorum.count_words}.",
    ]
    private: tuple[str, ...] = ()
    if meeting.held_in_public and any(one.is_private for one in items):
        private = (BEFORE_PRIVATE,)
    return Script(
        meeting=meeting,
        heading=meeting_heading(meeting),
        stages=stages_for(meeting.pk, actor),
        opening=tuple(opening),
        items=items,
        private=private,
        closing=("Is there anything else? I close the meeting; the time is noted.",),
    )


def _script_item(
    line: NumberedItem, rulings: Sequence[Ruling], *, is_open: bool
) -> ScriptItem:
    says = []
    if is_open:
        if line.standing == "declarations":
            # Asked at the start of every meeting (DOI-01).
            says.append(
                "Does anybody have an interest to declare in any item, beyond those in"
                " the register? Say what it is, and at which item."
            )
        own = [one for one in rulings if one.item_id == line.item_id]
        for one in own:
            says.append(one.words)
            if one.option == RulingOption.LEAVES:
                says.append(f"{one.person} leaves now and returns after the item.")
            elif one.option == RulingOption.LEAVES_DECISION:
                says.append(f"{one.person} leaves before the decision.")
        if own:
            says.append("Check the quorum for this item before any decision.")
        for verb in line.purposes:
            says.append(f"The meeting is asked to {verb.lower()} this item.")
    return ScriptItem(
        number=line.number,
        title=line.title,
        is_private=line.part == Part.TWO,
        starts=clock(line.starts_at),
        owners=", ".join(line.owners),
        says=tuple(says),
    )
