"""Reading a pasted table: what is certain is read, what is not is listed."""

import contextlib
import time

import pytest

from boards.meetings.importers import read_table
from ics_portal.core.errors import RuleBroken

PURPOSES = {"Note": 1, "Approve": 2, "Endorse": 3, "Ratify": 4, "Discuss": 5}

PUBLISHED = """Item\tDescription\tOwner\tAction\tFormat
Routine Items of Business
1.\tWelcome, Introductions and Apologies\tChair\tNote\tVerbal
2.\tDeclarations of Interest\tChair\tNote\tAttached
Sustainability
3.\tCurrent Financial Overview\tDirector of Finance / Strategy Director\tApprove\tTo follow
"""


def read(text):
    return read_table(text, purposes=PURPOSES).rows


@pytest.mark.requirement("AGD-02")
def test_the_published_five_columns_are_read_with_their_sections():
    rows = read(PUBLISHED)

    assert [(row.section, row.title) for row in rows] == [
        ("Routine Items of Business", "Welcome, Introductions and Apologies"),
        ("Routine Items of Business", "Declarations of Interest"),
        ("Sustainability", "Current Financial Overview"),
    ]
    last = rows[2]
    assert (last.owners, last.purposes, last.item_format, last.minutes) == (
        "Director of Finance / Strategy Director",
        "2",
        "to_follow",
        "5",
    )
    assert [dict(row.doubts) for row in rows] == [{}, {}, {}]


def test_columns_without_headings_are_told_by_what_is_in_them():
    rows = read(
        "1\tWelcome and apologies\tChair\tFor noting\tVerbal\t10:00-10:03\n"
        "2\tClinical strategy for the system\tMedical Director\tApproval\tReport\t15 mins\n"
    )

    assert [(row.title, row.owners) for row in rows] == [
        ("Welcome and apologies", "Chair"),
        ("Clinical strategy for the system", "Medical Director"),
    ]
    assert [(row.purposes, row.item_format, row.minutes) for row in rows] == [
        ("1", "verbal", "3"),
        ("2", "attached", "15"),
    ]


def test_what_is_not_known_is_listed_with_what_was_printed():
    [row] = read(
        "No\tTitle\tPurpose\tFormat\tTime\n1\tFinance\tPonder\tCarrier pigeon\t10.00\n"
    )

    assert dict(row.doubts) == {
        "purposes": "Ponder",
        "item_format": "Carrier pigeon",
        "minutes": "10.00",
    }
    assert (row.purposes, row.item_format, row.minutes) == ("", "verbal", "5")


@pytest.mark.parametrize(
    ("said", "purposes"),
    [
        ("Note", "1"),
        ("NOTE", "1"),
        ("Approval", "2"),
        ("For approval", "2"),
        ("to approve", "2"),
        ("Note / Endorse", "1,3"),
        ("Discuss and approve", "2,5"),
        ("Ratification", "4"),
    ],
)
def test_purposes_are_known_by_their_stem(said, purposes):
    [row] = read(f"No\tTitle\tAction\n1\tFinance\t{said}\n")

    assert row.purposes == purposes


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("Verbal", "verbal"),
        ("Oral", "verbal"),
        ("Attached", "attached"),
        ("Enclosed", "attached"),
        ("Paper", "attached"),
        ("Presentation", "presentation"),
        ("Slides", "presentation"),
        ("To follow", "to_follow"),
        ("To follow.", "to_follow"),
    ],
)
def test_formats_are_known_in_the_words_people_use(said, known):
    [row] = read(f"No\tTitle\tFormat\n1\tFinance\t{said}\n")

    assert (row.item_format, dict(row.doubts)) == (known, {})


@pytest.mark.parametrize(
    ("said", "minutes"),
    [("10", "10"), ("10 mins", "10"), ("5m", "5"), ("10:00 - 10:20", "20")],
)
def test_minutes_are_read_from_numbers_and_spans(said, minutes):
    [row] = read(f"No\tTitle\tMinutes\n1\tFinance\t{said}\n")

    assert (row.minutes, dict(row.doubts)) == (minutes, {})


@pytest.mark.parametrize("said", ["0", "999", "10:20-10:00", "all day"])
def test_minutes_that_cannot_be_are_listed(said):
    [row] = read(f"No\tTitle\tMinutes\n1\tFinance\t{said}\n")

    assert (row.minutes, dict(row.doubts)) == ("5", {"minutes": said})


@pytest.mark.requirement("AGD-12")
def test_lettered_rows_are_sub_items():
    rows = read("No\tTitle\n10\tFinance\n10a\tCapital\n10.2\tRevenue\n11\tStrategy\n")

    assert [row.is_sub_item for row in rows] == [False, True, True, False]


def test_a_plain_list_of_titles_is_read():
    assert [row.title for row in read("Finance\n\nStrategy\n")] == [
        "Finance",
        "Strategy",
    ]


def test_a_numbered_list_keeps_its_headings():
    rows = read("Sustainability\n1. Finance\n2) Strategy\nAny Other Business\n3 AOB\n")

    assert [(row.section, row.title) for row in rows] == [
        ("Sustainability", "Finance"),
        ("Sustainability", "Strategy"),
        ("Any Other Business", "AOB"),
    ]


HTML = """<html><head><style>td {mso: x}</style></head><body>
<p>Agenda</p><table><tr><th>Item</th><th>Description</th><th>Lead</th></tr>
<tr><td colspan="3"><b>Sustain&shy;ability</b></td></tr>
<tr><td><p>1.</p></td><td><p>Finance
 &amp; Capital</p></td><td><p>Chair</p><p>All</p></td></tr>
<tr><td>2.<td>Strategy<br>and plan<td></tr></table></body></html>"""


def test_a_table_out_of_word_keeps_its_cells_apart():
    rows = read(HTML)

    assert [(row.title, row.owners) for row in rows] == [
        ("Finance & Capital", "Chair / All"),
        ("Strategy and plan", ""),
    ]
    assert rows[0].section.replace("\xad", "") == "Sustainability"


def test_markup_in_a_cell_is_text_and_nothing_more():
    [row] = read(
        "<table><tr><td>1</td><td>A<script>alert(1)</script>B</td></tr></table>"
    )

    assert row.title == "AB"


def test_a_cell_out_of_excel_with_a_line_end_is_one_cell():
    rows = read('No\tTitle\tOwner\n1\tFinance\t"Chair\nAll"\n2\tStrategy\tChair\n')

    assert [(row.title, row.owners) for row in rows] == [
        ("Finance", "Chair / All"),
        ("Strategy", "Chair"),
    ]


def test_a_stray_quotation_mark_swallows_nothing():
    rows = read('No\tTitle\n1\t"Finance\n2\tStrategy\n')

    assert [row.title for row in rows] == ['"Finance', "Strategy"]


def test_long_titles_are_left_for_the_form_to_refuse():
    [row] = read(f"No\tTitle\n1\t{'x' * 400}\n")

    assert len(row.title) == 400


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Paste the rows of an agenda"),
        (" \n\t\n", "Paste the rows of an agenda"),
        ("<table></table>", "Paste the rows of an agenda"),
        ("x" * 400_001, "too much to be an agenda"),
        ("No\tTitle\nRoutine items\n", "No row with a title"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(text, sentence):
    with pytest.raises(RuleBroken, match=sentence) as refusal:
        read(text)

    assert refusal.value.field == "table"


def test_cells_to_settle_are_counted():
    table = read_table(
        "No\tTitle\tAction\tFormat\n1\tA\tPonder\tPost\n2\tB\tNote\tPost\n",
        purposes=PURPOSES,
    )

    assert table.doubt_count == 3


HALF = 100_000
CRAFTED = [
    pytest.param("<!--" * HALF, id="comments"),
    pytest.param("</" * HALF, id="ends"),
    pytest.param("<a " * HALF, id="starts"),
    pytest.param("<?" * HALF, id="instructions"),
    pytest.param("<a b='\"" * (HALF // 2), id="quotes"),
    pytest.param("<![" * HALF, id="marked sections"),
    pytest.param("<tr><td>" + "<div>" * (HALF // 2), id="depth"),
]


@pytest.mark.parametrize("crafted", CRAFTED)
def test_no_pasted_page_holds_the_portal_up(crafted):
    began = time.process_time()

    with contextlib.suppress(RuleBroken):
        read(f"<table>{crafted}")

    assert time.process_time() - began < 5  # these took minutes, or ended in a fault


@pytest.mark.parametrize(
    "table",
    ["1\tFinance\n" * 501, "1\tFinance" + "\t" * 60 + "\n2\tRisk\n"],
    ids=["too long", "too wide"],
)
def test_a_table_no_agenda_could_be_is_refused(table):
    with pytest.raises(RuleBroken) as refused:
        read(table)

    assert (refused.value.message, refused.value.field) == (
        "This is too much to be an agenda: paste the table alone.",
        "table",
    )


def test_a_cell_of_any_length_between_quotes_is_read():
    [row] = read('1\t"' + "b" * 140_000 + '"')

    assert len(row.title) > 140_000
