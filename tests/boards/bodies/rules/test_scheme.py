"""The scheme of delegation of a place: one line for each function and each partner."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from boards.bodies.rules import FunctionFact, scheme_gaps
from boards.bodies.rules.scheme import wrong_line
from tests.boards.bodies.rules.world import (
    ACUTE,
    BEDS,
    BOARD,
    COUNTY,
    DAY,
    MENTAL,
    PLACE,
    PLAN,
    World,
    line,
    members,
)

JUNE = date(2022, 6, 30)


@pytest.fixture
def world():
    return World()


def gaps(world, day=DAY):
    today = world.facts().on(day)
    return [
        (gap.function.name, gap.partner.name, gap.lines)
        for gap in scheme_gaps(today, today.bodies[PLACE])
    ]


@pytest.mark.requirement("ICP-07")
def test_a_line_for_each_function_and_partner_is_complete(world):
    finding = world.ask("RULE-ICP-03")

    assert gaps(world) == []
    assert (finding.verdict, finding.words) == (
        "met",
        "Functions: 1, partners: 4; each pair has its line.",
    )


@pytest.mark.requirement("ICP-07")
def test_a_pair_without_a_line_in_force_is_a_gap_and_is_named(world):
    world.scheme_lines[0] = line(ACUTE, ends_on=JUNE)

    assert gaps(world) == [("Beds", "General Hospitals", 0)]
    assert gaps(world, JUNE) == []
    finding = world.ask("RULE-ICP-03")
    assert finding.is_breach
    assert finding.words == "Not settled: General Hospitals (Beds)."


def test_two_lines_for_one_pair_settle_nothing(world):
    world.scheme_lines.append(line(ACUTE, held_by="place"))

    assert gaps(world) == [("Beds", "General Hospitals", 2)]


def test_a_line_of_another_place_settles_nothing_here(world):
    world.scheme_lines[0] = replace(line(ACUTE), body_id=BOARD)

    assert gaps(world) == [("Beds", "General Hospitals", 0)]


def test_many_gaps_are_counted_by_partner(world):
    world.scheme_lines = []
    assert world.ask("RULE-ICP-03").words == (
        "Not settled: Care Foundation (Beds); County Council (Beds);"
        " General Hospitals (Beds); 1 more partner."
    )
    world.change_body(PLACE, members=members(*range(101, 108)))
    assert world.ask("RULE-ICP-03").words.endswith("; 4 more partners.")


def test_only_functions_at_place_level_and_members_of_the_day_count(world):
    assert ("System plan", "General Hospitals", 0) not in gaps(world)

    world.functions.append(
        FunctionFact(id=203, name="Old", level="place", ends_on=JUNE)
    )
    assert gaps(world) == []
    assert len(gaps(world, JUNE)) == 4

    left = replace(members(COUNTY)[0], ends_on=JUNE)
    world.change_body(PLACE, members=(*members(ACUTE, MENTAL), left))
    world.scheme_lines = [line(ACUTE), line(MENTAL)]
    assert gaps(world) == []


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ("functions", "No function at place level is recorded."),
        ("members", "No member organisation is recorded."),
    ],
)
def test_without_functions_or_partners_it_is_not_known(world, missing, words):
    if missing == "functions":
        world.functions = [one for one in world.functions if one.id == PLAN]
    else:
        world.change_body(PLACE, members=())

    finding = world.ask("RULE-ICP-03")

    assert (finding.verdict, finding.words) == ("not_known", words)


NO_LIMIT = (
    "A limit says up to what amount the place decides. Leave it empty where the place"
    " does not manage the function."
)
RIGHT = {
    "function": "Beds",
    "is_at_place": True,
    "is_in_force": True,
    "partner": "County Council",
    "is_member": True,
    "held_by": "place",
    "limit": Decimal(250_000),
}


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({}, "", ""),
        ({"held_by": "retained", "limit": None}, "", ""),
        ({"is_at_place": False}, "held_by", "“Beds” is no function at place level."),
        (
            {"is_in_force": False},
            "held_by",
            "“Beds” is not a function of the system on that day.",
        ),
        (
            {"is_member": False},
            "partner",
            "County Council is not a member of this place on that day.",
        ),
        ({"limit": Decimal(-1)}, "limit", "A limit is not below zero."),
        (
            {"held_by": "retained"},
            "limit",
            NO_LIMIT,
        ),
    ],
)
def test_what_stands_against_a_line(change, field, sentence):
    assert wrong_line(**(RIGHT | change)) == (field, sentence)


def test_the_world_has_the_function_the_lines_are_about(world):
    assert {one.function_id for one in world.scheme_lines} == {BEDS}
