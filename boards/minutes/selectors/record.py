"""Reading the record of a sitting for its minutes, in a number of queries that stays."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.utils import timezone

from boards.actions.models import Action
from boards.bodies.models import Body
from boards.meetings.enums import MeetingState, QuestionState
from boards.meetings.models import Decision, Meeting, PublicQuestion, Ruling
from boards.meetings.selectors import read_agenda
from boards.meetings.selectors.heading import next_meeting_words
from boards.minutes.rules import (
    Absence,
    ActionFact,
    Attendee,
    DecisionFact,
    Event,
    Item,
    OutcomeFact,
    QuestionFact,
    Record,
    ResolutionFact,
    RulingFact,
    short_day,
)
from boards.sittings.enums import AttendanceState, EventKind, OutcomeKind
from boards.sittings.models import (
    Attendance,
    Movement,
    Outcome,
    PrivateResolution,
    SittingEvent,
)

Names = dict[int, str]
"""What a person was called that day, by person; the record's own words."""


def record_of(meeting: Meeting, body: Body, part: int) -> Record:
    """All that the minutes of this body and part are drafted from."""
    rows = list(Attendance.objects.filter(meeting=meeting, body=body))
    names = {row.person_id: row.name for row in rows if row.person_id}
    events = _events(meeting, names)
    outcomes, quorate = _outcomes(meeting, body, names, events)
    closed = any(event.kind == EventKind.CLOSED for event in events)
    following = meeting.next_meeting
    return Record(
        body=str(body),
        held_on=meeting.held_on,
        starts_at=meeting.starts_at,
        part=part,
        items=_items(meeting),
        attendees=_attendees(rows),
        events=events,
        absences=_absences(meeting, body),
        rulings=_rulings(meeting, names),
        outcomes=outcomes,
        actions=_actions(meeting, body),
        questions=_questions(meeting),
        resolution=_resolution(meeting),
        chair=_called(meeting.chair_id, str(meeting.chair or ""), names),
        quorate=quorate,
        next_meeting=next_meeting_words(following) if following else "",
        is_over=closed or meeting.state == MeetingState.HELD,
    )


def _local(at: datetime | None) -> datetime | None:
    return None if at is None else timezone.localtime(at)


def _called(person_id: int | None, otherwise: str, names: Names) -> str:
    return names.get(person_id or 0, otherwise)


def _items(meeting: Meeting) -> tuple[Item, ...]:
    return tuple(
        Item(
            item_id=line.item_id,
            number=line.number,
            title=line.title,
            section=line.section_title,
            part=line.part,
            state=line.state,
            standing=line.standing,
        )
        for line in read_agenda(meeting).numbered
    )


def _attendees(rows: list[Attendance]) -> tuple[Attendee, ...]:
    by_id = {row.pk: row for row in rows}
    deputies = defaultdict(list)
    for row in rows:
        if row.deputises_for_id and row.state == AttendanceState.PRESENT:
            deputies[row.deputises_for_id].append(row.name)
    return tuple(
        Attendee(
            key=row.pk,
            name=row.name,
            kind=row.kind,
            state=row.state,
            job_title=row.job_title,
            organisations=row.organisations,
            group=row.group,
            on_behalf_of=(
                by_id[row.deputises_for_id].name
                if row.deputises_for_id in by_id
                else ""
            ),
            deputies=tuple(deputies[row.pk]),
            by_video=row.by_video,
            arrived_at=_local(row.arrived_at),
            left_at=_local(row.left_at),
        )
        for row in rows
    )


def _events(meeting: Meeting, names: Names) -> tuple[Event, ...]:
    rows = SittingEvent.objects.filter(meeting=meeting, struck_reason="")
    return tuple(
        Event(
            kind=row.kind,
            at=timezone.localtime(row.happened_at),
            item_id=row.item_id,
            person=_called(row.person_id, str(row.person or ""), names),
            words=row.words,
            way_out=row.way_out,
        )
        for row in rows.select_related("person")
    )


def _absences(meeting: Meeting, body: Body) -> tuple[Absence, ...]:
    rows = Movement.objects.filter(
        attendance__meeting=meeting, attendance__body=body
    ).select_related("attendance", "ruling")
    return tuple(
        Absence(
            key=row.pk,
            name=row.attendance.name,
            out_at=timezone.localtime(row.out_at),
            in_at=_local(row.in_at),
            item_id=row.item_id or (row.ruling.item_id if row.ruling else None),
        )
        for row in rows.order_by("out_at", "pk")
    )


def _rulings(meeting: Meeting, names: Names) -> tuple[RulingFact, ...]:
    """The newest ruling on each person and item stands."""
    rows = Ruling.objects.filter(item__meeting=meeting).order_by("pk")
    found = {}
    for row in rows.select_related("person", "ruled_by"):
        office = row.ruled_by_office
        found[row.item_id, row.person_id] = RulingFact(
            key=row.person_id,
            item_id=row.item_id,
            name=_called(row.person_id, str(row.person), names),
            nature=row.nature,
            words=row.words,
            ruled_by=_the(office)
            if office
            else _called(row.ruled_by_id, str(row.ruled_by), names),
            at_start=row.declared_at_start,
        )
    return tuple(found.values())


def _the(office: str) -> str:
    return office if office.casefold().startswith("the ") else f"The {office}"


def _outcomes(
    meeting: Meeting, body: Body, names: Names, events: tuple[Event, ...]
) -> tuple[tuple[OutcomeFact, ...], bool | None]:
    """Outcomes with their decisions, then decisions recorded without an outcome."""
    rows = list(Outcome.objects.filter(item__meeting=meeting, body=body))
    decisions = {
        row.pk: row
        for row in Decision.objects.filter(meeting=meeting, body=body)
        .select_related("casting_vote_by")
        .prefetch_related("dissents__person")
    }
    found = [
        OutcomeFact(
            key=str(row.pk),
            item_id=row.item_id,
            kind=row.kind,
            words=row.words,
            recommendation=row.recommendation_words,
            bring_back=row.bring_back,
            decision=_decision(decisions.pop(row.decision_id or 0, None), names),
        )
        for row in rows
    ]
    found += [
        OutcomeFact(
            key=f"decision:{row.pk}",
            item_id=row.item_id,
            kind=OutcomeKind.AGREED,
            decision=_decision(row, names),
        )
        for row in sorted(decisions.values(), key=lambda row: row.number)
        if row.item_id is not None
    ]
    return tuple(found), _quorate(rows, events)


def _quorate(rows: list[Outcome], events: tuple[Event, ...]) -> bool | None:
    """As it was found when things were decided; None where it is not known."""
    if any(event.kind == EventKind.INQUORATE for event in events):
        return False
    states = {row.quorum.get("state") for row in rows if row.quorum}
    if states == {"quorate"}:
        return True
    return False if "inquorate" in states else None


def _decision(row: Decision | None, names: Names) -> DecisionFact | None:
    if row is None:
        return None
    return DecisionFact(
        number=row.number,
        wording=row.wording,
        method=row.method,
        reason=row.reason,
        votes_for=row.votes_for,
        votes_against=row.votes_against,
        votes_abstained=row.votes_abstained,
        casting_by=_called(
            row.casting_vote_by_id, str(row.casting_vote_by or ""), names
        ),
        casting_for=row.casting_vote_for,
        dissents=tuple(
            (_called(dissent.person_id, str(dissent.person), names), dissent.words)
            for dissent in row.dissents.all()
        ),
    )


def _actions(meeting: Meeting, body: Body) -> tuple[ActionFact, ...]:
    rows = Action.objects.filter(raised_at_meeting=meeting, body=body)
    return tuple(
        ActionFact(
            code=row.code,
            title=row.title,
            lead=row.lead,
            due=row.due_text or (short_day(row.due_on) if row.due_on else ""),
            item_id=row.item_id,
        )
        for row in rows
    )


def _questions(meeting: Meeting) -> tuple[QuestionFact, ...]:
    """Questions that were taken; a refused one may be unfit to be printed."""
    rows = PublicQuestion.objects.filter(
        meeting=meeting, state__in=[QuestionState.ACCEPTED, QuestionState.ANSWERED]
    )
    return tuple(
        QuestionFact(
            key=row.pk,
            text=row.text,
            answer=row.answer,
            asked_by=row.asked_by if row.publish_name else "",
            item_id=row.item_id,
        )
        for row in rows
    )


def _resolution(meeting: Meeting) -> ResolutionFact | None:
    row = (
        PrivateResolution.objects.filter(meeting=meeting)
        .select_related("moved_by", "seconded_by")
        .first()
    )
    if row is None:
        return None
    return ResolutionFact(
        moved_by=row.moved_by.name,
        seconded_by=row.seconded_by.name,
        at=timezone.localtime(row.resolved_at),
        wording=row.wording,
        carried=row.carried,
    )
