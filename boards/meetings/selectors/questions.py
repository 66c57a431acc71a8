"""Questions of the public, as the office and the board read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.timezone import localdate

from boards.meetings.models import Meeting, MeetingSettings, PublicQuestion
from boards.meetings.rules.questions import (
    REPEAT_DAYS,
    Limits,
    is_answer_late,
    much_the_same,
)


@dataclass(frozen=True, slots=True)
class QuestionFound:
    """A question with how its clock stands, and earlier ones that say much the same."""

    question: PublicQuestion
    is_late: bool
    days_left: int | None
    alike: Sequence[PublicQuestion]


def limits_of(settings: MeetingSettings | None) -> Limits:
    """What the body set for questions; the usual where nobody has."""
    kept = settings or MeetingSettings()
    return Limits(
        takes_questions=kept.takes_questions,
        cut_off_working_days=kept.question_cut_off_working_days,
        words=kept.question_words,
        per_person=kept.questions_per_person,
        per_meeting=kept.questions_per_meeting,
        answer_working_days=kept.answer_working_days,
    )


def questions_of(meeting: Meeting, today: date) -> list[QuestionFound]:
    """The questions to a meeting in the order they came; two queries."""
    rows = list(PublicQuestion.objects.filter(meeting=meeting).select_related("item"))
    if not rows:
        return []
    since = min(row.received_at for row in rows) - timedelta(days=REPEAT_DAYS + 1)
    earlier = {
        row.pk: row
        for row in PublicQuestion.objects.filter(
            meeting__body=meeting.body_id,
            received_at__gte=since,
            received_at__lte=max(row.received_at for row in rows),
        ).select_related("meeting__body")
    }
    known = [(pk, localdate(row.received_at), row.text) for pk, row in earlier.items()]
    return [_found(row, earlier, known, today) for row in rows]


def _found(
    row: PublicQuestion,
    earlier: dict[int, PublicQuestion],
    known: list[tuple[int, date, str]],
    today: date,
) -> QuestionFound:
    others = [
        (pk, day, text)
        for pk, day, text in known
        if (earlier[pk].received_at, pk) < (row.received_at, row.pk)
    ]
    alike = much_the_same(row.text, localdate(row.received_at), others)
    answered = localdate(row.answered_at) if row.answered_at else None
    left = None
    if row.answer_due_on and answered is None:
        left = (row.answer_due_on - today).days
    return QuestionFound(
        question=row,
        is_late=is_answer_late(row.answer_due_on, answered, today),
        days_left=left,
        alike=[earlier[pk] for pk in alike],
    )
