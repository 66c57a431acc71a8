from datetime import timedelta
from pathlib import Path

import pytest

from boards.papers.enums import PaperState, VersionState
from boards.papers.models import Paper
from boards.papers.selectors import (
    item_numbers,
    pack_papers,
    remarks_of,
    remedies,
    sheet_for_print_of,
    who_wrote,
)
from boards.papers.services import move_paper, save_cover_sheet
from tests.factories.papers import (
    NOW,
    PaperFactory,
    PaperPersonFactory,
    PaperVersionFactory,
    RecommendationFactory,
    a_current_version,
    a_part_record,
)


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.mark.requirement("PCK-01")
def test_papers_come_in_the_order_of_the_agenda_and_of_their_item(board):
    first, second = board.item("First"), board.item("Second")
    PaperFactory(item=second, title="B1", position=0)
    b2 = PaperFactory(item=second, title="B2", position=1)
    PaperFactory(item=first, title="A")
    private = board.item("Private", part=2, private_reason="Commercial")
    PaperFactory(item=private, title="P")

    move_paper(paper=b2, up=True, actor=board.secretary, at=NOW)

    assert [paper.title for paper in pack_papers(board.meeting.pk)] == [
        "A",
        "B2",
        "B1",
        "P",
    ]


def test_papers_of_items_that_are_not_heard_are_left_out(board):
    PaperFactory(item=board.item("Gone", state="withdrawn", state_reason="x"))
    PaperFactory(item=board.item("Later", state="deferred", state_reason="x"))

    assert pack_papers(board.meeting.pk) == ()


def test_a_ready_paper_brings_its_part_its_record_and_its_sheet(board, paper):
    version = a_current_version(
        paper, record=a_part_record(3, key=f"paper{paper.pk}v1").to_json()
    )

    found = pack_papers(board.meeting.pk)[0]

    assert found.is_ready
    assert (found.version_number, found.version_state) == (1, VersionState.READY)
    assert found.part_path == Path(version.part.file.path)
    assert found.part_sha256 == version.part.sha256
    assert found.record.page_count == 3
    assert (found.sheet.item_number, found.sheet.presented_by) == (
        "1",
        ("ICS Executive Director of Finance",),
    )
    assert found.sheet == sheet_for_print_of(paper)


def test_a_paper_without_a_file_is_there_without_a_part(board, paper):
    found = pack_papers(board.meeting.pk)[0]

    assert (found.state, found.version_id, found.is_ready, found.failure) == (
        PaperState.DRAFTING,
        None,
        False,
        "",
    )


def test_a_paper_whose_only_file_failed_says_why(board, paper):
    PaperVersionFactory(paper=paper, state="failed", failure="Locked.", cure="Ask.")

    found = pack_papers(board.meeting.pk)[0]

    assert (found.failure, found.cure, found.part_path) == ("Locked.", "Ask.", None)


@pytest.mark.parametrize(
    ("newest", "words"),
    [
        (
            {"state": "failed", "failure": "Locked."},
            "Version 2 could not be used: Locked.",
        ),
        (
            {"state": "converting"},
            "Version 2 is still being prepared; version 1 is used.",
        ),
    ],
)
def test_a_newer_version_that_is_not_ready_is_told_of(board, paper, newest, words):
    a_current_version(paper)
    PaperVersionFactory(paper=paper, **newest)

    found = pack_papers(board.meeting.pk)[0]

    assert (found.version_number, found.newer_words) == (1, words)


def test_minutes_have_no_sheet(board):
    PaperFactory(item=board.item(), kind="minutes")

    assert pack_papers(board.meeting.pk)[0].sheet is None


@pytest.mark.parametrize("rows", [1, 3])
def test_a_pack_asks_no_more_for_more_papers(board, rows, django_assert_num_queries):
    for number in range(rows):
        paper = PaperFactory(item=board.item(f"Item {number}"))
        RecommendationFactory(sheet__paper=paper)
        PaperPersonFactory(paper=paper)
        a_current_version(paper)
        PaperVersionFactory(paper=paper)

    with django_assert_num_queries(13):
        pack_papers(board.meeting.pk)


def test_the_agendas_presenter_gives_way_to_one_named_on_an_imported_sheet(
    board, paper
):
    PaperPersonFactory(paper=paper, role="presenter", title="ICS Medical Director")

    assert sheet_for_print_of(paper).presented_by == ("ICS Medical Director",)


def test_a_paper_of_an_item_off_the_agenda_prints_without_a_number(board, paper):
    item = paper.item
    item.state, item.state_reason = "deferred", "x"
    item.save()

    sheet = sheet_for_print_of(Paper.objects.get(pk=paper.pk))

    assert (sheet.item_number, sheet.presented_by) == (
        "",
        ("ICS Executive Director of Finance",),
    )


def test_a_remedy_is_given_for_what_is_not_accessible(board, paper):
    a_current_version(
        paper, accessible=False, record=a_part_record(tagged=False).to_json()
    )
    good = PaperFactory(item=paper.item)
    a_current_version(good)

    assert remedies([paper, good]) == {
        paper.pk: "The file has no tags, so a screen reader cannot follow it. Ask for "
        "the Word file, or for a PDF saved with tags."
    }


@pytest.mark.requirement("CVR-16")
@pytest.mark.requirement("CVR-17")
@pytest.mark.requirement("PCK-05")
def test_a_papers_text_is_compared_with_its_sheet(board, paper):
    save_cover_sheet(
        paper=paper,
        typed={
            "purpose": "See section 9.",
            "not_discussed_elsewhere": "yes",
            "rec-a-verb": "endorse",
            "rec-a-text": "it",
        },
        seen=None,
        actor=board.author,
        at=NOW,
    )
    text = "1 Introduction\nAs Appendix C shows.\n2 Recommendations\nNote the report."
    a_current_version(paper, text=text, appendices={"cited": ["C"], "there": []})

    told = {remark.rule_id for remark in remarks_of(Paper.objects.get(pk=paper.pk))}

    assert told == {"CVR-16", "CVR-17", "PCK-05", "AGD-05"}


def test_minutes_are_not_remarked_on(board):
    assert remarks_of(PaperFactory(item=board.item(), kind="minutes")) == ()


def test_items_of_several_meetings_have_their_numbers(board):
    first, second = board.item("First"), board.item("Second")

    assert item_numbers([board.meeting.pk, board.meeting.pk]) == {
        first.pk: "1",
        second.pk: "2",
    }


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("title", "One", "Two"),
        ("purpose", "One", "Two"),
        ("confidential", "yes", ""),
        ("authors", "AUTHOR\nOne", "AUTHOR\nTwo"),
        ("rec-a-text", "One", "Two"),
        ("route-a-date", "Nov-2020", "Dec-2020"),
        ("implication_associated_risks", "yes", "no"),
    ],
)
def test_the_one_who_wrote_a_field_is_found_behind_later_changes(
    board, paper, name, first, second
):
    def save(actor, minutes, **typed):
        named = {
            field: value.replace("AUTHOR", board.author.name)
            for field, value in typed.items()
        }
        save_cover_sheet(
            paper=paper,
            typed=named,
            seen=None,
            actor=actor,
            at=NOW + timedelta(minutes=minutes),
        )

    save(board.author, 0, **{name: first})
    save(board.secretary, 1, **{name: second})
    save(board.author, 2, risk_reference="SO4", contributors="Team")

    user_id, person, _ = who_wrote(paper, name)
    assert (user_id, person) == (board.secretary.user_id, board.secretary.name)


def test_an_answer_of_another_form_is_found_too(board, paper):
    sheet = paper.cover_sheet
    sheet.template.fields = [
        {"key": "recommendations", "caption": "Recommendation"},
        {"key": "legal", "caption": "Legal"},
    ]
    sheet.template.save()
    save_cover_sheet(
        paper=paper, typed={"answer_legal": "None."}, seen=None, actor=board.author,
        at=NOW,
    )  # fmt: skip

    assert who_wrote(paper, "answer_legal")[0] == board.author.user_id


def test_a_field_nobody_signed_is_nobodys(board):
    assert who_wrote(PaperFactory(item=board.item()), "rec-a-text") is None
