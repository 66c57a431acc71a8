"""The order of a pack and its page numbers, without a database."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, time

import pytest

from boards.packs.enums import EntryKind
from boards.packs.rules import (
    PRIVATE_LOG_KEY,
    ItemThen,
    MeetingThen,
    NextMeeting,
    PaperThen,
    Snapshot,
    entries_of,
    log_of,
    numbers_in_use,
    page_plan,
    page_span,
    published,
    spans_of,
    words_sha256,
)

MEETING = MeetingThen(
    meeting_id=1,
    body="ICS Board",
    long_name="Integrated Care System (ICS) Board",
    system="Lancashire and South Cumbria ICS",
    running_header="ICS Board",
    meeting_type="Formal",
    held_on=date(2020, 12, 2),
    starts_at=time(10),
    ends_at=time(12),
    place="MS Teams Teleconference",
    next_meeting=NextMeeting(
        "Informal", date(2021, 1, 13), time(10), time(12), "MS Teams Teleconference"
    ),
)
PRESS = datetime(2020, 11, 27, 16, 5, tzinfo=UTC)
SHEET = {"title": "Cover sheet"}


def an_item(number: int, *, part: int = 1, **fields: object) -> ItemThen:
    fields = {"section": "Business", "title": f"Title {number}"} | fields
    return ItemThen(item_id=number, number=str(number), part=part, **fields)


def a_paper(paper_id: int, item_id: int, **fields: object) -> PaperThen:
    return PaperThen(
        paper_id, item_id, fields.pop("title", f"Paper {paper_id}"), **fields
    )


def a_snapshot(*papers: PaperThen, items: tuple[ItemThen, ...] = ()) -> Snapshot:
    items = items or tuple(an_item(n) for n in range(1, 13))
    return Snapshot(MEETING, items, papers, PRESS, "Board secretary", version=1)


def keys(runs: object) -> list[str]:
    return [run.entry.key for run in runs]


@pytest.mark.requirement("PCK-01")
def test_the_agenda_comes_first_then_each_cover_sheet_before_its_paper_in_agenda_order():
    snapshot = a_snapshot(
        a_paper(20, 2),
        a_paper(30, 3),
        a_paper(31, 3, is_log=True),
        a_paper(50, 5, sheet=SHEET),
        a_paper(100, 10, sheet=SHEET),
    )

    entries = entries_of(snapshot, 1)

    assert [entry.key for entry in entries] == [
        "front",
        "agenda",
        "paper-20",
        "paper-30",
        "log-31",
        "sheet-50",
        "paper-50",
        "sheet-100",
        "paper-100",
    ]
    assert entries[4].kind == EntryKind.ACTION_LOG
    assert [entry.key for entry in entries if not entry.is_shared] == [
        "front",
        "agenda",
    ]


@pytest.mark.requirement("PCK-07")
@pytest.mark.requirement("AGD-16")
def test_several_papers_under_one_item_follow_each_other():
    snapshot = a_snapshot(
        a_paper(1, 8, sheet=SHEET),
        a_paper(2, 8, title="Summary"),
        a_paper(3, 8, title="National guidance"),
    )

    entries = entries_of(snapshot, 1)

    assert [e.key for e in entries[2:]] == ["sheet-1", "paper-1", "paper-2", "paper-3"]


def test_a_paper_left_out_is_not_an_entry():
    snapshot = a_snapshot(a_paper(1, 8, left_out="Not accepted yet."))

    assert [e.key for e in entries_of(snapshot, 1)] == ["front", "agenda"]
    assert [p.paper_id for p in snapshot.papers_left_out] == [1]


def test_part_two_is_a_file_of_its_own_with_its_own_front_page_and_agenda():
    items = (an_item(1), an_item(2, part=2))
    snapshot = a_snapshot(a_paper(20, 2), a_paper(10, 1), items=items)

    assert [e.key for e in entries_of(snapshot, 1)] == ["front", "agenda", "paper-10"]
    assert [e.key for e in entries_of(snapshot, 2)] == ["front", "agenda", "paper-20"]


def test_there_is_no_part_two_file_without_part_two_items():
    assert entries_of(a_snapshot(), 2) == ()


def test_pages_are_numbered_through_from_the_front_page():
    snapshot = a_snapshot(a_paper(1, 2), a_paper(2, 5, sheet=SHEET))
    entries = entries_of(snapshot, 1)
    pages = {"front": 1, "agenda": 2, "paper-1": 5, "sheet-2": 1, "paper-2": 6}

    runs = page_plan(entries, pages)

    assert [(run.words, run.first_label, run.last_label) for run in runs] == [
        ("1", "1", "1"),
        ("2–3", "2", "3"),
        ("4–8", "4", "8"),
        ("9", "9", "9"),
        ("10–15", "10", "15"),
    ]
    assert numbers_in_use(runs) == "1 to 15"


def test_the_pages_of_part_two_bear_a_letter():
    snapshot = a_snapshot(a_paper(20, 2), items=(an_item(1), an_item(2, part=2)))
    entries = entries_of(snapshot, 2)

    runs = page_plan(entries, {"front": 1, "agenda": 1, "paper-20": 3}, prefix="P")

    assert [(run.words, run.first_label, run.last_label) for run in runs] == [
        ("P1", "P1", "P1"),
        ("P2", "P2", "P2"),
        ("P3–P5", "P3", "P5"),
    ]
    assert numbers_in_use(runs) == "P1 to P5"


def test_the_numbers_in_use_of_one_page_and_of_none():
    front = entries_of(a_snapshot(), 1)[:1]

    assert numbers_in_use(page_plan(front, {"front": 1})) == "1"
    assert numbers_in_use(()) == ""


def the_plan_of_december() -> tuple:
    """Items 9 and 12 are confidential, as in the demonstration."""
    snapshot = a_snapshot(
        a_paper(7, 7, sheet=SHEET),
        a_paper(9, 9, sheet=SHEET, confidential=True, title="Secret framework"),
        a_paper(10, 10, sheet=SHEET),
        a_paper(12, 12, sheet=SHEET, confidential=True),
        a_paper(13, 12),
    )
    counts = {
        "front": 1,
        "agenda": 2,
        **{f"sheet-{n}": 1 for n in (7, 9, 10, 12)},
        "paper-7": 5,
        "paper-9": 7,
        "paper-10": 7,
        "paper-12": 17,
        "paper-13": 2,
    }
    return page_plan(entries_of(snapshot, 1), counts)


def test_one_sheet_stands_for_a_confidential_paper_and_its_cover_sheet():
    runs = published(the_plan_of_december())

    assert [(run.entry.key, run.words, run.sheets) for run in runs] == [
        ("front", "1", 1),
        ("agenda", "2–3", 2),
        ("sheet-7", "4", 1),
        ("paper-7", "5–9", 5),
        ("withheld-9-1", "10–17", 1),
        ("sheet-10", "18", 1),
        ("paper-10", "19–25", 7),
        ("withheld-12-1", "26–43", 1),
        ("paper-13", "44–45", 2),
    ]


def test_the_sheet_knows_nothing_of_the_paper_it_stands_for():
    sheet = published(the_plan_of_december())[4]

    assert sheet.entry.paper is None
    assert sheet.entry.title == "Title 9"
    assert (sheet.first_label, sheet.last_label) == ("10–17", "10–17")
    assert "Secret" not in repr(sheet)


def test_neighbouring_confidential_papers_of_different_items_have_a_sheet_each():
    snapshot = a_snapshot(
        a_paper(1, 1, confidential=True), a_paper(2, 2, confidential=True)
    )
    pages = {"front": 1, "agenda": 1, "paper-1": 2, "paper-2": 3}

    runs = published(page_plan(entries_of(snapshot, 1), pages))

    assert [(r.entry.key, r.words) for r in runs[2:]] == [
        ("withheld-1-1", "3–4"),
        ("withheld-2-1", "5–7"),
    ]


def test_two_confidential_papers_with_an_open_one_between_have_two_sheets():
    snapshot = a_snapshot(
        a_paper(1, 1, confidential=True),
        a_paper(2, 1),
        a_paper(3, 1, confidential=True),
    )
    pages = {"front": 1, "agenda": 1, "paper-1": 1, "paper-2": 1, "paper-3": 4}

    runs = published(page_plan(entries_of(snapshot, 1), pages))

    assert [(r.entry.key, r.words) for r in runs[2:]] == [
        ("withheld-1-1", "3"),
        ("paper-2", "4"),
        ("withheld-1-2", "5–8"),
    ]


def test_the_public_title_of_an_item_stands_on_its_sheet():
    items = (an_item(1, open_title="A personnel matter"),)
    snapshot = a_snapshot(a_paper(1, 1, confidential=True), items=items)
    pages = {"front": 1, "agenda": 1, "paper-1": 1}

    runs = published(page_plan(entries_of(snapshot, 1), pages))

    assert runs[2].entry.title == "A personnel matter"


def test_a_shorter_public_agenda_moves_no_number_behind_it():
    entries = entries_of(a_snapshot(a_paper(1, 2)), 1)
    pages = {"front": 1, "agenda": 1, "paper-1": 2}

    runs = page_plan(entries, pages, agenda_numbers=2)

    assert [run.words for run in runs] == ["1", "2", "4–5"]


@pytest.mark.requirement("PCK-03")
def test_the_agenda_names_the_pages_of_each_item_as_one_span_linked_to_its_first():
    spans = spans_of(the_plan_of_december())

    assert {item: [(s.words, s.key) for s in of] for item, of in spans.items()} == {
        7: [("4–9", "sheet-7")],
        9: [("10–17", "sheet-9")],
        10: [("18–25", "sheet-10")],
        12: [("26–45", "sheet-12")],
    }


def test_the_public_agenda_says_not_published_and_links_to_no_such_page():
    spans = spans_of(published(the_plan_of_december()))

    assert [(s.words, s.key) for s in spans[9]] == [("not published", "")]
    assert [(s.words, s.key) for s in spans[12]] == [
        ("not published", ""),
        ("44–45", "paper-13"),
    ]


@pytest.mark.parametrize(
    ("first", "last", "prefix", "words"),
    [(45, 62, "", "45–62"), (45, 45, "", "45"), (3, 9, "P", "P3–P9")],
)
def test_a_span_of_pages_in_words(first: int, last: int, prefix: str, words: str):
    assert page_span(first, last, prefix) == words


def test_a_snapshot_comes_back_from_json_as_it_was():
    snapshot = a_snapshot(
        a_paper(1, 2, sheet=SHEET, version_id=4, version_number=2, part_sha256="ab"),
        a_paper(2, 3, is_log=True),
        items=(an_item(2, owners=("Chair", "All"), purposes=("Note",)), an_item(3)),
    )

    assert Snapshot.from_json(snapshot.to_json()) == snapshot


def test_a_snapshot_is_told_its_version_and_is_else_the_same():
    snapshot = a_snapshot(a_paper(1, 2))
    facts = {f.name: getattr(snapshot, f.name) for f in fields(Snapshot)}

    assert (snapshot.version, snapshot.since) == (1, None)
    assert snapshot.of_version(3, 1) == Snapshot(**facts | {"version": 3, "since": 1})
    assert snapshot.of_version(2) == Snapshot(**facts | {"version": 2})


def test_a_snapshot_of_another_portal_is_refused():
    plain = a_snapshot().to_json() | {"edition": 99}

    with pytest.raises(TypeError, match="earlier portal"):
        Snapshot.from_json(plain)


@pytest.mark.parametrize(
    ("number", "is_sub_item", "is_late"),
    [
        ("7", False, False),
        ("7a", False, True),
        ("10a", True, False),
        ("", False, False),
    ],
)
def test_a_letter_without_a_parent_marks_a_late_item(
    number: str, is_sub_item: bool, is_late: bool
):
    item = ItemThen(1, number, "Business", "Title", 1, is_sub_item=is_sub_item)

    assert item.is_late is is_late


def test_what_a_sheet_says_is_apart_from_what_the_agenda_says_on_it():
    def says(**sheet: object) -> str:
        paper = a_paper(1, 2, sheet={"title": "A", "item_number": "2"} | sheet)
        entry = entries_of(a_snapshot(paper), 1)[2]
        return words_sha256(entry, None)

    assert says() == says(item_number="3", meeting_day="13 January 2021")
    assert says() != says(title="B")


def test_the_words_of_the_log_count_and_a_papers_do_not():
    snapshot = a_snapshot(a_paper(1, 2, is_log=True), a_paper(2, 3))
    log, paper = entries_of(snapshot, 1)[2:]

    assert words_sha256(log, {"rows": []}) != words_sha256(log, {"rows": ["more"]})
    assert words_sha256(paper, {"rows": []}) == ""
    assert words_sha256(entries_of(snapshot, 1)[0], None) == ""


LOGS = {"log": {"rows": ["part 1"]}, "private_log": {"rows": ["part 2"]}}


def with_a_private_log(**changes: object) -> Snapshot:
    """The log of part 1 under item 2; part 2 has item 20 alone."""
    items = (an_item(1), an_item(2), an_item(20, part=2))
    snapshot = a_snapshot(a_paper(9, 2, is_log=True), items=items)
    return replace(snapshot, **(LOGS | {"private_log_item": 20} | changes))


@pytest.mark.requirement("PCK-01")
def test_the_log_of_part_two_stands_in_part_two_and_prints_its_own_rows():
    snapshot = with_a_private_log()

    logs = {
        part: [e for e in entries_of(snapshot, part) if e.kind == EntryKind.ACTION_LOG]
        for part in (1, 2)
    }

    assert {part: [e.key for e in found] for part, found in logs.items()} == {
        1: ["log-9"],
        2: [PRIVATE_LOG_KEY],
    }
    assert [log_of(snapshot, found[0]) for found in logs.values()] == [
        LOGS["log"],
        LOGS["private_log"],
    ]
    assert logs[2][0].confidential


@pytest.mark.parametrize(
    "changes",
    [
        {"private_log": None},
        {"papers": ()},
        {"papers": (a_paper(9, 20, is_log=True),)},
        {"papers": (a_paper(9, 2, is_log=True, left_out="It was withdrawn."),)},
    ],
    ids=["nothing asked", "no log in the pack", "a log of its own", "log left out"],
)
def test_part_two_has_no_second_log_without_one_in_part_one(changes):
    keys_of_two = [e.key for e in entries_of(with_a_private_log(**changes), 2)]

    assert PRIVATE_LOG_KEY not in keys_of_two
