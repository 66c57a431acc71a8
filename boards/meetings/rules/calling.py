"""When notice of a meeting is in time, and what is said where it is not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from boards.meetings.enums import CallKind, MeetingState, NoticeKind
from boards.meetings.rules.meeting_states import OVER
from boards.meetings.rules.words import clean_reason, one_line
from ics_portal.core.calendar import clear_days_between, clear_days_named, days_before
from ics_portal.core.errors import RuleBroken

NAME_LENGTH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRules:
    """How many days a body gives; calendar days to members, clear days to the public."""

    members_notice_days: int = 30
    called_by_chair_days: int = 14
    emergency_days: int = 2
    public_notice_clear_days: int = 3

    def members_days(self, call_kind: str) -> int:
        """The days of notice members get of a meeting called in this way."""
        return {
            CallKind.ORDINARY: self.members_notice_days,
            CallKind.BY_CHAIR: self.called_by_chair_days,
            CallKind.EMERGENCY: self.emergency_days,
        }[CallKind(call_kind)]


def members_notice_by(held_on: date, call_kind: str, rules: NoticeRules) -> date:
    """The last day on which members can be given notice in time."""
    return held_on - timedelta(days=rules.members_days(call_kind))


def public_notice_by(
    held_on: date, rules: NoticeRules, *, called_on: date | None = None
) -> date:
    """The last day on which public notice can be given in time.

    A meeting called when fewer clear days were left needs its notice on the day it is
    called (Public Bodies (Admission to Meetings) Act 1960, section 1(4)(a)).
    """
    by = days_before(held_on, rules.public_notice_clear_days)
    return by if called_on is None else max(by, called_on)


def public_notice_words(given_on: date, held_on: date, needed: int) -> str:
    """``2 clear days (Tue 10, Wed 11): too late, 3 are needed.``"""
    count = clear_days_between(given_on, held_on)
    named = ", ".join(
        f"{day:%a} {day.day}" for day in clear_days_named(given_on, held_on)
    )
    words = clear_days_words(count) + (f" ({named})" if 0 < count <= needed else "")
    return words if count >= needed else f"{words}: too late, {needed} are needed"


def clear_days_words(count: int) -> str:
    """``1 clear day``, ``3 clear days``."""
    return f"{count} clear {'day' if count == 1 else 'days'}"


def check_call(kind: str, reason: str) -> str:
    """The reason, cleaned; RuleBroken where the kind is none, or asks for a reason."""
    if kind not in CallKind.values:
        raise RuleBroken("CAL-2", "Choose how the meeting is called.", field="kind")
    asks = {
        CallKind.BY_CHAIR: "Say why the chair calls this meeting.",
        CallKind.EMERGENCY: "Say what the emergency is.",
    }
    if ask := asks.get(CallKind(kind)):
        return clean_reason(reason, ask=ask, rule="CAL-2")
    return reason.strip()


def check_notice(kind: str, state: str, *, in_public: bool) -> None:
    """Raise RuleBroken for a notice that this meeting does not give."""
    if kind not in (NoticeKind.MEMBERS, NoticeKind.PUBLIC):
        raise RuleBroken("CAL-3", "Choose to whom notice is given.", field="kind")
    if state in OVER:
        label = MeetingState(state).label.lower()
        raise RuleBroken("CAL-3", f"This meeting is {label}: no notice is given of it.")
    if state in (MeetingState.PLANNED, MeetingState.POSTPONED):
        raise RuleBroken("CAL-3", "Call the meeting first; notice is given of a call.")
    if kind == NoticeKind.PUBLIC and not in_public:
        raise RuleBroken(
            "CAL-3", "This meeting is held in private: the public gets no notice."
        )


def check_late(
    given_on: date, by: date, *, late_reason: str, agreed_by: str, words: str
) -> tuple[str, str]:
    """Reason and agreement, both "" in time; RuleBroken when late and either lacks."""
    if given_on <= by:
        return "", ""
    reason = clean_reason(
        late_reason,
        ask=f"{words}. Say why the notice is late.",
        field="late_reason",
        rule="CAL-4",
    )
    agreed = one_line(agreed_by)[:NAME_LENGTH]
    if not agreed:
        raise RuleBroken(
            "CAL-4",
            "The notice is late: name the person presiding who agreed to it.",
            field="agreed_by",
        )
    return reason, agreed


def check_new_day(new_on: date | None, *, held_on: date, today: date) -> None:
    """Raise RuleBroken for a postponement to the same day, or to one gone by."""
    if new_on is None:
        return
    if new_on == held_on:
        raise RuleBroken("CAL-5", "The meeting is on that day now.", field="to_on")
    if new_on < today:
        raise RuleBroken(
            "CAL-5",
            f"Give a day to come; {new_on:%-d %B %Y} has passed.",
            field="to_on",
        )
