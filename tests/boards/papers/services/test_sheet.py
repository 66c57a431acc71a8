import pytest
from django.core.exceptions import PermissionDenied

from boards.papers.enums import PaperState
from boards.papers.models import Recommendation, RouteRow
from boards.papers.rules import token_of
from boards.papers.selectors import names_of, paper_to_edit, sheet_fields
from boards.papers.services import (
    move_row,
    remove_row,
    request_paper,
    save_cover_sheet,
)
from ics_portal.core.audit import AuditEvent
from ics_portal.core.errors import RuleBroken
from tests.factories.papers import NOW, RecommendationFactory

BOX = (
    "Mark Yes, No or Not Applicable Above and Provide a Risk Description and Risk "
    "Reference Number in this Box if there are Any Associated Risks"
)


def stored(paper):
    return sheet_fields(paper_to_edit(paper.pk))


def save(paper, actor, seen=None, **typed):
    names = {name.replace("__", "-"): value for name, value in typed.items()}
    return save_cover_sheet(paper=paper, typed=names, seen=seen, actor=actor, at=NOW)


def test_a_draft_is_kept_however_incomplete(board, paper):
    save(paper, board.author, purpose="For noting.", rec__a__text="the position")

    fields = stored(paper)
    assert (fields["purpose"], fields["rec-a-verb"], fields["rec-a-text"]) == (
        "For noting.",
        "",
        "the position",
    )


def test_the_first_words_turn_a_request_into_a_draft(board):
    paper = request_paper(item=board.item(), actor=board.secretary, at=NOW)

    save(paper, board.secretary, purpose="For noting.")

    paper.refresh_from_db()
    assert paper.state == PaperState.DRAFTING


def test_sending_a_form_unchanged_changes_nothing(board):
    paper = request_paper(item=board.item(), actor=board.secretary, at=NOW)

    saved = save(paper, board.secretary, title=paper.title, purpose="")

    paper.refresh_from_db()
    assert (saved.changed, paper.state) == ((), PaperState.REQUESTED)


@pytest.mark.requirement("CVR-10")
def test_the_instruction_in_the_box_is_never_saved(board, paper):
    save(
        paper,
        board.author,
        risk_description=BOX.upper(),
        rec__a__verb="note",
        rec__a__text=f"the position {BOX}",
    )

    fields = stored(paper)
    assert (fields["risk_description"], fields["rec-a-text"]) == ("", "the position")


@pytest.mark.requirement("CVR-14")
def test_blank_rows_are_dropped(board, paper):
    save(
        paper,
        board.author,
        route__a__forum="FAC",
        route__a__date="19 Nov 2020",
        route__b__forum="  ",
        route__b__date="",
        route__b__outcome="",
        rec__a__verb="",
        rec__a__text=" ",
    )

    assert list(RouteRow.objects.values_list("forum", flat=True)) == ["FAC"]
    assert not Recommendation.objects.exists()


@pytest.mark.requirement("CVR-14")
def test_a_row_blanked_later_is_dropped_too(board, paper):
    save(paper, board.author, route__a__forum="FAC")

    save(paper, board.author, route__a__forum="", route__a__date="")

    assert not RouteRow.objects.exists()


@pytest.mark.requirement("CVR-05")
def test_a_forums_date_keeps_its_words_and_is_a_day_where_it_names_one(board, paper):
    save(
        paper,
        board.author,
        route__a__forum="FAC",
        route__a__date="19 Nov 2020",
        route__b__forum="SLE",
        route__b__date="Nov-2020",
    )

    assert [
        (row.forum, str(row.discussed_on), row.date_text)
        for row in RouteRow.objects.all()
    ] == [
        ("FAC", "2020-11-19", "19 Nov 2020"),
        ("SLE", "None", "Nov-2020"),
    ]


def test_a_row_sent_twice_while_typing_is_one_row(board, paper):
    save(paper, board.author, rec__x1__verb="note", rec__x1__text="the pos")

    save(paper, board.author, rec__x1__verb="note", rec__x1__text="the position")

    assert [row.text for row in Recommendation.objects.all()] == ["the position"]


def test_rows_stand_in_the_order_of_the_form(board, paper):
    save(paper, board.author, rec__a__text="one", rec__b__text="two")

    save(paper, board.author, rec__b__text="two", rec__c__text="new", rec__a__text="1")

    assert [row.key for row in Recommendation.objects.all()] == ["b", "c", "a"]


def test_a_row_somebody_else_added_stays(board, paper):
    seen = token_of(stored(paper))
    save(paper, board.secretary, rec__z__text="theirs")

    save(paper, board.author, seen=seen, rec__a__text="mine")

    assert [row.text for row in Recommendation.objects.all()] == ["theirs", "mine"]


@pytest.mark.requirement("CVR-12")
def test_several_authors_with_post_titles_and_a_team(board, paper):
    typed = f"{board.author.name}\nPMO Programme Manager\n\nICS Programme Teams"

    save(paper, board.author, authors=typed)

    assert names_of(paper_to_edit(paper.pk), "author") == (
        board.author.name,
        "PMO Programme Manager",
        "ICS Programme Teams",
    )


@pytest.mark.requirement("CVR-12")
def test_a_line_that_names_one_person_of_the_body_is_linked(board, paper):
    save(paper, board.author, contributors=board.member.name.upper())

    linked = paper.people.get(role="contributor")
    assert linked.person_id == board.member.person_id


def test_an_author_cannot_take_the_own_name_off(board, paper):
    with pytest.raises(RuleBroken, match="cannot take your own name off"):
        save(paper, board.author, authors="Somebody else")

    assert names_of(paper_to_edit(paper.pk), "author") == (board.author.name,)


@pytest.mark.requirement("CVR-07")
def test_a_question_takes_one_of_three_answers_only(board, paper):
    saved = save(
        paper,
        board.author,
        implication_associated_risks="both",
        implication_quality_impact_assessment="no",
    )

    assert [stop.field for stop in saved.problems] == ["implication_associated_risks"]
    assert stored(paper)["implication_quality_impact_assessment"] == "no"
    assert "implication_associated_risks" not in stored(paper)


@pytest.mark.requirement("CVR-15")
@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (
            "2020-12-03",
            "Date of writing must be on or before the meeting, 2 December 2020",
        ),
        (
            "31/11/2020",
            "Enter the date of writing as a day that exists, such as 24/11/2020",
        ),
    ],
)
def test_a_wrong_date_of_writing_is_not_kept_and_the_rest_is(
    board, paper, typed, message
):
    saved = save(paper, board.author, written_on=typed, purpose="For noting.")

    assert [stop.message for stop in saved.problems] == [message]
    assert (stored(paper)["written_on"], stored(paper)["purpose"]) == (
        "",
        "For noting.",
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", " "),
        ("title", "x" * 301),
        ("risk_reference", "x" * 101),
        ("authors", "x" * 201),
        ("rec__a__verb", "x" * 41),
        ("conflicts", "perhaps"),
        ("purpose", "x" * 100_001),
    ],
)
def test_what_no_draft_may_hold_is_named(board, paper, name, value):
    saved = save(paper, board.author, **{name: value})

    assert [stop.field for stop in saved.problems] == [name.replace("__", "-")]


def test_names_the_form_does_not_have_are_left_alone(board, paper):
    saved = save(
        paper,
        board.author,
        state="accepted",
        answer_purpose="x",
        answer_unknown="y",
        rec__a__position="3",
        implication_weather="yes",
    )

    assert (saved.changed, saved.problems) == ((), ())


@pytest.mark.requirement("CVR-11")
def test_marking_a_paper_confidential_is_audited_with_its_reason(board, paper):
    save(paper, board.author, confidential="yes", confidential_reason="Commercial.")

    event = AuditEvent.objects.about(paper).get(verb="paper.made_confidential")
    assert (event.reason, stored(paper)["confidential"]) == ("Commercial.", "yes")


def test_two_people_at_one_form_lose_nothing(board, paper):
    seen = token_of(stored(paper))
    save(paper, board.secretary, seen=seen, purpose="Theirs", executive_summary="A")

    saved = save(
        paper, board.author, seen=seen, purpose="Mine", risk_reference="SO4",
        executive_summary="",
    )  # fmt: skip

    clash = saved.clashes[0]
    assert (clash.field, clash.mine, clash.theirs) == ("purpose", "Mine", "Theirs")
    fields = stored(paper)
    assert (
        fields["purpose"],
        fields["executive_summary"],
        fields["risk_reference"],
    ) == ("Theirs", "A", "SO4")


def test_a_clash_is_settled_by_sending_again_with_what_was_shown(board, paper):
    seen = token_of(stored(paper))
    save(paper, board.secretary, seen=seen, purpose="Theirs")
    first = save(paper, board.author, seen=seen, purpose="Mine")

    second = save(paper, board.author, seen=first.token, purpose="Mine")

    assert (second.clashes, stored(paper)["purpose"]) == ((), "Mine")


def test_two_people_who_typed_the_same_do_not_clash(board, paper):
    seen = token_of(stored(paper))
    save(paper, board.secretary, seen=seen, purpose="Same")

    assert save(paper, board.author, seen=seen, purpose=" Same ").clashes == ()


def test_saving_one_row_alone_leaves_the_order(board, paper):
    sheet = paper.cover_sheet
    for position, key in enumerate("abc"):
        RecommendationFactory(sheet=sheet, key=key, position=position)

    save_cover_sheet(
        paper=paper, typed={"rec-c-text": "new"}, seen=None, actor=board.author, at=NOW
    )

    assert [row.key for row in Recommendation.objects.all()] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("key", "up", "order"),
    [
        ("b", True, "bac"),
        ("b", False, "acb"),
        ("a", True, "abc"),
        ("c", False, "abc"),
        ("gone", True, "abc"),
    ],
)
def test_a_row_moves_one_place(board, paper, key, up, order):
    for position, letter in enumerate("abc"):
        RecommendationFactory(sheet=paper.cover_sheet, key=letter, position=position)

    move_row(paper=paper, kind="rec", key=key, up=up, actor=board.author, at=NOW)

    assert "".join(row.key for row in Recommendation.objects.all()) == order


def test_a_row_removed_leaves_its_history(board, paper):
    row = RecommendationFactory(sheet=paper.cover_sheet, key="a")

    remove_row(paper=paper, kind="rec", key="a", actor=board.author, at=NOW)
    remove_row(paper=paper, kind="rec", key="a", actor=board.author, at=NOW)

    assert not Recommendation.objects.exists()
    assert Recommendation.history.filter(id=row.pk).first().history_type == "-"


def test_a_stranger_cannot_write(board, paper):
    with pytest.raises(PermissionDenied, match="Only its authors"):
        save(paper, board.member, purpose="x")
