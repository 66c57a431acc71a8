"""Scales, and places assessed on them."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from boards.duties.enums import JointArea
from boards.duties.models import MaturityAssessment, MaturityScale, MaturityScore
from boards.duties.rules.maturity import Score
from boards.duties.selectors.maturity import changes_of_assessment, scale_on
from boards.duties.services.maturity import (
    correct_assessment,
    record_assessment,
)
from boards.duties.services.scales import choose_scale, correct_scale
from ics_portal.accounts.actor import Role
from ics_portal.core.audit.models import AuditEvent
from ics_portal.core.errors import EditConflict
from tests.boards.bodies.conftest import AT
from tests.boards.bodies.refusals import refused
from tests.factories.bodies import actor_in

pytestmark = pytest.mark.django_db
APRIL, JUNE, JULY = date(2022, 4, 1), date(2022, 6, 15), date(2022, 7, 1)
LEVELS = ["Emerging", "Developing", "Thriving"]


@pytest.fixture
def scale(system, by):
    return choose_scale(
        system=system, name="Ours", levels=LEVELS, starts_on=APRIL, **by
    )


def assess(body, scale, by, *scores, **told):
    given = {
        "kind": "self",
        "assessed_on": JUNE,
        "assessors": "The partners",
        "scores": scores or [Score("quality", 2, "Plan agreed")],
        **told,
    }
    return record_assessment(body=body, scale=scale, **given, **by)


@pytest.mark.requirement("ICP-06")
def test_a_new_scale_ends_the_one_before(system, scale, by):
    new = choose_scale(
        system=system, name="Next", levels=["Low", "High"], starts_on=JULY, **by
    )

    assert scale_on(system, date(2022, 6, 30)) == scale
    assert scale_on(system, JULY) == new
    assert scale_on(system, date(2022, 3, 31)) is None
    with refused("BDY-5", "starts_on"):
        choose_scale(system=system, name="Old", levels=LEVELS, starts_on=APRIL, **by)


def test_a_scale_has_a_name_and_different_levels(system, by):
    for told, rule, field in (
        ({"name": " ", "levels": LEVELS}, "BDY-3", "name"),
        ({"name": "n" * 121, "levels": LEVELS}, "BDY-3", "name"),
        ({"name": "Ours", "levels": ["One"]}, "DUT-23", "levels"),
        ({"name": "Ours", "levels": ["One", " one "]}, "DUT-23", "levels"),
    ):
        with refused(rule, field):
            choose_scale(system=system, starts_on=APRIL, **told, **by)
    assert not MaturityScale.objects.exists()


@pytest.mark.requirement("ICP-06")
def test_a_scale_that_was_used_stays_as_it_is(system, place, scale, by):
    words = {"name": "Ours", "levels": ["Low", "High"], "reason": "Shorter"}
    correct_scale(scale=scale, **words, **by)
    correct_scale(scale=scale, **words | {"levels": LEVELS}, **by)
    assess(place, scale, by)

    with refused("DUT-24", "levels") as said:
        correct_scale(scale=scale, **words, **by)
    assert said.message == (
        "This scale was used for an assessment and stays as it is. Choose another: it"
        " follows this one."
    )
    with refused("DUT-24", "starts_on") as said:
        choose_scale(system=system, name="New", levels=LEVELS, starts_on=JUNE, **by)
    assert said.message == (
        "“Ours” was used on 15 June 2022; the next scale begins after that."
    )
    scale.refresh_from_db()
    assert (scale.levels, scale.ends_on) == (LEVELS, None)


def test_the_second_to_correct_a_scale_sees_both(scale, by):
    words = {"name": "Ours", "levels": ["Low", "High"], "reason": "Shorter"}
    with pytest.raises(EditConflict) as clash:
        correct_scale(scale=scale, **words, seen=0, **by)

    assert clash.value.mine == "Ours\n1. Low\n2. High"
    assert clash.value.theirs == "Ours\n1. Emerging\n2. Developing\n3. Thriving"


@pytest.mark.requirement("ICP-05")
def test_an_assessment_has_all_eight_areas(place, scale, by):
    assessment = assess(place, scale, by)

    assert list(assessment.scores.values_list("area", "level", "words")) == [
        (area, *((2, "Plan agreed") if area == "quality" else (None, "")))
        for area in JointArea.values
    ]
    [event] = AuditEvent.objects.filter(verb="bodies.assessment_recorded")
    assert event.body_id == place.pk
    assert MaturityScore.history.count() == 8


@pytest.mark.requirement("ICP-06")
def test_a_place_and_its_peers_assess_once_a_day_each(place, scale, by):
    assess(place, scale, by)
    assess(place, scale, by, kind="peer")

    with refused("DUT-25", "assessed_on") as said:
        assess(place, scale, by)
    assert said.message == (
        "A self-assessment of 15 June 2022 is recorded already. Correct that one."
    )
    assert MaturityAssessment.objects.count() == 2


def test_an_assessment_is_of_a_day_that_can_be(place, board, scale, system, by):
    tomorrow = AT.date() + timedelta(days=1)
    with refused("DUT-25", "assessed_on") as said:
        assess(place, scale, by, assessed_on=tomorrow)
    assert said.message == (
        "An assessment is not of a day to come. Choose 1 July 2022 or earlier."
    )
    with refused("DUT-25", "assessed_on") as said:
        assess(place, scale, by, assessed_on=date(2022, 3, 31))
    assert said.message.startswith("No maturity scale is in force on 31 March 2022.")
    with refused("DUT-25") as said:
        assess(board, scale, by)
    assert said.message == "Only a place is assessed in this way."

    new = choose_scale(
        system=system, name="New", levels=LEVELS[:2], starts_on=JULY, **by
    )
    with refused("DUT-25", "assessed_on") as said:
        assess(place, new, by)
    assert said.message == (
        "On 15 June 2022 the scale is “Ours”, not “New”. Begin again on that scale."
    )
    place.starts_on = JULY
    place.save()
    with refused("DUT-25", "assessed_on"):
        assess(place, scale, by)


@pytest.mark.parametrize(
    ("scores", "rule", "field"),
    [
        ([Score("quality", 4)], "DUT-26", "level_quality"),
        ([Score("quality", 0)], "DUT-26", "level_quality"),
        ([Score("quality", None, "No time")], "DUT-26", "level_leadership"),
        ([Score("quality", 1, "w" * 501)], "BDY-3", "words_quality"),
        ([Score("estates", 1)], "BDY-3", ""),
    ],
)
def test_scores_are_of_the_scale_and_of_the_eight_areas(
    place, scale, by, scores, rule, field
):
    with refused(rule, field):
        assess(place, scale, by, *scores)
    assert not MaturityAssessment.objects.exists()


def test_somebody_assessed_it(place, scale, by):
    with refused("BDY-3", "assessors"):
        assess(place, scale, by, assessors=" ")
    with refused("BDY-3", "kind"):
        assess(place, scale, by, kind="guess")


@pytest.mark.requirement("ICP-06")
def test_a_correction_has_a_reason_and_what_was_said_is_kept(place, scale, by):
    assessment = assess(place, scale, by)
    told = {
        "assessment": assessment,
        "assessors": "The partners",
        "scores": [Score("quality", 3, "Plan agreed"), Score("planning", 1)],
        "words": "",
        **by,
    }
    with refused("BDY-4", "reason"):
        correct_assessment(reason=" ", **told)
    correct_assessment(reason="Minutes say so", **told)

    changes = changes_of_assessment(assessment)
    told_of = [
        (one.what, [(each.label, each.was, each.now) for each in one.fields], one.why)
        for one in changes[:2]
    ]
    assert sorted(told_of) == [
        ("2.3 Planning integrated services", [("Level", "", "1")], "Minutes say so"),
        ("2.6 Improving quality of services", [("Level", "2", "3")], "Minutes say so"),
    ]
    assert changes[-1].is_first
    assert len(changes) == 3
    with refused("DUT-26") as said:
        correct_assessment(reason="Again", **told)
    assert said.message == "Nothing differs from what is saved."


def test_only_a_governance_lead_of_the_system_assesses(board, system, place, scale, by):
    assessment = assess(place, scale, by)
    secretary = {"actor": actor_in(board, Role.SECRETARY), "at": AT}
    levels = {"name": "Ours", "levels": LEVELS}

    for change in (
        lambda: assess(place, scale, secretary),
        lambda: correct_assessment(
            assessment=assessment,
            assessors="Me",
            scores=[],
            words="",
            reason="No",
            **secretary,
        ),
        lambda: choose_scale(system=system, starts_on=JULY, **levels, **secretary),
        lambda: correct_scale(scale=scale, reason="No", **levels, **secretary),
    ):
        with pytest.raises(PermissionDenied, match="governance lead of this system"):
            change()
