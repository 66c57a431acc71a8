"""What papers say on the pages of a meeting."""

from datetime import date, timedelta

import pytest

from boards.meetings.contributions import counts_for, notes_for, warnings_for
from boards.meetings.enums import ItemFormat
from boards.papers.contributions import paper_checks, paper_notes, papers_waiting
from boards.papers.models import Paper
from boards.papers.services import import_cover_sheet
from ics_portal.core.web.navigation import links_for
from tests.boards.papers.services.test_imports import a_sheet
from tests.factories.papers import (
    MEETING_DAY,
    NOW,
    PaperFactory,
    PaperVersionFactory,
    RecommendationFactory,
    a_current_version,
    name_on,
)

LONG_BEFORE = MEETING_DAY - timedelta(days=30)
NEAR = MEETING_DAY - timedelta(days=7)


def told(board, today=LONG_BEFORE):
    return [
        (warning.rule_id, warning.text, warning.cure_label)
        for warning in paper_checks(board.meeting.pk, today)
    ]


def note(board, item, actor=None):
    found = paper_notes(board.meeting.pk, actor or board.secretary).get(item.pk)
    return found and (found.words, found.kind)


def a_ready_paper(item, **fields):
    paper = PaperFactory(item=item, **{"state": "accepted", **fields})
    a_current_version(paper)
    return paper


def test_papers_are_registered_with_the_meetings_pages(board):
    board.item()

    assert warnings_for(board.meeting.pk, LONG_BEFORE)
    assert "papers" in counts_for(board.meeting.pk, board.secretary)
    assert notes_for(board.meeting.pk, board.secretary) == {}


@pytest.mark.requirement("AGD-06")
def test_attached_without_a_paper_is_warned_about(board):
    item = board.item(item_format=ItemFormat.ATTACHED)

    warning = paper_checks(board.meeting.pk, LONG_BEFORE)[0]

    assert (warning.text, warning.cure_label, warning.cure_url, warning.severity) == (
        "Item 1 says Attached, but has no paper.",
        "Ask for a paper",
        f"/meetings/{board.meeting.pk}/papers/new/?item={item.pk}",
        "warn",
    )


@pytest.mark.requirement("AGD-06")
def test_attached_with_a_paper_that_has_no_file_is_warned_about(board):
    paper = PaperFactory(item=board.item())
    PaperFactory(item=board.item("Log"), kind="action_log")

    assert told(board) == [
        (
            "AGD-06",
            "Item 1: ICS Finance Report has no file that is ready.",
            "Open the paper",
        )
    ]
    a_current_version(paper)
    assert told(board) == []


@pytest.mark.requirement("AGD-06")
def test_verbal_with_a_paper_is_warned_about(board):
    a_ready_paper(board.item(item_format=ItemFormat.VERBAL))

    assert told(board) == [
        (
            "AGD-06",
            "Item 1 says Verbal, but it has 1 paper.",
            "Say Attached",
        )
    ]


@pytest.mark.requirement("AGD-06")
@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (LONG_BEFORE, []),
        (
            NEAR,
            [
                (
                    "AGD-06",
                    "Item 1 is to follow, and the meeting is on Wed 2 Dec.",
                    "See its papers",
                )
            ],
        ),
    ],
)
def test_a_paper_to_follow_is_asked_after_close_to_the_meeting(board, today, expected):
    board.item(item_format=ItemFormat.TO_FOLLOW)

    assert told(board, today) == expected


@pytest.mark.requirement("AGD-06")
def test_a_paper_that_has_followed_should_be_attached(board):
    a_ready_paper(board.item(item_format=ItemFormat.TO_FOLLOW))

    assert told(board, NEAR) == [
        (
            "AGD-06",
            "Item 1 says To follow, but its paper is here.",
            "Say Attached",
        )
    ]


@pytest.mark.requirement("AGD-05")
def test_an_agenda_weaker_than_its_paper_has_a_cure_of_one_step(board):
    item = board.item()
    item.purposes.add(board.body.purposes.get(word="Note"))
    paper = a_ready_paper(item)
    RecommendationFactory(sheet__paper=paper, verb="note", position=0)
    RecommendationFactory(
        sheet=paper.cover_sheet, verb="endorse", text="it", position=1
    )
    endorse = board.body.purposes.get(word="Endorse")

    warning = paper_checks(board.meeting.pk, LONG_BEFORE)[0]

    assert (warning.text, warning.cure_label, warning.cure_is_post) == (
        "Item 1 says Note; the paper asks to endorse.",
        "Set Endorse",
        True,
    )
    assert warning.cure_url.endswith(f"/items/{item.pk}/purpose/{endorse.pk}/")


@pytest.mark.requirement("AGD-14")
def test_a_confidential_paper_in_part_one_asks_to_decide(board):
    item = board.item()
    a_ready_paper(item, confidential=True)

    warning = paper_checks(board.meeting.pk, LONG_BEFORE)[0]

    assert (warning.severity, warning.cure_label, warning.text) == (
        "stop",
        "Decide",
        (
            "Item 1 is in part 1 and has a confidential paper. Its title will be public, "
            "the paper not."
        ),
    )
    item.confidential_reason = "The title is known already."
    item.save()
    assert told(board) == []


@pytest.mark.requirement("AGD-14")
def test_a_confidential_paper_in_part_two_needs_no_decision(board):
    a_ready_paper(board.item(part=2, private_reason="Commercial"), confidential=True)

    assert told(board) == []


@pytest.mark.requirement("PCK-05")
def test_an_appendix_that_is_not_there_is_a_grave_warning(board):
    item = board.item()
    paper = PaperFactory(item=item)
    a_current_version(paper, appendices={"cited": ["A", "C"], "there": ["A"]})

    warning = paper_checks(board.meeting.pk, LONG_BEFORE)[0]
    assert (warning.severity, warning.text) == (
        "stop",
        "Item 1: Appendix C is cited in ICS Finance Report but is not there.",
    )

    a_ready_paper(item, title="Appendix C: plan on a page", kind="annex")
    assert told(board) == []


def test_withdrawn_papers_and_items_are_not_warned_about(board):
    PaperFactory(item=board.item(state="withdrawn", state_reason="x"))
    PaperFactory(item=board.item(), state="withdrawn")

    assert [text for _, text, _ in told(board)] == [
        "Item 1 says Attached, but has no paper."
    ]


def test_a_meeting_that_is_gone_has_no_warnings(board):
    assert paper_checks(0, LONG_BEFORE) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_checks_and_notes_ask_no_more_for_more_papers(
    board, rows, django_assert_num_queries
):
    for _ in range(rows):
        paper = a_ready_paper(board.item())
        RecommendationFactory(sheet__paper=paper)

    with django_assert_num_queries(12):
        paper_checks(board.meeting.pk, LONG_BEFORE)
    with django_assert_num_queries(4):
        paper_notes(board.meeting.pk, board.secretary)
    board.issue()
    with django_assert_num_queries(6):
        paper_notes(board.meeting.pk, board.member)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"state": "requested"}, ("With the author", "warn")),
        (
            {"state": "drafting", "due_on": date(2020, 11, 1)},
            ("With the author, late", "warn"),
        ),
        ({"state": "returned"}, ("Returned", "warn")),
        ({"state": "submitted"}, ("To be accepted", "info")),
        ({"state": "accepted"}, ("Being prepared", "info")),
    ],
)
def test_the_note_says_where_a_paper_stands(board, fields, expected):
    item = board.item()
    PaperFactory(item=item, **fields)

    assert note(board, item) == expected


def test_the_note_of_a_ready_paper_counts_its_pages(board):
    item = board.item()
    a_ready_paper(item)

    assert note(board, item) == ("Ready, 2 pages", "ok")


def test_the_note_of_a_log_is_ready_without_a_file(board):
    item = board.item()
    PaperFactory(item=item, kind="action_log", state="accepted")

    assert note(board, item) == ("Ready", "ok")


def test_the_note_of_a_file_that_cannot_be_used_says_so(board):
    item = board.item()
    PaperVersionFactory(
        paper=PaperFactory(item=item), state="failed", failure="Locked."
    )

    assert note(board, item) == ("File cannot be used", "bad")


def test_several_papers_are_counted(board):
    item = board.item()
    a_ready_paper(item)
    other = PaperFactory(item=item, state="submitted")
    assert note(board, item) == ("2 papers, 1 ready", "warn")

    a_current_version(other)
    Paper.objects.filter(pk=other.pk).update(state="accepted")
    assert note(board, item) == ("2 papers", "ok")


def test_a_confidential_paper_wears_a_lock(board):
    item = board.item()
    a_ready_paper(item, confidential=True)

    found = paper_notes(board.meeting.pk, board.secretary)[item.pk]
    assert (found.kind, found.confidential) == ("lock", True)


def test_notes_tell_nobody_of_papers_they_may_not_read(board):
    item = board.item()
    a_ready_paper(item, title="SECRET")

    assert note(board, item, board.member) is None
    assert note(board, item, board.stranger) is None
    board.issue()
    assert note(board, item, board.member) == ("Ready, 2 pages", "ok")


def test_the_office_counts_what_it_has_to_accept(board):
    PaperFactory(item=board.item(), state="submitted")
    stuck = PaperFactory(item=board.item())
    PaperVersionFactory(paper=stuck, state="failed", failure="Locked.")
    PaperFactory(item=board.item())

    assert papers_waiting(board.meeting.pk, board.secretary) == {"papers": 2}


def test_an_author_counts_what_is_still_to_be_sent(board):
    for state in ("requested", "returned", "submitted"):
        name_on(PaperFactory(item=board.item(), state=state), board.author)
    PaperFactory(item=board.item())

    assert papers_waiting(board.meeting.pk, board.author) == {"papers": 2}


def test_who_writes_papers_finds_them_in_the_navigation(board):
    assert "papers" in {link.key for link in links_for(board.author)}
    assert "papers" not in {link.key for link in links_for(board.member)}


def test_an_imported_sheet_with_unclear_ticks_breaks_no_check(board, paper):
    import_cover_sheet(paper=paper, data=a_sheet(), actor=board.secretary, at=NOW)

    assert any("no file" in text for _, text, _ in told(board))
