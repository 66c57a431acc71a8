"""Whether a build still says what the meeting says."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from boards.packs.rules import (
    ItemThen,
    MeetingThen,
    PaperThen,
    Snapshot,
    agenda_differences,
    paper_differences,
)

MEETING = MeetingThen(
    1, "ICS Board", "", "System", "ICS Board", "Formal", date(2020, 12, 2), time(10),
    time(12), "MS Teams",
)  # fmt: skip
FIRST = ItemThen(1, "1", "Business", "Clinical Strategy", 1)
SECOND = ItemThen(2, "2", "Business", "Finance Report", 1)
REPORT = PaperThen(
    7, 2, "ICS Finance Report", version_number=2, part_sha256="aa", sheet={"a": 1}
)
THEN = Snapshot(
    MEETING, (FIRST, SECOND), (REPORT,), datetime(2020, 11, 27, tzinfo=UTC), "Secretary"
)


def test_an_unchanged_meeting_has_no_differences():
    assert agenda_differences(THEN, THEN) == []
    assert paper_differences(THEN, THEN) == []


@pytest.mark.parametrize(
    ("items", "words"),
    [
        (
            (replace(SECOND, number="1"), replace(FIRST, number="2")),
            ["Finance Report is item 1, not 2.", "Clinical Strategy is item 2, not 1."],
        ),
        ((FIRST, replace(SECOND, part=2)), ["item 2 is in part 2, not part 1."]),
        (
            (FIRST, replace(SECOND, owners=("Chair",))),
            ["item 2, Finance Report, was changed."],
        ),
        ((FIRST,), ["Finance Report was taken off."]),
        (
            (FIRST, SECOND, ItemThen(3, "3", "Business", "EU Exit", 1)),
            ["EU Exit was added."],
        ),
    ],
)
def test_what_the_agenda_would_print_otherwise_is_said(items, words):
    assert agenda_differences(THEN, replace(THEN, items=items)) == words


def test_another_heading_counts_and_another_chair_does_not():
    moved = replace(THEN, meeting=replace(MEETING, place="Town hall"))
    chaired = replace(THEN, meeting=replace(MEETING, chair="Deputy chair"))

    assert agenda_differences(THEN, moved) == ["the heading of the meeting is another."]
    assert agenda_differences(THEN, chaired) == []


@pytest.mark.parametrize(
    ("papers", "words"),
    [
        (
            (replace(REPORT, part_sha256="bb", version_number=3),),
            (
                "Item 2, ICS Finance Report, has a newer file than the one in this build:"
                " version 3."
            ),
        ),
        (
            (replace(REPORT, sheet={"a": 2}),),
            "Item 2, ICS Finance Report, has a changed cover sheet.",
        ),
        (
            (replace(REPORT, confidential=True),),
            "Item 2, ICS Finance Report, is confidential since this build.",
        ),
        (
            (replace(REPORT, left_out="It is not accepted yet."),),
            "ICS Finance Report is in this build and was taken out since.",
        ),
        ((), "ICS Finance Report is in this build and was taken out since."),
        (
            (REPORT, PaperThen(8, 1, "Late annex")),
            "Item 1, Late annex, came after this build and is not in it.",
        ),
    ],
)
def test_papers_newer_than_the_build_are_named(papers, words):
    assert paper_differences(THEN, replace(THEN, papers=papers)) == [words]


def test_a_paper_made_open_since_is_said_too():
    then = replace(THEN, papers=(replace(REPORT, confidential=True),))

    assert paper_differences(then, THEN) == [
        "Item 2, ICS Finance Report, is no longer confidential since this build."
    ]
