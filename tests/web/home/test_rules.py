"""How near a day is."""

from __future__ import annotations

from datetime import date

import pytest

from ics_portal.web.home.rules import days_left


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2020, 11, 20), "5 days left"),
        (date(2020, 11, 24), "tomorrow"),
        (date(2020, 11, 25), "today"),
        (date(2020, 11, 26), "passed"),
    ],
)
def test_days_left_are_said_in_words(today, words):
    assert days_left(date(2020, 11, 25), today) == words
