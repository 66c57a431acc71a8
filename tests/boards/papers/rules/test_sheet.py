from dataclasses import replace
from datetime import date

import pytest

from boards.papers.enums import Answer, ConflictsAnswer, Implication
from boards.papers.rules import (
    AskedFor,
    RouteStop,
    SheetValues,
    read_fields,
    remarks_on,
    ticks_read,
    what_stops,
)
from boards.papers.stock import ICS_FORM, TEN_HEADINGS_FORM

FIELDS = read_fields(ICS_FORM.fields, route_caption="Other forums")
TEN_HEADINGS = read_fields(TEN_HEADINGS_FORM.fields)
ALL_NA = dict.fromkeys(Implication.values, Answer.NA.value)
RISKY = ALL_NA | {
    Implication.RISKS: Answer.YES.value,
    Implication.REGISTER: Answer.YES.value,
}
FULL = SheetValues(
    title="ICS Finance Report",
    meeting_on=date(2020, 12, 2),
    authors=("ICS Head of Finance",),
    written_on=date(2020, 11, 24),
    purpose="For noting.",
    executive_summary="Month 7.",
    recommendations=(AskedFor("1", "note", "the financial position"),),
    not_discussed_elsewhere=True,
    conflicts=ConflictsAnswer.NONE,
    implications=ALL_NA,
    verbs=("note", "approve"),
)


def told(values, fields=FIELDS):
    return [(stop.field, stop.message) for stop in what_stops(values, fields)]


def test_nothing_stops_a_full_sheet():
    assert told(FULL) == []


@pytest.mark.requirement("CVR-02")
@pytest.mark.requirement("CVR-03")
@pytest.mark.requirement("CVR-04")
@pytest.mark.requirement("CVR-06")
@pytest.mark.requirement("CVR-07")
def test_an_empty_sheet_lists_everything_in_the_order_of_the_form():
    fields = [field for field, _ in told(SheetValues("", date(2020, 12, 2)))]

    assert fields == [
        "title",
        "authors",
        "written_on",
        "purpose",
        "executive_summary",
        "recommendations",
        "conflicts",
        *(f"implication_{question}" for question in Implication.values),
    ]


@pytest.mark.requirement("CVR-01")
@pytest.mark.requirement("CVR-11")
@pytest.mark.requirement("CVR-15")
@pytest.mark.parametrize(
    ("change", "stop"),
    [
        ({"title": ""}, ("title", "Enter the title of the paper")),
        ({"authors": ()}, ("authors", "Name at least one author, person or team")),
        ({"written_on": None}, ("written_on", "Enter the date of writing")),
        (
            {"written_on": date(2020, 12, 3)},
            (
                "written_on",
                "Date of writing must be on or before the meeting, 2 December 2020",
            ),
        ),
        (
            {"confidential": True},
            ("confidential_reason", "Say why the paper is confidential"),
        ),
    ],
)
def test_the_head_of_the_sheet_is_complete(change, stop):
    assert told(replace(FULL, **change)) == [stop]


@pytest.mark.requirement("CVR-15")
def test_a_paper_may_be_dated_the_day_of_the_meeting():
    assert told(replace(FULL, written_on=date(2020, 12, 2))) == []


@pytest.mark.requirement("CVR-04")
@pytest.mark.parametrize(
    ("row", "stop"),
    [
        (
            AskedFor("9", "", "the plan"),
            ("rec-9-verb", "Recommendation 2 has no verb"),
        ),
        (
            AskedFor("9", "approve", ""),
            (
                "rec-9-text",
                "Recommendation 2: say what the meeting is asked to approve",
            ),
        ),
        (
            AskedFor("9", "bless", "the plan"),
            (
                "rec-9-verb",
                (
                    "Recommendation 2: “bless” is not a word this body asks with, choose "
                    "one of the list"
                ),
            ),
        ),
    ],
)
def test_each_recommendation_has_a_verb_of_the_body_and_words(row, stop):
    values = replace(FULL, recommendations=(*FULL.recommendations, row))

    assert told(values) == [stop]


def test_any_verb_will_do_where_the_body_has_no_list():
    values = replace(FULL, recommendations=(AskedFor("1", "bless", "it"),), verbs=())

    assert told(values) == []


@pytest.mark.requirement("CVR-05")
def test_a_route_row_names_its_forum_and_contradicts_no_tick():
    rows = (RouteStop("4", "", words="Nov-2020"), RouteStop("5", "SLE"))

    assert told(replace(FULL, route=rows)) == [
        (
            "not_discussed_elsewhere",
            (
                "Other forums are listed, so take the tick off “Not discussed elsewhere”, "
                "or remove the rows"
            ),
        ),
        ("route-4-forum", "Name the forum in row 1"),
    ]


@pytest.mark.requirement("CVR-05")
def test_a_paper_may_have_been_discussed_nowhere_else():
    assert told(replace(FULL, not_discussed_elsewhere=False)) == []


@pytest.mark.requirement("CVR-06")
@pytest.mark.parametrize(
    ("conflicts", "words", "fields"),
    [
        (ConflictsAnswer.UNANSWERED, "", ["conflicts"]),
        (ConflictsAnswer.UNANSWERED, "Not applicable", ["conflicts"]),
        (ConflictsAnswer.IDENTIFIED, "", ["conflicts_text"]),
        (ConflictsAnswer.IDENTIFIED, "A member sits on both boards.", []),
        (ConflictsAnswer.NONE, "", []),
    ],
)
def test_conflicts_are_none_or_named_and_never_blank(conflicts, words, fields):
    values = replace(FULL, conflicts=conflicts, conflicts_text=words)

    assert [field for field, _ in told(values)] == fields


@pytest.mark.requirement("CVR-07")
@pytest.mark.requirement("CVR-08")
@pytest.mark.parametrize("question", Implication)
@pytest.mark.parametrize(
    ("given", "message"),
    [
        (None, "choose Yes, No or N/A"),
        (Answer.UNCLEAR.value, "more than one box is ticked, choose one"),
        ("perhaps", "choose Yes, No or N/A"),
    ],
)
def test_each_of_the_six_questions_has_exactly_one_answer(question, given, message):
    answers = {key: value for key, value in ALL_NA.items() if key != question}
    if given is not None:
        answers[question] = given

    assert told(replace(FULL, implications=answers)) == [
        (f"implication_{question}", f"{question.label.rstrip('?')}: {message}")
    ]


@pytest.mark.requirement("CVR-08")
def test_the_six_questions_are_fixed():
    assert Implication.values == [
        "quality_impact_assessment",
        "equality_impact_assessment",
        "privacy_impact_assessment",
        "financial_impact_assessment",
        "associated_risks",
        "risks_on_ics_risk_register",
    ]


@pytest.mark.requirement("CVR-09")
@pytest.mark.parametrize(
    ("risks", "register", "stops"),
    [
        ("yes", "yes", 0),
        ("yes", "no", 0),
        ("yes", "na", 0),
        ("no", "na", 0),
        ("na", "na", 0),
        ("no", "yes", 1),
        ("no", "no", 1),
        ("na", "yes", 1),
        ("na", "no", 1),
    ],
)
def test_without_risks_the_question_of_the_register_is_na(risks, register, stops):
    answers = ALL_NA | {Implication.RISKS: risks, Implication.REGISTER: register}
    values = replace(
        FULL, implications=answers, risk_description="Slippage", risk_reference="SO4"
    )

    found = [stop.field for stop in what_stops(values, FIELDS)]

    assert found == ["implication_risks_on_ics_risk_register"] * stops


@pytest.mark.requirement("CVR-09")
@pytest.mark.parametrize(
    ("description", "reference", "fields"),
    [
        ("", "", ["risk_description", "risk_reference"]),
        ("They are detailed in this report", "", ["risk_reference"]),
        ("", "SO4", ["risk_description"]),
        ("Slippage", "SO4", []),
    ],
)
def test_associated_risks_need_a_description_and_a_reference(
    description, reference, fields
):
    values = replace(
        FULL,
        implications=RISKY,
        risk_description=description,
        risk_reference=reference,
    )

    assert [stop.field for stop in what_stops(values, FIELDS)] == fields


@pytest.mark.requirement("CVR-09")
def test_no_risk_needs_no_description():
    assert told(replace(FULL, risk_description="", risk_reference="")) == []


@pytest.mark.requirement("CVR-19")
def test_another_form_asks_for_its_own_fields_only():
    values = replace(
        FULL,
        purpose="",
        conflicts="",
        implications={},
        answers={"reason": "To note.", "background": "Since 2019."},
    )

    assert [field for field, _ in told(values, TEN_HEADINGS)] == [
        f"answer_{key}"
        for key in (
            "options",
            "financial",
            "legal",
            "resource",
            "risks",
            "engagement",
            "equality",
            "environment",
        )
    ]


@pytest.mark.parametrize(
    ("change", "remark"),
    [
        (
            {"not_discussed_elsewhere": False},
            (
                "No other forum is listed. Add one, or tick that the paper was not "
                "discussed elsewhere."
            ),
        ),
        (
            {"route": (RouteStop("1", "SLE / Finance Advisory Committee"),)},
            (
                "“SLE / Finance Advisory Committee” reads like two forums. Give each a row "
                "of its own."
            ),
        ),
        (
            {"route": (RouteStop("1", "SLE", day=date(2020, 12, 9)),)},
            "SLE on 9 December 2020 is after this meeting. Check the date.",
        ),
        (
            {
                "implications": RISKY | {Implication.REGISTER: "na"},
                "risk_description": "x",
            },
            (
                "There are associated risks, but the question about the risk register says "
                "N/A. Answer it Yes or No."
            ),
        ),
        (
            {"risk_description": "Slippage"},
            (
                "A risk is described although associated risks is N/A. Answer Yes, or take "
                "the description out."
            ),
        ),
    ],
)
def test_a_remark_is_a_fact_and_its_cure(change, remark):
    found = remarks_on(replace(FULL, **change), FIELDS)

    assert [each.message for each in found] == [remark]


def test_a_full_sheet_has_no_remarks():
    route = (RouteStop("1", "Finance & Performance Committee", day=date(2020, 11, 19)),)

    assert remarks_on(replace(FULL, route=route), FIELDS) == ()


def test_a_form_without_a_route_is_not_remarked_on_for_lacking_one():
    without_route = [field for field in TEN_HEADINGS if field.key != "route"]

    assert remarks_on(replace(FULL, not_discussed_elsewhere=False), without_route) == ()


@pytest.mark.requirement("CVR-07")
@pytest.mark.parametrize(
    ("ticked", "answer", "kept"),
    [
        ({"yes"}, Answer.YES, ""),
        ({"no"}, Answer.NO, ""),
        ({"na"}, Answer.NA, ""),
        (set(), None, ""),
        ({"na", "yes"}, Answer.UNCLEAR, "yes+na"),
        ({"na", "no", "yes"}, Answer.UNCLEAR, "yes+no+na"),
    ],
)
def test_ticks_are_kept_as_found_and_never_guessed(ticked, answer, kept):
    assert ticks_read(ticked) == (answer, kept)


def test_all_the_words_of_a_sheet_can_be_searched():
    values = replace(FULL, answers={"legal": "See section 5."})

    assert values.all_text().split("\n") == [
        "For noting.",
        "Month 7.",
        "note the financial position",
        "See section 5.",
    ]


def test_beside_its_field_a_sentence_need_not_name_it():
    stops = what_stops(replace(FULL, title="", implications={}), FIELDS)

    assert [stop.words for stop in stops[:2]] == [
        "Enter the title of the paper",
        "Choose Yes, No or N/A",
    ]
