"""When papers and minutes were published."""

from datetime import date

import pytest

from boards.meetings.rules.publication import check_published
from ics_portal.core.errors import RuleBroken

HELD, TODAY = date(2020, 12, 2), date(2021, 2, 1)


@pytest.mark.requirement("PTN-05")
@pytest.mark.parametrize(
    ("papers", "minutes"),
    [
        (None, None),
        (date(2020, 11, 25), None),
        (date(2020, 11, 25), HELD),
        (None, date(2021, 1, 14)),
        (TODAY, TODAY),
    ],
)
def test_papers_then_the_meeting_then_minutes(papers, minutes):
    check_published(held_on=HELD, papers_on=papers, minutes_on=minutes, today=TODAY)


@pytest.mark.requirement("ACC-09")
@pytest.mark.parametrize(
    ("papers", "minutes", "field", "sentence"),
    [
        (
            date(2021, 2, 2),
            None,
            "papers_published_on",
            (
                "Give the day it was published, today or before;"
                " 2 February 2021 is still to come."
            ),
        ),
        (
            None,
            date(2021, 2, 2),
            "minutes_published_on",
            (
                "Give the day it was published, today or before;"
                " 2 February 2021 is still to come."
            ),
        ),
        (
            None,
            date(2020, 12, 1),
            "minutes_published_on",
            (
                "Minutes are published on the day of the meeting or after,"
                " 2 December 2020."
            ),
        ),
        (
            date(2021, 1, 15),
            date(2021, 1, 14),
            "minutes_published_on",
            "Minutes are not published before the papers, 15 January 2021.",
        ),
    ],
)
def test_days_that_cannot_be_are_refused(papers, minutes, field, sentence):
    with pytest.raises(RuleBroken) as refusal:
        check_published(held_on=HELD, papers_on=papers, minutes_on=minutes, today=TODAY)

    problem = refusal.value
    assert (problem.rule_id, problem.field, problem.message) == (
        *("MTG-14", field),
        sentence,
    )
