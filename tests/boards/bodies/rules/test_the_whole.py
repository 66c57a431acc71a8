"""The engine as a whole: which rules speak, on which day, for whom."""

from datetime import date

import pytest

from boards.bodies.rules import CONSTITUENCIES, Level, RuleFact, Verdict
from tests.boards.bodies.rules.world import (
    BOARD,
    DAY,
    NO_RULE,
    PLACE,
    RULES,
    TEN,
    World,
)


def test_a_system_lawfully_made_up_has_no_breach_and_nothing_unknown():
    findings = World().findings()

    found = {(one.rule_id, one.words) for one in findings if one.verdict != "met"}
    # The one finding is advice: three of ten are independent (ICB-24).
    assert found == {("RULE-BRD-90", "3 of 10 are independent non-executives.")}
    assert [one for one in findings if one.is_breach] == []


def test_every_rule_that_binds_is_decided_and_no_other_gives_a_finding():
    given = {one.rule_id for one in World().findings()}
    binding = {rule.rule_id for rule in RULES if rule.check not in NO_RULE}
    # Those that bind only places of another form, spanning collaboratives and the board
    # before the NHS body.
    elsewhere = {
        "RULE-PLC-10",
        "RULE-PLC-11",
        "RULE-PLC-12",
        "RULE-PLC-13",
        "RULE-COL-04",
        "RULE-LSC-02",
    }

    assert given == binding - elsewhere
    for rule in RULES:
        if rule.check not in NO_RULE | {"advisory"}:
            assert (rule.body_kind, rule.constituency) in CONSTITUENCIES, rule.rule_id


@pytest.mark.requirement("PLC-03")
def test_superseded_rules_are_kept_and_never_enforced():
    superseded = {rule.rule_id for rule in RULES if rule.check == "superseded"}
    world = World()

    assert superseded == {"RULE-BRD-91", "RULE-BRD-92", "RULE-PLC-08"}
    for day in (date(2020, 11, 30), DAY, date(2030, 1, 1)):
        assert superseded & {one.rule_id for one in world.findings(day)} == set()


@pytest.mark.requirement("ICB-13")
def test_ten_seats_are_enough_and_each_of_them_is_needed():
    for constituency, title in TEN:
        world = World()
        world.vacate(title, last=date(2022, 6, 11))

        breaches = [one for one in world.findings() if one.is_breach]

        assert "RULE-BRD-13" in {one.rule_id for one in breaches}, constituency
        named = [seat for one in breaches for seat in one.seats]
        assert f"{title}: vacant, last held on 11 June 2022" in named, constituency


def test_a_finding_carries_its_rule_source_body_and_level():
    found = World().ask("RULE-BRD-11")

    assert found.text.startswith("At least one partner member from primary care")
    assert found.sources == ("000:66", "004:77")
    assert (found.body_id, found.body) == (BOARD, "Board")
    assert (found.level, found.verdict) == (Level.REQUIRED, Verdict.MET)


def test_a_rule_holds_only_between_its_days():
    world = World()
    rule = RuleFact(
        rule_id="RULE-X",
        body_kind="icb_board",
        text="A voluntary-sector member",
        constituency="chair",
        check="hard",
        minimum=1,
        starts_on=date(2022, 4, 1),
        ends_on=date(2022, 6, 30),
    )

    days = (date(2022, 3, 31), date(2022, 4, 1), date(2022, 6, 30), date(2022, 7, 1))
    assert [len(world.findings(day, (rule,))) for day in days] == [0, 1, 1, 0]


def test_a_body_puts_its_own_rule_in_the_place_of_a_shipped_one():
    world = World()
    shipped = next(rule for rule in RULES if rule.rule_id == "RULE-BRD-02")
    own = RuleFact(
        rule_id="RULE-BRD-02",
        body_kind="icb_board",
        text="At least four",
        constituency=shipped.constituency,
        check="hard",
        minimum=4,
        body_id=BOARD,
        starts_on=date(2023, 1, 1),
    )

    before = world.findings(DAY, (shipped, own))
    after = world.findings(date(2023, 1, 1), (shipped, own))

    assert [(one.text, one.verdict) for one in before] == [(shipped.text, "met")]
    assert [(one.text, one.verdict) for one in after] == [("At least four", "not_met")]


def test_a_constituency_nobody_can_decide_is_not_known():
    rule = RuleFact(
        rule_id="RULE-Y",
        body_kind="place_partnership",
        text="An astronomer",
        constituency="astronomer",
        check="hard",
        minimum=1,
    )

    [found] = World().findings(rules=(rule,))

    assert (found.body_id, found.verdict) == (PLACE, Verdict.NOT_KNOWN)
    assert "astronomer" in found.words


def test_what_ended_or_has_not_begun_does_not_count():
    world = World()
    world.change_body(PLACE, ends_on=date(2022, 6, 30))

    assert PLACE not in {one.body_id for one in world.findings()}
    assert PLACE in {one.body_id for one in world.findings(date(2022, 6, 30))}
