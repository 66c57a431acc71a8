import pytest
from django.core.exceptions import PermissionDenied

from boards.papers.models import CoverSheetTemplate
from boards.papers.selectors import form_of, paper_to_edit, sheet_for_print_of
from boards.papers.services import (
    add_paper,
    choose_form,
    save_cover_sheet,
    save_template,
    usual_template,
)
from boards.papers.stock import ICS_FORM, TEN_HEADINGS_FORM
from ics_portal.core.errors import RuleBroken
from tests.factories.papers import NOW, CoverSheetTemplateFactory, a_board

pytestmark = pytest.mark.requirement("CVR-19")


def ten_headings(board, **fields):
    return save_template(
        body=board.body,
        name=TEN_HEADINGS_FORM.name,
        fields=TEN_HEADINGS_FORM.fields,
        actor=board.secretary,
        at=NOW,
        **fields,
    )


def test_another_form_is_data_and_drives_form_and_print(board, paper):
    choose_form(paper=paper, template=ten_headings(board), actor=board.author, at=NOW)

    save_cover_sheet(
        paper=paper,
        typed={
            "answer_reason": "For information.",
            "answer_appendices": "Options\n\nImplications",
            "purpose": "not a field of this form",
        },
        seen=None,
        actor=board.author,
        at=NOW,
    )

    printed = sheet_for_print_of(paper_to_edit(paper.pk))
    parts = {part.key: part for part in printed.parts}
    assert printed.form == "Report with ten headings"
    assert "purpose" not in parts
    assert parts["reason"].paragraphs == ("For information.",)
    assert parts["appendices"].paragraphs == ("Options", "Implications")
    assert parts["route"].caption == "Subject history (last 3 years)"


def test_what_was_written_is_kept_when_the_form_changes_and_comes_back(board, paper):
    save_cover_sheet(
        paper=paper,
        typed={"purpose": "To note."},
        seen=None,
        actor=board.author,
        at=NOW,
    )
    first = paper.cover_sheet.template
    choose_form(paper=paper, template=ten_headings(board), actor=board.author, at=NOW)

    choose_form(
        paper=paper_to_edit(paper.pk), template=first, actor=board.author, at=NOW
    )

    assert paper_to_edit(paper.pk).cover_sheet.purpose == "To note."


def test_there_is_one_usual_form(board):
    usual = usual_template(board.body)

    ten = ten_headings(board, is_default=True)

    assert usual.name == ICS_FORM.name
    assert usual_template(board.body) == ten
    assert CoverSheetTemplate.objects.filter(is_default=True).count() == 1


def test_saving_under_the_same_name_replaces_the_fields(board):
    ten_headings(board, is_default=True)

    again = save_template(
        body=board.body,
        name=f" {TEN_HEADINGS_FORM.name} ",
        fields=TEN_HEADINGS_FORM.fields[:2],
        actor=board.secretary,
        at=NOW,
    )

    assert (len(again.fields), again.is_default) == (2, True)
    assert CoverSheetTemplate.objects.filter(name=again.name).count() == 1


def test_a_body_with_the_ics_form_but_no_usual_one_uses_it(board):
    known = CoverSheetTemplateFactory(body=board.body, name=ICS_FORM.name)

    assert usual_template(board.body) == known


def test_the_route_bears_the_bodys_caption(board, paper):
    board.body.route_caption = "Where this was discussed"
    board.body.save()

    captions = {field.key: field.caption for field in form_of(paper_to_edit(paper.pk))}

    assert captions["route"] == "Where this was discussed"


@pytest.mark.parametrize(
    ("changes", "field"), [({"name": " "}, "name"), ({"fields": []}, "fields")]
)
def test_a_form_that_cannot_work_is_refused(board, changes, field):
    asked = {"name": "Short", "fields": ICS_FORM.fields} | changes

    with pytest.raises(RuleBroken) as refused:
        save_template(body=board.body, actor=board.secretary, at=NOW, **asked)

    assert refused.value.field == field


def test_only_the_office_changes_forms(board):
    with pytest.raises(PermissionDenied, match="Only the board secretary"):
        save_template(body=board.body, name="x", fields=[], actor=board.author, at=NOW)


def test_a_form_of_another_body_is_refused(board, paper):
    template = usual_template(a_board().body)

    with pytest.raises(RuleBroken, match="belongs to another body"):
        choose_form(paper=paper, template=template, actor=board.author, at=NOW)


def test_an_annex_may_be_given_a_sheet(board):
    annex = add_paper(item=board.item(), kind="annex", actor=board.secretary, at=NOW)

    sheet = choose_form(
        paper=annex, template=usual_template(board.body), actor=board.secretary, at=NOW
    )

    assert sheet.paper_id == annex.pk
