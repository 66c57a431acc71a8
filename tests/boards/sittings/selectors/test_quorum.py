"""The quorum read from terms, list, movements and rulings."""

import datetime as dt

import pytest

from boards.bodies.enums import Constituency
from boards.meetings.enums import RulingOption
from boards.sittings.enums import AttendanceKind, AttendanceState
from boards.sittings.selectors.quorum import quorum_at, read_room, voters_at
from tests.factories.bodies import (
    AppointmentFactory,
    QuorumLineFactory,
    SeatFactory,
    TermsOfReferenceFactory,
)
from tests.factories.calling import ItemParticipationFactory, RulingFactory
from tests.factories.sittings import AttendanceFactory, MovementFactory

TEN = dt.datetime(2020, 12, 2, 10, tzinfo=dt.UTC)
NOW = TEN + dt.timedelta(minutes=20)


@pytest.fixture
def terms(body):
    return TermsOfReferenceFactory(body=body, quorum_share=50, allows_deputies=True)


@pytest.fixture
def sits(meeting, body):
    """Somebody in a seat, present from the start unless said otherwise."""

    def sit(kind=Constituency.LAY, **fields):
        seat = SeatFactory(body=body, constituency=kind)
        held = AppointmentFactory(seat=seat)
        plain = {"state": AttendanceState.PRESENT, "arrived_at": TEN}
        return AttendanceFactory(
            meeting=meeting, seat=seat, person=held.person, **plain | fields
        )

    return sit


ABSENT = {"state": AttendanceState.APOLOGIES, "arrived_at": None}


def test_it_is_not_known_without_terms(meeting, body, item, sits):
    sits()

    assert quorum_at(meeting, body, item, NOW).state == "not_known"


def test_seats_of_the_day_are_counted_with_those_present(
    meeting, body, item, sits, terms
):
    for _ in range(2):
        sits()
    sits(**ABSENT)
    SeatFactory(body=body, ends_on=dt.date(2019, 1, 1))
    SeatFactory(body=body, is_voting=False)

    found = quorum_at(meeting, body, item, NOW)

    assert (found.state, found.present, found.needed) == ("quorate", 2, 2)


# nhs-practice 11, row 6
@pytest.mark.requirement("DOI-15")
@pytest.mark.parametrize("option", [RulingOption.NO_VOTE, RulingOption.LEAVES])
def test_a_ruling_takes_the_member_out_of_quorum_and_vote(
    meeting, body, item, sits, terms, option
):
    rows = [sits(), sits(), sits(**ABSENT)]
    ItemParticipationFactory(
        item=item,
        person=rows[0].person,
        votes=False,
        ruling=RulingFactory(item=item, person=rows[0].person, option=option),
    )

    assert quorum_at(meeting, body, item, NOW).state == "inquorate"
    assert voters_at(meeting, body, item, NOW) == [rows[1]]
    assert quorum_at(meeting, body, None, NOW).state == "quorate"


def test_who_is_out_of_the_room_does_not_vote(meeting, body, item, sits, terms):
    row = sits()
    MovementFactory(attendance=row, out_at=NOW, in_at=NOW + dt.timedelta(minutes=5))

    assert voters_at(meeting, body, item, NOW) == []
    assert voters_at(meeting, body, item, TEN) == [row]


@pytest.mark.requirement("MIN-04")
def test_a_deputy_counts_for_the_kind_of_the_member(meeting, body, item, sits, terms):
    member = sits(Constituency.EXECUTIVE_MEDICAL, **ABSENT)
    QuorumLineFactory(terms=terms)
    deputy = AttendanceFactory(
        meeting=meeting,
        kind=AttendanceKind.DEPUTY,
        deputises_for=member,
        state=AttendanceState.PRESENT,
        arrived_at=TEN,
    )

    found = quorum_at(meeting, body, item, NOW)

    assert found.state == "quorate"
    assert found.lines[0].present == 1
    assert voters_at(meeting, body, item, NOW) == [deputy]


@pytest.mark.requirement("MIN-03")
def test_attendees_observers_and_seats_without_a_vote_do_not_vote(
    meeting, body, item, sits, terms
):
    plain = {"meeting": meeting, "state": AttendanceState.PRESENT, "arrived_at": TEN}
    AttendanceFactory(kind=AttendanceKind.ATTENDEE, **plain)
    AttendanceFactory(kind=AttendanceKind.OBSERVER, **plain)
    AttendanceFactory(seat=SeatFactory(body=body, is_voting=False), **plain)

    assert voters_at(meeting, body, item, NOW) == []


# nhs-practice 11, row 8
def test_a_second_seat_counts_for_its_line_and_not_twice(
    meeting, body, item, sits, terms
):
    row = sits(Constituency.CHIEF_EXECUTIVE)
    trust = SeatFactory(body=body, constituency=Constituency.PARTNER_TRUST)
    AppointmentFactory(seat=trust, person=row.person)
    QuorumLineFactory(
        terms=terms, words="Partner member", constituencies=["partner_trust"]
    )

    found = quorum_at(meeting, body, item, NOW)

    assert (found.present, found.lines[0].is_met) == (1, True)


def test_what_would_be_if_somebody_left(meeting, body, sits, terms):
    rows = [sits(), sits(), sits(**ABSENT)]
    room = read_room(meeting, body)

    assert room.quorum(None, NOW).state == "quorate"
    assert room.without(rows[0].pk).quorum(None, NOW).state == "inquorate"
    assert room.present(NOW) == rows[:2]


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_do_not_grow(
    meeting, body, item, sits, terms, count, django_assert_num_queries
):
    for _ in range(count):
        row = sits()
        MovementFactory(attendance=row)
        ItemParticipationFactory(item=item, person=row.person, votes=False)
        QuorumLineFactory(terms=terms)

    with django_assert_num_queries(7):
        quorum_at(meeting, body, item, NOW)
