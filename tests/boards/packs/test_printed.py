"""The words of front page, agenda and sheets, before they are set."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from boards.packs.documents import not_published_document
from boards.packs.enums import Edition
from boards.packs.presenters.printed import (
    AgendaGroup,
    AgendaLine,
    Laid,
    Mark,
    PrintedSpan,
    agenda_pages,
    front_page,
    pack_title,
    running_foot,
    running_head,
)
from boards.packs.rules import (
    PART_TWO_PREFIX,
    Change,
    ChangeKind,
    ItemThen,
    MeetingThen,
    NextMeeting,
    PaperThen,
    Snapshot,
    entries_of,
    page_plan,
    published,
    spans_of,
)

MEETING = MeetingThen(
    meeting_id=1,
    body="ICS Board",
    long_name="Integrated Care System (ICS) Board",
    system="Lancashire and South Cumbria ICS",
    running_header="ICS BOARD",
    meeting_type="Formal",
    held_on=date(2020, 12, 2),
    starts_at=time(10),
    ends_at=time(12),
    place="MS Teams Teleconference",
    chair="Independent chair",
    asks_whom="Board secretary, Lancashire and South Cumbria ICS",
    next_meeting=NextMeeting(
        "Informal", date(2021, 1, 13), time(10), time(12), "MS Teams Teleconference"
    ),
)
ITEMS = (
    ItemThen(1, "1", "Routine Items of Business", "Welcome", 1, owners=("Chair",),
             purposes=("Note",), format_words="Verbal"),
    ItemThen(9, "9", "Building the Future System", "Assurance Framework", 1,
             owners=("Director of Finance", "Head of PMO"), purposes=("Note",),
             format_words="Attached"),
    ItemThen(10, "9a", "Building the Future System", "Late matter", 1),
    ItemThen(11, "10", "Building the Future System", "Gone matter", 1,
             state_words="Withdrawn"),
    ItemThen(16, "11", "Redundancies", "Settlement with a named person", 2,
             open_title="A staff matter", owners=("Director of People",)),
    ItemThen(17, "12", "Redundancies", "Estates sale", 2),
)  # fmt: skip
PAPERS = (
    PaperThen(90, 9, "Secret framework", confidential=True),
    PaperThen(91, 9, "Open annex"),
    PaperThen(160, 16, "Secret settlement"),
)
SNAPSHOT = Snapshot(
    MEETING, ITEMS, PAPERS, datetime(2020, 11, 27, 16, 5, tzinfo=UTC), "Secretary", 2
)
COUNTS = {"front": 1, "agenda": 1, "paper-90": 3, "paper-91": 2, "paper-160": 4}
KEYS = {key: f"part-of-{key}" for key in COUNTS}


def laid(edition: Edition) -> Laid:
    part_one = page_plan(entries_of(SNAPSHOT, 1), COUNTS)
    part_two = page_plan(entries_of(SNAPSHOT, 2), COUNTS, prefix=PART_TWO_PREFIX)
    runs = {
        Edition.MEMBERS: part_one,
        Edition.PUBLIC: published(part_one),
        Edition.PRIVATE: part_two,
    }[edition]
    return Laid(edition, runs, spans_of(runs), spans_of(part_two), KEYS)


@pytest.mark.requirement("AGD-01")
@pytest.mark.requirement("AGD-09")
def test_the_agenda_begins_with_the_heading_and_ends_with_the_next_meeting():
    agenda = agenda_pages(SNAPSHOT, laid(Edition.MEMBERS))

    assert agenda.lead == (
        "Formal Integrated Care System (ICS) Board",
        "Wednesday 2 December 2020, 10:00–12:00, MS Teams Teleconference",
        "In the chair: Independent chair",
    )
    assert agenda.next_meeting == (
        "Next meeting: Informal, Wednesday 13 January 2021, 10:00–12:00,"
        " MS Teams Teleconference."
    )


@pytest.mark.requirement("AGD-02")
@pytest.mark.requirement("AGD-03")
def test_the_members_agenda_has_the_five_columns_and_linked_pages_by_section():
    agenda = agenda_pages(SNAPSHOT, laid(Edition.MEMBERS))

    assert [group.title for group in agenda.groups] == [
        "Routine Items of Business",
        "Building the Future System",
        "Part 2, private: pages P are in the part 2 file",
    ]
    assert agenda.groups[1].rows == (
        AgendaLine(
            "9",
            "Assurance Framework",
            "Director of Finance / Head of PMO",
            "Note",
            "Attached",
            marks=(Mark("confidential", "lock"),),
            pages=(PrintedSpan("3–7", "https://pack.invalid/entry/part-of-paper-90"),),
        ),
        AgendaLine("9a", "Late matter", marks=(Mark("late item", "late"),)),
        AgendaLine("10", "Gone matter", marks=(Mark("withdrawn"),)),
    )
    assert agenda.groups[2].rows[0] == AgendaLine(
        "11",
        "Settlement with a named person",
        "Director of People",
        pages=(PrintedSpan("P3–P6"),),
    )


@pytest.mark.requirement("AGD-14")
def test_the_public_agenda_names_a_private_item_by_its_public_title_and_nothing_else():
    agenda = agenda_pages(SNAPSHOT, laid(Edition.PUBLIC))

    assert agenda.groups[-1] == AgendaGroup(
        "Part 2, heard in private",
        (AgendaLine("11", "A staff matter"), AgendaLine("12", "Estates sale")),
    )
    for secret in ("Redundancies", "Settlement", "Director of People", "P3"):
        assert secret not in repr(agenda)


def test_the_public_agenda_says_not_published_in_place_of_pages():
    agenda = agenda_pages(SNAPSHOT, laid(Edition.PUBLIC))

    framework = agenda.groups[1].rows[0]
    assert framework.pages == (
        PrintedSpan("not published"),
        PrintedSpan("6–7", "https://pack.invalid/entry/part-of-paper-91"),
    )
    assert framework.marks == ()
    assert "Secret" not in repr(agenda)


def test_part_two_has_an_agenda_of_its_own_with_its_sections():
    agenda = agenda_pages(SNAPSHOT, laid(Edition.PRIVATE))

    assert agenda.heading == "Agenda, part 2"
    assert [(g.title, [r.number for r in g.rows]) for g in agenda.groups] == [
        ("Redundancies", ["11", "12"])
    ]


@pytest.mark.requirement("PCK-02")
def test_head_and_foot_say_body_date_part_and_version():
    assert running_head(SNAPSHOT, Edition.MEMBERS) == (
        "ICS BOARD · 2 December 2020 · Part 1"
    )
    assert running_head(SNAPSHOT, Edition.PRIVATE).endswith("Part 2, private")
    assert running_foot(SNAPSHOT, Edition.MEMBERS) == "Version 2"
    assert running_foot(SNAPSHOT, Edition.PUBLIC) == "Version 2 · public copy"


def test_the_bodys_name_stands_in_for_a_missing_running_header():
    plain = replace(SNAPSHOT, meeting=replace(MEETING, running_header=""))

    assert running_head(plain, Edition.MEMBERS).startswith("ICS Board · ")


def test_each_edition_has_a_title_of_its_own():
    assert [pack_title(SNAPSHOT, edition) for edition in Edition] == [
        "Formal ICS Board, 2 December 2020, part 1",
        "Formal ICS Board, 2 December 2020, part 2, private",
        "Formal ICS Board, 2 December 2020, public papers",
    ]


def facts(edition: Edition) -> dict[str, str]:
    front = front_page(SNAPSHOT, laid(edition), since=None, changes=())
    return {fact.caption: fact.words for fact in front.facts}


def test_the_members_front_page_says_which_pages_are_confidential():
    assert facts(Edition.MEMBERS) == {
        "Part": "1, in public",
        "Version": "2, made Friday 27 November 2020, 16:05",
        "Changes": "None to list: no version was issued to members before",
        "Pages": "1 to 7",
        "Confidential": "Pages 3–5 (item 9). Please do not pass these pages on",
        "Questions": "Board secretary, Lancashire and South Cumbria ICS",
    }


def test_the_public_front_page_says_which_pages_are_not_published():
    assert facts(Edition.PUBLIC)["Not published"] == "Pages 3–5 (item 9)"
    assert facts(Edition.PUBLIC)["Pages"] == "1 to 7"
    assert "Confidential" not in facts(Edition.PUBLIC)


def test_a_first_version_lists_no_changes_and_a_later_one_does():
    changes = [
        Change(ChangeKind.ADDED, "8", f"Item 8, annex {n}, added.") for n in range(3)
    ]

    first = front_page(SNAPSHOT, laid(Edition.MEMBERS), since=None, changes=changes)
    later = front_page(
        SNAPSHOT,
        laid(Edition.MEMBERS),
        since=1,
        changes=changes,
        moved_words="No other page has moved.",
        at_most=2,
    )
    same = front_page(SNAPSHOT, laid(Edition.MEMBERS), since=1, changes=())

    said = {fact.caption: fact.words for fact in first.facts}
    assert (first.changes_heading, first.changes) == ("", ())
    assert said["Changes"] == "None to list: no version was issued to members before"
    assert "Changes" not in {fact.caption for fact in later.facts}
    assert "Changes" not in facts(Edition.PUBLIC)
    assert later.changes_heading == "Changed since version 1"
    assert later.changes == (
        "Item 8, annex 0, added.",
        "Item 8, annex 1, added.",
        "And 1 more change.",
        "No other page has moved.",
    )
    assert same.changes == ("Nothing but this page.",)


def test_the_sheet_for_pages_not_published_names_item_and_pages_only():
    sheet = next(run for run in laid(Edition.PUBLIC).runs if run.is_withheld)

    document = not_published_document(sheet, asks_whom="Board secretary")

    assert document.context == {
        "pages_words": "Pages 3 to 5 are",
        "item_number": "9",
        "item_title": "Assurance Framework",
        "asks_whom": "Board secretary",
    }
    assert document.title == "Item 9: Pages 3 to 5 are not published"


def test_a_single_page_is_spoken_of_in_the_singular():
    sheet = next(run for run in laid(Edition.PUBLIC).runs if run.is_withheld)
    one = replace(sheet, numbers=1)

    document = not_published_document(one, asks_whom="")

    assert document.context["pages_words"] == "Page 3 is"
