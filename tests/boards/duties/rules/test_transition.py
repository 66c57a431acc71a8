"""Milestones: quarters, days, misprints and standing, over plain values."""

from collections import Counter
from datetime import date

import pytest

from boards.duties.importers import read_milestones, shipped_milestones
from boards.duties.rules.transition import (
    Progress,
    Standing,
    check_done,
    due_day,
    last_day_of,
    mended,
    own_code_after,
    quarter_of,
    standing,
)
from ics_portal.core.errors import RuleBroken

DUE = date(2022, 3, 31)


@pytest.mark.parametrize(
    ("quarter", "day"),
    [
        ("2021/22 Q1", date(2021, 6, 30)),
        ("2021/22 Q2", date(2021, 9, 30)),
        ("2021/22 Q3", date(2021, 12, 31)),
        ("2021/22 Q4", DUE),
        ("2021/22", DUE),
        ("1999/00 Q4", date(2000, 3, 31)),
        ("2021/23 Q1", None),
        ("2021/22 Q5", None),
        ("", None),
    ],
)
def test_a_quarter_has_a_last_day(quarter, day):
    assert last_day_of(quarter) == day


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2021, 4, 1), "2021/22 Q1"),
        (date(2021, 9, 30), "2021/22 Q2"),
        (date(2021, 12, 31), "2021/22 Q3"),
        (date(2022, 1, 1), "2021/22 Q4"),
        (DUE, "2021/22 Q4"),
        (date(1999, 12, 31), "1999/00 Q3"),
    ],
)
def test_a_day_has_a_quarter(day, quarter):
    assert quarter_of(day) == quarter


@pytest.mark.parametrize(
    ("given", "quarter", "day"),
    [
        ("2022-03-31", "2020/21 Q1", DUE),
        ("2021-04", "2021/22 Q1", date(2021, 4, 30)),
        ("2020-12", "2020/21 Q3", date(2020, 12, 31)),
        ("", "2021/22 Q4", DUE),
        ("", "", None),
    ],
)
def test_a_given_day_then_a_months_last_then_the_quarters_last(given, quarter, day):
    assert due_day(given, quarter) == day


@pytest.mark.parametrize(
    ("given", "why"),
    [("soon", "soon"), ("2022-13", "month"), ("2022-02-30", "day")],
)
def test_a_day_that_is_none_is_no_day(given, why):
    with pytest.raises(ValueError, match=why):
        due_day(given, "")


@pytest.mark.requirement("TRN-10")
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("PREPATION", ("PREPARATION", "Printed “PREPATION”, read as “PREPARATION”.")),
        (
            "from 1st April 2021",
            ("from 1 April 2022", "Printed “1st April 2021”, read as “1 April 2022”."),
        ),
        ("TRANSITION", ("TRANSITION", "")),
    ],
)
def test_a_misprint_is_mended_and_its_words_are_kept(words, found):
    assert mended(words) == found


@pytest.mark.requirement("TRN-01", "TRN-02")
def test_the_list_that_ships_has_its_quarters_phases_and_days():
    rows = shipped_milestones()

    transition = [row for row in rows if row.programme == "ICS transition 2021/22"]
    assert (len(rows), len(transition)) == (32, 18)
    assert Counter((row.quarter, row.phase) for row in transition) == {
        ("2021/22 Q1", "preparation"): 2,
        ("2021/22 Q2", "implementation"): 5,
        ("2021/22 Q3", "implementation"): 4,
        ("2021/22 Q4", "transition"): 7,
    }
    assert [row.code for row in rows if row.due_on is None] == []
    days = {row.code: row.due_on for row in rows}
    assert days["MS-20"] == date(2021, 4, 30)
    assert days["MS-24"] == date(2021, 12, 31)
    assert days["MS-18"] == DUE


@pytest.mark.requirement("TRN-10")
def test_what_was_mended_on_loading_is_said():
    rows = {row.code: row for row in shipped_milestones()}

    corrected = {code: row.correction for code, row in rows.items() if row.correction}
    assert corrected == {
        "MS-01": "Printed “PREPATION”, read as “PREPARATION”.",
        "MS-02": "Printed “PREPATION”, read as “PREPARATION”.",
        "MS-16": "Printed “1st April 2021”, read as “1 April 2022”.",
        "MS-19": "Printed “8 January 2020”, read as “8 January 2021”.",
    }
    assert rows["MS-16"].text.endswith("where agreed from 1 April 2022")


@pytest.mark.requirement("TRN-03", "TRN-09")
def test_the_list_keeps_what_depends_on_the_bill_and_the_published_order():
    rows = shipped_milestones()

    assert {row.code for row in rows if row.depends_on} == {"MS-04", "MS-06"}
    fourth = [row.code for row in rows if row.quarter == "2021/22 Q4"][:7]
    # Engagement with trade unions is printed in the last quarter, and stays there.
    assert fourth == [f"MS-{number}" for number in range(12, 19)]


def test_a_table_with_an_unknown_phase_is_no_table_of_milestones():
    text = (
        "code,programme,quarter,phase,text,date,depends_on,source,correction\n"
        "X-1,Ours,2021/22 Q1,DREAMING,Do it,,,,\n"
    )
    with pytest.raises(ValueError, match="dreaming"):
        read_milestones(text)


@pytest.mark.requirement("TRN-01")
@pytest.mark.parametrize(
    ("status", "due", "done", "day", "found"),
    [
        ("planned", DUE, None, date(2022, 3, 30), (Progress.AHEAD, "1 day left")),
        ("planned", DUE, None, date(2022, 3, 1), (Progress.AHEAD, "30 days left")),
        ("under_way", DUE, None, DUE, (Progress.DUE, "Due on this day")),
        (
            *("under_way", DUE, None, date(2022, 4, 1)),
            (Progress.OVERDUE, "Overdue by 1 day"),
        ),
        (
            *("done", DUE, DUE, date(2022, 4, 1)),
            (Progress.DONE, "Done on 31 March 2022"),
        ),
        (
            *("done", DUE, date(2022, 4, 2), date(2022, 4, 2)),
            (Progress.DONE, "Done on 2 April 2022", "2 days late"),
        ),
        (
            *("done", DUE, date(2022, 4, 2), date(2022, 4, 1)),
            (Progress.OVERDUE, "Overdue by 1 day", "done later, on 2 April 2022"),
        ),
        (
            *("done", None, DUE, DUE),
            (Progress.DONE, "Done on 31 March 2022"),
        ),
        ("planned", None, None, DUE, (Progress.NO_DAY, "No day is set")),
        ("dropped", DUE, None, date(2023, 1, 1), (Progress.DROPPED, "Dropped")),
    ],
)
def test_how_a_milestone_stands_on_a_day(status, due, done, day, found):
    assert standing(status=status, due_on=due, done_on=done, day=day) == Standing(
        *found
    )


def test_how_it_stands_is_said_in_one_line_too():
    late = Standing(Progress.DONE, "Done on 2 April 2022", "2 days late")

    assert late.in_full == "Done on 2 April 2022, 2 days late"
    assert Standing(Progress.DROPPED, "Dropped").in_full == "Dropped"


def test_thousands_of_days_are_said_with_a_comma():
    found = standing(status="planned", due_on=DUE, done_on=None, day=date(2026, 11, 29))

    assert found.words == "Overdue by 1,704 days"


@pytest.mark.parametrize(
    ("status", "done_on"), [("planned", None), ("dropped", None), ("done", DUE)]
)
def test_a_day_goes_with_what_is_done(status, done_on):
    check_done(status, done_on, DUE)


@pytest.mark.parametrize(
    ("status", "done_on", "field", "sentence"),
    [
        ("done", None, "done_on", "Give the day it was done."),
        (
            "done",
            date(2022, 4, 1),
            "done_on",
            "Give the day it was done, today or before; 1 April 2022 is still to come.",
        ),
        (
            "under_way",
            DUE,
            "done_on",
            "Leave the day empty, or say that it is done.",
        ),
        ("lost", None, "status", "Choose how it stands."),
    ],
)
def test_a_day_that_does_not_go_with_it_is_refused(status, done_on, field, sentence):
    with pytest.raises(RuleBroken) as refusal:
        check_done(status, done_on, DUE)

    problem = refusal.value
    assert (problem.rule_id, problem.field, problem.message) == (
        *("DUT-41", field),
        sentence,
    )


@pytest.mark.parametrize(
    ("codes", "following"),
    [
        ([], "OWN-01"),
        (["MS-18", "OWN-01", "OWN-09", "OWN-x"], "OWN-10"),
    ],
)
def test_own_milestones_are_numbered(codes, following):
    assert own_code_after(codes) == following
