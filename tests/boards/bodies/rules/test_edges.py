"""What rules say where facts are missing, empty or odd."""

from dataclasses import replace
from datetime import date

import pytest

from boards.bodies.enums import BodyKind
from boards.bodies.rules import FormFact, LeadFact, OutsideRoleFact, ParentFact
from boards.bodies.rules.sources import short_sources
from tests.boards.bodies.rules.world import (
    ACUTE,
    AUDIT,
    BOARD,
    CITY,
    COLLABORATIVE,
    COUNTY,
    DAY,
    JOINT,
    NHS_BODY,
    PARTNERSHIP,
    RULES,
    World,
    body,
    members,
)


@pytest.fixture
def world() -> World:
    return World()


def without(world, *ids):
    world.organisations = [one for one in world.organisations if one.id not in ids]


def test_one_vacant_seat_where_two_are_missing_says_that_seats_are_missing(world):
    world.vacate("Independent member A")
    world.vacate("Independent member B")
    world.seats.remove(world.seat("Independent member B"))

    found = world.ask("RULE-BRD-02")

    assert found.words == "0 of 2 filled; seats are missing."
    assert found.seats == ("Independent member A: vacant, never filled",)


def test_a_board_without_independent_members_leaves_their_independence_open(world):
    for title in ("Chair", "Independent member A", "Independent member B"):
        world.vacate(title)
    assert world.ask("RULE-BRD-03").words == "No independent member is appointed."


def test_a_position_in_a_company_that_provides_nothing_is_no_breach(world):
    world.organisations.append(
        replace(world.organisations[1], id=400, kind="company", services=())
    )
    holder = world.holder("Independent member A")
    world.outside_roles.append(
        OutsideRoleFact(
            person_id=holder.person_id, organisation_id=400, title="Director"
        )
    )
    assert world.ask("RULE-BRD-03").verdict == "met"


@pytest.mark.parametrize("nominator", [400, 999])
def test_nominated_by_a_company_or_from_outside_is_no_breach(world, nominator):
    world.organisations.append(
        replace(world.organisations[1], id=400, kind="company", services=())
    )
    world.change_holder("Independent member A", nominated_by_id=nominator)
    assert world.ask("RULE-BRD-03").verdict == "met"


def test_a_board_not_linked_to_its_organisation(world):
    world.change_body(BOARD, organisation_id=None)
    assert world.ask("RULE-BRD-08").words == (
        "The body is not linked to its organisation."
    )
    assert world.ask("RULE-PTN-01").words == "Board is not linked to its organisation."


def test_no_trust_at_all(world):
    world.organisations = [
        one for one in world.organisations if "trust" not in one.kind
    ]
    assert world.ask("RULE-COL-01").words == "No trust is in the directory."


def test_two_forms_of_a_collaborative_at_once(world):
    world.change_body(
        COLLABORATIVE,
        forms=(
            FormFact(form="provider_leadership_board"),
            FormFact(form="shared_leadership_or_group"),
        ),
    )
    assert world.ask("RULE-COL-03").words.startswith("2 forms at once")


def test_a_joint_committee_under_two_bodies(world):
    world.change_body(
        JOINT, parents=(ParentFact(body_id=BOARD), ParentFact(body_id=AUDIT))
    )
    assert world.ask("RULE-COM-05").words == "2 parents."


def test_a_rule_of_another_body_does_not_bind_this_one(world):
    world.bodies.append(body(70, "Other board", BodyKind.NHS_BODY_BOARD))
    shipped = next(rule for rule in RULES if rule.rule_id == "RULE-BRD-01")
    own = replace(shipped, body_id=70)

    found = world.findings(DAY, (shipped, own))

    assert sorted((one.body_id, one.verdict) for one in found) == [
        (BOARD, "met"),
        (70, "not_met"),
    ]


def test_no_agreement_on_money(world):
    world.drop_document("scfma")
    assert world.ask("RULE-ICB-07").words == "There is no such agreement."


def test_a_digital_lead_who_is_on_the_board(world):
    medical = world.holder("Medical director").person_id
    world.leads.append(
        LeadFact(body_id=BOARD, person_id=medical, person="M", kind="digital_sro")
    )
    world.leads = [one for one in world.leads if one.person_id != 9000]
    assert world.ask("RULE-ICB-05").words == "Named; a member of the board."


def test_a_partnership_before_there_is_an_nhs_body(world):
    world.change_body(BOARD, starts_on=date(2022, 7, 2))
    assert world.ask("RULE-PTN-01").verdict == "not_known"
    assert world.ask("RULE-PLC-16").words == "There is no board on this day."


def test_no_council_in_a_footprint_that_is_said_to_be_complete(world):
    without(world, COUNTY, CITY)
    assert world.ask("RULE-PTN-02").words == (
        "No upper-tier council is in the directory."
    )


def test_a_chair_agreed_without_the_nhs_body(world):
    world.change_document("chair_agreement", party_ids=frozenset({COUNTY}))
    assert world.ask("RULE-PTN-04").words == "Not agreed by the ICS NHS body."


def test_no_provider_in_the_directory(world):
    world.organisations = [
        one for one in world.organisations if one.id in (NHS_BODY, COUNTY, CITY)
    ]
    world.change_body(PARTNERSHIP, members=members(NHS_BODY, COUNTY, CITY))
    assert world.ask("RULE-PTN-06").words == "No provider is in the directory."


def test_a_place_whose_seat_on_the_board_is_vacant(world):
    world.vacate("Partner, trusts")
    assert world.ask("RULE-PLC-16").words == "Its seat is vacant."


def test_a_member_whose_organisation_has_closed_is_none(world):
    world.change_organisation(ACUTE, ends_on=date(2022, 6, 30))
    assert world.ask("RULE-PLC-04").is_breach


def test_a_member_organisation_by_seat_counts(world):
    world.change_body(PARTNERSHIP, members=members(COUNTY, CITY))
    world.fill(PARTNERSHIP, "additional", "For the NHS", nominated_by_id=NHS_BODY)
    assert world.ask("RULE-PTN-01").words == "A member."


def test_sources_are_gathered_by_document_for_a_table():
    assert short_sources(("000:66", "000:67,70", "004:73", "constitution 3.6")) == (
        "Design framework 66, 67, 70; NHS Providers briefing 73; constitution 3.6"
    )
