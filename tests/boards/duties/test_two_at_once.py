"""Two people at oversight or a place in the same moment: on SQLite, and on PostgreSQL."""

from datetime import date

import pytest

from boards.bodies.enums import BodyKind
from boards.duties.models import MaturityAssessment, MaturityScore, OversightRating
from boards.duties.rules.maturity import Score
from boards.duties.services.maturity import record_assessment
from boards.duties.services.oversight import record_rating
from ics_portal.accounts.actor import Role
from tests.boards.bodies.conftest import AT
from tests.boards.bodies.test_two_at_once import refusals
from tests.boards.papers.test_two_at_once import together
from tests.factories.bodies import BodyFactory, actor_in
from tests.factories.duties import MaturityScaleFactory

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def board():
    return BodyFactory(name="Board of the ICS NHS body")


@pytest.fixture
def by(board):
    return {"actor": actor_in(board, Role.GOVERNANCE_LEAD), "at": AT}


def test_one_of_two_first_ratings_is_kept(board, by):
    def rate(segment):
        return lambda: record_rating(
            system=board.system,
            organisation=None,
            scheme="System Oversight Framework",
            segment=segment,
            status="expected",
            starts_on=date(2022, 7, 1),
            seen=0,
            **by,
        )

    results = together(rate(2), rate(3))

    # The other is shown what was saved meanwhile.
    assert [type(one).__name__ for one in results].count("EditConflict") == 1
    assert OversightRating.objects.count() == 1


def test_a_place_assesses_itself_once_a_day(board, by):
    place = BodyFactory(kind=BodyKind.PLACE_PARTNERSHIP, system=board.system)
    scale = MaturityScaleFactory(system=board.system)

    def assess(level):
        return lambda: record_assessment(
            body=place,
            scale=scale,
            kind="self",
            assessed_on=date(2022, 6, 1),
            assessors="The partners",
            scores=[Score("quality", level)],
            **by,
        )

    assert refusals(together(assess(1), assess(2))) == ["DUT-25"]
    assert (MaturityAssessment.objects.count(), MaturityScore.objects.count()) == (1, 8)
