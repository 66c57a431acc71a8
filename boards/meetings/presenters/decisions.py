"""Decisions as the log, its file and their own pages print them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from boards.meetings.enums import DecisionMethod
from boards.meetings.models import Decision
from boards.meetings.selectors.decisions import number_of_item, votes_of
from ics_portal.core.web.words import listed, longday, shortday

CSV_HEADER = (
    *("Number", "Body", "Decided on", "Decision", "How", "Reason"),
    *("Meeting", "Item", "For", "Against", "Abstained", "Casting vote"),
    *("Dissents", "Conflicts handled"),
)


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A line of the log. ``chip`` is (words, kind, icon)."""

    number: str
    href: str
    decided_on: date
    body: str
    wording: str
    chip: tuple[str, str, str]
    reason: str
    meeting: str
    meeting_href: str
    item: str
    item_href: str
    votes: str
    dissents: str


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """One decision. ``corrections`` say on which day it was corrected, and why;
    ``dissents`` are (name, words)."""

    row: DecisionRow
    item_number: str
    corrections: Sequence[tuple[str, str]]
    dissents: Sequence[tuple[str, str]]
    casting_vote: str
    conflicts: Sequence[str]


_SHAPES = {
    DecisionMethod.CONSENSUS: ("ok", "tick"),
    DecisionMethod.VOTE: ("info", "half"),
    DecisionMethod.CHAIR: ("warn", ""),
    DecisionMethod.THIRD_PARTY: ("warn", ""),
}


def decision_row(decision: Decision) -> DecisionRow:
    """A line; needs ``body``, ``meeting`` with its body and ``item`` selected."""
    meeting, item = decision.meeting, decision.item
    shape = _SHAPES[DecisionMethod(decision.method)]
    return DecisionRow(
        number=decision.number,
        href=decision.get_absolute_url(),
        decided_on=decision.decided_on,
        body=str(decision.body),
        wording=decision.wording,
        chip=(decision.get_method_display(), *shape),
        reason=decision.reason,
        meeting=longday(meeting.held_on) if meeting else "",
        meeting_href=meeting.get_absolute_url() if meeting else "",
        item=item.title if item else "",
        item_href=item.get_absolute_url() if item else "",
        votes=votes_in_words(decision),
        dissents=dissent_words(decision),
    )


def votes_in_words(decision: Decision) -> str:
    """``7 for, 4 against, 1 abstained``; empty where no vote was counted."""
    votes = votes_of(decision)
    return votes.in_words() if votes else ""


def dissent_words(decision: Decision) -> str:
    """``Dissent recorded: a director and a councillor``; empty where nobody asked."""
    names = [str(dissent.person) for dissent in decision.dissents.all()]
    return f"Dissent recorded: {listed(names)}" if names else ""


def casting_words(decision: Decision) -> str:
    """Who cast the second vote, and how."""
    if decision.casting_vote_by is None:
        return ""
    how = "for" if decision.casting_vote_for else "against"
    return f"{decision.casting_vote_by}, {how}"


def decision_page(decision: Decision) -> DecisionPage:
    """One decision with its corrections. What it said before is not shown: it may have
    been of part 2 then."""
    later = decision.history.filter(history_type="~").order_by("history_date")
    told = later.values_list("history_date", "history_change_reason")
    return DecisionPage(
        row=decision_row(decision),
        item_number=number_of_item(decision.item) if decision.item else "",
        corrections=[(shortday(localdate(at)), reason or "") for at, reason in told],
        dissents=[(str(one.person), one.words) for one in decision.dissents.all()],
        casting_vote=casting_words(decision),
        conflicts=decision.conflicts_handled.splitlines(),
    )


def csv_row(decision: Decision) -> tuple[object, ...]:
    """The line as a file has it."""
    meeting = decision.meeting
    return (
        decision.number,
        str(decision.body),
        decision.decided_on,
        decision.wording,
        decision.get_method_display(),
        decision.reason,
        meeting.held_on if meeting else "",
        decision.item.title if decision.item else "",
        decision.votes_for,
        decision.votes_against,
        decision.votes_abstained,
        casting_words(decision),
        listed(dissent.person for dissent in decision.dissents.all()),
        decision.conflicts_handled,
    )
