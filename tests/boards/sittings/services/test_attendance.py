"""The list of those present, and everybody's coming and going."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from boards.bodies.enums import Constituency
from boards.meetings.enums import ReplyAnswer
from boards.sittings.enums import AttendanceKind, AttendanceState, EventKind
from boards.sittings.models import Attendance, Movement
from boards.sittings.services import attendance as services
from boards.sittings.services.attendance import AttendeeDetails
from boards.sittings.services.attendance_list import start_attendance
from ics_portal.accounts.actor import Role
from ics_portal.core.errors import RuleBroken
from ics_portal.core.outbox.models import OutboxMessage
from tests.factories.bodies import (
    AppointmentFactory,
    BodyFactory,
    BodyRoleFactory,
    SeatFactory,
    TermsOfReferenceFactory,
    actor_in,
)
from tests.factories.calling import PresenterFactory, ReplyFactory
from tests.factories.directory import PersonFactory
from tests.factories.meetings import AgendaItemFactory
from tests.factories.sittings import AttendanceFactory, SittingEventFactory

TEN = dt.datetime(2020, 12, 2, 10, tzinfo=dt.UTC)


def minute(number: int) -> dt.datetime:
    return TEN + dt.timedelta(minutes=number)


@pytest.fixture
def by(secretary):
    return {"actor": secretary, "at": minute(100)}


@pytest.fixture
def opened(meeting):
    return SittingEventFactory(
        meeting=meeting, kind=EventKind.OPENED, happened_at=minute(0)
    )


@pytest.fixture
def seat_of(body):
    def sit(kind, title="", **fields):
        seat = SeatFactory(body=body, constituency=kind, title=title or kind.label)
        return AppointmentFactory(seat=seat, **fields)

    return sit


@pytest.fixture
def row(meeting):
    return AttendanceFactory(
        meeting=meeting, state=AttendanceState.PRESENT, arrived_at=minute(0)
    )


def start(meeting, body, by):
    return start_attendance(meeting=meeting, body=body, **by)


def listed(meeting):
    return [
        (row.group, row.job_title, row.kind)
        for row in Attendance.objects.filter(meeting=meeting)
    ]


@pytest.mark.requirement("MIN-02")
def test_the_list_is_filled_in_the_published_groups(meeting, body, by, seat_of):
    observer = PersonFactory(post_title="Head of governance")
    seat_of(Constituency.LAY, "Lay member")
    seat_of(Constituency.EXECUTIVE_MEDICAL, "Medical Director")
    seat_of(Constituency.CHIEF_EXECUTIVE, "Chief Officer")
    seat_of(Constituency.CHAIR, "Independent Chair")
    BodyRoleFactory(person=observer, body=body, role=Role.ATTENDEE)

    start(meeting, body, by)

    groups = listed(meeting)
    assert [group for group, _, _ in groups[:2]] == ["", ""]
    assert {title for _, title, _ in groups[:2]} == {
        "Independent Chair",
        "Chief Officer",
    }
    assert groups[2:4] == [
        ("Lay member", "Lay member", "member"),
        ("Executive directors", "Medical Director", "member"),
    ]
    assert ("In attendance", "Head of governance", "attendee") in groups[4:]


def test_asking_twice_adds_nobody(meeting, body, by, seat_of):
    seat_of(Constituency.LAY)
    start(meeting, body, by)
    there = Attendance.objects.count()

    assert start(meeting, body, by) == []
    assert Attendance.objects.count() == there


# nhs-practice 11, row 8
def test_a_person_in_two_seats_is_on_the_list_once(meeting, body, by, seat_of):
    person = PersonFactory()
    seat_of(Constituency.CHIEF_EXECUTIVE, person=person)
    seat_of(Constituency.PARTNER_TRUST, person=person)

    start(meeting, body, by)

    assert Attendance.objects.filter(person=person).count() == 1


@pytest.mark.requirement("MIN-05")
def test_a_reply_with_a_deputy_puts_both_on_the_list(meeting, body, by, seat_of):
    member = seat_of(Constituency.LAY).person
    deputy = PersonFactory(name="Deputy")
    ReplyFactory(
        meeting=meeting, person=member, answer=ReplyAnswer.APOLOGIES, deputy=deputy
    )

    start(meeting, body, by)

    rows = {row.person: row for row in Attendance.objects.all()}
    assert rows[member].state == AttendanceState.APOLOGIES
    assert rows[deputy].deputises_for == rows[member]
    assert rows[deputy].group == rows[member].group


def test_where_no_deputies_are_allowed_one_is_in_attendance(meeting, body, by, seat_of):
    TermsOfReferenceFactory(body=body, allows_deputies=False)
    member = seat_of(Constituency.LAY).person
    deputy = PersonFactory()
    ReplyFactory(
        meeting=meeting, person=member, answer=ReplyAnswer.APOLOGIES, deputy=deputy
    )

    start(meeting, body, by)

    row = Attendance.objects.get(person=deputy)
    assert (row.kind, row.deputises_for) == (AttendanceKind.ATTENDEE, None)
    assert "no deputies" in row.note


def test_replies_by_video_and_presenters_are_taken_over(
    meeting, item, body, by, seat_of
):
    member = seat_of(Constituency.LAY).person
    ReplyFactory(meeting=meeting, person=member, answer=ReplyAnswer.VIDEO)
    PresenterFactory(item=item, role_title="Programme director")

    start(meeting, body, by)

    assert Attendance.objects.get(person=member).by_video
    assert ("In attendance", "Programme director", "attendee") in listed(meeting)


def test_another_body_has_no_list_at_this_meeting(meeting, secretary, by):
    other = BodyFactory()
    actor = actor_in(other, Role.SECRETARY)

    with pytest.raises(RuleBroken, match="does not sit"):
        start(meeting, other, by | {"actor": actor})
    meeting.in_common_with.add(other)
    start(meeting, other, by | {"actor": actor})
    assert Attendance.objects.get().body == other


def test_only_the_office_keeps_the_list(meeting, body, by, row):
    member = actor_in(body, Role.MEMBER)
    with pytest.raises(PermissionDenied):
        start(meeting, body, by | {"actor": member})
    with pytest.raises(PermissionDenied):
        services.arrive(
            attendance=row, happened_at=minute(1), actor=member, at=minute(2)
        )


def add(meeting, body, by, **details):
    return services.add_attendee(
        meeting=meeting, body=body, details=AttendeeDetails(**details), **by
    )


@pytest.mark.requirement("MIN-04")
@pytest.mark.requirement("MIN-05")
def test_a_deputy_on_behalf_of_a_member_makes_it_an_apology(meeting, body, by):
    member = AttendanceFactory(meeting=meeting, group="Lay members", group_order=20)

    deputy = add(
        meeting,
        body,
        by,
        kind="deputy",
        name="Deputy",
        job_title="Director",
        deputises_for_id=member.pk,
    )

    member.refresh_from_db()
    assert member.state == AttendanceState.APOLOGIES
    assert (deputy.deputises_for, deputy.group) == (member, "Lay members")
    # What is withheld from the member is withheld from the deputy from now on.
    told = OutboxMessage.objects.get(topic="deputy_named").payload
    assert told == {"meeting_id": meeting.pk, "person_id": member.person_id}


def test_a_second_deputy_is_refused_and_so_is_one_for_a_member_present(
    meeting, body, by, row
):
    absent = AttendanceFactory(meeting=meeting)
    add(meeting, body, by, kind="deputy", name="First", deputises_for_id=absent.pk)

    with pytest.raises(RuleBroken, match="has one deputy"):
        add(meeting, body, by, kind="deputy", name="Two", deputises_for_id=absent.pk)
    with pytest.raises(RuleBroken, match="is present"):
        add(meeting, body, by, kind="deputy", name="Two", deputises_for_id=row.pk)
    with pytest.raises(RuleBroken, match="for a member"):
        add(meeting, body, by, kind="deputy", name="Two", deputises_for_id=None)


def test_a_body_that_forbids_deputies_has_none(meeting, body, by):
    TermsOfReferenceFactory(body=body, allows_deputies=False)
    member = AttendanceFactory(meeting=meeting)

    with pytest.raises(RuleBroken, match="allow no deputies"):
        add(meeting, body, by, kind="deputy", name="D", deputises_for_id=member.pk)
    member.refresh_from_db()
    assert member.state == AttendanceState.EXPECTED


@pytest.mark.requirement("MIN-03")
def test_a_member_has_a_seat_and_others_are_in_attendance(meeting, body, by, seat_of):
    held = seat_of(Constituency.LAY, "Lay member")
    stranger = PersonFactory()

    member = add(meeting, body, by, kind="member", person_id=held.person_id)
    with pytest.raises(RuleBroken, match="holds a seat") as refused:
        add(meeting, body, by, kind="member", person_id=stranger.pk)
    attending = add(meeting, body, by, kind="attendee", person_id=stranger.pk)

    assert (member.seat, member.job_title) == (held.seat, "Lay member")
    assert refused.value.rule_id == "MIN-03"
    assert attending.group == "In attendance"


def test_the_same_person_again_is_the_same_row_or_refused(meeting, body, by):
    person = PersonFactory()
    first = add(meeting, body, by, kind="attendee", person_id=person.pk)

    assert add(meeting, body, by, kind="attendee", person_id=person.pk) == first
    with pytest.raises(RuleBroken, match="on the list already"):
        add(meeting, body, by, kind="observer", person_id=person.pk)


@pytest.mark.parametrize(
    ("name", "said"), [("  ", "Choose a person"), ("x" * 201, "Shorten")]
)
def test_an_observer_has_a_name(meeting, body, by, name, said):
    with pytest.raises(RuleBroken, match=said):
        add(meeting, body, by, kind="observer", name=name)
    assert add(meeting, body, by, kind="observer", name="Press").group == "Observers"


@pytest.mark.parametrize("state", ["apologies", "absent", "expected"])
def test_nobody_is_both_present_and_away(row, by, state):
    with pytest.raises(RuleBroken, match="both present") as refused:
        services.set_state(attendance=row, state=state, **by)
    assert refused.value.rule_id == "SIT-1"


def test_apologies_are_given_once_however_often_they_are_sent(meeting, by):
    row = AttendanceFactory(meeting=meeting)

    for _ in range(2):
        services.set_state(attendance=row, state="apologies", **by)

    assert row.history.count() == 2  # made, and marked once
    with pytest.raises(RuleBroken, match="Choose whether"):
        services.set_state(attendance=row, state="asleep", **by)


def test_a_member_with_a_deputy_is_not_marked_present_or_absent(meeting, body, by):
    member = AttendanceFactory(meeting=meeting)
    add(meeting, body, by, kind="deputy", name="D", deputises_for_id=member.pk)

    with pytest.raises(RuleBroken, match="stands in for"):
        services.set_state(attendance=member, state="present", **by)
    with pytest.raises(RuleBroken, match="stands in for"):
        services.arrive(attendance=member, happened_at=minute(3), **by)
    with pytest.raises(RuleBroken, match="has a deputy"):
        services.set_state(attendance=member, state="absent", **by)


def test_an_arrival_sent_twice_is_one(meeting, by):
    row = AttendanceFactory(meeting=meeting)
    for _ in range(2):
        services.arrive(attendance=row, happened_at=minute(31), by_video=True, **by)

    row.refresh_from_db()
    assert (row.state, row.arrived_at, row.by_video) == ("present", minute(31), True)
    assert row.history.count() == 2


@pytest.mark.requirement("DOI-13")
def test_leaving_and_returning_are_recorded_with_item_and_times(row, item, by, opened):
    for _ in range(2):
        services.leave(attendance=row, happened_at=minute(20), item=item, **by)
    for _ in range(2):
        services.come_back(attendance=row, happened_at=minute(30), **by)

    move = Movement.objects.get()
    assert (move.attendance, move.item) == (row, item)
    assert (move.out_at, move.in_at) == (minute(20), minute(30))


def test_arriving_after_a_departure_is_a_return(row, by, opened):
    services.leave(attendance=row, happened_at=minute(20), **by)
    services.arrive(attendance=row, happened_at=minute(25), **by)

    assert Movement.objects.get().in_at == minute(25)
    row.refresh_from_db()
    assert row.arrived_at == minute(0)


@pytest.mark.parametrize(
    ("when", "said"),
    [(-5, "before arriving"), (25, "out of the room"), (110, "still to come")],
)
def test_a_departure_that_cannot_have_been_is_refused(row, by, opened, when, said):
    services.leave(attendance=row, happened_at=minute(20), **by)
    services.come_back(attendance=row, happened_at=minute(30), **by)

    with pytest.raises(RuleBroken, match=said):
        services.leave(attendance=row, happened_at=minute(when), **by)
    assert Movement.objects.count() == 1


def test_a_departure_of_another_day_or_another_meetings_item_is_refused(row, by):
    with pytest.raises(RuleBroken, match="2 December 2020"):
        services.leave(
            attendance=row, happened_at=minute(0) - dt.timedelta(days=1), **by
        )
    with pytest.raises(RuleBroken, match="item of this meeting"):
        services.leave(
            attendance=row, happened_at=minute(5), item=AgendaItemFactory(), **by
        )


def test_who_left_for_good_neither_leaves_nor_returns_again(row, by, opened):
    for _ in range(2):
        services.leave_meeting(attendance=row, happened_at=minute(60), **by)

    with pytest.raises(RuleBroken, match="had left"):
        services.leave(attendance=row, happened_at=minute(61), **by)
    with pytest.raises(RuleBroken, match="not recorded as out"):
        services.come_back(attendance=row, happened_at=minute(62), **by)


def test_who_was_marked_present_without_a_time_was_there_from_the_opening(
    meeting, by, opened
):
    row = AttendanceFactory(meeting=meeting, state=AttendanceState.PRESENT)

    services.leave_meeting(attendance=row, happened_at=minute(60), **by)

    row.refresh_from_db()
    assert (row.arrived_at, row.left_at) == (minute(0), minute(60))


def test_a_wrong_arrival_is_taken_back_until_somebody_has_left(row, by, opened):
    services.take_back_arrival(attendance=row, **by)
    services.take_back_arrival(attendance=row, **by)
    row.refresh_from_db()
    assert (row.state, row.arrived_at) == (AttendanceState.EXPECTED, None)

    services.arrive(attendance=row, happened_at=minute(1), **by)
    services.leave(attendance=row, happened_at=minute(2), **by)
    with pytest.raises(RuleBroken, match="stays on record"):
        services.take_back_arrival(attendance=row, **by)


def test_all_who_are_expected_arrive_in_one_step(meeting, body, by):
    AttendanceFactory.create_batch(2, meeting=meeting)
    AttendanceFactory(meeting=meeting, state=AttendanceState.APOLOGIES)

    for expected in (2, 0):
        count = services.all_arrive(
            meeting=meeting, body=body, happened_at=minute(0), **by
        )
        assert count == expected
    assert Attendance.objects.filter(arrived_at=minute(0)).count() == 2
