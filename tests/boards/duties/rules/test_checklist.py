"""Duties decided part by part: by evidence, by a document, by who answers for them."""

from dataclasses import replace
from datetime import date

import pytest

from boards.bodies.enums import BodyKind
from boards.duties.enums import Level
from boards.duties.importers import shipped_duties
from boards.duties.rules.duties import evaluate
from boards.duties.rules.facts import Duty, DutyFacts, Part, State
from tests.boards.bodies.rules.world import (
    BOARD,
    COLLABORATIVE,
    DAY,
    PLACE,
    World,
    body,
    document,
)
from tests.boards.duties.rules.asking import ask, evidence, owner, shipped

MARCH = date(2022, 3, 31)
DILIGENCE = ("assets", "liabilities", "staff", "property")
SERVICES = tuple(part.key for part in shipped("place_services").parts)
ONE = Duty(key="one", title="One", asked="Asked", requirements=(), sources=("Law",))
TWO = replace(
    ONE, parts=(Part(key="a", words="apples"), Part(key="b", words="bread, or cake"))
)


@pytest.mark.parametrize(
    ("found", "state", "words"),
    [
        ((), State.NOT_KNOWN, "Nobody said whether it is met."),
        ((evidence("one"),), State.MET, "Somebody looked."),
        (
            (evidence("one", is_met=False, words="It is not."),),
            State.NOT_MET,
            "It is not.",
        ),
        (
            (evidence("one"), evidence("one", is_met=False, id=2, words="It is not.")),
            State.NOT_MET,
            "It is not.",
        ),
        (
            (evidence("one", body_id=PLACE),),
            State.NOT_KNOWN,
            "Nobody said whether it is met.",
        ),
        ((evidence("another"),), State.NOT_KNOWN, "Nobody said whether it is met."),
        (
            (evidence("one", ends_on=date(2022, 6, 30)),),
            State.NOT_KNOWN,
            "Nobody said whether it is met.",
        ),
        (
            (evidence("one", starts_on=date(2022, 7, 2)),),
            State.NOT_KNOWN,
            "Nobody said whether it is met.",
        ),
    ],
)
def test_a_duty_without_parts_is_one_part(found, state, words):
    asked = ask(ONE, evidence=found)
    assert (asked.state, asked.words, asked.parts) == (state, words, ())


@pytest.mark.parametrize(
    ("found", "state", "words"),
    [
        ((), State.NOT_KNOWN, "Nobody said whether any of its 2 parts is there."),
        (
            (evidence("one", "a"),),
            State.NOT_KNOWN,
            "Nobody said whether there is: bread, or cake.",
        ),
        (
            (evidence("one", "a"), evidence("one", "b")),
            State.MET,
            "Each part is there.",
        ),
        (
            (evidence("one", "b", is_met=False),),
            State.NOT_MET,
            "Lacking: bread, or cake.",
        ),
        ((evidence("one"),), State.MET, "Each part is there."),
        (
            (evidence("one"), evidence("one", "a", is_met=False)),
            State.NOT_MET,
            "Lacking: apples.",
        ),
    ],
)
def test_a_checklist_is_met_part_by_part(found, state, words):
    asked = ask(TWO, evidence=found)
    assert (asked.state, asked.words) == (state, words)


def test_how_many_parts_are_there_and_why():
    asked = ask(TWO, evidence=(evidence("one", "b"),), owners=(owner("one", "a"),))

    assert asked.covered == 1
    assert [(one.part.key, one.state, one.words) for one in asked.parts] == [
        ("a", State.NOT_KNOWN, "Nobody said whether it is there."),
        ("b", State.MET, "Somebody looked."),
    ]
    assert ([one.part for one in asked.evidence], len(asked.owners)) == (["b"], 1)


OWNED = replace(ONE, owned=True)


@pytest.mark.parametrize(
    ("duty", "known", "state", "words"),
    [
        (
            OWNED,
            {},
            State.NOT_MET,
            "Nobody said whether it is met. Nobody is named to answer for it.",
        ),
        (
            OWNED,
            {"evidence": (evidence("one"),)},
            State.NOT_MET,
            "Nobody is named to answer for it.",
        ),
        (
            OWNED,
            {"evidence": (evidence("one"),), "owners": (owner("one"),)},
            State.MET,
            "Somebody looked.",
        ),
        (
            replace(TWO, owned=True),
            {"evidence": (evidence("one"),), "owners": (owner("one", "b"),)},
            State.MET,
            "Each part is there.",
        ),
        (
            replace(
                OWNED, parts=(Part(key="a", words="apples", due_on=date(2022, 8, 1)),)
            ),
            {},
            State.NOT_DUE,
            "Due from 1 August 2022.",
        ),
    ],
)
def test_what_must_be_owned_is_not_met_while_nobody_is_named(duty, known, state, words):
    asked = ask(duty, **known)
    assert (asked.state, asked.words) == (state, words)


@pytest.mark.requirement("ICB-03")
def test_safeguarding_children_in_care_and_send_each_have_an_accountable_officer():
    key, parts = "accountable_officers", ("safeguarding", "children_in_care", "send")
    named = tuple(owner(key, part) for part in parts)

    assert (ask(key, owners=named).state, ask(key, owners=named).covered) == (
        State.MET,
        3,
    )
    without = ask(key, owners=named[:2])
    assert (without.state, without.words) == (
        State.NOT_MET,
        "Lacking: special educational needs and disabilities.",
    )
    assert [one.words for one in without.parts] == [
        "Chief nurse.",
        "Chief nurse.",
        "Nobody is named.",
    ]


@pytest.mark.requirement("ICB-03")
def test_one_officer_may_answer_for_all_three_until_that_ends():
    key = "accountable_officers"
    assert ask(key, owners=(owner(key),)).state == State.MET
    ended = owner(key, ends_on=date(2022, 6, 30))
    assert ask(key, owners=(ended,)).state == State.NOT_MET


@pytest.mark.requirement("TRN-05")
def test_due_diligence_is_complete_by_the_end_of_march_2022():
    key = "due_diligence"
    found = tuple(evidence(key, part, starts_on=date(2022, 3, 1)) for part in DILIGENCE)
    assert ask(key, day=MARCH, evidence=found).state == State.MET

    some = ask(key, day=MARCH, evidence=found[:3])
    assert (some.state, some.words) == (
        State.NOT_KNOWN,
        "Nobody said whether there is: property.",
    )
    assert ask(key, day=date(2022, 3, 30), evidence=found[:3]).state == State.NOT_DUE
    lacking = (*found[:3], evidence(key, "property", starts_on=None, is_met=False))
    assert ask(key, day=MARCH, evidence=lacking).state == State.NOT_MET


@pytest.mark.requirement("ICP-04")
def test_a_place_provides_nine_kinds_of_service():
    key = "place_services"
    found = tuple(evidence(key, part, body_id=PLACE) for part in SERVICES)
    met = ask(key, evidence=found)

    assert (len(SERVICES), met.state, met.covered) == (9, State.MET, 9)
    assert (met.body_id, met.body) == (PLACE, "Coast")
    lacking = (*found[1:], evidence(key, SERVICES[0], body_id=PLACE, is_met=False))
    assert ask(key, evidence=lacking).words == (
        "Lacking: Public health and wider community development."
    )
    assert ask(key, evidence=found[1:]).state == State.NOT_KNOWN


PLAN = "development_plan"
SECTIONS = {"operating_arrangements": True, "implementation": True}


@pytest.mark.requirement("ACC-17")
@pytest.mark.parametrize(
    ("sections", "day", "state", "words"),
    [
        (SECTIONS, DAY, State.MET, "Each part is there."),
        (
            {"operating_arrangements": True},
            date(2021, 9, 29),
            State.MET,
            "1 is there. Not due yet: how the future roles are put into practice.",
        ),
        (
            {"operating_arrangements": True},
            date(2021, 9, 30),
            State.NOT_KNOWN,
            "Nobody said whether there is: how the future roles are put into practice.",
        ),
        (
            SECTIONS | {"implementation": False},
            DAY,
            State.NOT_MET,
            "Lacking: how the future roles are put into practice.",
        ),
        ({}, date(2021, 4, 29), State.NOT_DUE, "Due from 30 April 2021."),
    ],
)
def test_the_development_plan_has_two_parts_by_two_days(sections, day, state, words):
    world = World()
    world.documents.append(document("system_development_plan", sections=sections))
    asked = ask(PLAN, world, day)
    assert (asked.state, asked.words) == (state, words)


@pytest.mark.requirement("ACC-17")
@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2021, 4, 29), State.NOT_DUE),
        (date(2021, 4, 30), State.NOT_MET),
        (DAY, State.NOT_MET),
    ],
)
def test_without_a_development_plan_none_of_it_is_there_once_it_is_due(day, state):
    asked = ask(PLAN, day=day)
    assert asked.state == state
    assert asked.words.endswith("No such document is in force.")


@pytest.mark.requirement("ACC-17")
def test_what_somebody_found_later_counts_before_what_the_document_says():
    world = World()
    world.documents.append(document("system_development_plan", sections=SECTIONS))
    found = (evidence(PLAN, "implementation", is_met=False),)
    assert ask(PLAN, world, evidence=found).state == State.NOT_MET


def test_a_document_in_force_shows_a_duty_without_parts():
    world = World()
    assert ask("standing_orders", world).words == "No such document is in force."
    world.documents.append(document("standing_orders"))

    asked = ask("standing_orders", world)
    assert (asked.state, asked.words) == (State.MET, "Standing_orders.")
    found = (evidence("standing_orders", is_met=False, words="Out of date."),)
    assert ask("standing_orders", world, evidence=found).words == "Out of date."


def test_the_board_of_the_system_is_the_ics_board_until_there_is_another():
    world = World()
    assert ask("due_diligence", world).body_id == BOARD

    world.bodies = [body(70, "ICS Board", BodyKind.ICS_BOARD)]
    assert ask("due_diligence", world).body_id == 70
    assert ask("public_meetings", world).body_id is None
    world.bodies = []
    assert ask("due_diligence", world).words == (
        "There is no board of the system on this day."
    )


def test_each_collaborative_is_asked_and_any_kind_of_body_can_be():
    assert ask("collaborative_plans").body_id == COLLABORATIVE
    forums = replace(ONE, held_by=BodyKind.ADVISORY_FORUM, level=Level.RECORDED)
    assert ask(forums).words == "There is no advisory forum on this day."


def test_a_duty_of_every_place_is_asked_of_each():
    world = World()
    world.bodies.append(body(77, "Bay", BodyKind.PLACE_PARTNERSHIP))
    found = evaluate([shipped("place_services")], world.facts(), DutyFacts(), DAY)
    assert [one.body for one in found] == ["Bay", "Coast"]


def _by_checklist():
    """Every duty that no function of its own decides, with the rows it serves."""
    for duty in shipped_duties():
        if not duty.check:
            marks = [pytest.mark.requirement(row) for row in duty.requirements]
            yield pytest.param(duty, id=duty.key, marks=marks)


@pytest.mark.parametrize("duty", list(_by_checklist()))
def test_evidence_of_each_part_decides_what_has_no_check_of_its_own(duty):
    world = World()
    body_id = ask(duty, world).body_id
    if duty.document:
        assert ask(duty, world).state is State.NOT_MET
        world.documents.append(document(duty.document, body_id=body_id))
    keys = [part.key for part in duty.parts] or [""]
    about = {"body_id": body_id}
    there = [evidence(duty.key, key, **about, id=n) for n, key in enumerate(keys)]
    lacking = [*there[1:], evidence(duty.key, keys[0], **about, is_met=False)]
    named = (owner(duty.key, **about),)

    assert ask(duty, world, evidence=tuple(there), owners=named).state is State.MET
    assert ask(duty, world, evidence=tuple(lacking), owners=named).state is (
        State.NOT_MET
    )
    unsaid = ask(duty, world, owners=named).state
    is_shown = bool(duty.document and not duty.parts)
    assert unsaid is (State.MET if is_shown else State.NOT_KNOWN)
