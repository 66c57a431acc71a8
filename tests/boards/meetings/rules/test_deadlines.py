"""The days by which things are due."""

from datetime import date

import pytest

from boards.meetings.rules import deadlines

HELD_ON = date(2020, 12, 2)


def states(*, today, issued_on=None):
    found = deadlines(
        HELD_ON,
        papers_due_days=7,
        papers_to_members_days=5,
        issued_on=issued_on,
        today=today,
    )
    return [(each.title, each.on, each.state) for each in found]


@pytest.mark.parametrize(
    ("today", "issued_on", "expected"),
    [
        (date(2020, 11, 1), None, ["next", "later", "later"]),
        (date(2020, 11, 25), None, ["next", "later", "later"]),
        (date(2020, 11, 26), None, ["passed", "next", "later"]),
        (date(2020, 11, 28), None, ["passed", "missed", "next"]),
        (date(2020, 11, 26), date(2020, 11, 26), ["passed", "done", "next"]),
        (date(2020, 11, 27), date(2020, 11, 27), ["passed", "done", "next"]),
        (date(2020, 11, 28), date(2020, 11, 28), ["passed", "missed", "next"]),
        (date(2020, 12, 3), date(2020, 11, 26), ["passed", "done", "done"]),
    ],
)
def test_each_deadline_says_how_it_stands(today, issued_on, expected):
    found = states(today=today, issued_on=issued_on)

    assert [state for _, _, state in found] == expected


def test_days_are_counted_in_the_calendar():
    assert [(title, on) for title, on, _ in states(today=date(2020, 11, 1))] == [
        ("Papers from authors", date(2020, 11, 25)),
        ("Pack to members", date(2020, 11, 27)),
        ("Meeting", HELD_ON),
    ]


def test_one_day_before_is_said_in_the_singular():
    [papers, *_] = deadlines(
        HELD_ON,
        papers_due_days=1,
        papers_to_members_days=0,
        issued_on=None,
        today=HELD_ON,
    )

    assert papers.note == "1 day before"


def test_a_pack_issued_late_says_when():
    [_, members, _] = deadlines(
        HELD_ON,
        papers_due_days=7,
        papers_to_members_days=5,
        issued_on=date(2020, 11, 30),
        today=date(2020, 11, 30),
    )

    assert members.note == "5 days before; issued late, 30 Nov 2020"


def test_nothing_says_public_notice_was_given_because_its_day_went_by():
    found = deadlines(
        HELD_ON,
        papers_due_days=7,
        papers_to_members_days=5,
        issued_on=date(2020, 11, 26),
        today=date(2020, 12, 3),
        meets_in_public=True,
    )

    assert {each.title: each.state for each in found}["Public notice"] == "passed"


def test_public_notice_leaves_out_its_own_day_and_the_meetings():
    found = deadlines(
        HELD_ON,
        papers_due_days=7,
        papers_to_members_days=5,
        issued_on=None,
        today=HELD_ON,
        meets_in_public=True,
    )

    assert [(each.title, each.on, each.note) for each in found[2:]] == [
        ("Public notice", date(2020, 11, 28), "3 clear days: 29, 30, 1"),
        ("Meeting", HELD_ON, ""),
    ]
