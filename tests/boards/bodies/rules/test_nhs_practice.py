"""The board as law, policy and guidance shaped it from July 2022 (nhs-practice 3.1)."""

from datetime import timedelta

import pytest

from tests.boards.bodies.rules.world import AUDIT, BOARD, DAY, World, lead


@pytest.fixture
def world():
    return World()


def said(world, rule_id):
    finding = world.ask(rule_id)
    return str(finding.verdict), finding.words


def drop(world, *kinds):
    world.leads = [one for one in world.leads if one.kind not in kinds]


def person(world, title):
    return world.holder(title).person_id


def test_a_lawful_board_meets_them_and_none_binds_before_july(world):
    found = [one for one in world.findings() if one.rule_id.startswith("RULE-NHS")]
    before = world.findings(DAY - timedelta(days=1))

    assert [str(one.verdict) for one in found] == ["met"] * 5
    assert {one.rule_id: str(one.level) for one in found} == {
        "RULE-NHS-01": "required",
        "RULE-NHS-02": "required",
        "RULE-NHS-03": "expected",
        "RULE-NHS-04": "expected",
        "RULE-NHS-05": "expected",
    }
    assert not [one for one in before if one.rule_id.startswith("RULE-NHS")]


class TestMentalHealth:
    def test_a_member_who_knows_is_named(self, world):
        assert said(world, "RULE-NHS-01") == ("met", "Partner, trusts.")

    def test_it_is_not_known_while_somebody_was_not_asked(self, world):
        for seat in world.seats:
            world.change_holder(seat.title, knows_mental_health=False)
        world.change_holder("Director of nursing", knows_mental_health=None)

        assert said(world, "RULE-NHS-01") == (
            "not_known",
            "Nobody said whether they have it: Director of nursing.",
        )

    def test_it_is_not_met_where_everybody_said_no(self, world):
        for seat in world.seats:
            world.change_holder(seat.title, knows_mental_health=False)
        assert said(world, "RULE-NHS-01") == ("not_met", "No member has it.")

        world.appointments = []
        assert said(world, "RULE-NHS-01") == ("not_met", "There is no member.")


def test_ordinary_members_are_all_but_chair_and_chief_executive(world):
    assert said(world, "RULE-NHS-02") == (
        "met",
        "8 beside the chair and the chief executive, at least 3.",
    )
    for title in [seat.title for seat in world.seats if seat.body_id == BOARD][2:8]:
        if title != "Chief executive":
            world.vacate(title)
    world.change_seat("Partner, primary care", is_voting=False)

    assert said(world, "RULE-NHS-02") == (
        "not_met",
        "2 beside the chair and the chief executive, at least 3.",
    )


class TestDeputyChair:
    def test_nobody_named(self, world):
        drop(world, "deputy_chair")
        assert said(world, "RULE-NHS-03") == ("not_met", "No deputy chair is named.")

    def test_not_a_non_executive_member(self, world):
        drop(world, "deputy_chair")
        chief = person(world, "Chief executive")
        world.leads.append(lead(BOARD, "deputy_chair", chief))

        assert said(world, "RULE-NHS-03") == (
            "not_met",
            "Lead is not a non-executive member on this day.",
        )

    def test_the_chair_of_audit(self, world):
        senior = person(world, "Independent member B")
        drop(world, "deputy_chair")
        world.leads.append(lead(BOARD, "deputy_chair", senior))

        assert said(world, "RULE-NHS-03") == (
            "not_met",
            "Lead chairs the audit committee too.",
        )

    def test_not_known_while_nobody_chairs_audit(self, world):
        world.vacate("Audit chair")
        assert said(world, "RULE-NHS-03") == (
            "not_known",
            "Named. Who chairs the audit committee is not recorded.",
        )


class TestSeniorNonExecutive:
    def test_nobody_named(self, world):
        drop(world, "senior_non_executive")
        assert said(world, "RULE-NHS-04") == (
            "not_met",
            "No senior non-executive member is named.",
        )

    def test_not_a_non_executive_member(self, world):
        drop(world, "senior_non_executive")
        world.leads.append(lead(BOARD, "senior_non_executive"))
        assert said(world, "RULE-NHS-04")[0] == "not_met"

    def test_may_chair_audit_where_somebody_else_is_deputy(self, world):
        assert said(world, "RULE-NHS-04") == ("met", "Named; a non-executive member.")
        drop(world, "deputy_chair")
        assert said(world, "RULE-NHS-04")[0] == "met"

    @pytest.mark.parametrize(
        ("title", "verdict", "words"),
        [
            (
                "Independent member B",
                "not_met",
                "is the deputy chair and chairs audit.",
            ),
            ("Independent member A", "met", "The deputy chair too, and not the chair"),
        ],
    )
    def test_is_the_deputy_chair_too(self, world, title, verdict, words):
        drop(world, "senior_non_executive", "deputy_chair")
        both = person(world, title)
        world.leads += [
            lead(BOARD, kind, both) for kind in ("deputy_chair", "senior_non_executive")
        ]

        finding = world.ask("RULE-NHS-04")

        assert finding.verdict == verdict
        assert words.casefold() in finding.words.casefold()

    def test_deputy_too_while_nobody_chairs_audit(self, world):
        drop(world, "senior_non_executive")
        deputy = person(world, "Independent member A")
        world.leads.append(lead(BOARD, "senior_non_executive", deputy))
        world.vacate("Audit chair")

        assert said(world, "RULE-NHS-04")[0] == "not_known"


class TestAuditChair:
    def test_is_somebody_else(self, world):
        assert said(world, "RULE-NHS-05") == ("met", "Two different people.")

    def test_is_the_chair_of_the_board(self, world):
        chair = person(world, "Chair")
        world.change_holder("Audit chair", person_id=chair)
        assert said(world, "RULE-NHS-05") == (
            "not_met",
            "Holder of Chair chairs the board and the audit committee.",
        )

    def test_is_not_known_where_either_seat_is_empty(self, world):
        world.vacate("Chair")
        assert said(world, "RULE-NHS-05") == (
            "not_known",
            "Nobody chairs the board on this day.",
        )
        world.change_body(AUDIT, parents=())
        assert said(world, "RULE-NHS-05") == (
            "not_known",
            "Who chairs the audit committee is not recorded.",
        )
