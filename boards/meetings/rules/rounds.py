"""Deciding between two meetings: what is asked first, and what carries (nhs-practice 3.3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from boards.meetings.enums import Consulted, RoundKind, RoundState
from ics_portal.core.errors import RuleBroken


@dataclass(frozen=True, slots=True)
class Tally:
    """How those who were asked answered."""

    asked: int
    agree: int
    against: int
    abstain: int

    @property
    def answered(self) -> int:
        """How many gave any answer."""
        return self.agree + self.against + self.abstain

    @property
    def waiting(self) -> int:
        """How many gave none."""
        return self.asked - self.answered

    @property
    def is_carried(self) -> bool:
        """More than half of all who were asked agree, not only of those who answered."""
        return self.agree * 2 > self.asked

    @property
    def cannot_carry(self) -> bool:
        """Whether it would not be carried even if all who are waited for agreed."""
        return (self.agree + self.waiting) * 2 <= self.asked

    def in_words(self) -> str:
        """``7 of 9 answered: 6 agree, 1 does not agree``"""
        parts = [f"{self.agree} {'agrees' if self.agree == 1 else 'agree'}"]
        if self.against:
            verb = "does" if self.against == 1 else "do"
            parts.append(f"{self.against} {verb} not agree")
        if self.abstain:
            verb = "abstains" if self.abstain == 1 else "abstain"
            parts.append(f"{self.abstain} {verb}")
        return f"{self.answered} of {self.asked} answered: {', '.join(parts)}"


def tally(answers: Iterable[str]) -> Tally:
    """Count the answers."""
    given = list(answers)
    return Tally(
        asked=len(given),
        agree=given.count(Consulted.AGREES),
        against=given.count(Consulted.AGAINST),
        abstain=given.count(Consulted.ABSTAINS),
    )


def check_opening(
    kind: str,
    *,
    virtual_tried: str,
    allows_written: bool | None,
    closes_on: date | None,
    today: date,
) -> None:
    """Raise RuleBroken unless a round of this kind may begin (DEC-7, DEC-8)."""
    if kind not in RoundKind.values:
        raise RuleBroken(
            "DEC-7", "Choose an urgent decision or a written resolution.", field="kind"
        )
    if kind == RoundKind.URGENT and not virtual_tried:
        raise RuleBroken(
            "DEC-7",
            "Say first what was tried to hold a virtual meeting, and why there is none.",
            field="virtual_meeting_tried",
        )
    if kind == RoundKind.WRITTEN:
        check_written_allowed(allows_written)
        if closes_on is None:
            raise RuleBroken(
                "DEC-8",
                "Enter the last day on which members can answer.",
                field="closes_on",
            )
    if closes_on is not None and closes_on < today:
        raise RuleBroken(
            "DEC-8", "The last day for answers has passed already.", field="closes_on"
        )


def check_written_allowed(allows_written: bool | None) -> None:
    """Raise RuleBroken where the terms of reference do not allow it (DEC-8)."""
    if allows_written:
        return
    said = (
        "do not say whether it may pass written resolutions, so it may not"
        if allows_written is None
        else "do not allow written resolutions"
    )
    raise RuleBroken(
        "DEC-8", f"The terms of reference of this body {said}.", field="kind"
    )


def check_open(state: str) -> None:
    """Raise RuleBroken once a round has ended."""
    if state != RoundState.OPEN:
        label = RoundState(state).label.lower()
        raise RuleBroken("DEC-7", f"This round has ended: {label}.")


def check_answer(
    answer: str, *, kind: str, closes_on: date | None, today: date
) -> None:
    """Raise RuleBroken for no answer, or one after the last day of a resolution."""
    if answer not in Consulted.values or answer == Consulted.WAITING:
        raise RuleBroken("DEC-7", "Choose an answer.", field="answer")
    if kind == RoundKind.WRITTEN and closes_on is not None and today > closes_on:
        raise RuleBroken(
            "DEC-8",
            f"The last day for answers was {closes_on:%-d %B %Y}.",
            field="answer",
        )


def check_deciding(kind: str, answers: Tally, *, decided_by: str) -> None:
    """Raise RuleBroken unless the round has come to a decision."""
    if kind == RoundKind.WRITTEN:
        if not answers.is_carried:
            raise RuleBroken(
                "DEC-8",
                "A written resolution needs more than half of the voting members."
                f" {answers.in_words()}.",
            )
        return
    if not decided_by:
        raise RuleBroken(
            "DEC-7",
            "Say who decided: the chair and the chief executive, by their titles.",
            field="decided_by",
        )
    if answers.answered == 0:
        raise RuleBroken(
            "DEC-7",
            "Nobody was consulted yet. Enter the answers of as many members as possible"
            " first.",
            field="decided_by",
        )


def check_failing(answers: Tally, *, closes_on: date | None, today: date) -> None:
    """Raise RuleBroken while a written resolution may still be carried (DEC-8)."""
    if answers.is_carried:
        raise RuleBroken("DEC-8", "It was carried: record the decision.")
    is_over = closes_on is not None and today > closes_on
    if not is_over and not answers.cannot_carry:
        raise RuleBroken(
            "DEC-8", "It may still be carried: wait for the last day for answers."
        )
