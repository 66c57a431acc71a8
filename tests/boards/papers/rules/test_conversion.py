from dataclasses import replace

import pytest

from boards.papers.rules import is_final_failure, step, steps_of_record
from ics_portal.core.pdf import Finding, LeftBehind, Level
from tests.factories.papers import a_part_record

GOOD = a_part_record()


def told(record, **facts):
    return {
        each.key: (each.words, each.state) for each in steps_of_record(record, **facts)
    }


def finding(rule, message, level=Level.ERROR):
    return Finding(rule, level, message)


def test_a_good_part_says_so_in_four_lines():
    assert told(GOOD) == {
        "tags": ("Tagged", "done"),
        "alternatives": ("All pictures described", "done"),
        "fonts": ("All in the file", "done"),
        "pages": ("2 pages", "done"),
    }


def test_a_file_without_tags_says_what_cannot_be_known():
    record = a_part_record(1, tagged=False)

    assert told(record) == {
        "tags": ("No tags", "remark"),
        "alternatives": ("Not known without tags", "remark"),
        "fonts": ("All in the file", "done"),
        "pages": ("1 page", "done"),
    }


@pytest.mark.parametrize(
    ("findings", "key", "words"),
    [
        (
            [finding("FIGURE-ALT", "2 pictures without a description.")],
            "alternatives",
            "2 pictures without a description.",
        ),
        (
            [finding("FONT-EMBED", "Fonts not in the file: Calibri.")],
            "fonts",
            "Fonts not in the file: Calibri.",
        ),
        (
            [finding("TABLE-HEADERS", "1 table without a header row.")],
            "tags",
            "1 table without a header row",
        ),
        (
            [
                finding("TABLE-HEADERS", "1 table without a header row."),
                finding("HEADING-SKIP", "1 heading too deep."),
            ],
            "tags",
            "1 table without a header row and 1 more",
        ),
    ],
)
def test_what_was_found_stands_in_its_own_line(findings, key, words):
    assert told(replace(GOOD, findings=tuple(findings)))[key] == (words, "remark")


def test_notes_of_opening_are_no_fault_of_the_tags():
    record = replace(
        GOOD, findings=(finding("OPEN-REPAIRED", "It was repaired.", Level.NOTE),)
    )

    assert told(record)["tags"] == ("Tagged", "done")


def test_replaced_fonts_are_counted():
    assert told(GOOD, fonts_replaced=["Calibri"])["fonts"] == (
        "1 font replaced",
        "remark",
    )


def test_pages_without_text_are_counted():
    blind = replace(GOOD.pages[0], text_length=0)

    assert told(replace(GOOD, pages=(GOOD.pages[0], blind)))["pages"] == (
        "2 pages, 1 without text",
        "remark",
    )


def test_what_the_pack_leaves_out_is_told():
    record = replace(GOOD, left_behind=LeftBehind(scripts=1))

    assert told(record)["left_out"] == (
        "1 script is left out of the pack.",
        "remark",
    )


@pytest.mark.parametrize(
    ("seconds", "words"), [(None, "Done"), (0.4, "Done"), (9.4, "Done, 9 s")]
)
def test_a_step_says_its_seconds_where_it_took_any(seconds, words):
    done = step("pdf", "Done", seconds=seconds)

    assert done.to_json() == {
        "key": "pdf",
        "label": "Made into PDF",
        "words": words,
        "state": "done",
        "seconds": seconds,
    }


FAILED = step("checked", "This PDF is locked", state="failed")


def test_a_step_that_would_fail_again_is_kept_as_final():
    assert replace(FAILED, is_final=True).to_json() == {
        "key": "checked",
        "label": "Checked",
        "words": "This PDF is locked",
        "state": "failed",
        "seconds": None,
        "is_final": True,
    }


@pytest.mark.parametrize(
    ("steps", "is_final"),
    [
        ([], False),
        ([step("pdf", "Done"), FAILED], False),
        ([step("pdf", "Done"), replace(FAILED, is_final=True)], True),
    ],
)
def test_a_file_fails_for_good_where_one_step_says_so(steps, is_final):
    assert is_final_failure(each.to_json() for each in steps) is is_final
