"""The item for the minutes of a new agenda names the right meeting (MIN-16)."""

import datetime as dt

import pytest

from boards.meetings.contributions import warnings_for
from boards.meetings.enums import MeetingState, StandingItem
from boards.meetings.services import start_from_last_meeting
from tests.boards.minutes.conftest import AFTER, Sitting
from tests.factories.meetings import (
    AgendaItemFactory,
    AgendaSectionFactory,
    MeetingFactory,
)

TODAY = AFTER.date()


def january(sitting: Sitting):
    return MeetingFactory(body=sitting.body, held_on=dt.date(2021, 1, 6))


@pytest.mark.requirement("MIN-16")
def test_a_new_agenda_is_filled_with_the_day_of_the_last_meeting_held(
    sitting: Sitting,
):
    AgendaItemFactory(
        section=sitting.welcome.section,
        title="Minutes of previous meeting – 2 December 2020",
        standing=StandingItem.MINUTES,
    )
    cancelled = MeetingFactory(
        body=sitting.body, held_on=dt.date(2020, 12, 16), state=MeetingState.CANCELLED
    )
    new = january(sitting)
    items = start_from_last_meeting(
        meeting=new, actor=sitting.secretary, at=AFTER, earlier=sitting.meeting
    )
    titles = [item.title for item in items if item.standing == StandingItem.MINUTES]
    assert titles == ["Minutes of previous meeting – 2 December 2020"]
    cancelled.state = MeetingState.PLANNED
    cancelled.save()
    (warning,) = (w for w in warnings_for(new.pk, TODAY) if w.rule_id == "MIN-16")
    assert warning.text == (
        "Item 3 names another day than that of the meeting before, which is 16 December"
        " 2020. It should read: Minutes of previous meeting – 16 December 2020."
    )


@pytest.mark.requirement("MIN-16")
def test_its_own_day_is_never_the_previous_one(sitting: Sitting):
    new = january(sitting)
    section = AgendaSectionFactory(meeting=new)
    item = AgendaItemFactory(
        section=section,
        title="Minutes of previous meeting – 6 January 2021",
        standing=StandingItem.MINUTES,
    )

    def warned() -> list[str]:
        return [w.rule_id for w in warnings_for(new.pk, TODAY) if w.item_id == item.pk]

    assert "MIN-16" in warned()
    for right in ("Minutes of previous meeting", "Minutes – 2 December 2020"):
        item.title = right
        item.save()
        assert "MIN-16" not in warned()
    sitting.meeting.state = MeetingState.CANCELLED
    sitting.meeting.save()
    item.title = "Minutes – 6 January 2021"
    item.save()
    assert "MIN-16" in warned()
    item.title = "Minutes – 4 November 2020"
    item.save()
    assert "MIN-16" not in warned()
