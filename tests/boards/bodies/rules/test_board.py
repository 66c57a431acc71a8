"""The unitary board: by constituency, and not by count."""

from dataclasses import replace
from datetime import date

import pytest

from boards.bodies.enums import BodyKind
from boards.bodies.rules import OutsideRoleFact
from boards.bodies.rules.facts import RuleFact
from tests.boards.bodies.rules.world import (
    ACUTE,
    BOARD,
    COUNTY,
    NHS_BODY,
    PLACE,
    World,
    body,
)


@pytest.fixture
def world() -> World:
    return World()


@pytest.mark.requirement("ICB-16")
def test_partners_are_asked_for_from_each_sector_and_not_only_by_number(world):
    world.vacate("Partner, primary care")
    for letter in "CDE":
        world.fill(BOARD, "partner_trust", f"Partner, trusts {letter}")

    assert world.ask("RULE-BRD-09").verdict == "met"
    assert world.ask("RULE-BRD-13").verdict == "met"
    found = world.ask("RULE-BRD-11")
    assert found.is_breach
    assert found.seats == ("Partner, primary care: vacant, never filled",)


@pytest.mark.requirement("ICB-13")
def test_the_chair_is_not_one_of_the_two_further_independent_members(world):
    world.vacate("Independent member B")

    assert world.ask("RULE-BRD-02").words == "1 of 2 filled."
    assert world.ask("RULE-BRD-01").verdict == "met"


def test_one_person_in_two_seats_is_counted_once(world):
    finance = world.holder("Director of finance")
    world.change_holder("Director of nursing", person_id=finance.person_id)

    assert world.ask("RULE-BRD-16").is_breach
    assert (
        "Director of finance and Director of nursing" in world.ask("RULE-BRD-16").words
    )
    assert world.ask("RULE-BRD-05").verdict == "met"
    assert world.ask("RULE-BRD-06").is_breach
    assert world.ask("RULE-BRD-13").words == "9 members, at least 10."


def test_two_chairs_are_one_too_many(world):
    world.fill(BOARD, "chair", "Another chair")

    assert world.ask("RULE-BRD-01").words == (
        "2 filled, at most 1: Chair and Another chair."
    )


def test_a_seat_that_does_not_exist_is_not_called_vacant(world):
    world.vacate("Medical director")
    world.seats.remove(world.seat("Medical director"))

    found = world.ask("RULE-BRD-07")

    assert (found.verdict, found.seats) == ("not_met", ())
    assert found.words == "0 of 1 filled, and no seat for the other."


def test_a_designate_fills_the_seat_and_is_said_to_be_one(world):
    world.change_holder("Medical director", capacity="designate")

    assert world.ask("RULE-BRD-07").words == "1 filled, 1 of them designate."


class TestAccountableOfficer:
    """ICB-17: the mark is on exactly one member, and that is the chief executive."""

    pytestmark = pytest.mark.requirement("ICB-17")

    def test_marked(self, world):
        assert world.ask("RULE-BRD-04").verdict == "met"

    def test_nobody_marked_is_not_known(self, world):
        world.change_holder("Chief executive", is_accountable_officer=False)
        assert world.ask("RULE-BRD-04").verdict == "not_known"

    def test_two_marked(self, world):
        world.change_holder("Chair", is_accountable_officer=True)
        assert world.ask("RULE-BRD-04").is_breach

    def test_another_member_marked(self, world):
        world.change_holder("Chief executive", is_accountable_officer=False)
        world.change_holder("Director of finance", is_accountable_officer=True)
        assert world.ask("RULE-BRD-04").words == (
            "The accountable officer is Director of finance."
        )

    def test_no_chief_executive(self, world):
        world.vacate("Chief executive")
        assert world.ask("RULE-BRD-04").is_breach


class TestIndependence:
    """ICB-14: no position elsewhere in the footprint, unless an exception is recorded."""

    pytestmark = pytest.mark.requirement("ICB-14")

    def give_role(self, world, organisation_id, title="Governor", **span):
        holder = world.holder("Independent member A")
        world.outside_roles.append(
            OutsideRoleFact(
                person_id=holder.person_id,
                organisation_id=organisation_id,
                title=title,
                **span,
            )
        )

    def test_a_position_in_a_trust_of_the_footprint(self, world):
        self.give_role(world, ACUTE)
        found = world.ask("RULE-BRD-03")
        assert found.is_breach
        assert "Independent member A (Governor, General Hospitals)" in found.words

    def test_the_chair_is_bound_too(self, world):
        chair = world.holder("Chair")
        world.outside_roles.append(
            OutsideRoleFact(
                person_id=chair.person_id, organisation_id=COUNTY, title="Councillor"
            )
        )
        assert world.ask("RULE-BRD-03").is_breach

    def test_a_recorded_exception(self, world):
        self.give_role(world, ACUTE)
        world.change_holder("Independent member A", exception="Agreed on 1 May 2022")
        found = world.ask("RULE-BRD-03")
        assert (found.verdict, found.words) == ("met", "2 clear, 1 with an exception.")

    def test_an_exception_of_blanks_is_none(self, world):
        self.give_role(world, ACUTE)
        world.change_holder("Independent member A", exception="  ")
        assert world.ask("RULE-BRD-03").is_breach

    def test_a_position_that_has_ended(self, world):
        self.give_role(world, ACUTE, ends_on=date(2022, 6, 30))
        assert world.ask("RULE-BRD-03").verdict == "met"

    def test_a_position_outside_the_footprint(self, world):
        self.give_role(world, 999)
        assert world.ask("RULE-BRD-03").verdict == "met"

    def test_a_position_in_the_body_itself(self, world):
        self.give_role(world, NHS_BODY)
        assert world.ask("RULE-BRD-03").verdict == "met"

    def test_nominated_by_a_trust(self, world):
        world.change_holder("Independent member A", nominated_by_id=ACUTE)
        assert world.ask("RULE-BRD-03").is_breach

    def test_somebody_never_asked(self, world):
        world.change_holder("Independent member A", roles_checked=False)
        assert world.ask("RULE-BRD-03").verdict == "not_known"

    def test_executives_are_not_bound(self, world):
        holder = world.holder("Chief executive")
        world.outside_roles.append(
            OutsideRoleFact(
                person_id=holder.person_id, organisation_id=ACUTE, title="Governor"
            )
        )
        assert world.ask("RULE-BRD-03").verdict == "met"


@pytest.mark.requirement("ICB-15")
def test_an_executive_employed_elsewhere_is_warned_about_and_is_no_breach(world):
    world.change_holder("Medical director", employer_id=ACUTE)

    found = world.ask("RULE-BRD-08")

    assert (found.verdict, found.is_breach) == ("not_met", False)
    assert "Medical director" in found.words
    world.change_holder("Medical director", employer_id=None)
    assert world.ask("RULE-BRD-08").verdict == "not_known"


def test_the_board_before_the_nhs_body_has_a_chair_and_a_deputy(world):
    world.bodies.append(body(50, "ICS Board", BodyKind.ICS_BOARD))
    world.fill(50, "chair", "Independent chair")

    assert world.ask("RULE-LSC-02").seats == ("Deputy chair",)
    world.fill(50, "deputy_chair", "Vice chair")
    assert world.ask("RULE-LSC-02").verdict == "met"
    assert {one.rule_id for one in world.findings() if one.body_id == 50} == {
        "RULE-LSC-02"
    }


def test_a_place_without_a_seat_on_the_board_is_warned_about(world):
    world.change_seat("Partner, trusts", represents_id=None)
    found = world.ask("RULE-PLC-16")
    assert (found.verdict, found.is_breach, found.body_id) == ("not_met", False, PLACE)


def test_the_shape_of_a_seat_is_that_of_its_day(world):
    place = world.seats.index(world.seat("Partner, councils"))
    world.seats[place] = replace(world.seats[place], starts_on=date(2022, 8, 1))

    assert world.ask("RULE-BRD-12").is_breach
    assert world.ask("RULE-BRD-12", date(2022, 8, 1)).verdict == "met"


@pytest.mark.parametrize(
    ("least", "most", "verdict", "words"),
    [
        (None, 9, "not_met", "10 members, at most 9."),
        (None, 10, "met", "10 members, at most 10."),
        (5, 9, "not_met", "10 members, at most 9."),
        (5, 12, "met", "10 members, at least 5."),
        (11, 12, "not_met", "10 members, at least 11."),
    ],
)
def test_a_board_may_say_how_many_members_it_has_at_most(
    world, least, most, verdict, words
):
    own = RuleFact(
        rule_id="RULE-OWN-01",
        body_kind="icb_board",
        text="The size of the board",
        constituency="all",
        check="hard",
        minimum=least,
        maximum=most,
        body_id=BOARD,
    )

    [found] = [one for one in world.findings(rules=(own,)) if one.body_id == BOARD]

    assert (found.verdict, found.words) == (verdict, words)
