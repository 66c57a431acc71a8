"""The course of a sitting: opened, items in any order, adjourned, closed."""

import pytest
from django.core.exceptions import PermissionDenied

from boards.meetings.enums import ItemState, MeetingState
from boards.sittings.enums import WayOut
from boards.sittings.selectors.events import course_of_meeting
from boards.sittings.services import events
from ics_portal.accounts.actor import Role
from ics_portal.core.errors import RuleBroken
from tests.boards.sittings.services.events.common import kinds, minute
from tests.factories.bodies import actor_in
from tests.factories.meetings import AgendaItemFactory


def state_of(meeting):
    meeting.refresh_from_db()
    return meeting.state


def test_a_meeting_is_opened_once_and_then_sits(meeting, step, chair):
    first = step(2, events.open_sitting)

    assert step(3, events.open_sitting) == first
    assert state_of(meeting) == MeetingState.SITTING
    assert meeting.history.count() == 3  # made, its chair named, opened once


def test_a_meeting_that_was_held_is_caught_up_with_and_stays_held(
    meeting, items, step, chair
):
    meeting.state = MeetingState.HELD
    meeting.save()

    step(2, events.open_sitting)
    step(5, events.begin_item, item=items[0])
    step(9, events.close_sitting)

    assert state_of(meeting) == MeetingState.HELD
    assert kinds(meeting)[0] == "opened"


def test_a_cancelled_meeting_does_not_sit(meeting, step, chair):
    meeting.state = MeetingState.CANCELLED
    meeting.save()

    with pytest.raises(RuleBroken) as refused:
        step(2, events.open_sitting)
    assert refused.value.rule_id == "CAL-1"
    assert kinds(meeting) == []


def test_items_are_taken_in_any_order_and_the_one_before_ends(
    meeting, items, step, opened
):
    step(5, events.begin_item, item=items[2])
    again = step(6, events.begin_item, item=items[2])
    step(10, events.begin_item, item=items[0])

    assert again.happened_at == minute(5)
    assert kinds(meeting) == ["opened", "item_begun", "item_ended", "item_begun"]
    course = course_of_meeting(meeting)
    assert course.current_id == items[0].pk
    assert course.begun_ids == {items[0].pk, items[2].pk}
    assert course.moment_of(items[2].pk, minute(60)) == minute(10)


@pytest.mark.parametrize("state", [ItemState.DEFERRED, ItemState.WITHDRAWN])
def test_an_item_taken_off_the_agenda_does_not_begin(items, step, opened, state):
    items[0].state = state
    items[0].save()

    with pytest.raises(RuleBroken, match="off the agenda"):
        step(5, events.begin_item, item=items[0])


def test_nothing_happens_before_the_opening_or_out_of_order(items, step, chair):
    with pytest.raises(RuleBroken, match="Open the meeting"):
        step(1, events.begin_item, item=items[0])
    step(2, events.open_sitting)
    step(9, events.begin_item, item=items[0])
    with pytest.raises(RuleBroken, match="later is on record"):
        step(8, events.begin_item, item=items[1])
    with pytest.raises(RuleBroken, match="item of this meeting"):
        step(10, events.begin_item, item=AgendaItemFactory())


def test_only_the_office_of_the_body_runs_the_meeting(meeting, body, chair):
    with pytest.raises(PermissionDenied):
        events.open_sitting(
            meeting=meeting,
            happened_at=minute(0),
            actor=actor_in(body, Role.MEMBER),
            at=minute(1),
        )


def test_a_meeting_is_adjourned_with_a_reason_and_resumed(meeting, items, step, opened):
    with pytest.raises(RuleBroken, match="not adjourned"):
        step(3, events.resume)
    with pytest.raises(RuleBroken, match="why the meeting"):
        step(5, events.adjourn, words=" ")
    first = step(5, events.adjourn, words="A fire alarm.")
    assert step(6, events.adjourn, words="A fire alarm.") == first
    assert state_of(meeting) == MeetingState.ADJOURNED
    with pytest.raises(RuleBroken, match="is adjourned"):
        step(7, events.begin_item, item=items[0])
    back = step(8, events.resume)
    assert step(9, events.resume) == back
    assert state_of(meeting) == MeetingState.SITTING


def test_closing_ends_the_item_and_is_done_once(meeting, items, step, opened):
    assert step(3, events.end_item) is None
    step(5, events.begin_item, item=items[0])
    first = step(20, events.close_sitting)

    assert step(21, events.close_sitting) == first
    assert kinds(meeting)[-2:] == ["item_ended", "closed"]
    assert state_of(meeting) == MeetingState.HELD
    with pytest.raises(RuleBroken, match="has closed"):
        step(22, events.begin_item, item=items[1])
    assert course_of_meeting(meeting).moment(minute(90)) == minute(20)


def test_an_item_is_ended_without_another(meeting, items, step, opened):
    step(5, events.begin_item, item=items[0])
    step(9, events.end_item)

    assert course_of_meeting(meeting).current_id is None


def test_found_inquorate_with_a_way_out(meeting, items, step, opened):
    with pytest.raises(RuleBroken, match="instead"):
        step(5, events.find_inquorate, item=items[0], way_out="")
    first = step(5, events.find_inquorate, item=items[0], way_out=WayOut.DEFER)
    again = step(5, events.find_inquorate, item=items[0], way_out=WayOut.DEFER)
    whole = step(6, events.find_inquorate, item=None, way_out=WayOut.CALL_AGAIN)

    assert first == again
    assert (first.item, first.way_out) == (items[0], WayOut.DEFER)
    assert whole.item is None


def test_a_wrong_event_is_struck_out_and_stays(meeting, items, step, by, opened):
    closed = step(20, events.close_sitting)
    with pytest.raises(RuleBroken, match="why it is struck"):
        events.strike_event(event=closed, reason=" ", **by)

    events.strike_event(event=closed, reason="Closed by mistake", **by)
    events.strike_event(event=closed, reason="Again", **by)

    closed.refresh_from_db()
    assert closed.struck_reason == "Closed by mistake"
    assert state_of(meeting) == MeetingState.SITTING
    assert course_of_meeting(meeting).is_open
    events.strike_event(event=opened, reason="Not yet", **by)
    assert state_of(meeting) == MeetingState.CALLED
