"""A table of organisations, taken apart."""

from datetime import date

import pytest

from boards.directory.enums import OrganisationKind as Kind
from boards.directory.enums import Service
from boards.directory.importers import (
    MOST_BYTES,
    decoded,
    read_organisations,
    shipped_table,
    tidy_text,
)
from boards.directory.importers.ods import COLUMNS, readable
from ics_portal.core.errors import RuleBroken

HEAD = "name,kind,ods_code,ons_code,starts_on,ends_on,services,systems\n"


def only(text):
    (row,) = read_organisations(text).rows
    return row


def cells(**typed):
    """One row of our own table."""
    row = {"name": "A trust", "kind": "nhs_trust", **typed}
    return only(",".join(row) + "\n" + ",".join(f'"{each}"' for each in row.values()))


def ods_row(code="RXN", name="A NHS TRUST", opened="19930401", closed="", status="A"):
    """One row of an ODS data file."""
    row = [code, name, "Y62", "QE1", *[""] * 5, "PR2 9HT", opened, closed, status]
    return ",".join(f'"{each}"' for each in [*row, *[""] * 14])


# --- Our own table -----------------------------------------------------------------


def test_a_row_is_read_whole():
    row = only(
        HEAD
        + '"Fylde, Wyre trust",NHS foundation trust, rxn ,,2003-04-01,30/6/2022,'
        + "Acute; mental_health,System A;System B\n"
    )

    assert (row.number, row.name, row.kind) == (
        2,
        "Fylde, Wyre trust",
        Kind.FOUNDATION_TRUST,
    )
    assert (row.ods_code, row.ons_code) == ("RXN", "")
    assert (row.starts_on, row.ends_on) == (date(2003, 4, 1), date(2022, 6, 30))
    assert row.services == (Service.ACUTE, Service.MENTAL_HEALTH)
    assert row.systems == ("System A", "System B")
    assert row.doubts == row.remarks == ()


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_columns_are_known_in_any_order_case_and_spelling(between):
    text = f" ODS Code {between}KIND{between}Organisation name\nRXN{between}ft{between}A trust"
    text = text.replace("ft", "foundation trust")

    row = only(text)

    assert (row.ods_code, row.name) == ("RXN", "A trust")


def test_columns_that_are_not_ours_are_named():
    assert read_organisations("Name,Kind,Colour\nA,icb,blue").ignored == ("Colour",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "There is no row to read"),
        ("\n \n,,\n", "There is no row to read"),
        ("name,ods_code\nA,RXN", "The table has no column kind."),
        ("A trust,RXN\n", "The table has no columns name and kind."),
        ("name,kind,Name\nA,icb,B", "The column name is there twice"),
        (HEAD, "no row below it"),
        (HEAD + 'A,"icb', "a quotation mark is opened and not closed"),
        ("PK\x03\x04word", "This file is no text"),
        ("name,kind\nA\0,icb", "This file is no text"),
        (
            HEAD + "A,icb\n" * 5001,
            "Take 5,000 rows or fewer at a time; these are 5,002",
        ),
        ("name,kind\n" + "x" * MOST_BYTES, "Paste 2 MB or fewer"),
    ],
)
def test_what_cannot_be_read_is_told(text, told):
    with pytest.raises(RuleBroken, match=told) as refusal:
        read_organisations(text)
    assert (refusal.value.rule_id, refusal.value.field) == ("DIR-7", "table")


def test_five_thousand_rows_are_read():
    rows = "".join(f"Trust {number},nhs_trust\n" for number in range(5000))

    assert len(read_organisations("name,kind\n" + rows).rows) == 5000


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"name": ""}, "It has no name."),
        ({"name": "x" * 201}, "longer than 200 letters"),
        ({"kind": ""}, "It has no kind. The kinds are ics, icb"),
        ({"kind": "guild"}, "“guild” is no kind of organisation. The kinds are"),
        ({"ods_code": "QE1"}, "is not the ODS code of an NHS trust"),
        ({"ons_code": "E54000048"}, "gives no code to an NHS trust"),
        ({"starts_on": "31/2/2020"}, "“31/2/2020” is no day of opening"),
        ({"starts_on": "1066-10-14"}, "is no day of opening"),
        ({"ends_on": "soon"}, "“soon” is no day of closing"),
        (
            {"starts_on": "2020-01-02", "ends_on": "2020-01-01"},
            "cannot end on 1 January 2020, before it starts on 2 January 2020",
        ),
        ({"services": "acute;alchemy"}, "“alchemy” is no service. The services are"),
    ],
)
def test_a_doubtful_cell_is_told_and_not_guessed(typed, told):
    row = cells(**typed)

    assert told in " ".join(row.doubts)


def test_an_unknown_code_is_only_remarked_on():
    row = cells(kind="icb", ods_code="QZZ")

    assert row.doubts == ()
    assert "not one of the 42" in row.remarks[0]


def test_a_comma_without_quotation_marks_is_doubted():
    row = only("name,kind\nFylde, Wyre,icb")

    assert "It has 3 cells and the heading 2" in row.doubts[-1]


@pytest.mark.parametrize(
    "day",
    ["2022-07-01", "1/7/2022", "01/07/2022", "20220701", "1 July 2022", "1 Jul 2022"],
)
def test_days_are_read_as_people_write_them(day):
    assert cells(starts_on=day).starts_on == date(2022, 7, 1)


def test_two_rows_for_one_code_doubt_each_other():
    reading = read_organisations(
        "name,kind,ods_code\nA,nhs_trust,RXN\nB,nhs_trust,RX7\nC,nhs_trust,rxn"
    )

    doubts = [row.doubts for row in reading.rows]
    assert doubts == [
        ("Row 4 has the same ODS code, RXN.",),
        (),
        ("Row 2 has the same ODS code, RXN.",),
    ]


def test_many_rows_for_one_code_are_told_shortly():
    rows = "B,nhs_trust,RXN\n" * 8

    first = read_organisations("name,kind,ods_code\n" + rows).rows[0]

    assert first.doubts == (
        "Rows 3, 4, 5, 6, 7 and 2 more have the same ODS code, RXN.",
    )


def test_two_rows_for_one_name_without_a_code_doubt_each_other():
    reading = read_organisations("name,kind\nA forum,forum\na FORUM,forum")

    assert reading.rows[1].doubts == ("Row 2 has the same name, a FORUM.",)


def test_rows_are_counted_past_empty_ones_as_a_spreadsheet_does():
    reading = read_organisations("name,kind\n\nA,icb\n,,\nB,icb")

    assert [row.number for row in reading.rows] == [3, 5]


# --- Files and letters -------------------------------------------------------------


def test_a_file_may_come_from_excel():
    assert decoded("\ufeffname,kind\nTŷ,icb".encode()).startswith("name")
    assert decoded("St Mary’s".encode("cp1252")) == "St Mary’s"


def test_a_file_that_is_too_large_or_no_text_is_refused():
    with pytest.raises(RuleBroken, match=r"has 2.1 MB. Take 2 MB"):
        decoded(b"x" * 2_100_000)
    with pytest.raises(RuleBroken, match="no text"):
        decoded(b"\x81\x8d\x8f")


def test_a_browsers_line_ends_change_nothing():
    assert tidy_text("\ufeffa,b\r\nc,d\r\n") == tidy_text("a,b\nc,d\n") == "a,b\nc,d"


# --- The files of the ODS ----------------------------------------------------------


def test_the_layout_has_27_columns():
    assert len(COLUMNS) == len(ods_row().split(",")) == 27


def test_an_ods_file_is_known_by_its_first_row():
    reading = read_organisations(ods_row() + "\n" + ods_row("RX7", "B NHS TRUST"))

    assert reading.is_ods
    assert [(row.number, row.ods_code) for row in reading.rows] == [
        (1, "RXN"),
        (2, "RX7"),
    ]
    first = reading.rows[0]
    assert (first.name, first.kind) == ("A NHS Trust", Kind.NHS_TRUST)
    assert (first.starts_on, first.ends_on, first.is_open) == (
        date(1993, 4, 1),
        None,
        True,
    )


@pytest.mark.parametrize(
    ("code", "name", "kind"),
    [
        (
            "RXN",
            "LANCASHIRE TEACHING HOSPITALS NHS FOUNDATION TRUST",
            Kind.FOUNDATION_TRUST,
        ),
        ("TAD", "BRADFORD DISTRICT CARE NHS FOUNDATION TRUST", Kind.FOUNDATION_TRUST),
        (
            "RBN",
            "MERSEY AND WEST LANCASHIRE TEACHING HOSPITALS NHS TRUST",
            Kind.NHS_TRUST,
        ),
        ("QE1", "NHS LANCASHIRE AND SOUTH CUMBRIA INTEGRATED CARE BOARD", Kind.ICB),
        ("00L", "NHS NORTHUMBERLAND CCG", Kind.CCG),
        ("106", "GATESHEAD METROPOLITAN BOROUGH COUNCIL", Kind.LOCAL_AUTHORITY),
        ("Y62", "NORTH WEST COMMISSIONING REGION", Kind.REGULATOR),
        ("U12345", "FYLDE COAST PCN", Kind.PRIMARY_CARE),
        ("P81001", "THE WILLOW SURGERY", Kind.PRIMARY_CARE),
    ],
)
def test_the_kind_is_read_from_code_and_name_together(code, name, kind):
    row = only(ods_row(code, name))

    assert (row.kind, row.doubts) == (kind, ())


def test_a_kind_that_neither_says_is_doubted():
    row = only(ods_row("RXN", "THE COMMUNITY PARTNERSHIP"))

    assert row.kind is None
    assert "cannot be told from its code and name" in row.doubts[0]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"status": "C"}, "closed, and no day of closing"),
        ({"closed": "20220630"}, "active, and a day of closing"),
        ({"status": "P"}, "proposed: it is not open yet"),
        ({"status": "X"}, "“X” is no status"),
        ({"name": " "}, "It has no name."),
        ({"closed": "20221301", "status": "C"}, "“20221301” is no day of closing"),
    ],
)
def test_what_an_ods_row_leaves_unclear_is_doubted(fields, told):
    assert told in " ".join(only(ods_row(**fields)).doubts)


def test_a_dormant_one_is_remarked_on():
    row = only(ods_row(status="D"))

    assert (row.doubts, row.remarks) == ((), ("Its status is dormant.",))


def test_a_closed_one_has_its_last_day():
    row = only(ods_row(closed="20220630", status="C"))

    assert (row.ends_on, row.is_open, row.doubts) == (date(2022, 6, 30), False, ())


def test_a_row_that_is_too_short_is_doubted():
    reading = read_organisations(ods_row() + "\nRX7,B NHS TRUST\nRW5")

    assert "It has 2 columns; a row of an ODS file has 27." in reading.rows[1].doubts
    assert reading.rows[2].name == ""


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("NHS KENT AND MEDWAY ICB", "NHS Kent and Medway ICB"),
        ("ST MARY'S HOSPITAL", "St Mary's Hospital"),
        ("STOKE-ON-TRENT (NORTH) GROUP", "Stoke-on-Trent (North) Group"),
        ("THE CHRISTIE", "The Christie"),
        ("The Christie", "The Christie"),
    ],
)
def test_capitals_are_read_as_a_name(printed, written):
    assert readable(printed) == written


# --- What ships --------------------------------------------------------------------


def test_the_42_boards_are_read_without_a_doubt():
    reading = read_organisations(shipped_table("icbs-2022"))

    assert len(reading.rows) == 42
    assert {row.doubts + row.remarks for row in reading.rows} == {()}
    assert {row.kind for row in reading.rows} == {Kind.ICB}
    assert {row.starts_on for row in reading.rows} == {date(2022, 7, 1)}


def test_no_other_table_ships():
    with pytest.raises(KeyError):
        shipped_table("../../settings")
