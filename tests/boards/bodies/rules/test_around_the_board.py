"""Committees, documents and the Partnership."""

from datetime import date

import pytest

from boards.bodies.enums import BodyKind
from boards.bodies.rules import ParentFact
from tests.boards.bodies.rules.world import (
    ACUTE,
    AMBULANCE,
    AUDIT,
    BOARD,
    CITY,
    COUNTY,
    JOINT,
    MENTAL,
    NHS_BODY,
    PARTNERSHIP,
    REMUNERATION,
    World,
    body,
    members,
    organisation,
)


@pytest.fixture
def world() -> World:
    return World()


@pytest.mark.parametrize(
    ("rule_id", "committee"),
    [
        pytest.param(
            "RULE-COM-01", AUDIT, marks=pytest.mark.requirement("COM-01"), id="audit"
        ),
        pytest.param(
            "RULE-COM-02",
            REMUNERATION,
            marks=pytest.mark.requirement("COM-02"),
            id="remuneration",
        ),
    ],
)
def test_a_board_has_its_two_committees(world, rule_id, committee):
    assert world.ask(rule_id).verdict == "met"
    world.change_body(committee, ends_on=date(2022, 6, 30))
    assert world.ask(rule_id).is_breach


def test_a_committee_of_somebody_else_does_not_count(world):
    world.change_body(AUDIT, parents=(ParentFact(organisation_id=ACUTE),))
    assert world.ask("RULE-COM-01").is_breach


def test_outsiders_may_sit_on_a_committee(world):
    world.fill(AUDIT, "chair", "Audit chair", employer_id=ACUTE, nominated_by_id=ACUTE)
    assert [one for one in world.findings() if one.is_breach] == []


@pytest.mark.requirement("COM-06")
def test_a_joint_committee_has_two_parents_or_more(world):
    assert world.ask("RULE-COM-05").verdict == "met"
    # The board and the NHS body are one and the same parent.
    world.change_body(
        JOINT,
        parents=(ParentFact(organisation_id=NHS_BODY), ParentFact(body_id=BOARD)),
    )
    found = world.ask("RULE-COM-05")
    assert (found.is_breach, found.words) == (True, "1 parent.")


@pytest.mark.requirement("QUA-02")
def test_a_system_has_a_quality_group(world):
    assert world.ask("RULE-ICB-08").verdict == "met"
    world.bodies = [one for one in world.bodies if one.kind != "system_quality_group"]
    assert world.ask("RULE-ICB-08").is_breach


class TestConstitution:
    """ACC-01, ACC-02: approved by NHS England, with the appointment of partners."""

    pytestmark = [
        pytest.mark.requirement("ACC-01"),
        pytest.mark.requirement("ACC-02"),
    ]

    def test_none(self, world):
        world.drop_document("constitution")
        assert world.ask("RULE-ICB-02").is_breach

    def test_not_approved_yet(self, world):
        world.change_document("constitution", approved_on=date(2022, 7, 2))
        assert world.ask("RULE-ICB-02").is_breach

    def test_approved_by_nobody_knows_whom(self, world):
        world.change_document("constitution", approved_by="")
        assert world.ask("RULE-ICB-02").verdict == "not_known"

    def test_without_the_clause(self, world):
        world.change_document("constitution", sections={"partner_appointment": False})
        assert world.ask("RULE-ICB-02").is_breach
        world.change_document("constitution", sections={})
        assert world.ask("RULE-ICB-02").verdict == "not_known"


@pytest.mark.requirement("ACC-03")
def test_a_memorandum_for_each_year_once_it_has_begun(world):
    world.documents = [one for one in world.documents if one.financial_year != 2022]

    assert world.ask("RULE-ICB-03", date(2022, 3, 31)).verdict == "met"
    found = world.ask("RULE-ICB-03", date(2022, 4, 1))
    assert (found.is_breach, found.words) == (True, "There is none for 2022/23.")
    world.drop_document("mou")
    assert world.ask("RULE-ICB-03", date(2021, 3, 31)).verdict == "met"
    assert world.ask("RULE-ICB-03", date(2021, 4, 1)).words == (
        "There is none for 2021/22."
    )


@pytest.mark.requirement("VCS-01")
def test_the_voluntary_sector_agreement_is_due_by_april_2022(world):
    world.drop_document("vcse_agreement")

    early = {one.rule_id for one in world.findings(date(2022, 3, 31))}
    assert "RULE-ICB-04" not in early
    assert world.ask("RULE-ICB-04", date(2022, 4, 1)).is_breach


@pytest.mark.requirement("DIG-03")
def test_somebody_is_named_for_digital(world):
    found = world.ask("RULE-ICB-05")
    assert found.verdict == "met"
    assert "Not a member of the board" in found.words
    world.leads = []
    assert world.ask("RULE-ICB-05").is_breach


@pytest.mark.requirement("ENG-02")
@pytest.mark.requirement("ENG-03")
def test_the_engagement_strategy_has_two_sections(world):
    kind = "engagement_strategy"
    world.change_document(kind, sections={"involvement_in_decisions": True})
    assert world.ask("RULE-ICB-06").verdict == "not_known"
    world.change_document(
        kind,
        sections={"involvement_in_decisions": True, "gathering_intelligence": False},
    )
    assert world.ask("RULE-ICB-06").words == (
        "It has no section on gathering intelligence."
    )
    world.drop_document(kind)
    assert world.ask("RULE-ICB-06").is_breach


def test_every_nhs_body_is_a_party_of_the_agreement_on_money(world):
    world.change_document("scfma", party_ids=frozenset({NHS_BODY, ACUTE, MENTAL}))
    assert world.ask("RULE-ICB-07").words == "Not a party: Ambulance Service."
    world.change_document(
        "scfma", party_ids=frozenset({NHS_BODY, ACUTE, MENTAL, AMBULANCE})
    )
    world.confirmed_on = None
    assert world.ask("RULE-ICB-07").verdict == "not_known"


@pytest.mark.requirement("FDM-01")
def test_there_is_a_functions_and_decisions_map(world):
    kind = "functions_and_decisions_map"
    assert world.ask("RULE-ICB-01").verdict == "met"
    for unpublished in (None, date(9999, 1, 1)):
        world.change_document(kind, published_on=unpublished)
        assert world.ask("RULE-ICB-01").words.endswith("is not published.")
    world.drop_document(kind)
    assert world.ask("RULE-ICB-01").is_breach
    assert world.ask("RULE-ICB-01").words == (
        "No functions and decisions map has been published."
    )


class TestPartnership:
    @pytest.mark.requirement("PTN-01")
    @pytest.mark.requirement("ICB-26")
    def test_exactly_one_beside_the_board(self, world):
        assert world.ask("RULE-ICB-09").verdict == "met"
        world.bodies.append(body(60, "Second", BodyKind.PARTNERSHIP))
        assert world.ask("RULE-ICB-09").is_breach
        world.bodies = [one for one in world.bodies if one.kind != "partnership"]
        assert world.ask("RULE-ICB-09").words == "There is no ICS Partnership."

    @pytest.mark.requirement("PTN-08")
    def test_the_nhs_body_is_a_member(self, world):
        world.change_body(PARTNERSHIP, members=members(ACUTE, MENTAL, COUNTY, CITY))
        assert world.ask("RULE-PTN-01").is_breach

    @pytest.mark.requirement("PTN-08")
    def test_every_upper_tier_council_is_a_member(self, world):
        assert world.ask("RULE-PTN-02").words == "2 of 2 are members."
        world.change_body(PARTNERSHIP, members=members(NHS_BODY, COUNTY))
        assert world.ask("RULE-PTN-02").words == "Not a member: City Council."

    def test_a_district_council_need_not_be(self, world):
        world.organisations.append(
            organisation(200, "District Council", "local_authority", upper=False)
        )
        assert world.ask("RULE-PTN-02").verdict == "met"

    def test_a_council_of_which_nobody_said_makes_it_not_known(self, world):
        world.organisations.append(organisation(200, "Some Council", "local_authority"))
        assert world.ask("RULE-PTN-02").verdict == "not_known"

    def test_a_footprint_nobody_confirmed_makes_it_not_known(self, world):
        world.confirmed_on = None
        assert world.ask("RULE-PTN-02").verdict == "not_known"
        # A known gap is a breach all the same.
        world.change_body(PARTNERSHIP, members=members(NHS_BODY, COUNTY))
        assert world.ask("RULE-PTN-02").is_breach

    @pytest.mark.requirement("PTN-03")
    def test_it_is_no_company(self, world):
        world.change_body(PARTNERSHIP, legal_form="")
        assert world.ask("RULE-PTN-03").verdict == "not_known"
        world.change_body(PARTNERSHIP, legal_form="corporate_body")
        assert world.ask("RULE-PTN-03").is_breach

    @pytest.mark.requirement("PTN-02")
    def test_its_chair_is_agreed_by_the_nhs_and_a_council(self, world):
        world.change_document("chair_agreement", party_ids=frozenset({NHS_BODY, ACUTE}))
        assert world.ask("RULE-PTN-04").words == "Not agreed by a council."
        world.change_document(
            "chair_agreement",
            party_ids=frozenset({NHS_BODY, CITY}),
            sections={"role": True, "term": True},
        )
        assert world.ask("RULE-PTN-04").words == (
            "The agreement says nothing of the accountabilities."
        )
        world.drop_document("chair_agreement")
        assert world.ask("RULE-PTN-04").is_breach

    @pytest.mark.requirement("PTN-19")
    def test_a_provider_outside_is_warned_about_and_is_no_breach(self, world):
        world.change_body(PARTNERSHIP, members=members(NHS_BODY, ACUTE, COUNTY, CITY))
        found = world.ask("RULE-PTN-06")
        assert (found.verdict, found.is_breach) == ("not_met", False)
        assert found.words == (
            "Not a member: Ambulance Service, Care Foundation and Practices."
        )


@pytest.mark.requirement("ICB-04")
def test_the_plan_is_made_with_regard_to_the_partnerships_strategy(world):
    assert world.ask("RULE-ICB-10").words == "System_plan, with regard to the strategy."

    world.change_document("system_plan", regards_strategy=False)
    assert world.ask("RULE-ICB-10").words == (
        "System_plan names no strategy of the Partnership."
    )
    world.drop_document("system_plan")
    finding = world.ask("RULE-ICB-10")
    assert finding.is_breach
    assert finding.words == "There is no plan for the health needs of the population."
