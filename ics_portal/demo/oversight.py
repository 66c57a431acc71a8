"""How regulators see the demonstration's system, and how one place sees itself.

Only one rating is of a source: H&W was expected at segment 3 (ACC-05). Everything said of
Lancashire and South Cumbria is ours, and says so.
"""

from __future__ import annotations

from datetime import date

from boards.bodies.models import Body
from boards.directory.models import IntegratedCareSystem
from boards.duties.enums import AssessmentKind, JointArea, RatingStatus, Segment
from boards.duties.rules.maturity import Score
from boards.duties.services.maturity import record_assessment
from boards.duties.services.oversight import record_rating
from boards.duties.services.scales import choose_scale
from ics_portal.demo.structure.telling import LAWFUL_FROM, Telling

OURS = "Illustrative: made up for this demonstration"
SCHEME = "System Oversight Framework (illustrative)"
NHS_BODY = "NHS Lancashire and South Cumbria Integrated Care Board"
LEVELS = ("Starting out", "Developing", "Maturing", "Thriving")
OWN = (3, 2, 2, 3, 2, 3, 1, 2)
PEERS = (3, 1, 2, 2, 2, None, 1, 3)


def tell_oversight(telling: Telling) -> None:
    """Two illustrative ratings beside the one that a source gives, and two views of a
    place."""
    _rate(telling)
    _assess(telling)


def _rate(telling: Telling) -> None:
    record_rating(
        system=IntegratedCareSystem.objects.get(short_name="H&W"),
        organisation=None,
        scheme="System Oversight Framework",
        segment=Segment.THREE,
        status=RatingStatus.EXPECTED,
        starts_on=date(2021, 6, 1),
        source="H&W design framework summary, June 2021, line 202",
        note="The paper names the month only.",
        **telling.by,
    )
    for organisation, segment, status in (
        (None, Segment.TWO, RatingStatus.EXPECTED),
        (telling.organisation(NHS_BODY), Segment.TWO, RatingStatus.FINAL),
    ):
        record_rating(
            system=telling.system,
            organisation=organisation,
            scheme=SCHEME,
            segment=segment,
            status=status,
            starts_on=LAWFUL_FROM,
            source=OURS,
            **telling.by,
        )


def _assess(telling: Telling) -> None:
    scale = choose_scale(
        system=telling.system,
        name="Four steps (illustrative)",
        levels=LEVELS,
        starts_on=LAWFUL_FROM,
        **telling.by,
    )
    place = Body.objects.get(slug="pennine-lancashire")
    for kind, day, assessors, levels in (
        (AssessmentKind.SELF, date(2022, 9, 30), "The partners of the place", OWN),
        (AssessmentKind.PEER, date(2022, 11, 30), "Another place", PEERS),
    ):
        record_assessment(
            body=place,
            scale=scale,
            kind=kind,
            assessed_on=day,
            assessors=f"{assessors} (illustrative)",
            scores=[
                Score(area, level, OURS if level else "")
                for area, level in zip(JointArea.values, levels, strict=True)
            ],
            words=OURS,
            **telling.by,
        )
