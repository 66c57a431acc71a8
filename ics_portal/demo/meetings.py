"""The meetings of the demonstration: two of 2020, their successor, and one ahead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from boards.actions.importers import read_log
from boards.actions.services import import_log
from boards.bodies.models import Purpose
from boards.meetings.enums import DecisionMethod, ItemFormat, MeetingType
from boards.meetings.models import AgendaItem, Meeting
from boards.meetings.services import (
    DecisionDetails,
    ItemDraft,
    MeetingDetails,
    RowToAdd,
    add_items_from_rows,
    carry_item,
    create_meeting,
    record_decision,
    start_from_template,
)
from ics_portal.demo.ground import Ground
from ics_portal.demo.readings import action_log, december_agenda

PLACE = "MS Teams Teleconference"

# Minutes of time are ours: the published agenda has none. They come to 125 of the 120
# minutes there are, so that the running clock has something to say.
MINUTES = {1: 3, 2: 5, 3: 7, 4: 10, 5: 15, 6: 10, 7: 15, 8: 15, 9: 10,
           10: 15, 11: 5, 12: 5, 13: 5, 14: 3, 15: 2}  # fmt: skip

_FORMATS = {
    "Verbal": ItemFormat.VERBAL,
    "Attached": ItemFormat.ATTACHED,
    "Presentation": ItemFormat.PRESENTATION,
    "To follow": ItemFormat.TO_FOLLOW,
}


@dataclass(frozen=True, slots=True)
class Sittings:
    """The meetings, and the items of 2 December by their published number."""

    november: Meeting
    december: Meeting
    december_items: dict[int, AgendaItem]


def arrange_meetings(ground: Ground, *, at: datetime) -> Sittings:
    """Arrange the meetings and set the agenda of 2 December 2020 as it was published."""
    january = _arrange(ground, at, date(2021, 1, 13), MeetingType.INFORMAL)
    december = _arrange(
        ground,
        at,
        date(2020, 12, 2),
        MeetingType.FORMAL,
        title="Formal Integrated Care System (ICS) Board",
        next_meeting_id=january.pk,
    )
    november = _arrange(
        ground,
        at,
        date(2020, 11, 4),
        MeetingType.FORMAL,
        next_meeting_id=december.pk,
    )
    items = _set_december(ground, december, at)
    carry_item(
        body=ground.body,
        title="ICS Governance",
        deferred_from=november,
        deferred_from_text="item 9",
        due_at_meeting=december,
        reason="Deferred to the December meeting.",
        actor=ground.secretary,
        at=at,
    )
    import_log(
        body=ground.body,
        reading=read_log(action_log()),
        actor=ground.secretary,
        at=at,
    )
    _record_decisions(ground, november, at)
    _meeting_ahead(ground, at)
    return Sittings(november, december, items)


# What its minutes resolve; how it was come to they do not say, and is ours.
RESOLVED = (
    (
        "The board endorsed all the recommendations of the clinical strategy as the"
        " overall clinical consensus, and supported the move to engagement through the"
        " places."
    ),
    (
        "The board supported the appointment of a senior responsible owner, a clinical"
        " lead and a finance lead for each of the six areas of the clinical strategy."
    ),
)


def _record_decisions(ground: Ground, november: Meeting, at: datetime) -> None:
    for wording in RESOLVED:
        record_decision(
            body=ground.body,
            details=DecisionDetails(
                wording=wording,
                method=DecisionMethod.CONSENSUS,
                decided_on=november.held_on,
                meeting_id=november.pk,
            ),
            actor=ground.secretary,
            at=at,
        )


def _arrange(
    ground: Ground, at: datetime, day: date, kind: MeetingType, **more: Any
) -> Meeting:
    return create_meeting(
        body=ground.body,
        details=MeetingDetails(
            meeting_type=kind,
            held_on=day,
            starts_at=time(10),
            ends_at=time(12),
            place=PLACE,
            chair_id=ground.chair.pk,
            **more,
        ),
        actor=ground.secretary,
        at=at,
    )


def _set_december(
    ground: Ground, meeting: Meeting, at: datetime
) -> dict[int, AgendaItem]:
    words = dict(Purpose.objects.filter(body=ground.body).values_list("word", "pk"))
    published = december_agenda()["items"]
    rows = [
        RowToAdd(
            row["section"],
            ItemDraft(
                title=row["title"],
                owners=tuple(row["owner_roles"]),
                purpose_ids=(words[row["action"]],),
                item_format=_FORMATS[row["format"]],
                minutes=MINUTES[row["n"]],
            ),
        )
        for row in published
    ]
    items = add_items_from_rows(
        meeting=meeting, rows=rows, actor=ground.secretary, at=at
    )
    return {row["n"]: item for row, item in zip(published, items, strict=True)}


def _meeting_ahead(ground: Ground, at: datetime) -> Meeting:
    """A meeting some four weeks ahead of today, so that the portal is usable now."""
    day = at.date() + timedelta(days=28)
    wednesday = day + timedelta(days=(2 - day.weekday()) % 7)
    meeting = _arrange(ground, at, wednesday, MeetingType.FORMAL)
    start_from_template(
        meeting=meeting, template=ground.template, actor=ground.secretary, at=at
    )
    return meeting
