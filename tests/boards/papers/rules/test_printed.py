import json
from dataclasses import replace
from datetime import date

import pytest

from boards.papers.enums import Answer, ConflictsAnswer, Implication
from boards.papers.rules import (
    AsFound,
    AskedFor,
    PrintedPart,
    RouteStop,
    SheetForPrint,
    SheetValues,
    print_parts,
    read_fields,
)
from boards.papers.stock import ICS_FORM, TEN_HEADINGS_FORM

FIELDS = read_fields(ICS_FORM.fields, route_caption="Other forums")
VALUES = SheetValues(
    title="ICS Finance Report",
    meeting_on=date(2020, 12, 2),
    purpose="For noting.\n\nSecond paragraph.",
    recommendations=(AskedFor("1", "note", "the position"),),
    route=(
        RouteStop("1", "FAC", day=date(2020, 11, 19), outcome="Noted"),
        RouteStop("2", "SLE", words="Nov-2020"),
    ),
    conflicts=ConflictsAnswer.NONE,
    implications={
        Implication.QUALITY: Answer.NA.value,
        Implication.RISKS: Answer.UNCLEAR.value,
    },
)


def printed(values=VALUES, fields=FIELDS, found=None):
    return {part.key: part for part in print_parts(values, fields, found)}


def test_the_sheet_prints_in_the_forms_own_order():
    assert list(printed()) == [
        "purpose",
        "executive_summary",
        "recommendations",
        "route",
        "conflicts",
        "implications",
        "risk",
    ]


def test_paragraphs_are_kept_apart_and_blank_lines_dropped():
    assert printed()["purpose"].paragraphs == ("For noting.", "Second paragraph.")


def test_what_a_draft_lacks_is_said():
    assert printed()["executive_summary"].paragraphs == ("Not yet written.",)


@pytest.mark.requirement("CVR-05")
def test_the_route_prints_a_day_in_full_and_a_month_as_typed():
    assert printed()["route"] == PrintedPart(
        key="route",
        caption="Other forums",
        kind="route",
        rows=(("FAC", "19 November 2020", "Noted"), ("SLE", "Nov-2020", "")),
        columns=("Meeting", "Date", "Outcome"),
    )


@pytest.mark.requirement("CVR-19")
def test_a_form_without_outcomes_prints_two_columns():
    part = printed(fields=read_fields(TEN_HEADINGS_FORM.fields))["route"]

    assert (part.columns, part.rows[0]) == (
        ("Meeting", "Date"),
        ("FAC", "19 November 2020"),
    )


@pytest.mark.parametrize(
    ("ticked", "words"), [(True, "Not discussed elsewhere."), (False, "None.")]
)
def test_an_empty_route_says_so(ticked, words):
    values = replace(VALUES, route=(), not_discussed_elsewhere=ticked)

    assert printed(values)["route"].paragraphs == (words,)


@pytest.mark.requirement("CVR-06")
@pytest.mark.parametrize(
    ("conflicts", "words", "found", "paragraphs"),
    [
        (ConflictsAnswer.NONE, "", None, ("None identified",)),
        (ConflictsAnswer.IDENTIFIED, "A member.", None, ("A member.",)),
        ("", "", None, ("Not yet written.",)),
        ("", "", AsFound(frozenset({"conflicts"}), {}), ("Left blank by the author.",)),
        ("", "Not applicable", None, ("Not applicable",)),
    ],
)
def test_conflicts_print_what_was_answered(conflicts, words, found, paragraphs):
    values = replace(VALUES, conflicts=conflicts, conflicts_text=words)

    assert printed(values, found=found)["conflicts"].paragraphs == paragraphs


@pytest.mark.requirement("CVR-07")
def test_two_ticks_print_as_they_were_found():
    found = AsFound(frozenset({"implications"}), {Implication.RISKS: "yes+na"})

    part = printed(found=found)["implications"]
    risks = part.ticks[4]

    assert (risks.yes, risks.no, risks.na, risks.unclear) == (True, False, True, True)
    assert part.note == "More than one box is ticked on the sheet as it was received."


@pytest.mark.requirement("CVR-07")
def test_a_single_tick_stands_in_its_own_column():
    part = printed()["implications"]

    assert [(t.yes, t.no, t.na) for t in part.ticks[:2]] == [
        (False, False, True),
        (False, False, False),
    ]
    assert part.note == ""


def test_fields_nobody_read_are_left_off_an_imported_sheet():
    found = AsFound(frozenset({"purpose", "conflicts"}), {})

    assert list(printed(found=found)) == ["purpose", "conflicts"]


@pytest.mark.requirement("CVR-09")
@pytest.mark.parametrize(
    ("description", "reference", "risks", "paragraphs"),
    [
        ("Slippage", "SO4", "yes", ("Slippage", "Reference: SO4")),
        ("", "", "yes", ("No description and no reference given.",)),
        ("", "", "na", ()),
    ],
)
def test_the_risk_prints_with_its_reference(description, reference, risks, paragraphs):
    values = replace(
        VALUES,
        risk_description=description,
        risk_reference=reference,
        implications={Implication.RISKS: risks},
    )

    assert printed(values)["risk"].paragraphs == paragraphs


def test_no_recommendation_is_said():
    part = printed(replace(VALUES, recommendations=()))["recommendations"]

    assert (part.rows, part.paragraphs) == ((), ("Not yet written.",))


def test_an_optional_field_left_empty_prints_nothing():
    part = printed(fields=read_fields(TEN_HEADINGS_FORM.fields))["appendices"]

    assert part.paragraphs == ()


def test_a_printed_sheet_survives_json():
    sheet = SheetForPrint(
        paper_id=1,
        form="ICS cover sheet",
        title="ICS Finance Report",
        body="ICS Board",
        meeting_day="2 December 2020",
        item_number="10",
        presented_by=("ICS Executive Director of Finance",),
        authors=("ICS Head of Finance",),
        contributors=(),
        confidential=False,
        parts=print_parts(VALUES, FIELDS),
    )

    assert SheetForPrint.from_json(json.loads(json.dumps(sheet.to_json()))) == sheet
