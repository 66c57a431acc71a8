"""Who is in the room, and which movements cannot have been."""

import datetime as dt

import pytest

from boards.sittings.rules.presence import (
    Presence,
    SittingTime,
    check_arrival,
    check_departure,
    check_return,
    is_present,
    open_span,
)
from ics_portal.core.errors import RuleBroken

TEN = dt.datetime(2020, 12, 2, 10, tzinfo=dt.UTC)


def at(minute: int) -> dt.datetime:
    return TEN + dt.timedelta(minutes=minute)


WHOLE = Presence(was_there=True)
SAT = SittingTime(at(0), at(120))


# nhs-practice 11, row 7
@pytest.mark.parametrize(("minute", "there"), [(30, False), (31, True), (32, True)])
def test_who_comes_late_counts_from_the_arrival(minute, there):
    late = Presence(was_there=True, arrived_at=at(31))

    assert is_present(late, at(minute)) is there


@pytest.mark.parametrize(("minute", "there"), [(59, True), (60, False), (90, False)])
def test_who_left_counts_until_the_departure(minute, there):
    gone = Presence(was_there=True, arrived_at=at(0), left_at=at(60))

    assert is_present(gone, at(minute)) is there


@pytest.mark.parametrize(
    ("minute", "there"), [(19, True), (20, False), (29, False), (30, True)]
)
def test_who_is_out_of_the_room_does_not_count(minute, there):
    out = Presence(was_there=True, arrived_at=at(0), away=((at(20), at(30)),))

    assert is_present(out, at(minute)) is there


def test_who_has_not_returned_is_away():
    out = Presence(was_there=True, away=((at(20), None),))

    assert not is_present(out, at(500))
    assert open_span(out) == (at(20), None)


def test_without_times_it_is_the_whole_sitting_or_none_of_it():
    assert is_present(WHOLE, at(0))
    assert not is_present(Presence(was_there=False), at(0))
    assert open_span(WHOLE) is None


def test_an_arrival_may_come_before_the_opening_and_again_be_put_right():
    check_arrival(at(-10), WHOLE, SAT)
    check_arrival(at(5), Presence(was_there=True, arrived_at=at(0)), SittingTime())


@pytest.mark.parametrize(
    ("arrived", "presence", "said"),
    [
        (at(121), WHOLE, "had closed"),
        (at(61), Presence(was_there=True, left_at=at(60)), "after the time"),
        (at(21), Presence(was_there=True, away=((at(20), None),)), "after the time"),
    ],
)
def test_an_arrival_that_cannot_have_been_is_refused(arrived, presence, said):
    with pytest.raises(RuleBroken, match=said):
        check_arrival(arrived, presence, SAT)


@pytest.mark.parametrize(
    ("out_at", "presence", "rule", "said"),
    [
        (at(30), Presence(was_there=False), "SIT-2", "arrival first"),
        (
            at(9),
            Presence(was_there=True, arrived_at=at(10)),
            "SIT-2",
            "before arriving",
        ),
        (at(-1), WHOLE, "SIT-3", "had not opened"),
        (at(121), WHOLE, "SIT-3", "had closed"),
        (at(61), Presence(was_there=True, left_at=at(60)), "SIT-3", "had left"),
        (
            at(25),
            Presence(was_there=True, away=((at(20), at(30)),)),
            "SIT-3",
            "out of the room",
        ),
        (
            at(15),
            Presence(was_there=True, away=((at(20), at(30)),)),
            "SIT-3",
            "in the order",
        ),
    ],
)
def test_a_departure_that_cannot_have_been_is_refused(out_at, presence, rule, said):
    with pytest.raises(RuleBroken, match=said) as refused:
        check_departure(out_at, presence, SAT)
    assert refused.value.rule_id == rule


def test_a_departure_from_the_room_is_fine():
    check_departure(at(30), Presence(was_there=True, away=((at(20), at(30)),)), SAT)


def test_a_return_ends_the_time_out():
    out = Presence(was_there=True, away=((at(10), at(12)), (at(20), None)))

    assert check_return(at(25), out, SAT) == (at(20), None)


@pytest.mark.parametrize(
    ("in_at", "presence", "said"),
    [
        (at(30), WHOLE, "not recorded as out"),
        (at(19), Presence(was_there=True, away=((at(20), None),)), "before leaving"),
        (at(121), Presence(was_there=True, away=((at(20), None),)), "had closed"),
    ],
)
def test_a_return_that_cannot_have_been_is_refused(in_at, presence, said):
    with pytest.raises(RuleBroken, match=said):
        check_return(in_at, presence, SAT)
