"""Who must be named, and which bodies must be there."""

from dataclasses import replace
from datetime import date

import pytest

from boards.bodies.enums import BodyKind
from boards.bodies.rules import ParentFact
from boards.duties.rules.facts import State
from tests.boards.bodies.rules.world import (
    ACUTE,
    BOARD,
    COUNTY,
    NHS_BODY,
    PARTNERSHIP,
    PLACE,
    PRACTICES,
    World,
    body,
    lead,
    members,
)
from tests.boards.duties.rules.asking import ask


@pytest.fixture
def world():
    return World()


@pytest.mark.requirement("ACC-08")
def test_the_body_is_held_to_account_through_chair_and_chief_executive(world):
    found = ask("chair_and_chief_executive", world)
    assert (found.state, found.words) == (
        State.MET,
        "Chair: Holder of Chair; chief executive: Holder of Chief executive.",
    )


@pytest.mark.requirement("ACC-08")
@pytest.mark.parametrize(
    ("vacant", "words"),
    [
        (("Chair",), "Nobody sits as chair."),
        (("Chief executive",), "Nobody sits as chief executive."),
        (("Chair", "Chief executive"), "Nobody sits as chair and chief executive."),
    ],
)
def test_one_of_the_two_seats_is_vacant(world, vacant, words):
    for title in vacant:
        world.vacate(title, last=date(2022, 6, 30))

    found = ask("chair_and_chief_executive", world)
    assert (found.state, found.words) == (State.NOT_MET, words)
    before = ask("chair_and_chief_executive", world, date(2022, 6, 30))
    assert before.state == State.MET


@pytest.mark.requirement("PPL-01")
def test_the_people_agenda_has_a_committee_or_a_lead(world):
    found = ask("people_governance", world)
    assert (found.state, found.words) == (
        State.NOT_MET,
        "There is no people committee, and nobody is named as people lead.",
    )
    world.leads.append(lead(PLACE, "people_lead"))
    assert ask("people_governance", world).state == State.NOT_MET
    world.leads.append(lead(BOARD, "people_lead"))
    assert ask("people_governance", world).words == "People lead: Lead."
    world.bodies.append(
        body(90, "People board", BodyKind.COMMITTEE, committee_type="people")
    )
    assert ask("people_governance", world).words == "People board."


@pytest.mark.requirement("QUA-05")
def test_quality_has_a_lead_and_a_group(world):
    found = ask("quality_arrangements", world)
    assert (found.state, found.words) == (
        State.NOT_MET,
        "Nobody is named as quality lead.",
    )
    world.leads.append(lead(BOARD, "quality_lead"))
    assert ask("quality_arrangements", world).words == "Lead; Quality group."

    world.bodies = [one for one in world.bodies if one.name != "Quality group"]
    found = ask("quality_arrangements", world)
    assert (found.state, found.words) == (
        State.NOT_MET,
        "There is no system quality group.",
    )


def clinical(id, name, **fields):
    return body(id, name, BodyKind.COMMITTEE, committee_type="clinical", **fields)


@pytest.mark.requirement("ICP-10")
@pytest.mark.parametrize(
    ("committees", "state", "words"),
    [
        (
            [],
            State.NOT_MET,
            "There is no clinical and professional body of the place or system.",
        ),
        (
            [clinical(90, "Senate", parents=(ParentFact(body_id=PLACE),))],
            State.MET,
            "Senate.",
        ),
        ([clinical(90, "Senate", place_id=5)], State.MET, "Senate."),
        (
            [clinical(90, "Forum", parents=(ParentFact(body_id=BOARD),))],
            State.MET,
            "Of the system: Forum.",
        ),
        (
            [clinical(90, "Of another place", place_id=6)],
            State.NOT_MET,
            "There is no clinical and professional body of the place or system.",
        ),
        (
            [
                clinical(
                    90,
                    "Was of the place",
                    place_id=6,
                    parents=(ParentFact(body_id=PLACE, ends_on=date(2022, 6, 30)),),
                )
            ],
            State.NOT_MET,
            "There is no clinical and professional body of the place or system.",
        ),
    ],
)
def test_a_place_has_a_clinical_and_professional_body(world, committees, state, words):
    world.change_body(PLACE, place_id=5)
    world.bodies += committees
    found = ask("clinical_body", world)
    assert (found.state, found.words) == (state, words)


@pytest.mark.requirement("PTN-21")
@pytest.mark.parametrize(
    ("ids", "state", "words"),
    [
        ((), State.NOT_KNOWN, "No member organisation is recorded."),
        ((PRACTICES,), State.NOT_KNOWN, "No member organisation is recorded."),
        (
            (NHS_BODY, COUNTY, PRACTICES),
            State.MET,
            "NHS organisations: 1; councils: 1.",
        ),
        (
            (NHS_BODY, ACUTE, COUNTY),
            State.NOT_MET,
            "NHS organisations: 2; councils: 1.",
        ),
        ((COUNTY,), State.NOT_MET, "NHS organisations: 0; councils: 1."),
    ],
)
def test_nhs_and_councils_are_as_many_on_the_partnership(world, ids, state, words):
    world.bodies = [
        replace(one, members=members(*ids)) if one.id == PARTNERSHIP else one
        for one in world.bodies
    ]
    found = ask("parity", world)
    assert (found.state, found.words) == (state, words)


@pytest.mark.requirement("ICB-19")
def test_it_is_said_who_nominated_each_partner_member(world):
    def nominated(by):
        world.appointments = [
            replace(one, nominated_by_id=by) for one in world.appointments
        ]
        found = ask("partner_nominees", world)
        return found.state, found.words

    assert nominated(ACUTE) == (
        State.MET,
        "Partner members: 3, each with who nominated them.",
    )
    assert nominated(None) == (
        State.NOT_KNOWN,
        (
            "Nobody said who nominated Holder of Partner, trusts, Holder of Partner, primary"
            " care and Holder of Partner, councils."
        ),
    )
    world.appointments = []
    found = ask("partner_nominees", world)
    assert (found.state, found.words) == (
        State.NOT_KNOWN,
        "No partner member is recorded.",
    )
