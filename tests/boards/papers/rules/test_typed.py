from datetime import date

import pytest

from boards.papers.rules import (
    Stop,
    clean_typed,
    form_key,
    in_page_order,
    read_fields,
    row_keys,
)
from boards.papers.stock import ICS_FORM

MEETING = date(2020, 12, 2)
FIELDS = read_fields(
    [
        *ICS_FORM.fields,
        {"key": "legal", "caption": "Legal"},
        {"key": "ward", "caption": "Ward", "kind": "line"},
        {"key": "annexes", "caption": "Annexes", "kind": "list"},
    ]
)


def cleaned(**typed):
    named = {name.replace("__", "-"): value for name, value in typed.items()}
    return clean_typed(named, FIELDS, meeting_on=MEETING)


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("title", " ICS  Finance\nReport ", "ICS Finance Report"),
        ("authors", "One\n\n One \nTwo", "One\nTwo"),
        ("confidential", "yes", "yes"),
        ("confidential", "no", ""),
        ("written_on", "24 Nov 2020", "2020-11-24"),
        ("written_on", "", ""),
        ("purpose", "One.\r\n\r\nTwo. ", "One.\n\nTwo."),
        ("conflicts", "none", "none"),
        ("implication_associated_risks", "na", "na"),
        ("risk_reference", " SO4 ", "SO4"),
        ("confidential_reason", " Commercial. ", "Commercial."),
        ("answer_legal", "One.\nTwo.", "One.\nTwo."),
        ("answer_ward", "One\nTwo", "One Two"),
        ("answer_annexes", "A\n\nB\nA", "A\nB"),
        ("rec__a__text", "One.\nTwo.", "One.\nTwo."),
        ("rec__a__verb", " note ", "note"),
        ("route__a__date", " Nov-2020 ", "Nov-2020"),
    ],
)
def test_each_field_is_tidied_for_its_kind(name, typed, kept):
    found = cleaned(**{name: typed})

    assert list(found.fields.values()) == [kept]
    assert found.problems == ()


@pytest.mark.parametrize(
    "name",
    [
        "state",
        "legal",
        "answer_purpose",
        "answer_unknown",
        "recommendations",
        "answer_recommendations",
        "implication_weather",
        "rec__a__position",
        "route__a__verb",
        "rec__UPPER__text",
    ],
)
def test_names_the_form_does_not_have_are_dropped(name):
    assert cleaned(**{name: "x"}).fields == {}


@pytest.mark.parametrize(
    ("name", "typed", "message"),
    [
        ("title", "", "Enter the title of the paper"),
        (
            "written_on",
            "soon",
            "Enter the date of writing as a day that exists, such as 24/11/2020",
        ),
        (
            "written_on",
            "3/12/2020",
            "Date of writing must be on or before the meeting, 2 December 2020",
        ),
        ("conflicts", "perhaps", "Conflicts of interest: choose one of the two"),
        (
            "implication_risks_on_ics_risk_register",
            "unclear",
            (
                "Are associated risks detailed on the ICS risk register: choose Yes, No or "
                "N/A"
            ),
        ),
        ("title", "x" * 301, "Shorten this to 300 letters; it has 301"),
        (
            "contributors",
            f"One\n{'x' * 201}",
            "Shorten this to 200 letters; it has 201",
        ),
        ("route__a__forum", "x" * 201, "Shorten this to 200 letters; it has 201"),
        ("purpose", "x" * 100_001, "Shorten this to 100,000 letters; it has 100,001"),
    ],
)
def test_what_no_draft_may_hold_is_a_problem_and_not_kept(name, typed, message):
    found = cleaned(**{name: typed})

    assert [stop.message for stop in found.problems] == [message]
    assert found.fields == {}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("rec-a-verb", "recommendations"),
        ("route-a-date", "route"),
        ("not_discussed_elsewhere", "route"),
        ("implication_associated_risks", "implications"),
        ("conflicts_text", "conflicts"),
        ("risk_reference", "risk"),
        ("answer_legal", "legal"),
        ("purpose", "purpose"),
    ],
)
def test_a_typed_name_belongs_to_a_field_of_the_form(name, key):
    assert form_key(name) == key


def test_rows_are_counted_in_the_order_they_were_sent():
    typed = dict.fromkeys(
        ["rec-b-verb", "title", "rec-a-verb", "rec-b-text", "route-c-forum"], ""
    )

    assert row_keys(typed, "rec") == ["b", "a"]
    assert row_keys(typed, "route") == ["c"]


ROWS = dict.fromkeys(
    ["rec-b-verb", "rec-a-verb", "route-c-forum", "not_discussed_elsewhere"], ""
)
ON_THE_PAGE = [
    "title",
    "authors",
    "contributors",
    "written_on",
    "purpose",
    "executive_summary",
    "recommendations",
    "rec-b-verb",
    "rec-b-text",
    "rec-a-text",
    "rec-unsent-verb",
    "route",
    "route-c-forum",
    "route-c-date",
    "route-c-outcome",
    "not_discussed_elsewhere",
    "conflicts",
    "conflicts_text",
    "implications",
    "implication_quality_impact_assessment",
    "implication_risks_on_ics_risk_register",
    "risk",
    "risk_description",
    "risk_reference",
    "answer_legal",
    "answer_annexes",
    "confidential",
    "confidential_reason",
    "file",
    "note",
    "elsewhere",
]


@pytest.mark.parametrize("sent", [ON_THE_PAGE, ON_THE_PAGE[::-1]])
def test_faults_are_told_in_the_order_of_the_page(sent):
    stops = [Stop(field, "Enter this", "CVR-01") for field in sent]

    told = in_page_order(stops, FIELDS, ROWS)

    assert [stop.field for stop in told] == ON_THE_PAGE


def test_of_two_faults_of_one_field_the_first_is_told():
    first, other, second = (
        Stop("title", "Enter the title", "CVR-01"),
        Stop("authors", "Name an author", "CVR-01"),
        Stop("title", "Shorten the title", "CVR-01"),
    )

    assert in_page_order([other, first, second], FIELDS, {}) == [first, other]
