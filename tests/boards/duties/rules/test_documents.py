"""Duties that a document shows, by plain values."""

from datetime import date

import pytest

from boards.bodies.enums import BodyKind
from boards.duties.importers import shipped_duties
from boards.duties.rules.documents import by_rule
from boards.duties.rules.duties import evaluate
from boards.duties.rules.facts import Asked, Delegated, DutyFacts, State
from tests.boards.bodies.rules.world import (
    ACUTE,
    BOARD,
    PARTNERSHIP,
    PLACE,
    World,
    body,
    document,
)

DAY = date(2022, 7, 1)
BY_DOCUMENT = (
    "constitution",
    "memoranda",
    "strategy",
    "health_plan",
    "voluntary_sector",
    "people_and_communities",
    "clinical_leadership",
    "digital",
    "finance_agreement",
    "place_plans",
    "scheme_of_delegation",
)
ALL_DECIDED = Delegated(functions=3, gaps=())


@pytest.fixture
def world():
    """A system in which every duty is met."""
    made = World()
    made.documents += [
        document(
            "integrated_care_strategy",
            body_id=PARTNERSHIP,
            sections={"jsna": ["Coast 2021"], "children": True, "adults": True},
        ),
        document(
            "clinical_leadership_model",
            approved_on=date(2022, 6, 1),
            approved_by="Board of the NHS body",
            sections={"improvement_plan": True},
        ),
        document("digital_plan"),
        document(
            "place_plan",
            body_id=PLACE,
            sections={"financial_plan": 1, "people_plan": 1, "quality_plan": 1},
        ),
        document("scheme_of_delegation"),
    ]
    return made


def ask(world, key, day=DAY, delegated=ALL_DECIDED):
    known = DutyFacts(delegated=delegated)
    found = evaluate(shipped_duties(), world.facts(), known, day)
    [one] = [one for one in found if one.duty.key == key]
    return one


def lacks(world, key, kind, **changes):
    world.change_document(kind, **changes)
    return ask(world, key)


@pytest.mark.requirement("ACC-01")
@pytest.mark.requirement("ACC-03")
@pytest.mark.requirement("PTN-11")
@pytest.mark.requirement("VCS-01")
@pytest.mark.requirement("ENG-02")
@pytest.mark.requirement("CPL-01")
@pytest.mark.requirement("DIG-02")
@pytest.mark.requirement("DIG-03")
@pytest.mark.requirement("ICP-07")
@pytest.mark.requirement("ICP-16")
@pytest.mark.requirement("ICB-04")
@pytest.mark.parametrize("key", BY_DOCUMENT)
def test_each_duty_can_be_met(world, key):
    assert (ask(world, key).state, ask(world, key).words[-1]) == (State.MET, ".")


@pytest.mark.requirement("ACC-01")
@pytest.mark.requirement("ACC-03")
@pytest.mark.requirement("PTN-11")
@pytest.mark.requirement("VCS-01")
@pytest.mark.requirement("ENG-02")
@pytest.mark.requirement("CPL-01")
@pytest.mark.requirement("DIG-02")
@pytest.mark.requirement("ICP-16")
@pytest.mark.requirement("ICB-04")
@pytest.mark.parametrize("key", BY_DOCUMENT)
def test_no_duty_is_met_without_its_document(world, key):
    [duty] = [one for one in shipped_duties() if one.key == key]
    world.drop_document(duty.document)

    assert ask(world, key).state == State.NOT_MET


@pytest.mark.requirement("ICB-04")
def test_a_plan_names_the_strategy_it_has_regard_to(world):
    found = lacks(world, "health_plan", "system_plan", regards_strategy=False)
    assert (found.state, found.words) == (
        State.NOT_MET,
        "System_plan names no strategy of the Partnership.",
    )


@pytest.mark.requirement("ACC-01")
def test_a_constitution_somebody_else_approved_is_not_known(world):
    found = lacks(world, "constitution", "constitution", approved_by="The board")
    assert found.state == State.NOT_KNOWN


@pytest.mark.requirement("PTN-12")
@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ("jsna", "It cites no joint strategic needs assessment."),
        ("children", "It does not cover children."),
        ("adults", "It does not cover adults."),
    ],
)
def test_a_strategy_cites_the_assessments_and_covers_everybody(world, part, sentence):
    whole = {"jsna": ["Coast 2021"], "children": True, "adults": True}
    kind = "integrated_care_strategy"
    found = lacks(world, "strategy", kind, sections=whole | {part: False})
    assert (found.state, found.words) == (State.NOT_MET, sentence)

    nobody_looked = lacks(world, "strategy", kind, sections=whole | {part: None})
    assert nobody_looked.state == State.NOT_KNOWN

    del whole[part]
    assert lacks(world, "strategy", kind, sections=whole) == nobody_looked


@pytest.mark.requirement("PTN-12")
def test_an_empty_list_of_assessments_cites_none(world):
    found = lacks(
        world,
        "strategy",
        "integrated_care_strategy",
        sections={"jsna": [], "children": True, "adults": True},
    )
    assert found.state == State.NOT_MET


@pytest.mark.requirement("VCS-01")
def test_the_voluntary_sector_s_agreement_is_not_due_before_april_2022(world):
    world.drop_document("vcse_agreement")
    before = ask(world, "voluntary_sector", date(2022, 3, 31))

    assert before.state == State.NOT_DUE
    assert before.words.startswith("Due from 1 April 2022.")
    assert ask(world, "voluntary_sector", date(2022, 4, 1)).state == State.NOT_MET


@pytest.mark.requirement("VCS-01")
def test_what_is_there_before_it_is_due_is_met(world):
    assert ask(world, "voluntary_sector", date(2022, 3, 31)).state == State.MET


@pytest.mark.requirement("ENG-03")
def test_a_strategy_without_one_of_its_sections(world):
    found = lacks(
        world,
        "people_and_communities",
        "engagement_strategy",
        sections={"involvement_in_decisions": True, "gathering_intelligence": False},
    )
    assert (found.state, found.words) == (
        State.NOT_MET,
        "It has no section on gathering intelligence.",
    )


@pytest.mark.requirement("CPL-01")
@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"approved_on": None}, State.NOT_MET),
        ({"approved_on": date(2022, 7, 2)}, State.NOT_MET),
        ({"approved_by": "Medical director"}, State.NOT_KNOWN),
        ({"sections": {}}, State.NOT_KNOWN),
        ({"sections": {"improvement_plan": False}}, State.NOT_MET),
    ],
)
def test_the_board_signs_off_the_model_and_its_plan(world, changes, state):
    found = lacks(world, "clinical_leadership", "clinical_leadership_model", **changes)
    assert found.state == state


@pytest.mark.requirement("DIG-03")
def test_a_digital_plan_has_a_named_owner(world):
    world.leads = [one for one in world.leads if one.kind != "digital_sro"]
    assert ask(world, "digital").words == "No senior responsible owner is named."


@pytest.mark.requirement("FIN-15")
def test_an_nhs_body_that_is_no_party_is_named(world):
    found = lacks(world, "finance_agreement", "scfma", party_ids=frozenset({ACUTE}))
    assert found.state == State.NOT_MET
    assert found.words.startswith("Not a party: ")


@pytest.mark.requirement("ICP-16")
@pytest.mark.parametrize(
    ("sections", "state", "words"),
    [
        ({"people_plan": False}, State.NOT_MET, "It has no people plan."),
        (
            {"financial_plan": True, "people_plan": True},
            State.NOT_KNOWN,
            "Whether it has a quality plan is not said.",
        ),
    ],
)
def test_a_place_has_four_plans(world, sections, state, words):
    found = lacks(world, "place_plans", "place_plan", sections=sections)
    assert (found.state, found.words) == (state, words)


@pytest.mark.requirement("ICP-16")
def test_each_place_is_asked_for_its_own_plan(world):
    world.bodies.append(body(77, "Bay", BodyKind.PLACE_PARTNERSHIP))
    found = evaluate(shipped_duties(), world.facts(), DutyFacts(), DAY)
    plans = [one for one in found if one.duty.key == "place_plans"]

    assert [(one.body, one.state) for one in plans] == [
        ("Bay", State.NOT_MET),
        ("Coast", State.MET),
    ]


@pytest.mark.requirement("ICP-07")
def test_a_scheme_of_delegation_has_no_gap(world):
    gap = Delegated(functions=2, gaps=("Screening",))
    found = ask(world, "scheme_of_delegation", delegated=gap)
    assert (found.state, found.words) == (
        State.NOT_MET,
        "Nobody decides on Screening.",
    )
    none = Delegated(functions=0, gaps=())
    assert ask(world, "scheme_of_delegation", delegated=none).state == State.NOT_KNOWN


def test_a_rule_that_does_not_bind_a_body_decides_nothing(world):
    today = world.facts().on(DAY)
    [duty] = [one for one in shipped_duties() if one.key == "constitution"]
    check = by_rule(lambda day, rule, one: None)

    asked = Asked(duty, today.bodies[BOARD], today, DutyFacts().on(today))
    assert check(asked).verdict == "not_known"


def test_a_duty_that_nobody_has_yet_is_not_known(world):
    world.bodies = [one for one in world.bodies if one.id not in {BOARD, PARTNERSHIP}]
    found = ask(world, "constitution")

    assert (found.state, found.body_id) == (State.NOT_KNOWN, None)
    assert ask(world, "strategy").words == "There is no ICS Partnership on this day."


def test_one_that_nobody_has_yet_is_not_due_before_its_day(world):
    world.bodies = []
    found = ask(world, "voluntary_sector", date(2022, 3, 31))

    assert (found.state, found.words) == (
        State.NOT_DUE,
        "Due from 1 April 2022. There is no board of the ICS NHS body on this day.",
    )
