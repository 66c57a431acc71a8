"""The course of a sitting, the chair, rulings in the room and the private part."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from boards.bodies.enums import Constituency
from boards.meetings.enums import ItemState, MeetingState, Part, RulingOption
from boards.meetings.models import Ruling
from boards.meetings.services.participation import RulingDetails
from boards.sittings.enums import AttendanceState, EventKind, WayOut
from boards.sittings.models import PrivateResolution, SittingEvent
from boards.sittings.selectors.events import course_of_meeting, presiding_at
from boards.sittings.selectors.quorum import quorum_at, read_room
from boards.sittings.selectors.rulings import leavings, rulings_for, standing_rulings
from boards.sittings.services import attendance, events
from boards.sittings.services.private import ResolutionDetails, resolve_private
from boards.sittings.services.rulings import rule_in_room
from ics_portal.accounts.actor import Role
from ics_portal.core.errors import RuleBroken
from tests.factories.bodies import (
    AppointmentFactory,
    SeatFactory,
    TermsOfReferenceFactory,
    actor_in,
)
from tests.factories.meetings import (
    AgendaItemFactory,
    AgendaSectionFactory,
    MeetingFactory,
)
from tests.factories.sittings import AttendanceFactory

TEN = dt.datetime(2020, 12, 2, 10, tzinfo=dt.UTC)


def minute(number: int) -> dt.datetime:
    return TEN + dt.timedelta(minutes=number)


@pytest.fixture
def meeting(body):
    return MeetingFactory(body=body, state=MeetingState.CALLED)


@pytest.fixture
def by(secretary):
    return {"actor": secretary, "at": minute(300)}


@pytest.fixture
def sits(meeting, body):
    def sit(kind=Constituency.LAY, **fields):
        seat = SeatFactory(body=body, constituency=kind)
        held = AppointmentFactory(seat=seat)
        plain = {"state": AttendanceState.PRESENT, "arrived_at": TEN}
        return AttendanceFactory(
            meeting=meeting,
            seat=seat,
            person=held.person,
            name=f"{kind.label} {seat.pk}",
            **plain | fields,
        )

    return sit


@pytest.fixture
def chair(meeting, sits):
    row = sits(Constituency.CHAIR)
    meeting.chair = row.person
    meeting.save()
    return row


@pytest.fixture
def deputy_chair(sits):
    return sits(Constituency.DEPUTY_CHAIR)


@pytest.fixture
def items(meeting):
    section = AgendaSectionFactory(meeting=meeting)
    return [
        AgendaItemFactory(section=section, title=title, sort_key=place)
        for place, title in enumerate(("Welcome", "Finance", "Strategy"))
    ]


@pytest.fixture
def step(meeting, by):
    """``step(10, begin_item, item=…)``: what happens so many minutes after ten."""

    def take(number, act, **more):
        return act(meeting=meeting, happened_at=minute(number), **by, **more)

    return take


@pytest.fixture
def opened(step, chair):
    return step(2, events.open_sitting)


def state_of(meeting):
    meeting.refresh_from_db()
    return meeting.state


def kinds(meeting):
    return [event.kind for event in SittingEvent.objects.filter(meeting=meeting)]


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


def ruling(option=RulingOption.LEAVES, **more):
    plain = {
        "option": option,
        "nature": "Director of the provider",
        "words": "The chair ruled that the member leave.",
        "office": "Independent Chair",
    }
    return RulingDetails(**plain | more)


def rule(by, item, row, ruled_by, **more):
    return rule_in_room(
        item=item,
        person=row.person,
        ruled_by=ruled_by.person,
        details=ruling(**more),
        **by,
    )


# nhs-practice 11, row 5
@pytest.mark.requirement("DOI-10")
def test_the_deputy_chair_presides_over_an_item_the_chair_is_barred_from(
    meeting, body, items, step, by, opened, chair, deputy_chair, sits
):
    TermsOfReferenceFactory(body=body, quorum_share=50)
    sits()
    before = quorum_at(meeting, body, items[1], minute(8)).present
    rule(by, items[1], chair, deputy_chair)

    step(10, events.begin_item, item=items[1])
    step(20, events.begin_item, item=items[2])

    assert presiding_at(meeting, items[1], minute(12)) == deputy_chair.person
    assert presiding_at(meeting, items[2], minute(21)) == chair.person
    assert quorum_at(meeting, body, items[1], minute(12)).present == before - 1
    took = SittingEvent.objects.filter(kind=EventKind.PRESIDES)
    assert [(e.person, e.happened_at) for e in took] == [
        (deputy_chair.person, minute(10)),
        (chair.person, minute(20)),
    ]


def test_where_both_are_barred_the_meeting_chooses_first(
    meeting, items, step, by, opened, chair, deputy_chair, sits
):
    member = sits()
    rule(by, items[1], deputy_chair, chair)
    rule(by, items[1], chair, member)

    with pytest.raises(RuleBroken, match="whom the meeting chose") as refused:
        step(10, events.begin_item, item=items[1])
    assert refused.value.rule_id == "DOI-11"
    assert kinds(meeting) == ["opened"]
    with pytest.raises(RuleBroken, match="may vote on this item"):
        step(10, events.take_chair, item=items[1], person=deputy_chair.person)

    first = step(10, events.take_chair, item=items[1], person=member.person)
    again = step(10, events.take_chair, item=items[1], person=member.person)
    step(10, events.begin_item, item=items[1])

    assert first == again
    assert presiding_at(meeting, items[1], minute(11)) == member.person
    assert presiding_at(meeting, items[2], minute(11)) == chair.person


def test_somebody_takes_the_chair_from_now_on(
    meeting, items, step, opened, chair, sits
):
    step(10, events.take_chair, person=sits().person)

    assert presiding_at(meeting, None, minute(9)) == chair.person
    assert presiding_at(meeting, items[0], minute(10)) != chair.person


@pytest.mark.requirement("DOI-08")
@pytest.mark.parametrize(
    ("option", "facts"),
    [
        (RulingOption.FULL_PART, (True, True, True)),
        (RulingOption.NO_VOTE, (True, True, False)),
        (RulingOption.SILENT, (True, False, False)),
        (RulingOption.LEAVES_DECISION, (True, True, False)),
        (RulingOption.LEAVES, (False, False, False)),
    ],
)
def test_each_option_is_a_setting_of_facts(
    items, by, opened, chair, sits, option, facts
):
    row = sits()

    withheld = option != RulingOption.FULL_PART
    made = rule(by, items[1], row, chair, option=option, papers_withheld=withheld)

    assert (made.stays, made.speaks, made.votes) == facts
    assert made.papers_withheld == withheld


@pytest.mark.requirement("DOI-12")
def test_a_ruling_holds_what_the_minutes_need_and_the_newest_stands(
    meeting, items, by, opened, chair, sits, secretary
):
    row = sits()
    rule(by, items[1], row, chair, declared_at_start=False)
    assert rule(by, items[1], row, chair, declared_at_start=False).pk
    newest = rule(by, items[1], row, chair, option=RulingOption.NO_VOTE)

    first = Ruling.objects.order_by("pk").first()
    assert Ruling.objects.count() == 2  # sent twice, it is one
    assert (first.person, first.nature, first.declared_at_start) == (
        row.person,
        "Director of the provider",
        False,
    )
    assert first.words == "The chair ruled that the member leave."
    assert standing_rulings(secretary, meeting) == [newest]
    assert list(rulings_for(secretary, meeting)) == [newest, first]


def test_a_ruling_is_seen_by_the_office_and_the_person_alone(
    meeting, body, items, by, opened, chair, sits
):
    row = sits()
    made = rule(by, items[1], row, chair)
    member = actor_in(body, Role.MEMBER)

    assert list(rulings_for(member, meeting)) == []
    assert list(rulings_for(actor_in(body, Role.CHAIR), meeting)) == [made]


def test_rulings_are_made_by_who_presides_and_not_on_oneself(
    items, by, opened, chair, deputy_chair, sits
):
    row = sits()
    with pytest.raises(RuleBroken, match="person presiding") as refused:
        rule(by, items[1], row, deputy_chair)
    assert refused.value.rule_id == "SIT-8"
    with pytest.raises(RuleBroken, match="interest of his or her own") as refused:
        rule(by, items[1], chair, chair)
    assert refused.value.rule_id == "DOI-10"
    with pytest.raises(RuleBroken, match="deputy chair presides"):
        rule(by, items[1], chair, row)
    assert rule(by, items[1], chair, deputy_chair).ruled_by == deputy_chair.person


@pytest.mark.requirement("DOI-13")
@pytest.mark.requirement("DOI-14")
def test_a_ruling_to_leave_asks_for_both_movements_by_name(
    meeting, body, items, step, by, opened, chair, sits, secretary
):
    row = sits()
    rule(by, items[1], row, chair)

    def asked(number):
        return [
            (one.attendance, one.ask)
            for one in leavings(
                standing_rulings(secretary, meeting),
                read_room(meeting, body),
                course_of_meeting(meeting),
                minute(number),
            )
        ]

    assert asked(5) == []
    step(10, events.begin_item, item=items[1])
    assert asked(11) == [(row, "left")]
    attendance.leave(attendance=row, happened_at=minute(11), item=items[1], **by)
    assert asked(12) == []
    step(20, events.begin_item, item=items[2])
    assert asked(21) == [(row, "returned")]
    attendance.come_back(attendance=row, happened_at=minute(21), **by)
    assert asked(22) == []


@pytest.mark.requirement("DOI-14")
def test_a_leaving_that_was_not_recorded_is_missed(
    meeting, body, items, step, by, opened, chair, sits, secretary
):
    row = sits()
    rule(by, items[1], row, chair)
    step(10, events.begin_item, item=items[1])
    step(20, events.begin_item, item=items[2])

    (found,) = leavings(
        standing_rulings(secretary, meeting),
        read_room(meeting, body),
        course_of_meeting(meeting),
        minute(21),
    )
    assert (found.attendance, found.ask) == (row, "missing")


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


@pytest.fixture
def private_item(meeting):
    return AgendaItemFactory(
        section=AgendaSectionFactory(meeting=meeting),
        title="A contract",
        part=Part.TWO,
        private_reason="Commercial",
    )


@pytest.fixture
def resolve(step, private_item, chair, sits):
    second = sits()

    def record(number=10, **changed):
        plain = {
            "moved_by_id": chair.pk,
            "seconded_by_id": second.pk,
            "wording": "That the public be excluded.",
            "reasons": {private_item.pk: "Commercial"},
        }
        return step(
            number, resolve_private, details=ResolutionDetails(**plain | changed)
        )

    return record


def test_part_two_begins_once_the_public_is_excluded(
    meeting, private_item, step, opened, resolve
):
    with pytest.raises(RuleBroken, match="resolves to exclude the public"):
        step(9, events.begin_item, item=private_item)
    with pytest.raises(RuleBroken, match="not excluded"):
        step(9, events.admit_public)

    made = resolve()
    step(11, events.begin_item, item=private_item)

    assert made.reasons == {str(private_item.pk): "Commercial"}
    assert made.resolved_at == minute(10)
    assert kinds(meeting) == ["opened", "excluded", "item_begun"]
    back = step(12, events.admit_public)
    assert step(13, events.admit_public) == back


def test_the_resolution_is_recorded_once_and_a_lost_one_put_again(
    step, private_item, opened, resolve
):
    lost = resolve(carried=False)
    with pytest.raises(RuleBroken, match="exclude the public"):
        step(11, events.begin_item, item=private_item)
    carried = resolve(12)

    assert resolve(13) == carried == lost
    assert carried.resolved_at == minute(12)
    assert PrivateResolution.objects.count() == 1
    assert SittingEvent.objects.filter(kind=EventKind.PUBLIC_EXCLUDED).count() == 1


def test_nobody_seconds_an_own_motion_and_each_item_has_a_reason(
    opened, resolve, chair
):
    with pytest.raises(RuleBroken, match="own motion"):
        resolve(seconded_by_id=chair.pk)
    with pytest.raises(RuleBroken, match="A contract"):
        resolve(reasons={})
    assert not PrivateResolution.objects.exists()


def test_the_exclusion_is_ended_and_not_struck_out(step, by, opened, resolve):
    resolve()
    event = SittingEvent.objects.get(kind=EventKind.PUBLIC_EXCLUDED)

    with pytest.raises(RuleBroken, match="Admit the public"):
        events.strike_event(event=event, reason="Wrong", **by)


def test_a_meeting_without_public_needs_no_resolution(
    meeting, private_item, step, opened
):
    meeting.is_public = False
    meeting.save()

    assert step(5, events.begin_item, item=private_item).item == private_item
