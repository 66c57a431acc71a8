"""The order of a sitting, the chair, the way into private, and who must leave."""

import datetime as dt

import pytest

from boards.sittings.rules.leaving import ItemTime, movement_asked
from boards.sittings.rules.presence import Presence, SittingTime
from boards.sittings.rules.sitting import (
    Candidate,
    check_item,
    check_order,
    check_presiding,
    check_resolution,
    check_way_out,
    stand_in,
)
from ics_portal.core.errors import RuleBroken

TEN = dt.datetime(2020, 12, 2, 10, tzinfo=dt.UTC)


def at(minute: int) -> dt.datetime:
    return TEN + dt.timedelta(minutes=minute)


def test_things_happen_in_their_order_while_the_meeting_is_open():
    check_order(at(5), SittingTime(at(0)), at(5))


@pytest.mark.parametrize(
    ("sat", "last", "said"),
    [
        (SittingTime(), None, "Open the meeting"),
        (SittingTime(at(0), at(4)), at(4), "has closed"),
        (SittingTime(at(0)), at(6), "later is on record"),
    ],
)
def test_what_is_out_of_order_is_refused(sat, last, said):
    with pytest.raises(RuleBroken, match=said):
        check_order(at(5), sat, last)


ITEM = {
    "state": "live",
    "part": 1,
    "is_adjourned": False,
    "is_public": True,
    "private_carried": False,
}


@pytest.mark.parametrize(
    "changed",
    [{}, {"part": 2, "private_carried": True}, {"part": 2, "is_public": False}],
)
def test_an_item_begins(changed):
    check_item(**ITEM | changed)


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"is_adjourned": True}, "SIT-7"),
        ({"state": "deferred"}, "SIT-7"),
        ({"part": 2}, "SIT-9"),
    ],
)
def test_an_item_that_may_not_begin_is_refused(changed, rule):
    with pytest.raises(RuleBroken) as refused:
        check_item(**ITEM | changed)
    assert refused.value.rule_id == rule


CHAIR = Candidate(1, "Chair", may=False, is_deputy_chair=False)
DEPUTY = Candidate(2, "Deputy chair", may=True, is_deputy_chair=True)
MEMBER = Candidate(3, "Lay member", may=True, is_deputy_chair=False)
BARRED_DEPUTY = Candidate(2, "Deputy chair", may=False, is_deputy_chair=True)


@pytest.mark.requirement("DOI-10")
def test_the_deputy_chair_presides_where_the_chair_may_not():
    assert stand_in([CHAIR, MEMBER, DEPUTY]) == DEPUTY
    check_presiding(2, [CHAIR, DEPUTY, MEMBER], chair_barred=True)
    with pytest.raises(RuleBroken, match="deputy chair presides") as refused:
        check_presiding(3, [CHAIR, DEPUTY, MEMBER], chair_barred=True)
    assert refused.value.rule_id == "DOI-10"


def test_where_neither_may_the_meeting_chooses_a_member():
    people = [CHAIR, BARRED_DEPUTY, MEMBER]

    assert stand_in(people) is None
    check_presiding(3, people, chair_barred=True)
    for person in (1, 2, 99):
        with pytest.raises(RuleBroken, match="here and may vote"):
            check_presiding(person, people, chair_barred=True)


def test_a_chair_who_may_preside_may_hand_over_to_anybody():
    check_presiding(3, [DEPUTY, MEMBER], chair_barred=False)


def test_a_way_out_is_one_of_those_there_are():
    check_way_out("defer")
    with pytest.raises(RuleBroken, match="instead"):
        check_way_out("toss a coin")


RESOLUTION = {
    "moved_by": 1,
    "seconded_by": 2,
    "voters": [1, 2, 3],
    "wording": "That the public be excluded.",
    "reasons": {7: "A named patient"},
    "private_items": {7: "A case"},
}


def test_a_resolution_moved_and_seconded_with_reasons_stands():
    check_resolution(**RESOLUTION)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"moved_by": 9}, "moved_by"),
        ({"moved_by": None}, "moved_by"),
        ({"seconded_by": 9}, "seconded_by"),
        ({"seconded_by": 1}, "seconded_by"),
        ({"wording": ""}, "wording"),
        ({"private_items": {}}, ""),
        ({"reasons": {7: " "}}, "reason_7"),
        ({"reasons": {}}, "reason_7"),
    ],
)
def test_a_resolution_that_is_not_whole_is_refused(changed, field):
    with pytest.raises(RuleBroken) as refused:
        check_resolution(**RESOLUTION | changed)
    assert (refused.value.rule_id, refused.value.field) == ("SIT-9", field)


HERE = Presence(was_there=True, arrived_at=at(0))
ON = ItemTime(at(10))
OVER = ItemTime(at(10), at(20))


def out(start: int, end: int | None = None) -> Presence:
    span = (at(start), at(end) if end is not None else None)
    return Presence(was_there=True, arrived_at=at(0), away=(span,))


@pytest.mark.requirement("DOI-14")
@pytest.mark.parametrize(
    ("presence", "item", "asked"),
    [
        (HERE, None, ""),
        (Presence(was_there=False), ON, ""),
        (HERE, ON, "left"),
        (out(10), ON, ""),
        (out(5), ON, ""),
        (out(10), OVER, "returned"),
        (out(10, 20), OVER, ""),
        (HERE, OVER, "missing"),
        (out(25), OVER, "missing"),
        (out(2, 5), OVER, "missing"),
        (Presence(was_there=True, arrived_at=at(30)), OVER, ""),
    ],
)
def test_who_was_ruled_to_leave_is_asked_for_both_movements(presence, item, asked):
    assert movement_asked(presence, item, presence.away, at(15)) == asked
