"""Questions of the public: what may be asked, by when, and what becomes of a question.

Defaults of nhs-practice section 4; each number is a setting of the body. A question is in
writing, about an item of the public agenda, and names no patient.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from boards.meetings.enums import MeetingState, QuestionRefusal, QuestionState
from ics_portal.core.calendar import working_days_after, working_days_before
from ics_portal.core.errors import RuleBroken

CUT_OFF_AT = time(17)
"""The hour, in London, at which the last day for questions ends."""

NAME_LENGTH = 200
LONGEST = 6000
"""Letters of a question or an answer, whatever the body's limit of words says."""

REPEAT_DAYS = 183
ALIKE = 0.5
"""The share of words two questions have in common from which one is shown beside the other."""

TAKING = (MeetingState.PLANNED, MeetingState.CALLED, MeetingState.POSTPONED)

MOVES = {
    QuestionState.RECEIVED: {QuestionState.ACCEPTED, QuestionState.REFUSED},
    QuestionState.ACCEPTED: {QuestionState.ANSWERED, QuestionState.REFUSED},
    QuestionState.REFUSED: {QuestionState.ACCEPTED},
    QuestionState.ANSWERED: {QuestionState.ANSWERED},
}

_TEN_DIGITS = re.compile(r"(?<!\d)(?:\d[ .\-]?){9}\d(?!\d)")
_OF_A_PATIENT = re.compile(
    r"\b(?:nhs\s+(?:number|no)\b|date\s+of\s+birth|d\.?\s?o\.?\s?b\b|born\s+on\b"
    r"|hospital\s+number|patient\s+(?:number|id)\b)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w’'-]+")
_SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "board",
        "by",
        "can",
        "do",
        "does",
        "for",
        "from",
        "has",
        "have",
        "how",
        "i",
        "in",
        "is",
        "it",
        "its",
        "of",
        "on",
        "or",
        "our",
        "that",
        "the",
        "their",
        "there",
        "they",
        "this",
        "to",
        "was",
        "we",
        "what",
        "when",
        "which",
        "who",
        "will",
        "with",
        "you",
        "your",
    ]
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a body sets for questions."""

    takes_questions: bool
    cut_off_working_days: int
    words: int
    per_person: int
    per_meeting: int
    answer_working_days: int


@dataclass(frozen=True, slots=True)
class Asking:
    """Whether questions may be sent now. ``until`` is the last moment, in London."""

    is_open: bool
    until: datetime
    reason: str = ""


def last_moment(held_on: date, working_days: int) -> datetime:
    """The end of the last day for questions, as the clock in London shows it.

    So many clear working days lie between it and the meeting: of 3, for a meeting on
    Wednesday 2 December, Friday, Monday and Tuesday; the last day is Thursday.
    """
    last = working_days_before(held_on, working_days + 1)
    return datetime.combine(last, CUT_OFF_AT)


def asking(
    held_on: date, state: str, limits: Limits, now: datetime, *, taken: int = 0
) -> Asking:
    """Whether a question may be sent; ``now`` is London's clock, without a zone."""
    until = last_moment(held_on, limits.cut_off_working_days)
    if not limits.takes_questions:
        return Asking(
            False, until, "This body does not take questions at its meetings."
        )
    if state not in TAKING:
        return Asking(False, until, "This meeting takes no more questions.")
    if now > until:
        return Asking(
            False, until, "The last day for questions to this meeting is over."
        )
    if taken >= limits.per_meeting:
        words = (
            "As many questions as this meeting has time for were sent already:"
            f" {limits.per_meeting}."
        )
        return Asking(False, until, words)
    return Asking(True, until)


def check_asking(found: Asking) -> None:
    """Raises RuleBroken where no question may be sent now (QST-1)."""
    if not found.is_open:
        raise RuleBroken("QST-1", found.reason)


def words_in(text: str) -> int:
    """How many words a question has."""
    return len(_WORD.findall(text))


def check_text(text: str, most_words: int) -> str:
    """Return the question; raises RuleBroken for none, and for one too long (QST-2)."""
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise RuleBroken("QST-2", "Enter your question.", field="text")
    count = words_in(text)
    if count > most_words or len(text) > LONGEST:
        raise RuleBroken(
            "QST-2",
            f"Shorten your question to {most_words} words; it has {count}.",
            field="text",
        )
    return text


def check_person(already: int, limits: Limits) -> None:
    """Raises RuleBroken where this person has asked as much as one may (QST-3)."""
    if already >= limits.per_person:
        raise RuleBroken(
            "QST-3",
            f"One person may ask {limits.per_person} questions at a meeting, and we have"
            " as many from this e-mail address.",
            field="email",
        )


def check_names_no_patient(text: str, field: str = "text") -> None:
    """Raises RuleBroken where a patient could be known by what is written (QST-4).

    An NHS number, by its check digit, and words that go before facts about one person.
    """
    plain = unicodedata.normalize("NFKC", text)
    if any(is_nhs_number(found) for found in _TEN_DIGITS.findall(plain)):
        words = "an NHS number"
    elif found := _OF_A_PATIENT.search(plain):
        words = f"“{found.group().lower()}”"
    else:
        return
    raise RuleBroken(
        "QST-4",
        f"Take out what is about one patient: this holds {words}. Questions are"
        " published, so they must not let anybody be known.",
        field=field,
    )


def is_nhs_number(text: str) -> bool:
    """Ten digits of which the last is the check digit by modulus 11."""
    digits = [int(sign) for sign in text if sign.isdigit()]
    if len(digits) != 10:
        return False
    total = sum(
        weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False)
    )
    return (11 - total % 11) % 11 == digits[9]


def check_item(number: str, public_numbers: Collection[str]) -> None:
    """Raises RuleBroken for an item that is not on the public agenda (QST-5)."""
    if number and number not in public_numbers:
        raise RuleBroken(
            "QST-5", "Choose an item of the published agenda, or none.", field="item"
        )


def check_move(
    old: str,
    new: str,
    *,
    refusal: str = "",
    words: str = "",
    is_published: bool = False,
) -> None:
    """Raises RuleBroken for a step that is none of a question's (QST-6).

    What was published stays as it was published.
    """
    if is_published:
        raise RuleBroken(
            "QST-6", "The answer to this question is published, so it stays as it is."
        )
    if QuestionState(new) not in MOVES[QuestionState(old)]:
        raise RuleBroken("QST-6", _STANDS[QuestionState(old)])
    if new == QuestionState.REFUSED and refusal not in QuestionRefusal.values:
        raise RuleBroken(
            "QST-6", "Choose why the question is not taken.", field="refusal"
        )
    if new == QuestionState.ANSWERED:
        if not words.strip():
            raise RuleBroken("QST-6", "Write the answer.", field="answer")
        if len(words) > LONGEST:
            raise RuleBroken(
                "QST-6",
                f"Shorten the answer to {LONGEST:,} letters; it has {len(words):,}.",
                field="answer",
            )


_STANDS = {
    QuestionState.RECEIVED: "Accept this question before it is answered.",
    QuestionState.ACCEPTED: "This question is accepted already.",
    QuestionState.REFUSED: "This question was not taken. Accept it first.",
    QuestionState.ANSWERED: "This question is answered already.",
}


def check_publishing(state: str, *, is_published: bool) -> None:
    """Raises RuleBroken for an answer there is not, or one that is out (QST-7)."""
    if state != QuestionState.ANSWERED:
        raise RuleBroken("QST-7", "Answer the question before it is published.")
    if is_published:
        raise RuleBroken("QST-7", "The answer is published already.")


def answer_due(received: date, held_on: date, working_days: int) -> date:
    """The last day for a written answer: counted from the meeting, at which the question
    may be answered, or from its arrival where that is later (QST-8)."""
    return working_days_after(max(received, held_on), working_days)


def is_answer_late(due_on: date | None, answered_on: date | None, today: date) -> bool:
    """Whether the answer is, or was, later than it was due (QST-8)."""
    return due_on is not None and (answered_on or today) > due_on


def much_the_same(
    text: str, received: date, others: Iterable[tuple[int, date, str]]
) -> list[int]:
    """Which earlier questions of the last six months say much the same, by their ids.

    It is shown to the office and decides nothing (QST-9).
    """
    own = _telling(text)
    return [
        key
        for key, day, other in others
        if timedelta(0) <= received - day <= timedelta(days=REPEAT_DAYS)
        and _shared(own, _telling(other)) >= ALIKE
    ]


def _telling(text: str) -> frozenset[str]:
    """The words of a text that tell what it is about, and pairs of them."""
    words = [word.casefold() for word in _WORD.findall(text)]
    kept = [word for word in words if word not in _SMALL_WORDS]
    return frozenset(kept) | {f"{one} {two}" for one, two in pairwise(kept)}


def _shared(one: frozenset[str], two: frozenset[str]) -> float:
    either = len(one | two)
    return len(one & two) / either if either else 0.0
