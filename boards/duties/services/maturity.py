"""Assessments of places by themselves and by their peers (ICP-06)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from boards.bodies.enums import BodyKind
from boards.bodies.rules.days import said
from boards.bodies.services.frame import (
    begin,
    check_choice,
    check_reason,
    check_words,
    note,
    refuse_if,
    tidy,
)
from boards.duties.enums import AssessmentKind, JointArea
from boards.duties.models import MaturityAssessment, MaturityScale, MaturityScore
from boards.duties.rules.maturity import (
    Score,
    wrong_level,
    wrong_scores,
)
from boards.duties.selectors.maturity import scale_on
from boards.duties.services.checking import fits
from ics_portal.core.audit.history import (
    bulk_create,
    create_with_reason,
    save_with_reason,
)
from ics_portal.core.errors import RuleBroken

if TYPE_CHECKING:
    from boards.bodies.models import Body
    from boards.directory.models import IntegratedCareSystem
    from ics_portal.accounts.actor import Actor

ASSESSORS_LENGTH, WHY_LENGTH = 300, 500


@transaction.atomic
def record_assessment(
    *,
    body: Body,
    scale: MaturityScale,
    kind: str,
    assessed_on: date,
    assessors: str,
    scores: Iterable[Score],
    words: str = "",
    actor: Actor,
    at: datetime,
) -> MaturityAssessment:
    """Record how far a place has come in the eight areas; one that ``scores`` does not
    name was not assessed. ``scale`` is that of the day: a level counts on no other.

    Raises RuleBroken (DUT-25, DUT-26) with the field ``level_quality`` for an area.
    """
    begin(body, actor)
    check_choice(kind, AssessmentKind, "kind", "a kind of assessment")
    _check_day(body, assessed_on, at)
    _check_scale(body.system, scale, assessed_on)
    rows = MaturityAssessment.objects.filter(
        body=body, kind=kind, assessed_on=assessed_on
    )
    if rows.exists():
        raise RuleBroken(
            "DUT-25",
            f"A {AssessmentKind(kind).label.lower()} of {said(assessed_on)} is recorded"
            " already. Correct that one.",
            field="assessed_on",
        )
    assessors, words = _assessors(assessors), tidy(words)
    by_area = _scores(scores, scale)
    assessment = create_with_reason(
        MaturityAssessment,
        "Assessment recorded",
        actor=actor,
        body=body,
        scale=scale,
        kind=kind,
        assessed_on=assessed_on,
        assessors=assessors,
        note=words,
    )
    bulk_create(
        MaturityScore,
        [
            MaturityScore(
                assessment=assessment, area=area, level=one.level, words=one.words
            )
            for area, one in by_area.items()
        ],
        "Assessment recorded",
        actor=actor,
    )
    note("assessment_recorded", assessment, actor=actor, at=at, body=body)
    return assessment


@transaction.atomic
def correct_assessment(
    *,
    assessment: MaturityAssessment,
    assessors: str,
    scores: Iterable[Score],
    words: str,
    reason: str,
    actor: Actor,
    at: datetime,
) -> MaturityAssessment:
    """Correct what an assessment says; its day, kind and scale stay. History keeps what it
    said before. Raises RuleBroken (DUT-26) where nothing would be different."""
    body = assessment.body
    begin(body, actor)
    row = MaturityAssessment.objects.select_related("scale", "body").get(
        pk=assessment.pk
    )
    reason = check_reason(reason)
    assessors, words = _assessors(assessors), tidy(words)
    by_area = _scores(scores, row.scale)
    changed = [
        one
        for one in row.scores.all()
        if (one.level, one.words) != (by_area[one.area].level, by_area[one.area].words)
    ]
    is_same = (row.assessors, row.note) == (assessors, words)
    if is_same and not changed:
        raise RuleBroken("DUT-26", "Nothing differs from what is saved.")
    row.assessors, row.note = assessors, words
    save_with_reason(row, reason, actor=actor)
    for one in changed:
        one.level, one.words = by_area[one.area].level, by_area[one.area].words
        save_with_reason(one, reason, actor=actor)
    note("assessment_corrected", row, actor=actor, at=at, body=body, reason=reason)
    return row


def _check_day(body: Body, day: date, at: datetime) -> None:
    """A place, in force on the day, which is not to come (DUT-25)."""
    if body.kind != BodyKind.PLACE_PARTNERSHIP:
        raise RuleBroken("DUT-25", "Only a place is assessed in this way.")
    today = timezone.localdate(at)
    if day > today:
        raise RuleBroken(
            "DUT-25",
            f"An assessment is not of a day to come. Choose {said(today)} or earlier.",
            field="assessed_on",
        )
    if not body.is_in_force_on(day):
        raise RuleBroken(
            "DUT-25", f"{body} is not in force on {said(day)}.", field="assessed_on"
        )


def _check_scale(system: IntegratedCareSystem, scale: MaturityScale, day: date) -> None:
    of_the_day = scale_on(system, day)
    if of_the_day is None:
        raise RuleBroken(
            "DUT-25",
            f"No maturity scale is in force on {said(day)}. Choose one from that day"
            " first.",
            field="assessed_on",
        )
    if of_the_day != scale:
        raise RuleBroken(
            "DUT-25",
            f"On {said(day)} the scale is “{of_the_day}”, not “{scale}”. Begin again on"
            " that scale.",
            field="assessed_on",
        )


def _assessors(words: str) -> str:
    words = check_words(
        words, "assessors", "Say who assessed: by role or organisation."
    )
    fits(words, ASSESSORS_LENGTH, "assessors")
    return words


def _scores(scores: Iterable[Score], scale: MaturityScale) -> dict[str, Score]:
    """All eight areas in their order, each fit to be kept (DUT-26)."""
    given = {one.area: one for one in scores}
    for area in given:
        check_choice(area, JointArea, "", "one of the eight areas")
    found = {}
    for area in JointArea.values:
        one = given.get(area, Score(area))
        refuse_if(wrong_level(one.level, scale.levels), "DUT-26", f"level_{area}")
        words = tidy(one.words)
        fits(words, WHY_LENGTH, f"words_{area}")
        found[area] = Score(area, one.level, words)
    refuse_if(wrong_scores(found.values()), "DUT-26", f"level_{JointArea.LEADERSHIP}")
    return found
