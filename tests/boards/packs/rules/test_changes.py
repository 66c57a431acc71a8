"""What changed since the version before."""

from dataclasses import replace

import pytest

from boards.packs.enums import Edition, EntryKind
from boards.packs.rules import (
    Change,
    ChangeKind,
    Contents,
    ManifestEntry,
    ManifestItem,
    changes_of_build,
    pages_moved_words,
    what_changed,
)

ITEMS = (ManifestItem(7, "7", "Clinical Strategy"), ManifestItem(10, "10", "Finance"))
SHEET = ManifestEntry(
    "sheet-10", EntryKind.COVER_SHEET, "ICS Finance Report", 10, "10", 10, 2, "aa",
    "vv", 1, "37", "37",
)  # fmt: skip
PAPER = ManifestEntry(
    "paper-10", EntryKind.PAPER, "ICS Finance Report", 10, "10", 10, 2, "bb", "", 7, "38",
    "44",
)  # fmt: skip
BEFORE = Contents(ITEMS, (SHEET, PAPER))


def after(*entries: ManifestEntry, items: tuple[ManifestItem, ...] = ITEMS) -> Contents:
    return Contents(items, entries)


def test_equal_contents_have_no_changes():
    assert what_changed(BEFORE, BEFORE) == ()


def test_an_added_paper_is_named_with_its_pages():
    new = replace(PAPER, key="paper-8", item="8", title="ICP Core Narrative",
                  first_label="29", last_label="40", pages=12)  # fmt: skip

    assert what_changed(BEFORE, after(SHEET, PAPER, new)) == (
        Change(
            ChangeKind.ADDED, "8", "Item 8, ICP Core Narrative, added as pages 29–40."
        ),
    )


def test_a_replaced_paper_says_which_version_replaces_which():
    new = replace(PAPER, part_sha256="cc", paper_version=3)

    assert what_changed(BEFORE, after(SHEET, new)) == (
        Change(
            ChangeKind.REPLACED,
            "10",
            "Item 10, ICS Finance Report, pages 38–44, changed: version 3 replaces 2.",
        ),
    )


def test_a_changed_cover_sheet_is_told_apart_from_its_paper():
    new = replace(SHEET, words_sha256="ww", part_sha256="dd")

    assert [c.words for c in what_changed(BEFORE, after(new, PAPER))] == [
        "Item 10, cover sheet of ICS Finance Report, page 37, changed."
    ]


def test_a_cover_sheet_that_is_only_printed_anew_is_not_called_changed():
    items = (ITEMS[0], ManifestItem(10, "9", "Finance"))
    sheet = replace(SHEET, item="9", part_sha256="dd")

    assert what_changed(BEFORE, after(sheet, PAPER, items=items)) == (
        Change(ChangeKind.MOVED, "9", "Finance is now item 9, was 10."),
    )


def test_a_withdrawn_paper_is_told_by_item_and_pages_and_not_by_title():
    assert [c.words for c in what_changed(BEFORE, after(SHEET))] == [
        "Item 10, pages 38–44 before, withdrawn."
    ]
    assert [c.words for c in what_changed(BEFORE, after(PAPER))] == [
        "Item 10, cover sheet, page 37 before, withdrawn."
    ]


def test_what_a_paper_was_called_under_another_item_is_not_told():
    moved = replace(PAPER, title="Month 7", item_id=7, item="7")

    assert [c.words for c in what_changed(BEFORE, after(SHEET, moved))] == [
        "Month 7 is now under item 7, was under 10."
    ]


def test_a_paper_under_another_item_has_moved():
    moved = replace(PAPER, item_id=7, item="7")

    assert [(c.kind, c.words) for c in what_changed(BEFORE, after(SHEET, moved))] == [
        (ChangeKind.MOVED, "ICS Finance Report is now under item 7, was under 10.")
    ]


def test_a_renamed_paper_keeps_both_names_in_the_sentence():
    named = replace(PAPER, title="Finance report, month 7")

    assert [(c.kind, c.words) for c in what_changed(BEFORE, after(SHEET, named))] == [
        (
            ChangeKind.RENAMED,
            "Item 10: Finance report, month 7, was called ICS Finance Report.",
        )
    ]


def test_items_added_renamed_and_gone_are_told():
    items = (
        ManifestItem(7, "7", "Clinical strategy"),
        ManifestItem(11, "8", "EU Exit"),
    )

    changes = what_changed(Contents(ITEMS, ()), Contents(items, ()))

    assert [(c.kind, c.words) for c in changes] == [
        (
            ChangeKind.RENAMED,
            "Item 7 is now called Clinical strategy, was Clinical Strategy.",
        ),
        (ChangeKind.ADDED, "Item 8, EU Exit, added to the agenda."),
        (ChangeKind.WITHDRAWN, "Finance, item 10 before, is no longer there."),
    ]


@pytest.mark.parametrize(
    ("label", "added", "withdrawn"),
    [
        (
            "29–36",
            "Item 9: pages 29–36 are not published.",
            "Item 9, pages 29–36 before, withdrawn.",
        ),
        (
            "29",
            "Item 9: page 29 is not published.",
            "Item 9, page 29 before, withdrawn.",
        ),
    ],
)
def test_a_page_not_published_is_told_by_item_and_number_only(label, added, withdrawn):
    withheld = ManifestEntry(
        "withheld-9-1", EntryKind.NOT_PUBLISHED, "Framework", 9, "9", pages=1,
        first_label=label, last_label=label,
    )  # fmt: skip
    with_it = after(SHEET, PAPER, withheld)

    assert [c.words for c in what_changed(BEFORE, with_it)] == [added]
    assert [c.words for c in what_changed(with_it, BEFORE)] == [withdrawn]


def test_what_stands_behind_a_sheet_not_published_may_change_untold():
    withheld = ManifestEntry("withheld-9-1", EntryKind.NOT_PUBLISHED, "A", 9, "9")
    longer = replace(withheld, first_label="29–37", last_label="29–37")

    assert what_changed(after(withheld), after(longer)) == ()


@pytest.mark.parametrize(
    ("first_label", "words"),
    [
        ("38", "No other page has moved."),
        ("41", "Page numbers from 38 on have moved."),
    ],
)
def test_moved_page_numbers_are_told_in_one_sentence(first_label: str, words: str):
    moved = replace(PAPER, first_label=first_label)

    assert pages_moved_words(BEFORE, after(SHEET, moved)) == words


def manifest(*entries: ManifestEntry) -> dict[str, list[dict[str, object]]]:
    """As a build keeps it."""
    return {
        "agenda": [item.to_json() for item in ITEMS],
        "entries": [entry.to_json() for entry in entries],
    }


def test_contents_are_read_back_from_a_manifest():
    assert Contents.of_manifest(manifest(SHEET, PAPER)) == BEFORE


SHEET_GONE = "Item 10, cover sheet, page 37 before, withdrawn."
PAPER_GONE = "Item 10, pages 38–44 before, withdrawn."


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ({}, {}, ()),
        ({Edition.MEMBERS: manifest(PAPER)}, {Edition.MEMBERS: manifest(PAPER)}, ()),
        (
            {
                Edition.PRIVATE: manifest(SHEET, PAPER),
                Edition.MEMBERS: manifest(SHEET, PAPER),
            },
            {Edition.PRIVATE: manifest(), Edition.MEMBERS: manifest(SHEET)},
            (PAPER_GONE, SHEET_GONE),
        ),
        ({Edition.MEMBERS: manifest(PAPER)}, {Edition.PRIVATE: manifest()}, ()),
        ({Edition.PRIVATE: manifest(PAPER)}, {Edition.MEMBERS: manifest()}, ()),
        ({Edition.PUBLIC: manifest(PAPER)}, {Edition.PUBLIC: manifest()}, ()),
    ],
)
def test_a_build_tells_members_what_is_new_in_their_editions_each_once(
    before, after, words
):
    assert changes_of_build(before, after) == words


def test_a_change_is_plain_json():
    change = Change(ChangeKind.ADDED, "8", "Added.")

    assert change.to_json() == {"kind": "added", "item": "8", "words": "Added."}


def test_labels_of_one_page_are_written_once():
    assert (SHEET.labels, PAPER.labels) == ("37", "38–44")
