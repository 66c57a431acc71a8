"""The cover sheet as its author fills it in, sends it and finds it again."""

import pytest
from django.urls import reverse

from boards.papers.enums import PaperState
from boards.papers.models import Recommendation
from boards.papers.services import choose_form, save_template
from boards.papers.stock import TEN_HEADINGS_FORM
from tests.boards.papers.services.test_imports import imported
from tests.boards.papers.views.writing.common import edit, post, stored
from tests.factories.papers import (
    NOW,
    PaperFactory,
    PaperMoveFactory,
    PaperVersionFactory,
    RecommendationFactory,
)


def test_what_is_typed_is_kept_and_shown_again(paper, author):
    answer = post(author, paper, purpose="For noting.", rec__n1__text="the position")

    assert (answer.status_code, answer["Location"]) == (302, edit(paper))
    page = author.get(edit(paper)).content.decode()
    assert "For noting." in page
    assert "the position" in page
    assert "Saved." in page


def test_the_form_asks_in_the_order_of_the_template(paper, author):
    page = author.get(edit(paper)).content.decode()

    names = [
        'name="title"',
        'name="authors"',
        'name="written_on"',
        'name="purpose"',
        'name="executive_summary"',
        'id="rec-rows"',
        'id="route-rows"',
        'name="conflicts"',
        'name="implication_quality_impact_assessment"',
        'name="risk_reference"',
        'name="confidential"',
    ]
    places = [page.index(name) for name in names]
    assert places == sorted(places)


@pytest.mark.requirement("CVR-01")
def test_date_item_and_presenter_come_from_the_agenda(paper, author):
    page = author.get(edit(paper)).content.decode()

    assert "ICS Executive Director of Finance" in page
    assert "Item 1 · ICS Board, Wednesday 2 December 2020" in page
    assert 'name="presented_by"' not in page
    assert 'name="meeting_on"' not in page


@pytest.mark.requirement("CVR-07")
def test_each_question_is_one_row_of_three_radios(paper, author):
    page = author.get(edit(paper)).content.decode()

    assert page.count('name="implication_associated_risks"') == 3
    assert 'type="checkbox" name="implication' not in page


@pytest.mark.requirement("CVR-10")
def test_the_instruction_is_a_hint_and_never_a_value(paper, author):
    template = paper.cover_sheet.template
    template.fields = [
        {"key": "recommendations", "caption": "Recommendations"},
        {"key": "legal", "caption": "Legal", "instruction": "Say here what the law is"},
    ]
    template.save()

    page = author.get(edit(paper)).content.decode()
    post(author, paper, answer_legal="say here, what the LAW is")

    assert page.count("Say here what the law is") == 1
    assert stored(paper).get("answer_legal", "") == ""


def test_sending_lists_what_stops_it_with_a_link_to_each_field(paper, author, summary):
    answer = post(
        author, paper, act="send", purpose="For noting.", rec__a__text="the position"
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "things stop this paper going to the board secretary" in page
    listed = summary(answer)
    assert listed["#id_rec-a-verb"] == "Recommendation 1 has no verb"
    assert listed["#id_written_on"] == "Enter the date of writing"
    assert listed["#id_file"] == "Upload the paper itself"
    assert all(f'id="{href[1:]}"' in page for href in listed)
    assert 'id="id_rec-a-verb-error"' in page
    assert "Error: Change ICS Finance Report" in " ".join(page.split())
    assert stored(paper)["purpose"] == "For noting."


def test_a_full_paper_is_sent(paper, author):
    PaperVersionFactory(paper=paper)
    implications = {
        f"implication_{name}": "na"
        for name in (
            "quality_impact_assessment",
            "equality_impact_assessment",
            "privacy_impact_assessment",
            "financial_impact_assessment",
            "associated_risks",
            "risks_on_ics_risk_register",
        )
    }

    answer = post(
        author, paper, act="send", purpose="For noting.", executive_summary="M7.",
        written_on="2020-11-24", conflicts="none", not_discussed_elsewhere="on",
        rec__a__verb="note", rec__a__text="it", **implications,
    )  # fmt: skip

    paper.refresh_from_db()
    assert answer["Location"] == f"/papers/{paper.pk}/"
    assert paper.state == PaperState.SUBMITTED
    assert author.get(edit(paper)).status_code == 403


@pytest.mark.parametrize(
    ("act", "order", "anchor"),
    [
        ("up:rec-b", "ba", "#rec-b"),
        ("down:rec-a", "ba", "#rec-a"),
        ("remove:rec-a", "b", "#rec-rows"),
        ("add:rec", "ab", "?add=rec#rec-rows"),
    ],
)
def test_rows_move_without_scripts(paper, author, act, order, anchor):
    for place, key in enumerate("ab"):
        RecommendationFactory(sheet=paper.cover_sheet, key=key, position=place)

    answer = post(author, paper, act=act)

    assert answer["Location"] == f"{edit(paper)}{anchor}"
    assert "".join(row.key for row in Recommendation.objects.all()) == order


def test_adding_a_row_gives_one_more_to_type_into(paper, author):
    RecommendationFactory(sheet=paper.cover_sheet, key="a")
    without = author.get(edit(paper)).content.decode()

    page = author.get(f"{edit(paper)}?add=rec").content.decode()

    assert page.count('aria-label="Words of recommendation') == (
        without.count('aria-label="Words of recommendation') + 1
    )


@pytest.mark.requirement("CVR-07")
def test_an_imported_sheet_lists_what_is_unclear_and_chooses_nothing(
    board, paper, sign_in
):
    paper = imported(paper, board)

    page = sign_in(board.secretary).get(edit(paper)).content.decode()

    assert "Unclear on the imported sheet" in page
    assert "Associated risks: Yes and N/A are ticked. Choose one." in page
    row = page.split("Associated risks\n")[1].split("</tr>")[0]
    assert "checked" not in row


def test_a_form_sent_without_an_answer_leaves_two_ticks_as_found(board, paper, sign_in):
    paper = imported(paper, board)

    post(sign_in(board.secretary), paper, executive_summary="New.")

    assert stored(paper)["implication_associated_risks"] == "unclear"


@pytest.mark.requirement("CVR-19")
def test_the_page_is_drawn_from_the_other_form(board, paper, author):
    template = save_template(
        body=board.body,
        name=TEN_HEADINGS_FORM.name,
        fields=TEN_HEADINGS_FORM.fields,
        actor=board.secretary,
        at=NOW,
    )

    chosen = author.post(
        reverse("papers:form", kwargs={"paper_id": paper.pk}),
        {"template": template.pk},
    )
    page = author.get(edit(paper)).content.decode()

    assert chosen["Location"] == edit(paper)
    assert "10.0 Environment and climate implications" in page
    assert 'name="answer_environment"' in page
    assert "implication_" not in page
    assert 'name="conflicts"' not in page
    assert "Outcome of forum" not in page


def test_choosing_no_form_says_so(paper, author):
    author.post(reverse("papers:form", kwargs={"paper_id": paper.pk}), {})

    assert "Choose one of the forms." in author.get(edit(paper)).content.decode()


def test_a_paper_without_a_sheet_has_its_own_short_page(board, sign_in):
    minutes = PaperFactory(item=board.item(), kind="minutes", title="Minutes")
    client = sign_in(board.secretary)

    page = client.get(edit(minutes)).content.decode()
    post(client, minutes, written_on="2020-11-24")

    assert 'name="purpose"' not in page
    assert "About the paper" in page
    minutes.refresh_from_db()
    assert str(minutes.written_on) == "2020-11-24"


def test_an_annex_may_be_given_a_sheet_on_its_page(board, paper, sign_in):
    annex = PaperFactory(item=board.item(), kind="annex", title="Appendix C")
    client = sign_in(board.secretary)
    assert "Add a cover sheet" in client.get(edit(annex)).content.decode()

    choose_form(
        paper=annex,
        template=paper.cover_sheet.template,
        actor=board.secretary,
        at=NOW,
    )

    assert 'name="purpose"' in client.get(edit(annex)).content.decode()


def test_a_returned_paper_tells_its_author_what_to_change(paper, author):
    PaperMoveFactory(paper=paper, to_state="returned", comment="Mend table 2.")

    assert "Mend table 2." in author.get(edit(paper)).content.decode()
