from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from boards.papers.enums import PaperKind, PaperState
from boards.papers.models import Paper, PaperMove
from boards.papers.services import (
    Named,
    PaperIncomplete,
    accept_paper,
    add_paper,
    move_paper,
    request_paper,
    restore_paper,
    return_paper,
    save_cover_sheet,
    set_deadline,
    submit_paper,
    withdraw_paper,
)
from ics_portal.core.audit import AuditEvent
from ics_portal.core.errors import RuleBroken
from tests.factories.papers import NOW, PaperVersionFactory, a_current_version

FULL = {
    "title": "ICS Finance Report",
    "written_on": "2020-11-24",
    "purpose": "For noting.",
    "executive_summary": "Month 7.",
    "conflicts": "none",
    "not_discussed_elsewhere": "yes",
    "rec-a-verb": "note",
    "rec-a-text": "the position",
    **{
        f"implication_{question}": "na"
        for question in (
            "quality_impact_assessment",
            "equality_impact_assessment",
            "privacy_impact_assessment",
            "financial_impact_assessment",
            "associated_risks",
            "risks_on_ics_risk_register",
        )
    },
}


def fill(paper, board, **changes):
    save_cover_sheet(
        paper=paper, typed=FULL | changes, seen=None, actor=board.secretary, at=NOW
    )


def submitted(paper, board):
    fill(paper, board)
    a_current_version(paper)
    return submit_paper(paper=paper, actor=board.secretary, at=NOW)


def test_a_paper_asked_for_bears_the_items_title_and_the_usual_deadline(board):
    paper = request_paper(
        item=board.item("Finance Report"),
        authors=[Named("ICS Head of Finance")],
        actor=board.secretary,
        at=NOW,
    )

    assert (paper.title, paper.state, paper.due_on) == (
        "Finance Report",
        PaperState.REQUESTED,
        date(2020, 11, 25),
    )
    assert [person.title for person in paper.people.all()] == ["ICS Head of Finance"]
    assert paper.cover_sheet.template.name == "ICS cover sheet"


@pytest.mark.requirement("AGD-16")
def test_several_papers_stand_under_an_item_in_order(board):
    item = board.item("ICP Core Narrative")
    for title in ("Narrative", "Summary", "Guidance"):
        request_paper(item=item, title=title, actor=board.secretary, at=NOW)
    guidance = Paper.objects.get(title="Guidance")

    move_paper(paper=guidance, up=True, actor=board.secretary, at=NOW)

    titles = Paper.objects.filter(item=item).in_order().values_list("title", flat=True)
    assert list(titles) == ["Narrative", "Guidance", "Summary"]


@pytest.mark.parametrize("up", [True, False])
def test_a_paper_at_the_end_stays_where_it_is(board, up):
    item = board.item()
    only = request_paper(item=item, title="Only", actor=board.secretary, at=NOW)

    move_paper(paper=only, up=up, actor=board.secretary, at=NOW)

    assert Paper.objects.get(item=item).position == 0


@pytest.mark.requirement("AGD-15")
@pytest.mark.parametrize("kind", [PaperKind.PROCEDURE, PaperKind.ACTION_LOG])
def test_a_procedure_or_a_log_has_no_cover_sheet(board, kind):
    paper = add_paper(item=board.item(), kind=kind, actor=board.secretary, at=NOW)

    assert not hasattr(paper, "cover_sheet")


def test_an_author_who_brings_a_paper_is_named_on_it(board):
    paper = add_paper(item=board.item(), actor=board.author, at=NOW)

    assert [person.person_id for person in paper.people.all()] == [
        board.author.person_id
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "x" * 301}, "title"),
        ({"due_on": date(2020, 12, 3)}, "due_on"),
    ],
)
def test_a_paper_that_cannot_be_asked_for_names_the_field(board, changes, field):
    with pytest.raises(RuleBroken) as refused:
        request_paper(item=board.item(), actor=board.secretary, at=NOW, **changes)

    assert refused.value.field == field


def test_no_paper_is_asked_for_an_item_that_is_off_the_agenda(board):
    item = board.item(state="withdrawn")

    with pytest.raises(RuleBroken, match="no longer on the agenda"):
        request_paper(item=item, actor=board.secretary, at=NOW)


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        ("author", "Only the board secretary or the chair can ask for a paper."),
        ("member", "Only the board secretary or the chair can ask for a paper."),
    ],
)
def test_only_the_office_asks_for_papers(board, who, reason):
    with pytest.raises(PermissionDenied, match=reason):
        request_paper(item=board.item(), actor=getattr(board, who), at=NOW)


def test_a_deadline_is_on_or_before_the_meeting(board, paper):
    set_deadline(paper=paper, due_on=date(2020, 12, 1), actor=board.secretary, at=NOW)

    with pytest.raises(RuleBroken) as refused:
        set_deadline(
            paper=paper, due_on=date(2020, 12, 3), actor=board.secretary, at=NOW
        )

    paper.refresh_from_db()
    assert (paper.due_on, refused.value.field) == (date(2020, 12, 1), "due_on")


def test_sending_lists_everything_that_is_missing(board, paper):
    with pytest.raises(PaperIncomplete) as stopped:
        submit_paper(paper=paper, actor=board.author, at=NOW)

    fields = [stop.field for stop in stopped.value.stops]
    assert fields[:3] == ["written_on", "purpose", "executive_summary"]
    assert fields[-1] == "file"


@pytest.mark.requirement("CVR-09")
def test_a_paper_with_risks_and_no_reference_is_not_sent(board, paper):
    a_current_version(paper)
    fill(
        paper,
        board,
        implication_associated_risks="yes",
        implication_risks_on_ics_risk_register="no",
        risk_description="They are detailed in this report",
    )

    with pytest.raises(PaperIncomplete) as stopped:
        submit_paper(paper=paper, actor=board.author, at=NOW)

    assert [stop.message for stop in stopped.value.stops] == [
        (
            "Risks: you answered Yes to associated risks, so give a reference from the ICS "
            "risk register"
        )
    ]


def test_a_full_paper_is_sent_and_the_move_is_recorded(board, paper):
    fill(paper, board)
    PaperVersionFactory(paper=paper)

    sent = submit_paper(paper=paper, actor=board.author, at=NOW)

    assert sent.state == PaperState.SUBMITTED
    assert PaperMove.objects.filter(paper=paper).values_list(
        "from_state", "to_state", "moved_by_name"
    )[0] == ("drafting", "submitted", board.author.name)
    assert AuditEvent.objects.about(paper).filter(verb="paper.submitted").exists()


def test_a_file_that_could_not_be_used_stops_the_paper(board, paper):
    fill(paper, board)
    PaperVersionFactory(paper=paper, state="failed", failure="It is locked.")

    with pytest.raises(PaperIncomplete, match="The file: It is locked"):
        submit_paper(paper=paper, actor=board.author, at=NOW)


def test_the_secretary_accepts_a_paper_with_a_ready_file(board, paper):
    submitted(paper, board)

    accepted = accept_paper(paper=paper, actor=board.secretary, at=NOW)

    assert accepted.state == PaperState.ACCEPTED


def test_a_paper_without_a_ready_file_is_not_accepted(board, paper):
    fill(paper, board)
    PaperVersionFactory(paper=paper)
    submit_paper(paper=paper, actor=board.author, at=NOW)

    with pytest.raises(RuleBroken, match="no file that is ready"):
        accept_paper(paper=paper, actor=board.secretary, at=NOW)


@pytest.mark.requirement("PCK-05")
def test_an_absent_appendix_is_accepted_only_with_a_reason(board, paper):
    fill(paper, board)
    a_current_version(paper, appendices={"cited": ["A", "C"], "there": ["A"]})
    submit_paper(paper=paper, actor=board.secretary, at=NOW)

    with pytest.raises(RuleBroken, match="Appendix C cited in the paper but not there"):
        accept_paper(paper=paper, actor=board.secretary, at=NOW)
    accept_paper(
        paper=paper, comment="C follows next month.", actor=board.secretary, at=NOW
    )

    assert PaperMove.objects.first().comment == "C follows next month."


def test_the_action_log_needs_no_file(board):
    log = add_paper(
        item=board.item(), kind=PaperKind.ACTION_LOG, actor=board.secretary, at=NOW
    )
    submit_paper(paper=log, actor=board.secretary, at=NOW)

    accepted = accept_paper(paper=log, actor=board.secretary, at=NOW)

    assert accepted.state == PaperState.ACCEPTED


def test_a_paper_goes_back_with_a_comment_and_comes_again(board, paper):
    submitted(paper, board)

    with pytest.raises(RuleBroken, match="Say what has to change"):
        return_paper(paper=paper, comment="  ", actor=board.secretary, at=NOW)
    return_paper(paper=paper, comment="Table 2.", actor=board.secretary, at=NOW)
    again = submit_paper(paper=paper, actor=board.author, at=NOW)

    assert again.state == PaperState.SUBMITTED
    assert [move.comment for move in paper.moves.all()] == ["", "Table 2.", ""]


def test_an_accepted_paper_may_still_go_back(board, paper):
    submitted(paper, board)
    accept_paper(paper=paper, actor=board.secretary, at=NOW)

    back = return_paper(
        paper=paper, comment="Wrong month.", actor=board.secretary, at=NOW
    )

    assert back.state == PaperState.RETURNED


def test_a_withdrawn_paper_is_kept_and_may_be_taken_up_again(board, paper):
    with pytest.raises(RuleBroken, match="Say why"):
        withdraw_paper(paper=paper, reason="", actor=board.secretary, at=NOW)
    gone = withdraw_paper(
        paper=paper, reason="Figures superseded.", actor=board.secretary, at=NOW
    )
    assert gone.state == PaperState.WITHDRAWN

    back = restore_paper(paper=paper, actor=board.secretary, at=NOW)

    assert back.state == PaperState.DRAFTING


def test_history_names_who_changed_a_paper_and_why(board, paper):
    withdraw_paper(paper=paper, reason="Superseded.", actor=board.secretary, at=NOW)

    latest = paper.history.first()
    assert (latest.history_user_id, latest.history_change_reason) == (
        board.secretary.user_id,
        "Paper withdrawn",
    )


def test_an_authors_name_that_no_column_holds_is_refused(board):
    with pytest.raises(RuleBroken) as refused:
        request_paper(
            item=board.item(), authors=[Named("x" * 201)], actor=board.secretary, at=NOW
        )

    assert (refused.value.message, refused.value.field) == (
        "The name of an author is too long: 201 letters, at most 200.",
        "authors",
    )
