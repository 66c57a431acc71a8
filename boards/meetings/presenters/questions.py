"""Questions of the public as the office reads them: never with an e-mail address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from boards.meetings.enums import QuestionState
from boards.meetings.selectors.questions import QuestionFound
from ics_portal.core.web.words import plural, shortday


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question; ``alike`` are earlier ones that say much the same, as a suggestion."""

    question_id: int
    text: str
    asked_by: str
    name_words: str
    item: str
    received_at: datetime
    chip: tuple[str, str]
    clock: str
    is_late: bool
    refusal: str
    refusal_words: str
    answer: str
    alike: Sequence[str]
    may_accept: bool
    may_refuse: bool
    may_answer: bool
    may_publish: bool


CHIPS = {
    QuestionState.RECEIVED: ("Received", "info"),
    QuestionState.ACCEPTED: ("Accepted", "ok"),
    QuestionState.REFUSED: ("Not taken", "quiet"),
    QuestionState.ANSWERED: ("Answered, not published", "warn"),
}


def question_lines(
    found: Iterable[QuestionFound], *, with_names: bool
) -> list[QuestionLine]:
    """Lines for the list; ``with_names`` for the office, others read what is agreed."""
    return [_line(each, with_names) for each in found]


def _line(found: QuestionFound, with_names: bool) -> QuestionLine:
    row = found.question
    state = QuestionState(row.state)
    is_out = row.published_at is not None
    return QuestionLine(
        question_id=row.pk,
        text=row.text,
        asked_by=row.asked_by if with_names or row.publish_name else "",
        name_words=(
            "the name may be published"
            if row.publish_name
            else "the name is not published"
        ),
        item=row.item.title if row.item else "",
        received_at=row.received_at,
        chip=("Answered and published", "ok") if is_out else CHIPS[state],
        clock=_clock(found),
        is_late=found.is_late and state != QuestionState.REFUSED,
        refusal=row.get_refusal_display() if row.refusal else "",
        refusal_words=row.refusal_words,
        answer=row.answer,
        alike=[
            f"{shortday(other.received_at)}, {other.meeting}: {other.text}"
            for other in found.alike
        ],
        may_accept=state in (QuestionState.RECEIVED, QuestionState.REFUSED),
        may_refuse=state in (QuestionState.RECEIVED, QuestionState.ACCEPTED),
        may_answer=state in (QuestionState.ACCEPTED, QuestionState.ANSWERED)
        and not is_out,
        may_publish=state == QuestionState.ANSWERED and not is_out,
    )


def _clock(found: QuestionFound) -> str:
    row = found.question
    if row.state == QuestionState.REFUSED or row.answer_due_on is None:
        return ""
    due = shortday(row.answer_due_on)
    if row.answered_at is not None:
        when = f"Answered {shortday(row.answered_at)}"
        return f"{when}, late: it was due {due}" if found.is_late else when
    left = found.days_left or 0
    if left < 0:
        return f"Answer late by {plural(-left, 'day')}: it was due {due}"
    return f"Answer due {due}, in {plural(left, 'day')}" if left else "Answer due today"
