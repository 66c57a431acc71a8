"""What is said about asking a question, and what became of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime

from boards.meetings.enums import QuestionState
from boards.meetings.models import Meeting, MeetingSettings, PublicQuestion
from boards.meetings.rules.questions import asking
from boards.meetings.selectors.questions import limits_of
from ics_portal.core.web.words import clock, longday, plural
from ics_portal.web.public.presenters.common import told_at


@dataclass(frozen=True, slots=True)
class AskingWords:
    """Whether and until when the public may ask, in sentences."""

    takes_questions: bool
    is_open: bool
    until: str
    reason: str
    rules: tuple[str, ...]
    word_limit: int


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """A question as the person who asked follows it."""

    reference: str
    meeting: str
    text: str
    received: str
    chip: tuple[str, str]
    what_now: str
    answer: str
    refusal: str
    refusal_words: str


CHIPS = {
    QuestionState.RECEIVED: ("Received", "info"),
    QuestionState.ACCEPTED: ("Accepted", "ok"),
    QuestionState.REFUSED: ("Not taken", "warn"),
    QuestionState.ANSWERED: ("Answered", "ok"),
}


def asking_words(
    meeting: Meeting, settings: MeetingSettings, at: datetime
) -> AskingWords:
    """The sentences on questions; a meeting's page and its form both print them."""
    limits = limits_of(settings)
    now = localtime(at).replace(tzinfo=None)
    found = asking(meeting.held_on, meeting.state, limits, now)
    return AskingWords(
        takes_questions=limits.takes_questions,
        is_open=found.is_open,
        until=f"{clock(found.until.time())} on {longday(found.until.date())}",
        reason=found.reason,
        rules=(
            (
                "Questions must be about what this body does, best about an item of the"
                " agenda, and reach us"
                f" {plural(limits.cut_off_working_days, 'clear working day')} before the"
                " meeting."
            ),
            (
                f"You may ask {plural(limits.per_person, 'question')} of up to"
                f" {plural(limits.words, 'word')} each. There are"
                f" {plural(settings.question_minutes, 'minute')} for questions at the"
                " meeting; those not reached are answered in writing within"
                f" {plural(limits.answer_working_days, 'working day')}."
            ),
            (
                "The question, your name if you agree, and the answer are published with the"
                " meeting and go into the minutes. We cannot take questions that name or"
                " identify a person."
            ),
        ),
        word_limit=limits.words,
    )


def question_page(row: PublicQuestion, meeting: str) -> QuestionPage:
    """One question; who asked it is not said, since an address can be passed on."""
    state = QuestionState(row.state)
    due = longday(row.answer_due_on)
    now = {
        QuestionState.RECEIVED: "The board office will say whether it is taken.",
        QuestionState.ACCEPTED: f"It is answered at the meeting, or in writing by {due}.",
        QuestionState.REFUSED: "It is not taken to the meeting.",
        QuestionState.ANSWERED: "",
    }
    return QuestionPage(
        reference=str(row.reference),
        meeting=meeting,
        text=row.text,
        received=told_at(row.received_at),
        chip=CHIPS[state],
        what_now=now[state],
        answer=row.answer if state == QuestionState.ANSWERED else "",
        refusal=row.get_refusal_display() if state == QuestionState.REFUSED else "",
        refusal_words=row.refusal_words if state == QuestionState.REFUSED else "",
    )
