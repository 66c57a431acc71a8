import pytest
from django.core.exceptions import PermissionDenied

from boards.papers.enums import Answer, ConflictsAnswer, PaperKind, PaperRole
from boards.papers.models import ImplicationAnswer, Recommendation, RouteRow
from boards.papers.selectors import names_of, paper_to_edit, sheet_for_print, stops_of
from boards.papers.services import add_paper, import_cover_sheet, save_cover_sheet
from tests.factories.papers import NOW, a_current_version

BOX = (
    "Mark Yes, No or Not Applicable Above and Provide a Risk Description and Risk "
    "Reference Number in this Box if there are Any Associated Risks"
)


def boxes(yes=False, no=False, na=False):
    return {"yes": yes, "no": no, "na": na}


def a_sheet(**changes):
    """A sheet of our own with two ticks in a row, as a form filled in by hand has."""
    return {
        "title": "ICS Programme Executive Summary Report",
        "presented_by": ["ICS Executive Director of Finance"],
        "author": ["Head of ICS PMO", "ICS Programme Teams"],
        "contributors": None,
        "confidential": "No",
        "purpose": "To note progress.",
        "recommendations": [
            {"verbs": ["note"], "text": "the position"},
            {"verbs": ["bless"], "text": "the plan"},
            {"verbs": ["note", "support"], "text": "the rest"},
            {"verbs": [], "text": "be told"},
        ],
        "governance_rows": [
            {"meeting": "SLE", "date_text": "Nov-2020", "outcome": "Noted"},
            {"meeting": "FAC", "date": "2020-11-19", "outcome": ""},
            {"meeting": "", "date": "", "outcome": ""},
            {"meeting": "None", "date": "", "outcome": ""},
        ],
        "conflicts": "",
        "implications": {
            "quality_impact_assessment": boxes(na=True),
            "equality_impact_assessment": boxes(no=True),
            "privacy_impact_assessment": boxes(),
            "financial_impact_assessment": boxes(yes=True),
            "associated_risks": boxes(yes=True, na=True),
            "risks_on_ics_risk_register": boxes(no=True),
        },
        "risk_description": BOX,
        **changes,
    }


def imported(paper, board, **changes):
    import_cover_sheet(
        paper=paper, data=a_sheet(**changes), actor=board.secretary, at=NOW
    )
    return paper_to_edit(paper.pk)


def unclear(paper):
    return {
        row["field"]: row["message"] for row in paper.cover_sheet.imported["unclear"]
    }


@pytest.mark.requirement("CVR-07")
def test_two_ticks_stay_as_found_and_are_listed(board, paper):
    paper = imported(paper, board)

    row = ImplicationAnswer.objects.get(question="associated_risks")
    assert (row.answer, row.ticks_as_found) == (Answer.UNCLEAR, "yes+na")
    assert (
        unclear(paper)["implication_associated_risks"]
        == "Associated risks: Yes and N/A are ticked. Choose one."
    )


@pytest.mark.requirement("CVR-07")
def test_two_ticks_print_as_they_were_found(board, paper):
    printed = sheet_for_print(imported(paper, board), item_number="12", owners=())

    ticks = {
        tick.question: (tick.yes, tick.no, tick.na)
        for part in printed.parts
        if part.key == "implications"
        for tick in part.ticks
    }
    assert ticks["Associated risks"] == (True, False, True)
    assert ticks["Privacy impact assessment completed"] == (False, False, False)


@pytest.mark.requirement("CVR-07")
def test_a_row_without_a_tick_has_no_answer_and_is_listed(board, paper):
    paper = imported(paper, board)

    assert not ImplicationAnswer.objects.filter(
        question="privacy_impact_assessment"
    ).exists()
    assert "no box is ticked" in unclear(paper)["implication_privacy_impact_assessment"]


@pytest.mark.requirement("CVR-06")
@pytest.mark.parametrize(
    ("found", "answer", "words", "listed"),
    [
        ("", ConflictsAnswer.UNANSWERED, "", "Conflicts of interest were left blank."),
        (
            "Not applicable",
            ConflictsAnswer.UNANSWERED,
            "Not applicable",
            "Conflicts of interest read “Not applicable”.",
        ),
        ("None identified.", ConflictsAnswer.NONE, "", ""),
    ],
)
def test_conflicts_are_never_guessed(board, paper, found, answer, words, listed):
    paper = imported(paper, board, conflicts=found)

    sheet = paper.cover_sheet
    assert (sheet.conflicts, sheet.conflicts_text) == (answer, words)
    assert unclear(paper).get("conflicts", "").startswith(listed)
    assert ("conflicts" in unclear(paper)) is bool(listed)


@pytest.mark.requirement("CVR-10")
def test_the_instruction_in_the_box_is_not_imported(board, paper):
    assert imported(paper, board).cover_sheet.risk_description == ""


@pytest.mark.requirement("CVR-14")
def test_blank_and_none_rows_are_not_forums(board, paper):
    imported(paper, board)

    assert list(
        RouteRow.objects.values_list("forum", "date_text", "discussed_on__day")
    ) == [("SLE", "Nov-2020", None), ("FAC", "2020-11-19", 19)]


@pytest.mark.requirement("CVR-04")
def test_verbs_are_kept_as_found(board, paper):
    paper = imported(paper, board)

    assert list(Recommendation.objects.values_list("verb", "text")) == [
        ("note", "the position"),
        ("bless", "the plan"),
        ("", "note and support the rest"),
        ("", "be told"),
    ]
    messages = [
        row["message"]
        for row in paper.cover_sheet.imported["unclear"]
        if row["field"] == "recommendations"
    ]
    assert messages == [
        "Recommendation 2 asks to “bless”, which is not a word of this body.",
        "Recommendation 3 has more than one verb.",
        "Recommendation 4 has no verb.",
    ]


@pytest.mark.requirement("CVR-12")
def test_people_are_several_and_presenters_are_kept_only_where_they_differ(
    board, paper
):
    paper = imported(paper, board)
    assert names_of(paper, PaperRole.AUTHOR) == (
        "Head of ICS PMO",
        "ICS Programme Teams",
    )
    assert names_of(paper, PaperRole.PRESENTER) == ()

    paper = imported(paper, board, presented_by=["ICS Medical Director"])
    assert names_of(paper, PaperRole.PRESENTER) == ("ICS Medical Director",)
    assert unclear(paper)["presented_by"] == (
        "The sheet says presented by ICS Medical Director; the agenda says ICS Executive "
        "Director of Finance."
    )


@pytest.mark.requirement("CVR-11")
@pytest.mark.parametrize(
    ("found", "confidential", "listed"),
    [
        ("Yes", True, ["confidential_reason"]),
        ("No", False, []),
        ("", False, ["confidential"]),
    ],
)
def test_confidential_is_read(board, paper, found, confidential, listed):
    paper = imported(paper, board, confidential=found)

    assert paper.confidential is confidential
    assert [name for name in unclear(paper) if name.startswith("conf")] == [
        *listed,
        "conflicts",
    ]


@pytest.mark.requirement("CVR-09")
@pytest.mark.parametrize(
    ("risks", "register", "description", "listed"),
    [
        (
            boxes(yes=True),
            boxes(no=True),
            "They are detailed in this report",
            {"risk_reference"},
        ),
        (
            boxes(yes=True),
            boxes(no=True),
            BOX,
            {"risk_reference", "risk_description"},
        ),
        (
            boxes(na=True),
            boxes(no=True),
            BOX,
            {"implication_risks_on_ics_risk_register"},
        ),
        (boxes(na=True), boxes(na=True), BOX, set()),
    ],
)
def test_the_risk_rows_are_checked_against_each_other(
    board, paper, risks, register, description, listed
):
    implications = a_sheet()["implications"] | {
        "associated_risks": risks,
        "risks_on_ics_risk_register": register,
    }

    paper = imported(
        paper, board, implications=implications, risk_description=description
    )

    assert {name for name in unclear(paper) if "risk" in name} == listed


def test_what_was_not_read_is_not_printed_as_blank(board, paper):
    data = a_sheet()
    del data["conflicts"]
    import_cover_sheet(paper=paper, data=data, actor=board.secretary, at=NOW)

    printed = sheet_for_print(
        paper_to_edit(paper.pk), item_number="12", owners=("Chair",)
    )

    assert [part.key for part in printed.parts] == [
        "purpose",
        "recommendations",
        "route",
        "implications",
        "risk",
    ]


def test_an_imported_sheets_gaps_stop_nothing(board, paper):
    paper = imported(paper, board)
    a_current_version(paper)

    assert stops_of(paper) == ()


def test_what_a_person_decides_is_no_longer_unclear(board, paper):
    paper = imported(paper, board)

    save_cover_sheet(
        paper=paper,
        typed={"implication_associated_risks": "yes", "executive_summary": "New."},
        seen=None,
        actor=board.secretary,
        at=NOW,
    )

    paper = paper_to_edit(paper.pk)
    assert "implication_associated_risks" not in unclear(paper)
    assert "conflicts" in unclear(paper)
    assert "executive_summary" in paper.cover_sheet.imported["keys"]


def test_importing_twice_replaces_and_does_not_add(board, paper):
    imported(paper, board)

    imported(paper, board, recommendations=[{"verbs": ["note"], "text": "it"}])

    assert Recommendation.objects.count() == 1
    assert ImplicationAnswer.objects.count() == 5


def test_a_paper_without_a_sheet_gets_one(board):
    paper = add_paper(
        item=board.item(), kind=PaperKind.ANNEX, actor=board.secretary, at=NOW
    )

    assert imported(paper, board).cover_sheet.purpose == "To note progress."


def test_only_the_office_imports(board, paper):
    with pytest.raises(PermissionDenied, match="Only the board secretary can import"):
        import_cover_sheet(paper=paper, data=a_sheet(), actor=board.author, at=NOW)


def test_a_record_of_another_form_fills_its_own_fields(board, paper):
    sheet = paper.cover_sheet
    sheet.template.fields = [
        {"key": "legal", "caption": "Legal implications"},
        {"key": "recommendations", "caption": "Recommendation"},
    ]
    sheet.template.save()

    paper = imported(paper, board, legal="None as a result of this report.")

    assert paper.cover_sheet.answers == {"legal": "None as a result of this report."}
