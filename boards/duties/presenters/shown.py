"""What a form of this room shows of what is saved now: plain lines."""

from __future__ import annotations

from boards.bodies.models import Body
from boards.bodies.presenters.shown import NOTHING
from boards.bodies.rules.days import said
from boards.duties.enums import JointArea
from boards.duties.models import MaturityAssessment
from boards.duties.rules.maturity import Score, score_words


def assessments_now(body: Body) -> str:
    """The assessments of a place, the latest first."""
    found = MaturityAssessment.objects.filter(body=body)
    lines = [
        f"{one.get_kind_display()}, {said(one.assessed_on)}, by {one.assessors}"
        for one in found
    ]
    return "\n".join(lines) or NOTHING


def assessment_now(assessment_id: int) -> str:
    """All that one assessment says."""
    one = MaturityAssessment.objects.select_related("scale").get(pk=assessment_id)
    scores = {each.area: each for each in one.scores.all()}
    lines = [f"Who assessed: {one.assessors}"]
    lines += [f"Note on the whole: {one.note}"] if one.note else []
    for area in JointArea:
        found = scores[area.value]
        score = Score(found.area, found.level, found.words)
        lines.append(score_words(str(area.label), score, one.scale.levels))
    return "\n".join(lines)
