"""The page from which a meeting is run, as each reader finds it."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from boards.meetings.enums import MeetingState
from boards.meetings.models import Meeting
from boards.sittings.enums import AttendanceState, EventKind
from boards.sittings.models import SittingEvent
from ics_portal.accounts.actor import Role
from tests.boards.sittings.views.run.common import TEN, text, url
from tests.factories.bodies import BodyFactory, someone_signed_up
from tests.factories.calling import ItemParticipationFactory, RulingFactory
from tests.factories.meetings import (
    AgendaItemFactory,
    AgendaSectionFactory,
    MeetingFactory,
)
from tests.factories.sittings import (
    AttendanceFactory,
    MovementFactory,
    SittingEventFactory,
)


def test_the_page_shows_items_quorum_and_who_is_here(
    office, meeting, items, here, opened
):
    page = text(office.get(url("run", meeting)))

    assert "3 people here" in page
    assert "The meeting: Quorate" in page
    assert "3 count, 2 needed" in page
    assert page.index("Welcome") < page.index("Finance")
    assert "Next item" in page


def test_an_empty_meeting_says_what_comes_first(office, meeting):
    page = text(office.get(url("run", meeting)))

    assert "Open the meeting" in page
    assert "Nobody is on the list yet" in page
    assert "The agenda has no items." in page


def test_the_next_item_is_one_step(office, meeting, items, here):
    office.post(url("open", meeting))
    office.post(url("begin_item", meeting, item_id=items[0].pk))
    page = text(office.get(url("run", meeting)))

    assert "1. Welcome" in page
    assert url("begin_item", meeting, item_id=items[1].pk) in page
    kinds = list(SittingEvent.objects.values_list("kind", flat=True))
    assert kinds == ["opened", "item_begun"]
    assert SittingEvent.objects.first().happened_at == TEN


def test_a_refused_step_says_why(office, meeting, items):
    page = text(
        office.post(url("begin_item", meeting, item_id=items[0].pk), follow=True)
    )
    assert "Open the meeting first." in page
    page = text(office.post(url("open", meeting), {"happened_at": "noon"}, follow=True))
    assert "such as 10:31" in page


def test_before_its_day_a_meeting_is_not_opened_and_nobody_arrives(office, body):
    soon = timezone.localdate() + dt.timedelta(days=1)
    ahead = MeetingFactory(body=body, held_on=soon, state=MeetingState.CALLED)
    AttendanceFactory(meeting=ahead, state=AttendanceState.EXPECTED)

    assert "Open the meeting" not in text(office.get(url("run", ahead)))
    assert "It can be opened on its day." in text(office.get(url("run", ahead)))
    listed = text(office.get(url("attendance", ahead)))
    assert "Add somebody" in listed
    assert "Everybody expected is here" not in listed


def test_what_an_empty_time_means_is_said_of_the_day_and_of_later(
    office, body, meeting, people
):
    today = MeetingFactory(
        body=body, held_on=timezone.localdate(), state=MeetingState.CALLED
    )
    AttendanceFactory(meeting=today)
    now, later = "Left empty: now.", "Left empty: when the last thing happened."

    for name in ("run", "attendance", "close"):
        assert now in text(office.get(url(name, today)))
        assert later in text(office.get(url(name, meeting)))


def test_the_time_is_now_on_the_day_itself(office, body):
    today = MeetingFactory(
        body=body, held_on=timezone.localdate(), state=MeetingState.CALLED
    )

    office.post(url("open", today))

    event = SittingEvent.objects.get()
    assert abs(timezone.now() - event.happened_at) < dt.timedelta(minutes=2)


def test_a_typed_time_is_that_of_london_in_summer(office, body):
    july = MeetingFactory(
        body=body, held_on=dt.date(2021, 7, 7), state=MeetingState.CALLED
    )

    office.post(url("open", july), {"happened_at": "10:00"})

    assert SittingEvent.objects.get().happened_at == dt.datetime(
        2021, 7, 7, 9, tzinfo=dt.UTC
    )


def test_once_it_closed_the_page_says_who_was_there(
    office, meeting, items, here, opened
):
    closed = TEN + dt.timedelta(hours=1)
    SittingEventFactory(meeting=meeting, kind=EventKind.CLOSED, happened_at=closed)
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.HELD)

    page = text(office.get(url("run", meeting)))

    assert "3 people were here" in page
    assert "at the close, 11:00" in page
    assert "Look again" not in page


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.ATTENDEE])
def test_an_item_of_part_two_is_closed_to_who_may_not_read_it(
    client, body, meeting, items, private_item, here, opened, role
):
    client.force_login(someone_signed_up(body, role))

    for name in ("run", "script"):
        page = text(client.get(url(name, meeting)))
        assert "A secret contract" not in page
        assert "A commercial matter" in page
    answer = client.get(url("run_item", meeting, item_id=private_item.pk))
    assert answer.status_code == 404


def test_a_member_reads_along_and_changes_nothing(
    client, body, meeting, items, here, opened
):
    client.force_login(someone_signed_up(body, Role.MEMBER))
    ruling = RulingFactory(item=items[0], person=here[0].person)
    ItemParticipationFactory(
        item=items[0], person=here[0].person, votes=False, ruling=ruling
    )

    page = text(client.get(url("run", meeting)))

    assert "Item 1: Quorate" not in page
    assert "Director of the provider" not in page
    assert "Next item" not in page
    for name in ("open", "everybody", "end_item", "start_attendance"):
        assert client.post(url(name, meeting)).status_code == 403
    for name in ("close", "chair", "private", "adjourn", "import_attendance"):
        assert client.get(url(name, meeting)).status_code == 403


def test_somebody_of_another_body_finds_nothing(client, meeting):
    client.force_login(someone_signed_up(BodyFactory(), Role.SECRETARY))

    for name in ("run", "script", "attendance", "private"):
        assert client.get(url(name, meeting)).status_code == 404


def test_close_adjourn_chair_and_strike_out_are_asked_once(
    office, meeting, items, here, opened
):
    office.post(url("adjourn", meeting), {"words": "A fire alarm"})
    office.post(url("resume", meeting))
    office.post(url("chair", meeting), {"person": here[1].person_id})
    assert (
        office.post(url("close", meeting), {"happened_at": "10:50"}).status_code == 302
    )
    closed = SittingEvent.objects.get(kind=EventKind.CLOSED)
    address = url("strike", meeting, event_id=closed.pk)
    assert "stays on record" in text(office.get(address))
    assert office.post(address, {"reason": ""}).status_code == 422
    office.post(address, {"reason": "Too early"})

    closed.refresh_from_db()
    assert closed.struck_reason == "Too early"
    assert list(SittingEvent.objects.values_list("kind", flat=True))[1:] == [
        "adjourned",
        "resumed",
        "presides",
        "closed",
    ]
    refused = office.post(
        url("adjourn", meeting), {"words": "x", "happened_at": "09:00"}
    )
    assert "later is on record" in text(refused)


def test_the_script_says_what_to_say_and_who_leaves(
    office, meeting, items, private_item, here
):
    ruling = RulingFactory(item=items[1], person=here[1].person, option="leaves")
    ItemParticipationFactory(
        item=items[1], person=here[1].person, votes=False, ruling=ruling
    )

    page = text(office.get(url("script", meeting)))

    assert f"{here[1].person} leaves now and returns after the item." in page
    assert "mover and a seconder" in page


def test_the_queries_do_not_grow(office, meeting, body, here, opened):
    section = AgendaSectionFactory(meeting=meeting)

    def grow():
        found = AgendaItemFactory(section=section)
        row = AttendanceFactory(
            meeting=meeting, state=AttendanceState.PRESENT, arrived_at=TEN
        )
        MovementFactory(attendance=row)
        ruling = RulingFactory(item=found, person=row.person)
        ItemParticipationFactory(
            item=found, person=row.person, votes=False, ruling=ruling
        )

    def queries(name):
        office.get(url(name, meeting))
        with CaptureQueriesContext(connection) as seen:
            office.get(url(name, meeting))
        return len(seen)

    grow()
    names = ("run", "attendance", "script")
    with_one = [queries(name) for name in names]
    grow()
    grow()

    assert [queries(name) for name in names] == with_one
