"""What the author's page needs beside the paper itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from boards.papers.enums import PaperRole
from boards.papers.models import (
    CoverSheet,
    CoverSheetTemplate,
    ImplicationAnswer,
    Paper,
    PaperPerson,
    PaperVersion,
    Recommendation,
    RouteRow,
)
from boards.papers.rules.typed import ROW
from ics_portal.core.jobs import Job

ROLES = {"authors": PaperRole.AUTHOR, "contributors": PaperRole.CONTRIBUTOR}
ON_PAPER = ("title", "confidential", "confidential_reason", "written_on")
LOOK_BACK = 50
"""How many changes are looked through for the one that met with yours."""


def jobs_of(versions: Iterable[PaperVersion]) -> dict[UUID, Job]:
    """The jobs that prepare the versions, by their id; one query."""
    ids = [version.job_id for version in versions if version.job_id]
    return {job.pk: job for job in Job.objects.filter(pk__in=ids)} if ids else {}


def templates_of(paper: Paper) -> QuerySet[CoverSheetTemplate]:
    """The forms of the paper's body."""
    body_id = paper.item.meeting.body_id
    return CoverSheetTemplate.objects.filter(body_id=body_id).order_by("name")


def who_wrote(paper: Paper, name: str) -> tuple[int, str, datetime] | None:
    """Who gave a field of the sheet what it says now: user id, name and moment.

    ``name`` is that of ``sheet_fields``. None for a field nobody signed.
    """
    rows = _history_of(paper, name)
    written = None
    now: object = None
    for place, (value, row) in enumerate(rows):
        if place == 0:
            now = value
        elif value != now:
            break
        written = row
    if written is None or written.history_user is None:
        return None
    return written.history_user_id, written.history_user.name, written.history_date


def _history_of(paper: Paper, name: str) -> Iterator[tuple[object, Any]]:
    """Past values of a field, the latest first, each with its history row."""
    sheet_id = CoverSheet.objects.filter(paper=paper).values_list("pk", flat=True)
    of_sheet = {"sheet_id__in": list(sheet_id)}
    if match := ROW.fullmatch(name):
        kind, key, cell = match.groups()
        model = Recommendation if kind == "rec" else RouteRow
        found = model.history.filter(**of_sheet, key=key)
        attribute = "date_text" if cell == "date" else cell
    elif name.startswith("implication_"):
        question = name.removeprefix("implication_")
        found = ImplicationAnswer.history.filter(**of_sheet, question=question)
        attribute = "answer"
    elif name in ROLES:
        found = PaperPerson.history.filter(paper_id=paper.pk, role=ROLES[name])
        attribute = "history_id"  # each row is a change of its own
    elif name in ON_PAPER:
        found, attribute = Paper.history.filter(id=paper.pk), name
    else:
        found = CoverSheet.history.filter(paper_id=paper.pk)
        key = name.removeprefix("answer_")
        attribute = "answers" if key != name else name
        for row in _newest_first(found):
            value = getattr(row, attribute)
            yield (value.get(key, "") if key != name else value), row
        return
    for row in _newest_first(found):
        yield getattr(row, attribute), row


def _newest_first(history: QuerySet[Any]) -> QuerySet[Any]:
    return history.select_related("history_user").order_by(
        "-history_date", "-history_id"
    )[:LOOK_BACK]
