"""The forward plan as its page prints it, and what it warns an agenda of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from boards.meetings.contributions import AgendaWarning
from boards.meetings.enums import PlanState
from boards.meetings.models import ForwardPlanEntry, Meeting
from boards.meetings.selectors.forward import (
    has_plan,
    missing_this_year,
    planned_for,
)
from ics_portal.core.web.words import listed, shortday

CHIPS = {
    PlanState.PLANNED: ("quiet", "ring"),
    PlanState.TAKEN: ("ok", "tick"),
    PlanState.DROPPED: ("quiet", "cross"),
}


@dataclass(frozen=True, slots=True)
class PlanRow:
    """An entry: when it comes, what it is, and what may be done."""

    entry_id: int
    when: str
    title: str
    lead: str
    purpose: str
    frequency: str
    is_statutory: bool
    source: str
    part: int
    state: str
    chip: tuple[str, str]
    reason: str
    item_url: str
    is_open: bool


def plan_row(entry: ForwardPlanEntry) -> PlanRow:
    """Say an entry in words; needs its relations selected."""
    state = PlanState(entry.state)
    if state == PlanState.TAKEN and entry.taken_as is None:
        state = PlanState.PLANNED
    item = entry.taken_as
    return PlanRow(
        entry_id=entry.pk,
        when=_when(entry),
        title=entry.title,
        lead=entry.lead,
        purpose=entry.purpose.word if entry.purpose else "",
        frequency=entry.get_frequency_display(),
        is_statutory=entry.is_statutory,
        source=entry.source,
        part=entry.part,
        state=state.label,
        chip=CHIPS[state],
        reason=entry.reason if state == PlanState.DROPPED else "",
        item_url=reverse("meetings:item", args=[item.meeting_id, item.pk])
        if item
        else "",
        is_open=state == PlanState.PLANNED,
    )


def _when(entry: ForwardPlanEntry) -> str:
    if entry.meeting:
        return shortday(entry.meeting.held_on)
    return f"{entry.due_on:%B %Y}" if entry.due_on else ""


@dataclass(frozen=True, slots=True)
class PlannedOffer:
    """An item planned for this meeting, offered to its agenda in one click."""

    entry_id: int
    title: str
    words: str
    take_url: str


def planned_offers(meeting: Meeting) -> Sequence[PlannedOffer]:
    """What the plan offers to an agenda; only the office builds agendas."""
    return [
        PlannedOffer(
            entry_id=entry.pk,
            title=entry.title,
            words=" · ".join(
                filter(
                    None,
                    (
                        entry.lead,
                        "Required by law" if entry.is_statutory else "",
                        entry.source,
                    ),
                )
            ),
            take_url=reverse("meetings:take_planned", args=[meeting.pk, entry.pk]),
        )
        for entry in planned_for(meeting)
    ]


def plan_check(meeting_id: int, _today: date) -> list[AgendaWarning]:
    """What is required by law and planned for this meeting and not on its agenda, and
    yearly items that nobody planned; only where the body keeps a plan."""
    meeting = Meeting.objects.filter(pk=meeting_id).select_related("body").first()
    if meeting is None or not has_plan(meeting.body_id):
        return []
    url = reverse("meetings:plan", args=[meeting.body.slug])
    found = [
        AgendaWarning(
            None,
            "warn",
            f"“{entry.title}” is required by law and planned for this meeting.",
            "See the plan",
            url,
            rule_id="CAL-8",
        )
        for entry in planned_for(meeting)
        if entry.is_statutory
    ]
    if missing := missing_this_year(meeting.body_id, meeting.held_on):
        found.append(
            AgendaWarning(
                None,
                "warn",
                f"Not planned this financial year: {listed(missing)}.",
                "See the plan",
                url,
                rule_id="CAL-8",
            )
        )
    return found


__all__ = ["PlanRow", "PlannedOffer", "plan_check", "plan_row", "planned_offers"]
