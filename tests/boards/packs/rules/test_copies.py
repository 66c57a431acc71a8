"""What a reader's copy leaves out, and what it says instead, without a database."""

from dataclasses import replace

import pytest

from boards.packs.enums import Edition, EntryKind
from boards.packs.rules import (
    Contents,
    ManifestEntry,
    PlaceThen,
    SupplementThen,
    entries_of,
    items_logged,
    page_plan,
    spans_of,
    supplement_changes,
    what_changed,
)
from boards.packs.rules.copies import (
    NOT_RULED,
    Omission,
    copy_words,
    distinct_sets,
    left_out_lines,
    log_without,
    manifest_without,
    omissions_key,
    ruled_by_words,
    snapshot_without,
    without,
    wrong_inputs,
)
from boards.packs.rules.markers import withheld_markers
from tests.boards.packs.rules.test_entries import SHEET, a_paper, a_snapshot

CHAIR = "by ruling of the Chair"
SIX = Omission(6, CHAIR)


def runs_of(*papers, **counts):
    entries = entries_of(a_snapshot(*papers), 1)
    pages = {entry.key: 1 for entry in entries} | {
        key.replace("_", "-"): count for key, count in counts.items()
    }
    return page_plan(entries, pages)


PAPERS = (a_paper(5, 5), a_paper(60, 6, sheet=SHEET), a_paper(61, 6), a_paper(7, 7))


@pytest.fixture
def runs():
    """Front 1, agenda 2, item 5: 3, item 6: 4, 5-7, 8, item 7: 9-10."""
    return runs_of(*PAPERS, paper_60=3, paper_7=2)


@pytest.mark.parametrize(
    ("office", "name", "words"),
    [
        ("Independent Chair", "Dr Okafor", "by ruling of the Independent Chair"),
        ("the Chair", "", CHAIR),
        ("", "Dr Okafor", "by ruling of Dr Okafor"),
        ("", "", NOT_RULED),
    ],
)
def test_the_sheet_says_whose_ruling_it_is(office, name, words):
    assert ruled_by_words(office, name) == words


def test_one_sheet_stands_for_all_pages_of_an_item_and_no_later_number_moves(runs):
    copy = without(runs, [SIX])

    labels = [(run.entry.key, run.first_label, run.sheets) for run in copy]
    assert labels == [
        ("front", "1", 1),
        ("agenda", "2", 1),
        ("paper-5", "3", 1),
        ("left-out-6-1", "4–8", 1),
        ("paper-7", "9", 2),
    ]
    assert left_out_lines(copy) == (
        "Pages 4–8, item 6: withheld from this copy by ruling of the Chair",
    )
    assert copy[3].entry.title == "Title 6"
    assert copy[3].entry.paper is None


def test_what_is_left_out_is_the_same_whatever_the_papers_say(runs):
    others = [replace(p, title="Other", part_sha256="x") for p in PAPERS[1:3]]
    swapped = runs_of(PAPERS[0], *others, PAPERS[3], paper_60=3, paper_7=2)

    assert without(swapped, [SIX]) == without(runs, [SIX])
    assert swapped != runs


def test_pages_apart_have_a_sheet_each(runs):
    late = replace(runs[4], first=1, prefix="7", letters=True, numbers=3, is_new=True)
    copy = without((*runs[:4], late, *runs[5:]), [SIX])

    assert left_out_lines(copy) == (
        "Page 4, item 6: withheld from this copy by ruling of the Chair",
        "Pages 7a–7c, item 6: withheld from this copy by ruling of the Chair",
        "Page 8, item 6: withheld from this copy by ruling of the Chair",
    )
    assert [run.is_new for run in copy if run.is_left_out] == [False, True, False]


def test_pages_beyond_the_numbers_are_said_to_be_missing_too(runs):
    grown = replace(runs[5], over=2)
    copy = without((*runs[:5], grown, *runs[6:]), [SIX])

    assert copy[3].words == "4–8b"


def test_the_agenda_says_so_and_leads_to_the_sheet(runs):
    spans = spans_of(without(runs, [SIX]))

    assert [(span.words, span.key) for span in spans[6]] == [
        ("withheld", "left-out-6-1")
    ]
    assert [(span.words, span.key) for span in spans[7]] == [("9–10", "paper-7")]


def test_a_supplement_tells_the_reader_of_new_pages_and_not_of_what():
    snapshot = replace(
        a_snapshot(*PAPERS),
        supplement=SupplementThen(1, 1, "Late", "Chair", tuple(range(1, 13)), {}),
    )
    fresh = [replace(run, is_new=run.entry.is_shared) for run in runs_of(*PAPERS)]

    changes = supplement_changes(snapshot, Edition.MEMBERS, without(fresh, [SIX]))

    words = [change.words for change in changes if change.item == "6"]
    assert words == ["Item 6: pages 4–6, withheld from this copy."]


def test_the_same_set_is_one_copy_and_another_words_or_items_another():
    sets = distinct_sets(
        {
            3: [SIX, Omission(9, CHAIR)],
            1: [SIX],
            2: [SIX],
            4: [Omission(6)],
            5: [Omission(9, CHAIR)],
            6: [],
        },
        {6, 7},
    )

    assert sets == {(SIX,): (1, 2, 3), (Omission(6),): (4,)}
    keys = {omissions_key(omissions) for omissions in sets}
    assert len(keys) == len(sets)
    both = [SIX, Omission(9)]
    assert omissions_key(both) == omissions_key(both[::-1])


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ((6,), "copy without item 6"),
        ((5, 6), "copy without items 5 and 6"),
        ((5, 6, 7), "copy without items 5, 6 and 7"),
    ],
)
def test_a_copy_says_of_itself_what_it_is_without(runs, items, words):
    assert copy_words(without(runs, [Omission(n) for n in items])) == words


def test_the_snapshot_of_a_copy_knows_nothing_of_the_papers():
    places = (
        PlaceThen("paper-60", "paper", "Secret", "4", "6", 3, item_id=6),
        PlaceThen("paper-5", "paper", "Open", "3", "3", 1, item_id=5),
    )
    snapshot = replace(
        a_snapshot(*PAPERS, a_paper(8, 8, is_log=True)),
        log={"rows": []},
        supplement=SupplementThen(1, 1, "Late", "Chair", (5, 6), {"members": places}),
    )

    copy = snapshot_without(snapshot, [SIX])

    assert [paper.paper_id for paper in copy.papers] == [5, 7, 8]
    assert copy.items == snapshot.items
    assert copy.log == {"rows": []}
    assert copy.supplement is not None
    assert [p.title for p in copy.supplement.places["members"]] == ["Open"]
    assert snapshot_without(snapshot, [Omission(8)]).log is None
    assert snapshot_without(a_snapshot(*PAPERS), [SIX]).supplement is None


@pytest.mark.parametrize(
    ("items", "titles", "count"),
    [((), ["Sell", "Write", "Old"], None), ((40,), ["Write", "Old"], 1)],
)
def test_the_log_of_a_copy_is_without_actions_of_items_withheld_before(
    items, titles, count
):
    rows = [
        {"title": "Sell", "item_id": 40},
        {"title": "Write", "item_id": None},
        {"title": "Old"},  # kept by an earlier edition
    ]
    snapshot = replace(a_snapshot(*PAPERS), private_log={"lead": "x", "rows": rows})

    log = snapshot_without(snapshot, [Omission(n) for n in items]).private_log

    assert log is not None
    assert [row["title"] for row in log["rows"]] == titles
    assert log.get("withheld") == count
    assert items_logged(snapshot) == {40}
    told = left_out_lines((), log)
    assert told == (
        ("Action log of part 2: 1 action withheld from this copy",) if count else ()
    )
    assert copy_words(()) == "copy without some actions"


def test_two_actions_are_counted_and_their_titles_looked_for():
    rows = [{"title": f"Sell the {n}", "item_id": 40} for n in ("hall", "yard")]
    snapshot = replace(a_snapshot(*PAPERS), private_log={"lead": "x", "rows": rows})

    log = log_without(snapshot.private_log or {}, [40])

    (line,) = left_out_lines((), log)
    assert line == "Action log of part 2: 2 actions withheld from this copy"
    assert withheld_markers(snapshot, {40}, {}, allowed="") == [
        "Sell the hall",
        "Sell the yard",
    ]
    assert withheld_markers(snapshot, {41}, {}, allowed="") == []


def entry(key, item, kind="paper", **fields):
    return ManifestEntry(
        key, kind, f"Title of {key}", item_id=item, item=str(item), **fields
    )


def test_what_changed_tells_nothing_of_what_is_left_out():
    manifest = {
        "agenda": [],
        "entries": [
            entry("paper-60", 6).to_json(),
            entry("paper-61", 4).to_json(),  # stood at another item before
            entry("paper-5", 5, part_sha256="old").to_json(),
        ],
    }
    before = manifest_without(manifest, [SIX], {"paper-60", "paper-61"})
    now = Contents(
        (),
        (
            entry("left-out-6-1", 6, EntryKind.LEFT_OUT),
            entry("paper-5", 5, part_sha256="new"),
        ),
    )

    changes = what_changed(Contents.of_manifest(before), now)

    assert [change.item for change in changes] == ["5"]


@pytest.mark.parametrize(
    ("entries", "faults"),
    [
        ([entry("left-out-6-1", 6, "left_out", note=CHAIR)], []),
        ([entry("paper-5", 5), entry("front", None, "front")], ["1 of the items"]),
        ([entry("left-out-6-1", 6, "left_out", note=CHAIR), entry("paper-60", 6)],
         ["Item 6: pages"]),
        ([entry("left-out-6-1", 6, "left_out", note="x")],
         ["Item 6: a sheet", "1 of the items"]),
        ([entry("left-out-6-1", 6, "left_out", note=CHAIR),
          entry("left-out-7-1", 7, "left_out", note=CHAIR)], ["Item 7: a sheet"]),
    ],
)  # fmt: skip
def test_a_copy_with_other_inputs_than_its_set_is_found_out(entries, faults):
    found = wrong_inputs(Contents((), tuple(entries)), [SIX])

    assert len(found) == len(faults)
    assert all(
        fault.startswith(words) for fault, words in zip(found, faults, strict=True)
    )


def test_an_item_that_has_only_lines_in_the_log_needs_no_sheet():
    assert wrong_inputs(Contents((), ()), [SIX], logged={6}) == []
