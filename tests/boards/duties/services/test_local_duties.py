"""Duties that a system sets itself."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from boards.bodies.services.seen import mark_of
from boards.duties.importers import duties_of
from boards.duties.rules.facts import State
from boards.duties.selectors.duties import as_duty, findings_on
from boards.duties.services.duties import add_evidence
from boards.duties.services.local_duties import (
    Wording,
    add_local_duty,
    change_local_duty,
    duty_words,
    end_local_duty,
)
from ics_portal.accounts.actor import Role
from ics_portal.core.errors import EditConflict
from tests.boards.bodies.conftest import AT
from tests.boards.bodies.refusals import refused
from tests.factories.bodies import actor_in

pytestmark = pytest.mark.django_db
JULY = date(2022, 7, 1)
GREEN = Wording(
    title="Green plan",
    asked="What the place does about carbon",
    source="Decision ICB-2022-004",
    level="expected",
    parts=("Heat", "", " Travel "),
)


def add(system, by, wording=GREEN, **told):
    given = {"held_by": "place_partnership", "starts_on": JULY, **told}
    return add_local_duty(system=system, wording=wording, **given, **by)


def change(duty, by, wording, **told):
    given = {"reason": "Clearer", "seen": mark_of(duty_words(duty)), **told}
    return change_local_duty(duty=duty, wording=wording, **given, **by)


def test_every_place_is_asked_from_its_first_day(system, place, by):
    duty = add(system, by)

    assert (duty.key, duty.parts) == (
        "green_plan",
        [{"key": "heat", "words": "Heat"}, {"key": "travel", "words": "Travel"}],
    )
    [found] = findings_on(system, [as_duty(duty)], JULY)
    assert (found.body, found.state) == (place.name, State.NOT_KNOWN)
    assert "green_plan" in {one.key for one in duties_of(system, JULY)}
    before = {one.key for one in duties_of(system, date(2022, 6, 30))}
    assert "green_plan" not in before


def test_one_that_ends_is_asked_no_longer_and_stays_on_record(system, by):
    duty = end_local_duty(duty=add(system, by), ends_on=JULY, reason="Done", **by)

    later = date(2022, 7, 2)
    assert "green_plan" not in {one.key for one in duties_of(system, later)}
    assert "green_plan" in {one.key for one in duties_of(system, JULY)}
    assert duty.history.first().history_change_reason == "Done"


@pytest.mark.parametrize(
    ("changes", "told", "rule", "field", "sentence"),
    [
        ({"title": ""}, {}, "BDY-3", "title", "Give the duty a title."),
        ({"asked": " "}, {}, "BDY-3", "asked", "Say what is asked."),
        ({"source": ""}, {}, "BDY-3", "source", "Say where it comes from."),
        (
            {"source": "s" * 201},
            {},
            "BDY-3",
            "source",
            "Shorten this to 200 letters; it has 201.",
        ),
        ({"level": "vital"}, {}, "BDY-3", "level", "“vital” is not a level."),
        (
            {},
            {"held_by": "club"},
            "BDY-3",
            "held_by",
            "“club” is not a kind of body.",
        ),
        (
            {"parts": ("Heat",)},
            {},
            "DUT-6",
            "parts",
            "Give two parts or more, or none: a duty of one part is one thing.",
        ),
        (
            {"title": "constitution"},
            {},
            "DUT-9",
            "title",
            "There is a duty “constitution” already.",
        ),
        (
            {"due_on": date(2022, 6, 30)},
            {},
            "BDY-2",
            "due_on",
            "It cannot be due before 1 July 2022, from when it is asked.",
        ),
    ],
)
def test_a_duty_that_cannot_be_is_refused(
    system, by, changes, told, rule, field, sentence
):
    with refused(rule, field) as said:
        add(system, by, replace(GREEN, **changes), **told)
    assert said.message == sentence


def test_it_is_said_otherwise_and_history_keeps_what_it_said(system, by):
    duty = add(system, by)
    changed = change(
        duty, by, replace(GREEN, title="Carbon", parts=("Travel", "Waste"))
    )
    assert (changed.key, changed.title) == ("green_plan", "Carbon")
    assert [one["key"] for one in changed.parts] == ["travel", "waste"]
    assert [one.title for one in changed.history.all()] == ["Carbon", "Green plan"]
    with refused("DUT-9", "title"):
        change(
            changed,
            by,
            replace(GREEN, title="Memoranda of understanding with NHS England"),
        )


def test_a_part_that_somebody_spoke_of_stays(system, place, by):
    duty = add(system, by)
    add_evidence(
        body=place,
        duty=as_duty(duty),
        part="heat",
        is_met=True,
        words="Boilers are gone",
        starts_on=JULY,
        **by,
    )
    with refused("DUT-7", "parts") as said:
        change(duty, by, replace(GREEN, parts=("Travel", "Waste")))
    assert said.message.startswith("Evidence or an owner is recorded of “heat”.")


def test_of_two_people_the_second_sees_both_texts(system, by):
    duty = add(system, by)
    seen = mark_of(duty_words(duty))
    change(duty, by, replace(GREEN, asked="Less carbon"))
    with pytest.raises(EditConflict) as clash:
        change(duty, by, replace(GREEN, asked="No carbon"), seen=seen)
    assert "What is asked: Less carbon" in clash.value.theirs
    assert "What is asked: No carbon" in clash.value.mine
    duty.refresh_from_db()
    assert duty.asked == "Less carbon"


def test_only_a_governance_lead_of_the_system_sets_duties(system, board, by):
    duty = add(system, by)
    other = {"actor": actor_in(board, Role.SECRETARY), "at": AT}
    for act in (
        lambda: add(system, other),
        lambda: change(duty, other, GREEN),
        lambda: end_local_duty(duty=duty, ends_on=JULY, reason="No", **other),
    ):
        with pytest.raises(PermissionDenied, match="Only a governance lead"):
            act()
