"""The days by which things are due before a meeting (nhs-practice 4)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from boards.meetings.enums import CallKind, MeetingState
from boards.meetings.rules.calling import (
    NoticeRules,
    clear_days_words,
    members_notice_by,
    public_notice_by,
)
from ics_portal.core.calendar import (
    clear_days_between,
    clear_days_named,
    days_before,
    working_days_before,
    working_days_between,
)

PUBLIC_NOTICE_CLEAR_DAYS = 3
PUBLIC_NOTICE = "Public notice"
MEMBERS_NOTICE = "Notice to members"
QUESTIONS = "Questions from the public"

State = Literal["done", "next", "later", "missed", "passed"]
"""``passed`` says only that the day went by: nothing here records what was done by it."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline with its last day in time, how it was counted and how it stands.

    ``left`` counts it down while it is still to come, in the days it is counted in.
    """

    title: str
    on: date
    note: str
    state: State
    left: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallingFacts:
    """How the body calls its meetings, and what is on record of this one being called.

    ``members_on``, ``public_on`` and ``papers_on`` are the days on which members and the
    public had notice and the papers stood on the website; None while they did not.
    ``question_working_days`` is None where the body takes no questions.
    """

    rules: NoticeRules
    call_kind: str = CallKind.ORDINARY
    state: str = MeetingState.PLANNED
    members_on: date | None = None
    public_on: date | None = None
    papers_on: date | None = None
    papers_public_days: int = 7
    question_working_days: int | None = None


def deadlines(
    held_on: date,
    *,
    papers_due_days: int,
    papers_to_members_days: int,
    issued_on: date | None,
    today: date,
    meets_in_public: bool = False,
    calling: CallingFacts | None = None,
) -> list[Deadline]:
    """The deadlines of a meeting, by their days; days before are calendar days.

    With ``calling`` they are all of them, with what is on record of each; a meeting to
    come whose notice nobody gave in time has then missed it.

    Public notice, which a body that meets in private does not give, is counted in clear
    days: neither the day of the notice nor that of the meeting counts.
    Papers to members are done when the pack was issued by that day, and missed when it
    was issued later or the day passed without. Of public notice, and of papers from
    authors, no record is kept here: a day gone by is said to have passed, never to be
    met. Whether single papers came in time is for the papers' own page.
    """
    papers_on = held_on - timedelta(days=papers_due_days)
    members_on = held_on - timedelta(days=papers_to_members_days)
    to_members: State | None = None
    to_members_note = _before(papers_to_members_days)
    if issued_on is not None and issued_on > members_on:
        to_members = "missed"
        to_members_note += f"; issued late, {issued_on.day} {issued_on:%b %Y}"
    elif issued_on is not None:
        to_members = "done"
    elif today > members_on:
        to_members = "missed"
    planned: list[tuple[str, date, str, State | None]] = [
        ("Papers from authors", papers_on, _before(papers_due_days), None),
        ("Pack to members", members_on, to_members_note, to_members),
    ]
    if calling is not None:
        planned += _of_calling(calling, held_on, today, meets_in_public)
    elif meets_in_public:
        notice_on = days_before(held_on, PUBLIC_NOTICE_CLEAR_DAYS)
        note = _clear(notice_on, held_on, PUBLIC_NOTICE_CLEAR_DAYS)
        planned.append((PUBLIC_NOTICE, notice_on, note, None))
    held: State | None = "done" if today > held_on else None
    if calling is not None and calling.state == MeetingState.HELD:
        held = "done"
    planned.append(("Meeting", held_on, "", held))
    found = _with_states(sorted(planned, key=lambda plan: plan[1]), today)
    return [replace(each, left=_left(each, held_on, today)) for each in found]


def _of_calling(
    facts: CallingFacts, held_on: date, today: date, in_public: bool
) -> list[tuple[str, date, str, State | None]]:
    days = facts.rules.members_days(facts.call_kind)
    by = members_notice_by(held_on, facts.call_kind, facts.rules)
    open_ = today <= held_on
    found = [
        _evident(MEMBERS_NOTICE, by, _before(days), facts.members_on, today, open_)
    ]
    if in_public:
        needed = facts.rules.public_notice_clear_days
        by = public_notice_by(held_on, facts.rules, called_on=facts.members_on)
        last = days_before(held_on, needed)
        note = _clear(last, held_on, needed)
        if by > last:
            note = "on the day it was called, which was late"
        found.append(_evident(PUBLIC_NOTICE, by, note, facts.public_on, today, open_))
        by = held_on - timedelta(days=facts.papers_public_days)
        note = _before(facts.papers_public_days)
        found.append(
            _evident("Papers on the website", by, note, facts.papers_on, today, open_)
        )
        if facts.question_working_days is not None:
            count = facts.question_working_days
            words = f"{count} working {'day' if count == 1 else 'days'} before"
            on = working_days_before(held_on, count)
            found.append((QUESTIONS, on, words, None))
    return found


def _evident(
    title: str, by: date, note: str, on: date | None, today: date, open_: bool
) -> tuple[str, date, str, State | None]:
    """Done, done late, or missed; of a meeting gone by without a record only passed."""
    if on is not None:
        late = ", late" if on > by else ""
        return (
            title,
            by,
            f"{note}; done {on.day} {on:%b %Y}{late}",
            ("missed" if late else "done"),
        )
    return title, by, note, "missed" if open_ and today > by else None


def _left(deadline: Deadline, held_on: date, today: date) -> str:
    """The countdown of what is still to come; public notice tells its clear days."""
    if deadline.state in ("done", "passed") or today > held_on:
        return ""
    if deadline.state == "missed":
        # Notice that was given late counts no more; one not given still may be.
        given = "done" in deadline.note or "issued" in deadline.note
        if given or deadline.title != PUBLIC_NOTICE:
            return ""
        return f"{clear_days_words(clear_days_between(today, held_on))} left: too late"
    if deadline.title == PUBLIC_NOTICE:
        return f"{clear_days_words(clear_days_between(today, held_on))} left"
    if deadline.title == QUESTIONS:
        count = working_days_between(today, deadline.on)
        return _days_left(count, "working ")
    return _days_left((deadline.on - today).days)


def _days_left(count: int, what: str = "") -> str:
    if count == 0:
        return "today"
    return f"{count} {what}{'day' if count == 1 else 'days'} left"


def _before(days: int) -> str:
    return f"{days} {'day' if days == 1 else 'days'} before"


def _clear(notice_on: date, held_on: date, count: int) -> str:
    named = ", ".join(str(day.day) for day in clear_days_named(notice_on, held_on))
    return f"{clear_days_words(count)}: {named}" if count else clear_days_words(count)


def _with_states(
    planned: list[tuple[str, date, str, State | None]], today: date
) -> list[Deadline]:
    found: list[Deadline] = []
    next_is_taken = False
    for title, on, note, known in planned:
        state: State = known or "passed"
        if known is None and on >= today:
            state = "later" if next_is_taken else "next"
            next_is_taken = True
        found.append(Deadline(title, on, note, state))
    return found
