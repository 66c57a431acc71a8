"""Saving while one types, and two who write the same sheet."""

import pytest
from django.urls import reverse

from boards.papers.enums import PaperState
from boards.papers.services import save_cover_sheet
from tests.boards.papers.views.writing.common import edit, post, seen, stored
from tests.factories.papers import NOW


def autosave(paper):
    return reverse("papers:autosave", kwargs={"paper_id": paper.pk})


def test_autosave_keeps_the_form_and_gives_the_next_token(paper, author):
    answer = author.post(
        autosave(paper), {"version": seen(paper), "purpose": "For noting."}
    )

    told = answer.json()
    assert answer.status_code == 200
    assert told["version"] == seen(paper)
    assert len(told["saved_at"]) == len("10:55:48")
    assert stored(paper)["purpose"] == "For noting."


def test_autosave_keeps_all_but_what_is_wrong_and_names_it(paper, author):
    answer = author.post(
        autosave(paper),
        {"version": seen(paper), "purpose": "For noting.", "title": " "},
    )

    told = answer.json()
    assert answer.status_code == 422
    assert told["errors"] == {"title": "Enter the title of the paper"}
    assert told["version"] == seen(paper)
    assert stored(paper)["purpose"] == "For noting."
    assert stored(paper)["title"] == "ICS Finance Report"


def test_words_typed_on_while_they_were_saved_are_no_clash(paper, author):
    before = seen(paper)
    author.post(autosave(paper), {"version": before, "purpose": "For not"})
    typed = {"version": before, "title": paper.title, "act": "save"}

    again = author.post(autosave(paper), {"version": before, "purpose": "For noti"})
    saved = author.post(edit(paper), typed | {"purpose": "Note: For noting."})
    other = author.post(edit(paper), typed | {"purpose": "For noting this"})

    assert (again.status_code, saved.status_code) == (200, 409)
    assert other.status_code == 302
    assert stored(paper)["purpose"] == "For noting this"


def test_another_text_of_ones_own_is_asked_about(paper, author):
    before = seen(paper)
    author.post(autosave(paper), {"version": before, "purpose": "In one window"})

    answer = author.post(
        edit(paper), {"version": before, "title": paper.title, "purpose": "Elsewhere"}
    )

    assert answer.status_code == 409
    assert "You, in another window," in answer.content.decode()


def test_words_of_somebody_else_are_asked_about_though_typed_on(board, paper, author):
    before = seen(paper)
    save_cover_sheet(
        paper=paper, typed={"purpose": "For"}, seen=None, actor=board.secretary,
        at=NOW,
    )  # fmt: skip

    answer = author.post(autosave(paper), {"version": before, "purpose": "For noting"})

    assert answer.status_code == 409


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": " "}, "Enter the title of the paper"),
        ({"written_on": "31/11/2020"}, "Enter the date of writing as a day that"),
        ({"authors": "Somebody else"}, "You cannot take your own name off"),
    ],
)
def test_saving_keeps_all_but_what_is_wrong_as_it_was_typed(
    paper, author, wrong, sentence
):
    answer = post(author, paper, purpose="Typed.", rec__a__text="it", **wrong)

    page = answer.content.decode()
    [(name, value)] = wrong.items()
    assert answer.status_code == 422
    assert f'id="id_{name}-error"' in page
    assert sentence in page
    assert not value.strip() or value in page
    assert stored(paper)["purpose"] == "Typed."
    assert stored(paper)["rec-a-text"] == "it"
    assert stored(paper)["title"] == "ICS Finance Report"
    assert f'value="{seen(paper)}"' in page


def test_sending_names_every_fault_in_the_order_of_the_page(paper, author, summary):
    answer = post(
        author, paper, act="send", title="", written_on="31/11/2020", confidential="yes",
        executive_summary="M7.", rec__a__text="the position", risk_reference="R" * 101,
        implication_associated_risks="yes", conflicts="none",
    )  # fmt: skip

    page = answer.content.decode()
    listed = list(summary(answer))
    places = [page.index(f'id="{href[1:]}"') for href in listed if href != "#id_file"]
    assert listed[:3] == ["#id_title", "#id_written_on", "#id_purpose"]
    assert listed[-2:] == ["#id_confidential_reason", "#id_file"]
    assert {"#id_rec-a-verb", "#id_risk_reference"} <= set(listed)
    assert places == sorted(places)
    assert f"{len(listed)} things stop this paper going" in page
    assert stored(paper)["executive_summary"] == "M7."


def test_autosave_says_who_changed_it_meanwhile(board, paper, author):
    before = seen(paper)
    save_cover_sheet(
        paper=paper, typed={"purpose": "Theirs"}, seen=None, actor=board.secretary,
        at=NOW,
    )  # fmt: skip

    answer = author.post(autosave(paper), {"version": before, "purpose": "Mine"})

    assert answer.status_code == 409
    assert board.secretary.name in answer.json()["message"]
    assert stored(paper)["purpose"] == "Theirs"


def test_autosave_after_it_was_sent_says_why_not(board, paper, author):
    paper.state = PaperState.SUBMITTED
    paper.save()

    answer = author.post(autosave(paper), {"version": "", "purpose": "x"})

    assert (answer.status_code, answer.json()["message"][:38]) == (
        403,
        "This paper is with the board secretary",
    )


def test_autosave_does_not_let_an_author_out(paper, author):
    answer = author.post(
        autosave(paper), {"version": seen(paper), "authors": "Somebody else"}
    )

    assert answer.status_code == 422
    assert "cannot take your own name off" in answer.json()["errors"]["authors"]


def test_both_texts_stand_side_by_side_and_either_can_be_kept(board, paper, author):
    before = seen(paper)
    save_cover_sheet(
        paper=paper, typed={"purpose": "Theirs"}, seen=None, actor=board.secretary,
        at=NOW,
    )  # fmt: skip
    typed = {"version": before, "title": paper.title, "purpose": "Mine", "act": "save"}

    clash = author.post(edit(paper), typed)
    page = clash.content.decode()
    assert clash.status_code == 409
    assert f"{board.secretary.name} saved purpose of the paper" in page
    assert "Theirs" in page
    assert "Mine</textarea>" in page

    token = page.split('name="version" value="')[1].split('"')[0]
    author.post(edit(paper), typed | {"version": token, "act": "take:purpose"})
    assert stored(paper)["purpose"] == "Theirs"
    author.post(edit(paper), typed | {"version": token})
    assert stored(paper)["purpose"] == "Mine"


def test_taking_your_own_name_off_keeps_everything_typed_on_the_page(paper, author):
    answer = post(author, paper, authors="Somebody else", purpose="Typed.")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "You cannot take your own name off" in page
    assert "Somebody else</textarea>" in page
    assert "Typed.</textarea>" in page
