"""Taking in a cover sheet that was filled in elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from boards.meetings.models import ItemOwner
from boards.papers.enums import PaperRole, PaperState
from boards.papers.importers import ReadSheet, read_sheet
from boards.papers.models import (
    CoverSheet,
    ImplicationAnswer,
    Paper,
    Recommendation,
    RouteRow,
)
from boards.papers.permissions import may_import_sheet
from boards.papers.rules import read_date
from boards.papers.selectors import cover_sheet_of, form_of, paper_to_edit, verbs_of
from boards.papers.services.locks import lock_paper
from boards.papers.services.papers import move_to
from boards.papers.services.people import name_people
from boards.papers.services.templates import add_cover_sheet
from ics_portal.accounts.actor import Actor
from ics_portal.core.audit import (
    bulk_create,
    delete_with_reason,
    record,
    save_with_reason,
)
from ics_portal.core.verdicts import require

IMPORTED = "As found on the imported sheet"


@transaction.atomic
def import_cover_sheet(
    *, paper: Paper, data: Mapping[str, Any], actor: Actor, at: datetime
) -> CoverSheet:
    """Put an imported sheet under a paper, replacing what its sheet said.

    ``data`` is read by ``importers.read_sheet``. Ticks, verbs and dates stay as found;
    what is unclear is listed on the sheet for the secretary and stops nothing.
    """
    require(may_import_sheet(actor, paper))
    lock_paper(paper)
    paper = paper_to_edit(paper.pk)
    sheet = cover_sheet_of(paper) or add_cover_sheet(paper=paper, actor=actor)
    paper = paper_to_edit(paper.pk)
    owners = ItemOwner.objects.filter(item_id=paper.item_id)
    read = read_sheet(
        data,
        form=form_of(paper),
        verbs=verbs_of(paper.item.meeting.body_id),
        owners=list(owners.values_list("role_title", flat=True)),
    )
    _write_head(paper, read, actor, at)
    _write_sheet(sheet, read, data, actor)
    _write_rows(sheet, read, actor)
    if paper.state == PaperState.REQUESTED:
        move_to(paper=paper, to=PaperState.DRAFTING, actor=actor, at=at)
    record(
        verb="cover_sheet.imported",
        target=paper,
        actor=actor,
        at=at,
        detail={"unclear": len(read.unclear)},
        body_id=paper.item.meeting.body_id,
    )
    return sheet


def _write_head(paper: Paper, read: ReadSheet, actor: Actor, at: datetime) -> None:
    paper.title = read.title or paper.title
    paper.confidential = read.confidential
    save_with_reason(
        paper, IMPORTED, actor=actor, update_fields=["title", "confidential"]
    )
    people = {
        PaperRole.PRESENTER: read.presenters,
        PaperRole.AUTHOR: read.authors,
        PaperRole.CONTRIBUTOR: read.contributors,
    }
    for role, titles in people.items():
        name_people(
            paper=paper,
            role=role,
            titles=titles,
            actor=actor,
            on=timezone.localdate(at),
        )


def _write_sheet(
    sheet: CoverSheet, read: ReadSheet, data: Mapping[str, Any], actor: Actor
) -> None:
    for key, words in read.texts.items():
        setattr(sheet, key, words)
    sheet.answers = dict(read.answers)
    sheet.conflicts, sheet.conflicts_text = read.conflicts, read.conflicts_text
    sheet.not_discussed_elsewhere = False
    sheet.imported = {
        "found": dict(data),
        "keys": list(read.keys),
        "unclear": [
            {"field": each.field, "message": each.message} for each in read.unclear
        ],
    }
    save_with_reason(sheet, IMPORTED, actor=actor)


def _write_rows(sheet: CoverSheet, read: ReadSheet, actor: Actor) -> None:
    for model in (Recommendation, RouteRow, ImplicationAnswer):
        for row in model._default_manager.filter(sheet=sheet):
            delete_with_reason(row, IMPORTED, actor=actor)
    bulk_create(
        Recommendation,
        [
            Recommendation(
                sheet=sheet,
                key=f"i{n}",
                position=n,
                verb=row.cells[0],
                text=row.cells[1],
            )
            for n, row in enumerate(read.recommendations)
        ],
        IMPORTED,
        actor=actor,
    )
    bulk_create(
        RouteRow,
        [
            RouteRow(
                sheet=sheet,
                key=f"i{n}",
                position=n,
                forum=row.cells[0],
                date_text=row.cells[1],
                discussed_on=read_date(row.cells[1]).day,
                outcome=row.cells[2],
            )
            for n, row in enumerate(read.route)
        ],
        IMPORTED,
        actor=actor,
    )
    bulk_create(
        ImplicationAnswer,
        [
            ImplicationAnswer(
                sheet=sheet,
                question=row.question,
                answer=row.answer,
                ticks_as_found=row.ticks,
            )
            for row in read.implications
            if row.answer is not None
        ],
        IMPORTED,
        actor=actor,
    )
