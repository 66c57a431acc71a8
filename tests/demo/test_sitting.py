"""The two meetings that were held: what was given of November 2020, and last month's."""

import pytest

from boards.meetings.enums import MeetingState, PublicationKind
from boards.meetings.models import Decision, Meeting, Publication
from boards.minutes.models import Minutes
from boards.minutes.presenters import minutes_words
from boards.sittings.models import Attendance, Outcome
from ics_portal.demo.sitting import tell_last_month, tell_november
from ics_portal.demo.structure import tell_structure
from tests.demo.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("MIN-02")
@pytest.mark.requirement("MIN-07")
def test_november_says_what_was_published_of_it(ground, sittings):
    november = sittings.november
    tell_november(ground, november, at=NOW)
    rows = Attendance.objects.filter(meeting=november)

    assert list(
        rows.order_by("group_order", "position").values_list("job_title", flat=True)
    ) == [
        "Independent Chair",
        "Chief Officer",
        "Executive Director for Commissioning",
        "Director for Performance, Assurance and Delivery",
        "Executive Director of Transformation",
        "Medical Director",
        "Strategy and Policy Director",
        "Executer Director of Finance",
    ]
    assert set(rows.values_list("group", flat=True)) == {"", "ICS Executive Directors"}

    said = str(minutes_words(Minutes.objects.get(meeting=november, part=1)))
    assert "Wednesday 4 November 2020" in said
    assert "three apologies recorded" in said
    assert "Deferred to the December meeting" in said
    assert "ICS Governance" in said


def test_last_month_had_a_conflict_a_vote_and_a_part_2_that_is_not_published(ground):
    tell_structure(ground.body, at=NOW)
    tell_last_month(ground, at=NOW)
    last_month = Meeting.objects.get(body__slug="integrated-care-board")
    decision = Decision.objects.get(meeting=last_month, votes_for__isnull=False)
    hub = decision.item

    assert last_month.state == MeetingState.HELD
    assert (decision.votes_against, decision.votes_abstained) == (0, 1)
    assert decision.conflicts_handled
    assert Outcome.objects.get(item=hub).quorum["state"] == "quorate"
    assert last_month.private_resolution.carried
    rows = Publication.objects.filter(meeting=last_month)

    assert set(rows.values_list("kind", flat=True)) == {
        PublicationKind.NOTICE,
        PublicationKind.MINUTES,
    }
    words = str(list(rows.values_list("words", "title")))
    assert "left the meeting at 10:21 and returned at 10:44" in words
    assert "lease" not in words.lower()
    assert "renewed for a year" in str(
        minutes_words(Minutes.objects.get(meeting=last_month, part=2))
    )
