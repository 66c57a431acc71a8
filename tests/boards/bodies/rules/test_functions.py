"""Who decides what on a day, by plain values."""

from datetime import date

import pytest

from boards.bodies.enums import BodyKind
from boards.bodies.rules.facts import BodyFact, FunctionFact, ParentFact
from boards.bodies.rules.findings import few
from boards.bodies.rules.functions import (
    DecisionFact,
    chain_of,
    decisions_map,
    missing_chapter,
    not_complete,
)

DAY = date(2022, 7, 1)
BOARD, COMMITTEE, GROUP, ALONE = 1, 2, 3, 4
NHS_BODY = 90


def body(pk, *parents):
    kind = BodyKind.NHS_BODY_BOARD if pk == BOARD else BodyKind.COMMITTEE
    organisation = NHS_BODY if pk == BOARD else None
    return BodyFact(
        id=pk,
        name=f"Body {pk}",
        kind=kind,
        organisation_id=organisation,
        parents=parents,
    )


BODIES = {
    BOARD: body(BOARD),
    COMMITTEE: body(COMMITTEE, ParentFact(organisation_id=NHS_BODY)),
    GROUP: body(
        GROUP,
        ParentFact(body_id=COMMITTEE),
        ParentFact(body_id=BOARD, ends_on=date(2022, 6, 30)),
    ),
    ALONE: body(ALONE, ParentFact(body_id=ALONE), ParentFact(organisation_id=91)),
}


def decision(kind="delegated", holder=COMMITTEE, **more):
    typed = {
        "id": 1,
        "function_id": 1,
        "kind": kind,
        "holder_id": holder,
        "holder": f"Body {holder}",
        "accountable_id": BOARD,
        "accountable": "Body 1",
    }
    return DecisionFact(**typed | more)


def map_of(*decisions, level="place", reason=""):
    functions = [FunctionFact(id=1, name="Ambulances", level=level, reason=reason)]
    return decisions_map(functions, decisions, BODIES, DAY)


@pytest.mark.requirement("ICP-07")
@pytest.mark.parametrize("kind", ["reserved", "delegated", "joint"])
def test_a_function_somebody_decides_is_no_gap(kind):
    assert map_of(decision(kind)).gaps == ()


@pytest.mark.requirement("ICP-07")
@pytest.mark.requirement("COM-07")
@pytest.mark.parametrize(
    "decisions",
    [
        (),
        (decision("advisory"),),
        (decision(ends_on=date(2022, 6, 30)),),
        (decision(starts_on=date(2022, 7, 2)),),
        (decision(function_id=2),),
    ],
)
def test_a_function_nobody_decides_that_day_is_a_gap(decisions):
    found = map_of(*decisions)

    assert found.gaps == ("Ambulances",)
    assert not_complete(found).startswith("Nobody decides on Ambulances.")


def test_a_long_list_of_gaps_is_cut_in_a_sentence():
    assert few([]) == ""
    assert few(["A", "B", "C", "D"]) == "A, B, C and D"
    assert few(["A", "B", "C", "D", "E"]) == "A, B, C and 2 more"


def test_functions_of_other_days_are_not_in_the_map():
    over = FunctionFact(id=1, name="X", level="place", ends_on=date(2022, 6, 30))
    found = decisions_map([over], [], BODIES, DAY)

    assert (found.functions, found.gaps) == ((), ())
    assert not_complete(found) == (
        "There is no function on that day, so there is no map to publish."
    )
    assert not_complete(map_of(decision())) == ""


@pytest.mark.requirement("FDM-02")
@pytest.mark.parametrize(
    ("level", "reason", "lacks"),
    [
        ("system", "", True),
        ("system", "Few patients", False),
        ("place", "", False),
        ("organisation", "", False),
    ],
)
def test_only_system_level_asks_for_a_reason(level, reason, lacks):
    [one] = map_of(level=level, reason=reason).functions
    assert one.lacks_reason is lacks


@pytest.mark.requirement("FDM-03")
@pytest.mark.parametrize(
    ("holder", "chain"),
    [
        (BOARD, (BOARD,)),
        (COMMITTEE, (BOARD, COMMITTEE)),
        (GROUP, (BOARD, COMMITTEE, GROUP)),
        (ALONE, ()),
        (99, ()),
    ],
)
def test_the_chain_leads_from_the_board_to_who_decides(holder, chain):
    assert chain_of(holder, BOARD, BODIES, DAY) == chain


@pytest.mark.requirement("FDM-03")
def test_a_chain_is_that_of_the_day_and_the_shortest():
    assert chain_of(GROUP, BOARD, BODIES, date(2022, 6, 30)) == (BOARD, GROUP)


def test_without_the_board_there_is_no_chain():
    assert chain_of(COMMITTEE, 98, BODIES, DAY) == ()


@pytest.mark.requirement("FDM-03")
def test_the_depth_counts_levels_of_those_who_decide():
    found = map_of(decision(), decision("advisory", GROUP), decision(holder=ALONE))

    assert (found.depth, found.unknown_chains) == (2, 1)
    assert (map_of().depth, map_of().unknown_chains) == (0, 0)


@pytest.mark.requirement("FDM-03")
def test_an_officer_stands_one_level_under_the_accountable_board():
    one = DecisionFact(
        id=1,
        function_id=1,
        kind="delegated",
        officer="Director of finance",
        accountable_id=BOARD,
        accountable="Body 1",
    )
    [function] = map_of(one).functions

    assert function.decisions[0].chain == ("Body 1", "Director of finance")


@pytest.mark.requirement("FDM-04")
def test_each_of_the_three_chapters_must_say_something():
    chapters = {"places": "a", "collaboratives": "b", "organisations": "c"}

    assert missing_chapter(chapters) == ""
    for key in chapters:
        assert missing_chapter(chapters | {key: " "}) == key
    assert missing_chapter({}) == "places"
