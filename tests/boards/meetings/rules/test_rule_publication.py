"""When a publication is late, and what is asked then."""

from datetime import date

import pytest

from boards.meetings.rules.publication import check_late, is_late, papers_due_on
from ics_portal.core.errors import RuleBroken

MEETS = date(2020, 12, 2)


def test_papers_are_due_a_week_before_by_default():
    assert papers_due_on(MEETS, 7) == date(2020, 11, 25)


@pytest.mark.parametrize(
    ("today", "late"),
    [(date(2020, 11, 25), False), (date(2020, 11, 26), True)],
)
def test_late_begins_the_day_after(today, late):
    assert is_late(date(2020, 11, 25), today) is late


def test_without_a_day_nothing_is_late():
    assert not is_late(None, MEETS)
    check_late(due_on=None, today=MEETS, reason="", agreed_by="")


@pytest.mark.requirement("PUB-01")
@pytest.mark.parametrize(
    ("reason", "agreed_by", "field"),
    [
        ("", "The chair", "late_reason"),
        ("  ", "The chair", "late_reason"),
        ("Figures came late.", " ", "late_agreed_by"),
    ],
)
def test_late_needs_a_reason_and_the_person_presiding(reason, agreed_by, field):
    with pytest.raises(RuleBroken) as refused:
        check_late(
            due_on=date(2020, 11, 25), today=MEETS, reason=reason, agreed_by=agreed_by
        )
    assert refused.value.rule_id == "PUBL-1"
    assert refused.value.field == field


def test_late_with_both_goes_out():
    check_late(
        due_on=date(2020, 11, 25),
        today=MEETS,
        reason="Figures came late.",
        agreed_by="The chair",
    )
