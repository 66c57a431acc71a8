import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from boards.papers.enums import PaperState
from boards.papers.models import PaperVersion, Recommendation
from boards.papers.rules import token_of
from boards.papers.selectors import paper_to_edit, sheet_fields
from boards.papers.services import choose_form, save_cover_sheet, save_template
from boards.papers.stock import TEN_HEADINGS_FORM
from tests.boards.papers.services.test_imports import imported
from tests.core.files.samples import pdf, word
from tests.factories.papers import (
    NOW,
    PaperFactory,
    PaperMoveFactory,
    PaperVersionFactory,
    RecommendationFactory,
)


def edit(paper):
    return reverse("papers:edit", kwargs={"paper_id": paper.pk})


def autosave(paper):
    return reverse("papers:autosave", kwargs={"paper_id": paper.pk})


def stored(paper):
    return sheet_fields(paper_to_edit(paper.pk))


def seen(paper):
    return token_of(stored(paper))


def a_file(content=None, name="Finance.pdf"):
    return SimpleUploadedFile(name, pdf(2) if content is None else content)


def post(client, paper, act="save", **typed):
    data = {"version": seen(paper), "title": paper.title, "act": act}
    return client.post(
        edit(paper), data | {k.replace("__", "-"): v for k, v in typed.items()}
    )


@pytest.fixture
def author(board, sign_in):
    return sign_in(board.author)


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


def test_an_upload_becomes_a_version_and_says_so(paper, author):
    answer = post(author, paper, act="upload", file=a_file(), note="Table 2")

    page = author.get(edit(paper)).content.decode()
    assert answer["Location"] == f"{edit(paper)}#file"
    assert "Finance.pdf was uploaded as version 1 and is being prepared." in page
    assert PaperVersion.objects.get().note == "Table 2"
    assert 'hx-trigger="every 1s"' in page


def test_a_file_is_kept_when_another_field_is_wrong(paper, author):
    answer = post(author, paper, file=a_file(), written_on="2020-12-03")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert PaperVersion.objects.get().original.original_name == "Finance.pdf"
    assert 'value="2020-12-03"' in page
    assert "Date of writing must be on or before the meeting" in page


def test_what_is_typed_is_kept_when_the_file_is_refused(paper, author, summary):
    answer = post(
        author, paper, file=a_file(b"\x7fELF program", "paper.docx"),
        note="first", executive_summary="Typed beside.",
    )  # fmt: skip

    page = answer.content.decode()
    assert answer.status_code == 422
    assert stored(paper)["executive_summary"] == "Typed beside."
    assert "Typed beside." in page
    assert 'value="first"' in page
    assert list(summary(answer)) == ["#id_file"]
    assert not PaperVersion.objects.exists()


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "empty.pdf", "This file is empty"),
        (b"PK\x03\x04 not really", "paper.docx", "This file is damaged"),
        (b"hello", "notes.txt", "does not take files of this kind"),
    ],
)
def test_bad_files_are_refused_beside_the_field(paper, author, content, name, words):
    answer = post(author, paper, act="upload", file=a_file(content, name))

    assert words in answer.content.decode()
    assert not PaperVersion.objects.exists()


def test_a_file_over_the_limit_is_refused_with_the_limit(paper, author, settings):
    settings.UPLOAD_MAX_BYTES = 2 * 1024 * 1024

    answer = post(author, paper, act="upload", file=a_file(b"%PDF-" + b"x" * 2**22))

    assert "2.0 MB" in answer.content.decode()
    assert not PaperVersion.objects.exists()


def test_pressing_upload_without_a_file_asks_for_one(paper, author, summary):
    answer = post(author, paper, act="upload")

    assert summary(answer) == {"#id_file": "Choose a file"}


def test_without_libreoffice_the_page_says_so_where_a_file_is_chosen(
    paper, author, settings
):
    settings.SOFFICE_PATH = "/nowhere/soffice"

    page = author.get(edit(paper)).content.decode()

    assert "LibreOffice is not installed" in page


def test_a_word_file_without_libreoffice_is_still_kept(paper, author, settings):
    settings.SOFFICE_PATH = "/nowhere/soffice"

    post(author, paper, act="upload", file=a_file(word(), "Finance.docx"))

    assert PaperVersion.objects.get().original.original_name == "Finance.docx"


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


def test_a_failed_file_offers_to_try_again(paper, author):
    PaperVersionFactory(
        paper=paper, state="failed", failure="It is locked.", cure="Ask for a copy."
    )

    page = author.get(edit(paper)).content.decode()
    again = author.post(
        reverse("papers:retry", kwargs={"paper_id": paper.pk, "number": 1})
    )

    assert "It is locked." in page
    assert "Ask for a copy." in page
    assert 'form="retry-1"' in page
    assert again["Location"] == edit(paper)
    assert PaperVersion.objects.get().state == "waiting"


@pytest.mark.parametrize("page", ["edit", "versions"])
def test_a_locked_file_offers_only_another_upload(paper, author, page):
    PaperVersionFactory(
        paper=paper, state="failed", failure="This PDF is locked with a password.",
        cure="Upload a copy without a password.",
        steps=[{"key": "read", "label": "Read", "words": "Failed", "state": "failed",
                "is_final": True}],
    )  # fmt: skip

    shown = author.get(reverse(f"papers:{page}", kwargs={"paper_id": paper.pk}))

    assert "Upload a copy without a password." in shown.content.decode()
    assert "Try again" not in shown.content.decode()
    assert "pload another" in shown.content.decode()


def test_a_version_that_is_ready_is_not_tried_again(paper, author):
    PaperVersionFactory(paper=paper, ready=True)

    author.post(reverse("papers:retry", kwargs={"paper_id": paper.pk, "number": 1}))

    assert "could not be used" in author.get(edit(paper)).content.decode()
