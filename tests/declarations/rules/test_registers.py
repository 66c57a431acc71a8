"""Who and what stands in a register on a day."""

import datetime as dt

import pytest

from declarations.rules.clock import kept_until, public_until
from declarations.rules.registers import (
    Membership,
    Span,
    check_day,
    first_end_shown,
    membership_on,
)
from ics_portal.core.errors import RuleBroken

ONE_DAY = dt.timedelta(days=1)
DAY = dt.date(2020, 12, 2)


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (dt.date(2020, 12, 2), dt.date(2020, 6, 2)),
        (dt.date(2020, 8, 31), dt.date(2020, 3, 1)),
        (dt.date(2021, 2, 28), dt.date(2020, 8, 28)),
        (dt.date(2021, 3, 1), dt.date(2020, 9, 1)),
        (dt.date(2020, 2, 29), dt.date(2019, 8, 29)),
    ],
)
def test_what_ended_is_shown_for_six_months(day, first):
    assert first_end_shown(day) == first


def test_the_first_end_shown_agrees_with_the_last_day_shown_on_every_day():
    day = dt.date(2019, 1, 1)
    while day < dt.date(2021, 12, 31):
        first = first_end_shown(day)
        assert public_until(first) >= day > public_until(first - ONE_DAY)
        kept = first_end_shown(day, months=72)
        assert kept_until(kept) >= day > kept_until(kept - ONE_DAY)
        day += ONE_DAY


def test_a_day_still_to_come_is_refused():
    check_day(DAY, today=DAY)

    with pytest.raises(RuleBroken, match="today, 2 December 2020, or an earlier") as no:
        check_day(DAY + ONE_DAY, today=DAY)

    assert (no.value.rule_id, no.value.field) == ("REG-1", "on")


SEAT = Span("Partner member", dt.date(2020, 1, 1), dt.date(2020, 6, 30))
ROLE = Span("Member", dt.date(2019, 1, 1), None)


@pytest.mark.parametrize(
    ("spans", "found"),
    [
        ([], None),
        ([Span("Chair", DAY + ONE_DAY, None)], None),
        ([Span("Chair", DAY, DAY)], Membership(("Chair",), DAY, None)),
        ([ROLE, SEAT], Membership(("Member",), dt.date(2019, 1, 1), None)),
        (
            [SEAT, Span("Deputy", None, dt.date(2020, 3, 31))],
            Membership(("Partner member",), dt.date(2020, 1, 1), dt.date(2020, 6, 30)),
        ),
        (
            [ROLE, Span("Chair", None, None, is_seat=True)],
            Membership(("Chair",), None, None),
        ),
        ([ROLE, Span("Member", None, None)], Membership(("Member",), None, None)),
    ],
)
def test_how_somebody_stands_to_the_table(spans, found):
    assert membership_on(DAY, spans) == found
