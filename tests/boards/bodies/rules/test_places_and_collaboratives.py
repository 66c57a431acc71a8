"""Places, their five forms; collaboratives and their three."""

from datetime import date

import pytest

from boards.bodies.rules import DelegationFact, FormFact, OutsideRoleFact, ServiceFact
from boards.bodies.rules.facts import ObjectiveFact
from tests.boards.bodies.rules.world import (
    ACUTE,
    AMBULANCE,
    BOARD,
    COLLABORATIVE,
    COUNTY,
    MENTAL,
    NHS_BODY,
    PLACE,
    PRACTICES,
    World,
    members,
    organisation,
)


@pytest.fixture
def world() -> World:
    return World()


class TestMembershipOfAPlace:
    pytestmark = [
        pytest.mark.requirement("PLC-02"),
        pytest.mark.requirement("FDM-05"),
    ]

    def test_one_trust_fills_several(self, world):
        for rule_id in ("RULE-PLC-04", "RULE-PLC-05"):
            assert world.ask(rule_id).words == "General Hospitals."

    @pytest.mark.parametrize(
        ("rule_id", "title"),
        [
            ("RULE-PLC-03", "Director of public health"),
            ("RULE-PLC-07", "Resident"),
        ],
    )
    def test_a_seat_is_needed(self, world, rule_id, title):
        world.vacate(title)
        found = world.ask(rule_id)
        assert found.is_breach
        assert found.seats == (f"{title}: vacant, never filled",)

    @pytest.mark.parametrize(
        ("rule_id", "left"),
        [
            ("RULE-PLC-02", (ACUTE, MENTAL, PRACTICES)),
            ("RULE-PLC-04", (MENTAL, COUNTY, PRACTICES)),
            ("RULE-PLC-05", (MENTAL, COUNTY, PRACTICES)),
            ("RULE-PLC-06", (ACUTE, COUNTY, PRACTICES)),
        ],
    )
    def test_an_organisation_is_needed(self, world, rule_id, left):
        assert world.ask(rule_id).verdict == "met"
        world.change_body(PLACE, members=members(*left))
        assert world.ask(rule_id).is_breach

    def test_primary_care_by_seat_or_by_organisation(self, world):
        world.vacate("Primary care lead")
        assert world.ask("RULE-PLC-01").words == "Practices."
        world.change_body(PLACE, members=members(ACUTE, MENTAL, COUNTY))
        assert world.ask("RULE-PLC-01").is_breach

    def test_a_service_that_was_given_up_does_not_count(self, world):
        gone = ServiceFact(service="acute", ends_on=date(2022, 6, 30))
        world.change_organisation(ACUTE, services=(gone,))
        assert world.ask("RULE-PLC-04").is_breach
        assert world.ask("RULE-PLC-04", date(2022, 6, 30)).verdict == "met"

    def test_a_trust_of_which_nothing_is_known_is_no_breach(self, world):
        world.change_organisation(ACUTE, services=())
        assert world.ask("RULE-PLC-04").verdict == "not_known"


class TestFormOfAPlace:
    def take(self, world, form, **fields):
        world.change_body(PLACE, forms=(FormFact(form=form, **fields),))

    @pytest.mark.requirement("PLC-04")
    def test_exactly_one_of_five(self, world):
        world.change_body(PLACE, forms=())
        assert world.ask("RULE-PLC-09").verdict == "not_known"
        world.change_body(
            PLACE,
            forms=(FormFact(form="consultative_forum"), FormFact(form="icb_committee")),
        )
        assert world.ask("RULE-PLC-09").words.startswith("2 forms at once")
        self.take(world, "provider_leadership_board")
        assert world.ask("RULE-PLC-09").is_breach

    @pytest.mark.requirement("PLC-04")
    def test_one_form_after_another_is_one_at_a_time(self, world):
        world.change_body(
            PLACE,
            forms=(
                FormFact(form="consultative_forum", ends_on=date(2022, 3, 31)),
                FormFact(form="icb_committee", starts_on=date(2022, 4, 1)),
            ),
        )
        for day in (date(2022, 3, 31), date(2022, 4, 1)):
            assert world.ask("RULE-PLC-09", day).verdict == "met"

    @pytest.mark.requirement("PLC-05")
    def test_a_joint_committee_names_a_partner(self, world):
        self.take(world, "joint_committee")
        assert world.ask("RULE-PLC-10").is_breach
        self.take(world, "joint_committee", partner_ids=frozenset({NHS_BODY}))
        assert world.ask("RULE-PLC-10").is_breach
        self.take(world, "joint_committee", partner_ids=frozenset({NHS_BODY, COUNTY}))
        assert world.ask("RULE-PLC-10").words == "County Council."

    @pytest.mark.requirement("PLC-06")
    def test_a_partner_that_is_no_statutory_provider_is_remarked_on(self, world):
        self.take(world, "joint_committee", partner_ids=frozenset({PRACTICES}))
        found = world.ask("RULE-PLC-10")
        assert found.verdict == "met"
        assert "statutory provider" in found.words

    @pytest.mark.requirement("PLC-05")
    def test_a_director_is_named_and_is_a_director_of_the_nhs_body(self, world):
        self.take(world, "individual_director")
        assert world.ask("RULE-PLC-11").words == "No director is named."
        self.take(world, "individual_director", director_id=777)
        assert world.ask("RULE-PLC-11").is_breach
        world.outside_roles.append(
            OutsideRoleFact(
                person_id=777, organisation_id=NHS_BODY, title="Place director"
            )
        )
        assert world.ask("RULE-PLC-11").verdict == "met"
        medical = world.holder("Medical director").person_id
        self.take(world, "individual_director", director_id=medical)
        assert world.ask("RULE-PLC-11").verdict == "met"

    @pytest.mark.requirement("PLC-05")
    def test_a_lead_provider_has_a_contract(self, world):
        self.take(world, "lead_provider")
        assert world.ask("RULE-PLC-12").words == "No lead provider is named."
        self.take(world, "lead_provider", lead_id=ACUTE)
        assert world.ask("RULE-PLC-12").is_breach
        self.take(world, "lead_provider", lead_id=ACUTE, contract="Contract 12")
        assert world.ask("RULE-PLC-12").words == "Contract 12."

    @pytest.mark.requirement("PLC-05")
    def test_a_forum_holds_no_delegation(self, world):
        self.take(world, "consultative_forum")
        assert world.ask("RULE-PLC-13").verdict == "met"
        world.delegations.append(delegated())
        assert world.ask("RULE-PLC-13").words == "A forum, yet it holds Planning."
        world.delegations = [delegated(kind="advisory")]
        assert world.ask("RULE-PLC-13").verdict == "met"


def delegated(**fields):
    given = {
        "function": "Planning",
        "kind": "delegated",
        "holder_id": PLACE,
        "accountable_id": BOARD,
        "assurance_route": "Report each quarter",
    }
    return DelegationFact(**{**given, **fields})


@pytest.mark.requirement("PLC-10")
@pytest.mark.requirement("ICB-11")
def test_accountability_stays_with_the_nhs_body(world):
    world.delegations = [delegated()]
    assert world.ask("RULE-PLC-15").words == "1 delegated, each with its route."
    world.delegations = [delegated(accountable_id=PLACE)]
    assert world.ask("RULE-PLC-15").words == "Accountable elsewhere: Planning."
    world.delegations = [delegated(assurance_route=" ")]
    assert world.ask("RULE-PLC-15").is_breach


@pytest.mark.requirement("PLC-07")
def test_a_place_has_a_leader(world):
    assert world.ask("RULE-PLC-14").verdict == "met"
    world.leads = [one for one in world.leads if one.kind != "place_leader"]
    assert world.ask("RULE-PLC-14").is_breach


@pytest.mark.requirement("ICP-01")
def test_a_place_of_more_than_half_a_million_is_warned_about(world):
    world.change_body(PLACE, population=500_001)
    found = world.ask("RULE-PLC-17")
    assert (found.verdict, found.is_breach) == ("not_met", False)
    world.change_body(PLACE, population=500_000)
    assert world.ask("RULE-PLC-17").verdict == "met"
    world.change_body(PLACE, population=None)
    assert world.ask("RULE-PLC-17").verdict == "not_known"


class TestTrustsInACollaborative:
    pytestmark = [
        pytest.mark.requirement("COL-01"),
        pytest.mark.requirement("FDM-06"),
    ]

    def test_not_before_april_2022(self, world):
        world.change_body(COLLABORATIVE, members=())
        before = {one.rule_id for one in world.findings(date(2022, 3, 31))}
        assert "RULE-COL-01" not in before
        found = world.ask("RULE-COL-01", date(2022, 4, 1))
        assert found.is_breach
        assert (
            found.words == "In no collaborative: Care Foundation and General Hospitals."
        )
        assert found.body_id is None

    @pytest.mark.requirement("COL-02")
    def test_an_ambulance_or_community_trust_is_never_in_breach(self, world):
        world.organisations.append(
            organisation(300, "Community Trust", "nhs_trust", "community")
        )
        world.organisations.append(organisation(301, "Hospice", "voluntary", "acute"))
        assert world.ask("RULE-COL-01").words == "2 of 2 are in one."
        assert AMBULANCE not in {
            one.organisation_id
            for body in world.bodies
            if body.id == COLLABORATIVE
            for one in body.members
        }

    def test_a_trust_of_which_nothing_is_known(self, world):
        world.organisations.append(organisation(302, "New Trust", "nhs_trust"))
        assert world.ask("RULE-COL-01").words == (
            "What New Trust provides is not recorded."
        )

    def test_only_trusts_that_are_not_bound(self, world):
        for trust in (ACUTE, MENTAL):
            world.change_organisation(
                trust, services=(ServiceFact(service="community"),)
            )
        assert world.ask("RULE-COL-01").words == (
            "No acute or mental health trust is in the directory."
        )

    def test_a_trust_that_has_closed_is_not_asked(self, world):
        world.change_body(COLLABORATIVE, members=members(ACUTE))
        world.change_organisation(MENTAL, ends_on=date(2022, 6, 30))
        assert world.ask("RULE-COL-01").verdict == "met"
        assert world.ask("RULE-COL-01", date(2022, 6, 30)).is_breach


@pytest.mark.requirement("COL-04")
@pytest.mark.requirement("COL-05")
def test_a_collaborative_has_one_of_three_forms_and_its_lead_is_a_member(world):
    world.change_body(COLLABORATIVE, forms=())
    assert world.ask("RULE-COL-03").verdict == "not_known"
    world.change_body(COLLABORATIVE, forms=(FormFact(form="consultative_forum"),))
    assert world.ask("RULE-COL-03").is_breach
    world.change_body(COLLABORATIVE, forms=(FormFact(form="lead_provider"),))
    assert world.ask("RULE-COL-03").words == "Lead provider, and none is named."
    lead = FormFact(form="lead_provider", lead_id=AMBULANCE)
    world.change_body(COLLABORATIVE, forms=(lead,))
    assert world.ask("RULE-COL-03").words == "The lead provider is not a member."
    lead = FormFact(form="lead_provider", lead_id=ACUTE)
    world.change_body(COLLABORATIVE, forms=(lead,))
    assert world.ask("RULE-COL-03").verdict == "met"


@pytest.mark.requirement("COL-08")
def test_an_objective_serves_a_priority_of_the_system(world):
    world.change_body(COLLABORATIVE, objectives=())
    assert world.ask("RULE-COL-05").words == "It has no objective."
    world.change_body(COLLABORATIVE, objectives=(ObjectiveFact(text="Fewer waits"),))
    assert world.ask("RULE-COL-05").is_breach


@pytest.mark.requirement("COL-10")
def test_one_that_spans_systems_needs_a_seat_here(world):
    world.change_body(COLLABORATIVE, system_ids=frozenset({1, 2}))
    found = world.ask("RULE-COL-04")
    assert (found.verdict, found.is_breach) == ("not_met", False)
    world.fill(BOARD, "additional", "Collaborative's member")
    world.change_seat("Collaborative's member", represents_id=COLLABORATIVE)
    assert world.ask("RULE-COL-04").verdict == "not_known"
