"""The pages from which a meeting is run, with scripts or without."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from boards.bodies.enums import Constituency
from boards.meetings.enums import MeetingState, Part
from boards.meetings.models import Meeting, Ruling
from boards.sittings.enums import AttendanceState, EventKind
from boards.sittings.models import (
    Attendance,
    Movement,
    PrivateResolution,
    SittingEvent,
)
from ics_portal.accounts.actor import Role
from tests.factories.bodies import (
    AppointmentFactory,
    BodyFactory,
    SeatFactory,
    TermsOfReferenceFactory,
    someone_signed_up,
)
from tests.factories.calling import ItemParticipationFactory, RulingFactory
from tests.factories.directory import PersonFactory
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

TEN = dt.datetime(2020, 12, 2, 10, tzinfo=dt.UTC)
ONE_DAY = dt.timedelta(days=1)


@pytest.fixture
def meeting(body):
    return MeetingFactory(body=body, state=MeetingState.CALLED, chair=PersonFactory())


@pytest.fixture
def items(meeting):
    section = AgendaSectionFactory(meeting=meeting)
    return [
        AgendaItemFactory(section=section, title=title, sort_key=place)
        for place, title in enumerate(("Welcome", "Finance"))
    ]


@pytest.fixture
def private_item(meeting):
    return AgendaItemFactory(
        section=AgendaSectionFactory(meeting=meeting, title="Private"),
        title="A secret contract",
        open_title="A commercial matter",
        part=Part.TWO,
        private_reason="Commercial",
    )


@pytest.fixture
def people(meeting, body):
    TermsOfReferenceFactory(body=body, quorum_share=50)
    rows = []
    for kind in (Constituency.CHAIR, Constituency.LAY, Constituency.PROVIDER):
        seat = SeatFactory(body=body, constituency=kind)
        person = AppointmentFactory(seat=seat).person
        rows.append(AttendanceFactory(meeting=meeting, person=person, seat=seat))
    return rows


@pytest.fixture
def here(people):
    for row in people:
        row.state, row.arrived_at = AttendanceState.PRESENT, TEN
        row.save()
    return people


@pytest.fixture
def opened(meeting):
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.SITTING)
    return SittingEventFactory(meeting=meeting, kind=EventKind.OPENED, happened_at=TEN)


@pytest.fixture
def office(client, body):
    client.force_login(someone_signed_up(body, Role.SECRETARY))
    return client


def url(name, meeting, **more):
    return reverse(f"sittings:{name}", kwargs={"meeting_id": meeting.pk, **more})


def text(response):
    return " ".join(response.content.decode().split())


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


def test_an_arrival_is_who_and_what_and_sent_twice_is_one(
    office, meeting, items, people, opened
):
    for _ in range(2):
        answer = office.post(
            url("move_person", meeting),
            {
                "attendance": people[0].pk,
                "act": "arrives",
                "happened_at": "10:31",
                "next": url("run", meeting),
            },
        )
        assert answer.url == url("run", meeting)
    people[0].refresh_from_db()
    assert people[0].arrived_at == TEN + dt.timedelta(minutes=31)
    assert people[0].history.count() == 2


@pytest.mark.parametrize(
    ("act", "check"),
    [
        ("leaves", lambda row: row.movements.get().out_at),
        ("goes", lambda row: row.left_at),
        ("expected", lambda row: row.state == "expected"),
    ],
)
def test_each_movement_is_recorded(office, meeting, here, opened, act, check):
    office.post(
        url("move_person", meeting),
        {"attendance": here[0].pk, "act": act, "happened_at": "10:40"},
    )

    here[0].refresh_from_db()
    assert check(here[0])


@pytest.mark.parametrize("act", ["apologies", "absent"])
def test_who_is_away_is_marked(office, meeting, people, act):
    office.post(url("move_person", meeting), {"attendance": people[0].pk, "act": act})

    people[0].refresh_from_db()
    assert people[0].state == act


def test_a_return_ends_the_time_out(office, meeting, here, opened):
    MovementFactory(attendance=here[0])

    office.post(
        url("move_person", meeting),
        {"attendance": here[0].pk, "act": "returns", "happened_at": "10:45"},
    )

    assert Movement.objects.get().in_at == TEN + dt.timedelta(minutes=45)


@pytest.mark.parametrize(("origin", "heading"), [("run", "Items"), ("", "Attendance")])
def test_a_refused_movement_keeps_what_was_typed(
    office, meeting, items, people, opened, origin, heading
):
    answer = office.post(
        url("move_person", meeting),
        {
            "attendance": people[1].pk,
            "act": "leaves",
            "happened_at": "10:40",
            "from": origin,
        },
    )

    page = text(answer)
    assert answer.status_code == 422
    assert "not marked present" in page
    assert 'value="10:40"' in page
    assert heading in page


def test_no_way_back_leads_out_of_the_portal(office, meeting, people):
    answer = office.post(
        url("move_person", meeting),
        {
            "attendance": people[0].pk,
            "act": "apologies",
            "next": "https://elsewhere.example/",
        },
    )

    assert answer.url == url("attendance", meeting)


def test_the_list_is_filled_and_all_arrive(office, meeting, body):
    seat = SeatFactory(body=body, constituency=Constituency.LAY)
    AppointmentFactory(seat=seat, person__name="Lay member, seat 1")

    office.post(url("start_attendance", meeting))
    office.post(url("everybody", meeting), {"happened_at": "10:00"})

    page = text(office.get(url("attendance", meeting)))
    assert "Lay member, seat 1" in page
    assert Attendance.objects.get(seat=seat).arrived_at == TEN


def test_a_deputy_is_added_on_behalf_of_a_member(office, meeting, people):
    address = url("add_attendee", meeting)
    sent = {"kind": "deputy", "name": "Deputy", "deputises_for": people[1].pk}
    assert office.post(address, sent).status_code == 302
    refused = office.post(address, sent | {"name": "Second"})

    page = text(office.get(url("attendance", meeting)))
    assert refused.status_code == 422
    assert "has one deputy" in text(refused)
    assert 'value="Second"' in text(refused)
    assert f"Deputy, on behalf of {people[1].name}" in page
    assert f"Apologies: {people[1].name} (deputy: Deputy)." in page
    assert "do not say whether deputies count" in page


def test_the_strip_looks_ahead_to_items_with_rulings(
    office, meeting, items, here, opened
):
    for row in here[:2]:
        ruling = RulingFactory(item=items[1], person=row.person)
        ItemParticipationFactory(
            item=items[1], person=row.person, votes=False, ruling=ruling
        )

    page = text(office.get(url("run", meeting)))

    assert "Item 2: Not quorate" in page
    assert "ruling applies" in page


def test_an_inquorate_item_is_discussed_and_not_decided(
    office, meeting, items, people, opened
):
    office.post(url("begin_item", meeting, item_id=items[0].pk))
    page = text(office.get(url("run", meeting)))
    assert "nothing can be decided" in page
    assert "0 count and 2 are needed." in page

    address = f"{url('inquorate', meeting)}?item={items[0].pk}"
    assert office.post(address, {}).status_code == 422
    office.post(address, {"way_out": "defer", "words": "Next month."})

    event = SittingEvent.objects.get(kind=EventKind.INQUORATE)
    assert (event.item, event.way_out, event.words) == (
        items[0],
        "defer",
        "Next month.",
    )


def test_a_ruling_is_recorded_with_its_words_written(
    office, meeting, items, here, opened
):
    meeting.chair = here[0].person
    meeting.save()
    address = url("rule_in_room", meeting, item_id=items[1].pk)
    form = text(office.get(f"{address}?person={here[1].person_id}"))
    assert "Leaves for the whole item" in form

    sent = {
        "person": here[1].person_id,
        "option": "leaves",
        "nature": "Director of the provider",
        "declared_at_start": "0",
        "explained": "on",
        "ruled_by": here[0].person_id,
    }
    office.post(address, sent)

    ruling = Ruling.objects.get()
    assert "leave for the whole of the item" in ruling.words
    page = text(office.get(url("run_item", meeting, item_id=items[1].pk)))
    assert "asked when the item begins" in page
    refused = office.post(address, sent | {"ruled_by": here[2].person_id})
    assert "person presiding" in text(refused)
    assert "Director of the provider" in text(refused)


def test_who_was_ruled_to_leave_is_asked_for_by_name(
    office, meeting, items, here, opened
):
    row = here[1]
    ruling = RulingFactory(item=items[0], person=row.person, option="leaves")
    ItemParticipationFactory(
        item=items[0], person=row.person, votes=False, ruling=ruling
    )
    office.post(url("begin_item", meeting, item_id=items[0].pk))
    page = text(office.get(url("run", meeting)))
    assert f"{row.name} leaves for item 1." in page

    office.post(
        url("move_person", meeting),
        {"attendance": row.pk, "act": "leaves", "item": items[0].pk},
    )
    move = Movement.objects.get()
    assert (move.item, move.ruling) == (items[0], ruling)
    office.post(url("begin_item", meeting, item_id=items[1].pk))
    assert f"{row.name} is still out of the room." in text(
        office.get(url("run", meeting))
    )


def test_the_private_part_is_resolved_on_a_page(
    office, meeting, items, private_item, here, opened
):
    address = url("private", meeting)
    form = text(office.get(address))
    assert "Public Bodies (Admission to Meetings) Act 1960" in form

    sent = {
        "moved_by": here[0].pk,
        "seconded_by": here[0].pk,
        "wording": "That the public be excluded.",
        "carried": "1",
        f"reason_{private_item.pk}": "Commercial",
    }
    refused = office.post(address, sent)
    assert "own motion" in text(refused)
    office.post(address, sent | {"seconded_by": here[1].pk})

    assert PrivateResolution.objects.get().seconded_by == here[1]
    assert "The public was excluded at 10:00" in text(office.get(address))
    office.post(url("admit_public", meeting))
    assert SittingEvent.objects.last().kind == EventKind.PUBLIC_BACK


def test_a_private_session_is_offered_where_something_is_taken_in_it(
    office, meeting, items, here, opened
):
    assert "Go into private session" not in text(office.get(url("run", meeting)))

    AgendaItemFactory(
        section=items[0].section, part=Part.TWO, private_reason="Commercial"
    )

    assert "Go into private session" in text(office.get(url("run", meeting)))


@pytest.mark.parametrize(
    ("ruled_at", "said"),
    [(TEN, ", 10:00<"), (TEN - ONE_DAY, ", Tue 1 Dec 2020, 10:00<")],
)
def test_a_ruling_of_another_day_says_the_day(
    office, meeting, items, here, ruled_at, said
):
    ruling = RulingFactory(item=items[0], person=here[1].person, ruled_at=ruled_at)
    ItemParticipationFactory(item=items[0], person=here[1].person, ruling=ruling)

    assert f"{ruling.ruled_by}{said}" in text(office.get(url("run", meeting)))


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


def test_without_private_items_there_is_nothing_to_resolve(office, meeting, items):
    assert "No item is to be taken in private" in text(
        office.get(url("private", meeting))
    )


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


def test_the_list_of_another_body_is_reached_where_bodies_meet_in_common(
    office, meeting, people
):
    other = BodyFactory(name="Partner board")
    address = f"{url('attendance', meeting)}?body={other.pk}"
    assert office.get(address).status_code == 404
    meeting.in_common_with.add(other)

    assert "Partner board" in text(office.get(address))


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
