"""What a form of this room shows of what is saved now: plain lines."""

from __future__ import annotations

from boards.bodies.models import Body
from boards.bodies.presenters.shown import NOTHING
from boards.bodies.rules.days import said
from boards.duties.enums import JointArea
from boards.duties.models import MaturityAssessment


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
    levels, scores = one.scale.levels, {each.area: each for each in one.scores.all()}
    lines = [f"By {one.assessors}"]
    for area in JointArea:
        score = scores[area.value]
        level = levels[score.level - 1] if score.level else "not assessed"
        lines.append(
            f"{area.label}: {level}" + (f" ({score.words})" if score.words else "")
        )
    return "\n".join([*lines, f"Note: {one.note}"] if one.note else lines)
