import time

import pytest

from boards.papers.rules import (
    AskedFor,
    appendices_cited,
    appendices_there,
    appendix_remarks,
    missing_appendices,
    text_remarks,
)

VERBS = ("note", "receive", "discuss", "support", "endorse", "ratify", "approve")
BODY = """1 Introduction
This paper reports on the framework.
2 Background
The work began in March.
3 System Assurance Framework
3.1 Aim
A frame for assurance.
4 First phase
Strategic risks and issues.
5 Next steps
By March.
6 Recommendations
6.1 The Board is asked to
1. note the progress made,
2. support the embedding of the strategy into future planning
"""


def messages(asked=(), sheet_text="", text=BODY):
    remarks = text_remarks(
        asked=[AskedFor(str(n), verb, "it") for n, verb in enumerate(asked)],
        verbs=VERBS,
        sheet_text=sheet_text,
        text=text,
    )
    return [remark.message for remark in remarks]


@pytest.mark.requirement("CVR-16")
@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (["note", "support"], []),
        (["Note", "Support"], []),
        (
            ["note", "support", "endorse"],
            [
                (
                    "The sheet asks to endorse, the Recommendations in the paper do not. "
                    "Make them agree."
                )
            ],
        ),
        (
            ["note"],
            [
                (
                    "The Recommendations in the paper ask to support, the sheet does not. "
                    "Make them agree."
                )
            ],
        ),
        ([], []),
    ],
)
def test_the_papers_own_recommendations_agree_with_the_sheet(asked, expected):
    assert messages(asked) == expected


@pytest.mark.requirement("CVR-16")
@pytest.mark.parametrize(
    "text",
    [
        "1 Introduction\nWe recommend nothing.",
        "7 Recommendation\nThe Board is asked to note it.\n8 Next\nApprove nothing.",
        "Recommendations:\nThe Board is asked to note it.\nAppendix 1\nApprove this.",
    ],
)
def test_only_the_recommendations_part_is_compared(text):
    assert messages(["note"], text=text) == []


@pytest.mark.requirement("CVR-16")
def test_a_list_that_goes_on_from_the_heading_does_not_end_the_part():
    text = "1 Recommendations\n1. Note the plan\n2. Approve the budget\n"

    assert messages(["note", "approve"], text=text) == []


@pytest.mark.requirement("CVR-16")
def test_a_form_of_the_verb_is_the_verb():
    text = (
        "Recommendations\nThat the plan, not less, be endorsed and the minutes ratified"
    )

    assert messages(["endorse", "ratify"], text=text) == []


@pytest.mark.requirement("CVR-17")
@pytest.mark.parametrize(
    ("sheet_text", "missing"),
    [
        ("Endorse the framework (section 3) and the risks in section 4.", []),
        ("See sections 3, 4 and 5.", []),
        ("See sections 5 to 7.", ["7"]),
        ("See section 7.", ["7"]),
        ("As in section 3.1 and paragraph 3.2", ["3.2"]),
        ("Section 75 of the Health and Social Care Act 2012 applies.", []),
        ("Section 3.0", []),
        ("No numbers here.", []),
    ],
)
def test_sections_cited_on_the_sheet_exist_in_the_paper(sheet_text, missing):
    assert messages(sheet_text=sheet_text) == [
        f"The sheet cites section {number}; the paper has no section {number}. Check "
        "the number."
        for number in missing
    ]


@pytest.mark.requirement("CVR-17")
def test_a_paper_without_numbered_headings_proves_nothing():
    assert messages(sheet_text="See section 9.", text="Words without numbers.") == []


@pytest.mark.requirement("PCK-05")
@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Appendices A, B and C set this out.\fAppendix A\nMap\fAppendix B\nList", "C"),
        ("See Appendices A, B, and C.\fAppendix A\n\fAppendix B\n\fAppendix C\n", ""),
        ("See Appendices A to D.\fAppendix A\fAppendix D: Costs", "BC"),
        ("As appendix 1 shows, all is well.", "1"),
        ("See Appendices 1-3.\fAppendix 1 Options\fAppendix 3 Plan", "2"),
        ("Contents\nAppendix A ........ 14\nAppendix A is cited here.", "A"),
        ("Please appendix a copy of this.", ""),
        ("Appendix B\fAppendix B is cited from its own page on.", ""),
        ("No such thing.", ""),
    ],
)
def test_an_appendix_cited_and_absent_is_missed(text, missing):
    assert missing_appendices(appendices_cited(text), appendices_there(text)) == tuple(
        missing
    )


@pytest.mark.requirement("PCK-05")
def test_an_annex_under_the_same_item_is_the_appendix():
    assert missing_appendices("ABC", "AB", ["Plan on a page (Appendix C)"]) == ()


@pytest.mark.requirement("PCK-05")
def test_the_warning_says_whom_to_ask():
    assert [remark.message for remark in appendix_remarks(["C"])] == [
        (
            "Appendix C is cited but is not in the paper. Ask the author for it, or add "
            "it as an annex."
        )
    ]


def test_a_paper_of_pictures_gives_no_remarks():
    assert messages(["note"], "See section 9.", text=" \f \n") == []


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("Appendices 1 to 99", ("1", "99")),
        ("Appendices A to 3", ("A", "3")),
        ("Appendices 1 to 3", ("1", "2", "3")),
    ],
)
def test_a_run_that_makes_no_sense_names_its_ends_only(text, cited):
    assert appendices_cited(text) == cited


@pytest.mark.parametrize(
    "text",
    [
        "Appendix A" + "." * 60_000 + "x",
        "Appendix A" + "..." + " " * 60_000 + "x",
        "Recommendation" + " " * 60_000 + "x",
        "\n".join(["Recommendations" + "\t" * 5_000] * 10),
        "1 " * 60_000,
    ],
    ids=["dots", "blanks after dots", "blanks", "tabs", "numbers"],
)
def test_no_text_of_a_paper_takes_minutes_to_read(text):
    began = time.process_time()

    appendices_there(text)
    messages(["note"], "See section 1 and appendix A.", text)

    assert time.process_time() - began < 3
