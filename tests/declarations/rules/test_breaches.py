"""What a breach says, and that it names nobody."""

import datetime as dt

import pytest

from declarations.rules.breaches import LONGEST, check_breach, named_in
from ics_portal.core.errors import RuleBroken

TODAY = dt.date(2020, 12, 2)
WORDS = {"what": "Late", "impact": "None", "action": "Reminded"}


@pytest.mark.parametrize(
    ("day", "change", "field"),
    [
        (None, {}, "happened_on"),
        (dt.date(2020, 12, 3), {}, "happened_on"),
        (TODAY, {"what": ""}, "what"),
        (TODAY, {"impact": ""}, "impact"),
        (TODAY, {"action": "x" * (LONGEST + 1)}, "action"),
    ],
)
def test_what_is_missing_is_said_at_its_field(day, change, field):
    with pytest.raises(RuleBroken) as refused:
        check_breach(day, WORDS | change, today=TODAY)

    assert (refused.value.rule_id, refused.value.field) == ("BRE-1", field)


def test_a_whole_breach_is_taken():
    assert check_breach(TODAY, WORDS, today=TODAY) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ann  Example\nwas late", ["Ann Example"]),
        ("ANN EXAMPLE's return", ["Ann Example"]),
        ("The member for Annexample", []),
        ("Joann Examples", []),
        ("", []),
    ],
)
def test_names_are_found_as_a_whole(text, found):
    assert named_in(text, ["Ann Example", "Bo Other"]) == found
