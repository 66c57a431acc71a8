"""The forms of a body's cover sheets: data that can be changed, never code (CVR-19)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from boards.bodies.models import Body
from boards.papers.models import CoverSheet, CoverSheetTemplate, Paper
from boards.papers.permissions import may_edit_paper, may_set_forms
from boards.papers.rules import one_line, template_problems
from boards.papers.selectors import cover_sheet_of
from boards.papers.stock import ICS_FORM
from ics_portal.accounts.actor import SYSTEM_ACTOR, Actor
from ics_portal.core.audit import create_with_reason, record, save_with_reason
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require


@transaction.atomic
def save_template(
    *,
    body: Body,
    name: str,
    fields: list[dict[str, Any]],
    actor: Actor,
    at: datetime,
    is_default: bool = False,
) -> CoverSheetTemplate:
    """Add a form, or replace the fields of the one of that name.

    Sheets already written keep what they say: an answer whose field is gone is kept and
    not printed. Raises RuleBroken where the fields cannot be a form.
    """
    require(may_set_forms(actor, body))
    name = one_line(name)
    if not name:
        raise RuleBroken("CVR-19", "Name the form.", field="name")
    if problems := template_problems(fields):
        raise RuleBroken("CVR-19", " ".join(problems), field="fields")
    found = CoverSheetTemplate.objects.filter(body=body)
    if is_default:
        for other in found.filter(is_default=True).exclude(name=name):
            other.is_default = False
            save_with_reason(other, "Another form is usual", actor=actor)
    template = found.filter(name=name).first() or CoverSheetTemplate(
        body=body, name=name
    )
    template.fields = fields
    template.is_default = is_default or template.is_default
    save_with_reason(template, "Form of the cover sheet saved", actor=actor)
    record(verb="cover_sheet.form_saved", target=template, actor=actor, at=at)
    return template


def usual_template(body: Body) -> CoverSheetTemplate:
    """The body's usual form; a body without one gets the ICS form."""
    template = CoverSheetTemplate.objects.filter(body=body, is_default=True).first()
    if template is not None:
        return template
    # The body may have forms and none of them usual; a name may be taken by one.
    known = CoverSheetTemplate.objects.filter(body=body, name=ICS_FORM.name).first()
    if known is not None:
        return known
    return create_with_reason(
        CoverSheetTemplate,
        "The form every body starts with",
        actor=SYSTEM_ACTOR,
        body=body,
        name=ICS_FORM.name,
        fields=ICS_FORM.fields,
        is_default=True,
    )


def add_cover_sheet(
    *, paper: Paper, actor: Actor, template: CoverSheetTemplate | None = None
) -> CoverSheet:
    """Give a paper its sheet, empty, in the form given or the body's usual one."""
    return create_with_reason(
        CoverSheet,
        "Cover sheet begun",
        actor=actor,
        paper=paper,
        template=template or usual_template(paper.item.meeting.body),
    )


@transaction.atomic
def choose_form(
    *, paper: Paper, template: CoverSheetTemplate, actor: Actor, at: datetime
) -> CoverSheet:
    """Put a paper's sheet into another form of its body; what was written is kept.

    A paper without a sheet gets one. Raises RuleBroken for a form of another body.
    """
    require(may_edit_paper(actor, paper))
    if template.body_id != paper.item.meeting.body_id:
        raise RuleBroken(
            "CVR-19", "This form belongs to another body.", field="template"
        )
    sheet = cover_sheet_of(paper)
    if sheet is None:
        sheet = add_cover_sheet(paper=paper, actor=actor, template=template)
    else:
        sheet.template = template
        save_with_reason(sheet, "Form changed", actor=actor, update_fields=["template"])
    record(
        verb="cover_sheet.form_chosen",
        target=paper,
        actor=actor,
        at=at,
        reason=template.name,
        body_id=template.body_id,
    )
    return sheet
