"""What the demonstration says of oversight and of a place's maturity."""

import pytest

from boards.duties.models import MaturityAssessment, MaturityScore, OversightRating
from ics_portal.accounts.actor import SYSTEM_ACTOR
from ics_portal.demo.oversight import OURS, tell_oversight
from ics_portal.demo.structure.organisations import found_nhs_body
from ics_portal.demo.structure.places import set_up_places
from ics_portal.demo.structure.telling import By, Telling
from tests.demo.conftest import NOW


@pytest.fixture
def _told(ground):
    telling = Telling(ground.body.system, By(actor=SYSTEM_ACTOR, at=NOW))
    found_nhs_body(telling)
    set_up_places(telling, ground.body)
    tell_oversight(telling)


@pytest.mark.requirement("ACC-05")
@pytest.mark.usefixtures("_told")
def test_only_the_segment_that_a_source_gives_is_not_marked_as_ours():
    said = OversightRating.objects.order_by("pk").values_list(
        "system__short_name", "organisation__short_name", "segment", "status", "source"
    )

    assert list(said) == [
        (
            *("H&W", None, 3, "expected"),
            "H&W design framework summary, June 2021, line 202",
        ),
        ("Lancashire and South Cumbria", None, 2, "expected", OURS),
        ("Lancashire and South Cumbria", "ICB", 2, "final", OURS),
    ]
    assert set(MaturityAssessment.objects.values_list("kind", "note")) == {
        ("self", OURS),
        ("peer", OURS),
    }
    assert set(
        MaturityScore.objects.filter(level__isnull=False).values_list("words")
    ) == {(OURS,)}
