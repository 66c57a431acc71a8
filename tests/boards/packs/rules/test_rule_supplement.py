"""Where late pages go in an issued pack: worked cases, without a database."""

from dataclasses import replace

import pytest

from boards.packs.enums import Edition, EntryKind
from boards.packs.rules import (
    PlaceThen,
    Snapshot,
    SupplementThen,
    clean_late,
    entries_of,
    joined_spans,
    published,
    says,
    spans_of,
    supplement_changes,
    supplemented,
    supplemented_entries,
)
from boards.packs.rules.pages import Run, page_letters
from boards.packs.rules.supplement import _parsed, brings_anything
from ics_portal.core.errors import RuleBroken
from ics_portal.core.pdf.pages import letters
from tests.boards.packs.rules.test_entries import SHEET, a_paper, a_snapshot, an_item

ITEMS = (an_item(1), an_item(2), an_item(3))


def paper(number, item=1, **fields):
    return a_paper(number, item, part_sha256=f"bytes-{number}", **fields)


def place(key, first, last="", *, kind=EntryKind.PAPER, says="", pages=1, **fields):
    number = int(key.rsplit("-", 1)[1]) if "-" in key else None
    said = says or (f"bytes-{number}" if number else "")
    fields = {"paper_id": number, "item_id": 1} | fields
    return PlaceThen(
        key, kind, f"Paper {number}", first, last or first, pages, says=said, **fields
    )


FRONT = place("front", "1", kind=EntryKind.FRONT, paper_id=None, item_id=None)
AGENDA = place("agenda", "2", "3", kind=EntryKind.AGENDA, paper_id=None, item_id=None)


def then(*places, papers=(), items=ITEMS, private=(), reason="Figures were wrong"):
    supplement = SupplementThen(
        1, 1, reason, "The chair", (1, 2, 3), {"members": places, "private": private}
    )
    snapshot = a_snapshot(*papers, items=items)
    return replace(snapshot, supplement=supplement)


def plan(snapshot, *, pages=None, edition=Edition.MEMBERS, **given):
    entries = entries_of(snapshot, 2 if edition == Edition.PRIVATE else 1)
    counts = {entry.key: 1 for entry in entries} | {"agenda": 2} | (pages or {})
    return supplemented(snapshot, edition, entries, counts, **given)


def told(runs):
    return [(run.entry.key, run.words) for run in runs[2:]]


@pytest.mark.requirement("PCK-06")
def test_a_late_paper_is_lettered_behind_the_page_it_follows():
    issued = (FRONT, AGENDA, place("paper-1", "4", "6", pages=3), place("paper-3", "7"))
    snapshot = then(*issued, papers=(paper(1), paper(2), paper(3, 2)))

    runs = plan(snapshot, pages={"paper-1": 3, "paper-2": 2})

    assert told(runs) == [
        ("paper-1", "4–6"),
        ("paper-2", "6a–6b"),
        ("paper-3", "7"),
    ]
    assert [run.is_new for run in runs] == [False, False, False, True, False]
    assert [span.words for span in spans_of(runs)[1]] == ["4–6", "6a–6b"]
    assert brings_anything(snapshot)


@pytest.mark.requirement("PCK-06")
def test_a_second_late_paper_goes_on_with_the_letters_even_from_before_the_first():
    issued = (
        FRONT,
        AGENDA,
        place("paper-1", "4"),
        place("paper-9", "4a", "4c", pages=3, item_id=2),
    )
    snapshot = then(*issued, papers=(paper(1), paper(2), paper(9, 2)))

    assert told(plan(snapshot, pages={"paper-9": 3})) == [
        ("paper-1", "4"),
        ("paper-9", "4a–4c"),
        ("paper-2", "4d"),
    ]


@pytest.mark.requirement("PCK-06")
def test_a_replaced_paper_keeps_its_numbers_on_one_sheet_and_the_new_pages_follow():
    issued = (
        FRONT,
        AGENDA,
        place("sheet-1", "4", kind=EntryKind.COVER_SHEET, says="old words"),
        place("paper-1", "5", "6", pages=2, says="old bytes"),
        place("paper-2", "7"),
    )
    snapshot = then(*issued, papers=(paper(1, sheet=SHEET), paper(2)))

    runs = plan(snapshot, pages={"paper-1": 2})

    assert told(runs) == [
        ("gone-4", "4–6"),
        ("sheet-1", "6a"),
        ("paper-1", "6b–6c"),
        ("paper-2", "7"),
    ]
    gone = runs[2]
    assert (gone.first_label, gone.last_label, gone.sheets) == ("4–6", "4–6", 1)
    assert gone.entry.note == (
        "Replaced on 27 November 2020. Figures were wrong."
        " Pages 6a–6c take their place."
    )
    assert [change.words for change in _changes(snapshot, runs)] == [
        "Item 1, Paper 1: pages 4–6 are replaced.",
        "Item 1, Paper 1: pages 6a–6c take the place of 4–6.",
    ]
    assert spans_of(runs)[1][0].words == "4–6 withdrawn"


def _changes(snapshot, runs, edition=Edition.MEMBERS):
    return supplement_changes(snapshot, edition, runs)


def test_a_changed_cover_sheet_alone_is_told_as_one():
    issued = (
        FRONT,
        AGENDA,
        place("sheet-1", "4", kind=EntryKind.COVER_SHEET, says="old"),
        place("paper-1", "5"),
    )
    snapshot = then(*issued, papers=(paper(1, sheet=SHEET),), reason="Typed wrong.")

    runs = plan(snapshot)

    assert told(runs) == [("gone-4", "4"), ("sheet-1", "4a"), ("paper-1", "5")]
    assert runs[2].entry.note.endswith("Typed wrong. Page 4a takes their place.")
    assert _changes(snapshot, runs)[1].words == (
        "Item 1, cover sheet of Paper 1: page 4a takes the place of 4."
    )


@pytest.mark.requirement("PCK-06")
def test_a_withdrawn_paper_leaves_a_sheet_that_stays_in_the_next_supplement():
    first = then(FRONT, AGENDA, place("paper-1", "4", "5", pages=2), papers=())
    runs = plan(first)
    assert told(runs) == [("gone-4", "4–5")]
    assert runs[2].entry.note == "Withdrawn on 27 November 2020. Figures were wrong."
    assert _changes(first, runs)[0].words == "Item 1, Paper 1: pages 4–5 are withdrawn."

    kept = place("gone-4", "4–5", kind=EntryKind.TOMBSTONE, paper_id=None, note="Then.")
    second = then(FRONT, AGENDA, kept, papers=(paper(2),))
    runs = plan(second)
    assert told(runs) == [("paper-2", "3a"), ("gone-4", "4–5")]
    assert (runs[3].entry.note, runs[3].is_new) == ("Then.", False)


def test_a_lettered_paper_replaced_again_leaves_its_letters():
    issued = (
        FRONT,
        AGENDA,
        place("paper-1", "4"),
        place("sheet-2", "4a", kind=EntryKind.COVER_SHEET, says="old"),
        place("paper-2", "4b", "4c", pages=2, says="old"),
    )
    snapshot = then(*issued, papers=(paper(1), paper(2, sheet=SHEET)))

    assert told(plan(snapshot)) == [
        ("paper-1", "4"),
        ("gone-4a", "4a–4c"),
        ("sheet-2", "4d"),
        ("paper-2", "4e"),
    ]


@pytest.mark.requirement("PUB-03")
def test_the_public_is_told_no_title_of_a_confidential_paper():
    issued = (FRONT, AGENDA, place("paper-1", "4", confidential=True, says="old"))
    papers = (paper(1, confidential=True, title="Secret"), paper(2, title="Open"))
    snapshot = then(*issued, papers=papers)

    runs = published(plan(snapshot))

    assert [(run.words, run.entry.title) for run in runs[2:]] == [
        ("4", "Title 1"),
        ("4a", "Title 1"),
        ("4b", "Open"),
    ]
    words = [change.words for change in _changes(snapshot, runs, Edition.PUBLIC)]
    assert words == [
        "Item 1: page 4a, not published.",
        "Item 1, Open: page 4b.",
    ]


def test_a_tombstone_names_the_item_to_the_public_and_not_the_paper():
    snapshot = then(FRONT, AGENDA, place("paper-1", "4"), papers=())

    (gone,) = published(plan(snapshot))[2:]

    assert gone.entry.title == "Title 1"


def test_new_items_are_told_and_those_of_part_two_not_to_the_public():
    items = (
        *ITEMS,
        replace(an_item(4), number="3a"),
        replace(an_item(5, part=2, open_title="A staff matter"), number="5"),
    )
    snapshot = then(FRONT, AGENDA, items=items)

    def words(edition):
        return [change.words for change in _changes(snapshot, (), edition)]

    late = "Item 3a, Title 4, added to the agenda."
    assert words(Edition.PUBLIC) == [late]
    assert words(Edition.MEMBERS) == [late, "Item 5, Title 5, added to the agenda."]
    assert words(Edition.PRIVATE) == ["Item 5, Title 5, added to the agenda."]
    assert supplement_changes(a_snapshot(), Edition.MEMBERS, ()) == ()
    assert not brings_anything(snapshot)


def test_an_agenda_that_grows_takes_letters_and_late_pages_go_on_after_them():
    snapshot = then(FRONT, AGENDA, place("paper-3", "4"), papers=(paper(3, 2),))
    with_late = then(
        FRONT, AGENDA, place("paper-3", "4"), papers=(paper(2, 1), paper(3, 2))
    )

    (agenda,) = [r for r in plan(snapshot, pages={"agenda": 3}) if "agenda" in r.words
                 or r.entry.key == "agenda"]  # fmt: skip
    assert (agenda.words, agenda.over) == ("2–3a", 1)
    runs = plan(with_late, pages={"agenda": 3}, agenda_over=1)
    assert told(runs) == [("paper-2", "3b"), ("paper-3", "4")]


def test_no_issued_number_is_given_twice():
    taken = then(FRONT, AGENDA, place("paper-1", "3a", item_id=1), papers=(paper(1),))
    with pytest.raises(RuleBroken) as refused:
        plan(taken, pages={"agenda": 3})
    assert refused.value.rule_id == "PACK-9"
    with pytest.raises(RuleBroken):
        plan(taken, pages={"paper-1": 2})


def test_part_two_is_lettered_with_its_p():
    items = (an_item(1), an_item(2, part=2))
    private = (
        place("front", "P1", kind=EntryKind.FRONT, paper_id=None, item_id=None),
        place("agenda", "P2", kind=EntryKind.AGENDA, paper_id=None, item_id=None),
        place("paper-1", "P3", item_id=2),
    )
    snapshot = then(items=items, private=private, papers=(paper(1, 2), paper(2, 2)))

    runs = plan(snapshot, edition=Edition.PRIVATE, pages={"agenda": 1})

    assert told(runs) == [("paper-1", "P3"), ("paper-2", "P3a")]


def test_entries_are_listed_in_the_order_of_their_pages():
    issued = (FRONT, AGENDA, place("paper-1", "4", says="old"))
    snapshot = then(*issued, papers=(paper(1),))

    def keys(snapshot: Snapshot, edition=Edition.MEMBERS):
        return [entry.key for entry in supplemented_entries(snapshot, edition)]

    assert keys(snapshot) == ["front", "agenda", "gone-4", "paper-1"]
    assert keys(snapshot, Edition.PRIVATE) == []
    assert keys(a_snapshot(paper(1), items=ITEMS)) == ["front", "agenda", "paper-1"]


def test_a_supplement_comes_back_from_json_as_it_was():
    snapshot = then(FRONT, AGENDA, place("paper-1", "4"), papers=(paper(1),))

    assert Snapshot.from_json(snapshot.to_json()) == snapshot


@pytest.mark.requirement("PCK-06")
@pytest.mark.parametrize(
    ("reason", "agreed", "field"),
    [(" ", "Chair", "late_reason"), ("Late", "\u200b", "late_agreed_by")],
)
def test_a_supplement_says_why_and_who_agreed(reason, agreed, field):
    with pytest.raises(RuleBroken) as refused:
        clean_late(reason, agreed)
    assert (refused.value.rule_id, refused.value.field) == ("PACK-7", field)
    assert clean_late(" Late ", " Chair ") == ("Late", "Chair")


def test_letters_are_those_of_the_pdf_and_labels_are_read_back():
    assert [page_letters(n) for n in range(1, 60)] == [letters(n) for n in range(1, 60)]
    assert _parsed("P14bb") == ("P", 14, 28)
    with pytest.raises(TypeError):
        _parsed("xiv")


@pytest.mark.requirement("PUB-03")
def test_a_shorter_redacted_version_leaves_the_rest_not_published():
    full = paper(
        1, confidential=True, title="Deal", public_version_id=7,
        public_version_number=2, public_part_sha256="redacted",
    )  # fmt: skip
    entries = entries_of(a_snapshot(full, paper(2), items=ITEMS), 1)
    (run,) = [Run(entry, 4, 5, 5) for entry in entries if entry.key == "paper-1"]

    shown, rest = published([run], {"redacted-1": 3})

    assert (shown.entry.key, shown.words, shown.sheets) == ("redacted-1", "4–6", 3)
    assert not shown.entry.confidential
    assert shown.entry.paper.version_number == 2
    assert (rest.words, rest.is_withheld, rest.entry.title) == ("7–8", True, "Title 1")
    assert [r.words for r in published([run], {"redacted-1": 5})] == ["4–8"]
    with pytest.raises(RuleBroken) as refused:
        published([run], {"redacted-1": 6})
    assert refused.value.rule_id == "PACK-9"
    assert entries[0].redacted() is entries[0]
    assert says(entries[0], None) == ""
    assert supplemented(a_snapshot(), Edition.MEMBERS, (), {}) == ()


def test_spans_that_do_not_follow_are_told_apart():
    entries = entries_of(a_snapshot(paper(1), paper(2), items=ITEMS), 1)
    runs = [
        Run(entries[2], 4, 2, 2),
        Run(entries[3], 6, 1, 1),
        Run(entries[3], 9, 1, 1),
    ]

    assert joined_spans(runs) == "4–6, 9"
