import pytest

from boards.papers.enums import SheetFieldKind
from boards.papers.rules import (
    SheetField,
    instructions_of,
    read_fields,
    template_problems,
)
from boards.papers.stock import ICS_FORM, TEN_HEADINGS_FORM

RECOMMENDATIONS = {"key": "recommendations", "caption": "Recommendations"}


@pytest.mark.requirement("CVR-19")
@pytest.mark.parametrize("form", [ICS_FORM, TEN_HEADINGS_FORM])
def test_both_forms_are_sound_data(form):
    assert template_problems(form.fields) == []


@pytest.mark.requirement("CVR-19")
def test_the_other_form_has_ten_numbered_headings_in_order():
    captions = [field.caption for field in read_fields(TEN_HEADINGS_FORM.fields)]

    assert [caption.split()[0] for caption in captions[2:12]] == [
        f"{number}.0" for number in range(1, 11)
    ]


@pytest.mark.requirement("CVR-19")
def test_the_other_form_asks_no_implications_and_no_conflicts():
    kinds = {field.kind for field in read_fields(TEN_HEADINGS_FORM.fields)}

    assert kinds == {
        SheetFieldKind.TEXT,
        SheetFieldKind.LIST,
        SheetFieldKind.RECOMMENDATIONS,
        SheetFieldKind.ROUTE,
    }


@pytest.mark.requirement("CVR-13")
def test_the_caption_of_the_route_is_the_bodys_own_unless_the_form_has_one():
    fields = read_fields(
        [{"key": "route", "caption": ""}], route_caption="Where this was discussed"
    )
    own = read_fields([{"key": "route", "caption": "History"}], route_caption="x")

    assert (fields[0].caption, own[0].caption) == (
        "Where this was discussed",
        "History",
    )


def test_a_field_is_read_with_the_kind_its_key_implies():
    assert read_fields([{"key": "risk", "caption": "Risk", "instruction": "Fill"}]) == (
        SheetField("risk", "Risk", SheetFieldKind.RISK, instruction="Fill"),
    )


@pytest.mark.parametrize(
    ("key", "built_in"), [("purpose", True), ("environment", False)]
)
def test_only_the_named_keys_are_built_in(key, built_in):
    assert SheetField(key, "x", SheetFieldKind.TEXT).is_built_in is built_in


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ([], "A form needs a list of at least one field."),
        ("purpose", "A form needs a list of at least one field."),
        ([RECOMMENDATIONS, "x"], "Field 2 is not a set of names and values."),
        (
            [RECOMMENDATIONS, {"key": "two words", "caption": "x"}],
            "Field 2 needs a key of letters, digits and underscores.",
        ),
        ([RECOMMENDATIONS, RECOMMENDATIONS], "The key recommendations is used twice."),
        ([RECOMMENDATIONS, {"key": "legal"}], "Field 2 needs a caption."),
        (
            [RECOMMENDATIONS, {"key": "legal", "caption": "x", "kind": "map"}],
            "Field 2 has an unknown kind, map.",
        ),
        (
            [RECOMMENDATIONS, {"key": "risk", "caption": "x", "kind": "text"}],
            "The field risk is always of the kind risk.",
        ),
        (
            [RECOMMENDATIONS, {"key": "legal", "caption": "x", "kind": "risk"}],
            "Only the built-in field may be of the kind risk.",
        ),
        (
            [{"key": "legal", "caption": "x"}],
            "A form needs recommendations: they become the decisions.",
        ),
    ],
)
def test_a_form_that_cannot_work_says_why(fields, problem):
    assert template_problems(fields) == [problem]


@pytest.mark.requirement("CVR-10")
def test_instructions_are_looked_for_longest_first():
    fields = read_fields(
        [
            {"key": "a", "caption": "a", "instruction": "Write here"},
            {"key": "b", "caption": "b"},
            {"key": "c", "caption": "c", "instruction": "Write here in full"},
        ]
    )

    assert instructions_of(fields) == ("Write here in full", "Write here")
