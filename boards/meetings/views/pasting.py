"""Pasting a table: read it, show what was read, add it when a person agrees."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from boards.meetings import services
from boards.meetings.enums import ItemFormat
from boards.meetings.forms import PasteForm
from boards.meetings.importers import ReadRow, read_table
from boards.meetings.models import Meeting
from boards.meetings.presenters import meeting_heading, stages_for
from boards.meetings.rules import split_owners
from boards.meetings.services import MAX_ROWS, ItemDraft, RowToAdd
from boards.meetings.views.common import UNPROCESSABLE, back_to, editable
from ics_portal.core.errors import RuleBroken
from ics_portal.core.numbers import whole
from ics_portal.core.web.requests import PortalRequest


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row of the preview: what was read, what is doubtful, what is wrong."""

    row: ReadRow
    is_wanted: bool = True
    error: str = ""
    error_field: str = ""


@never_cache
def paste(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """Take the table, then the agreement."""
    meeting = editable(request, meeting_id)
    if request.method != "POST":
        return _page(request, meeting, PasteForm())
    if "row-count" in request.POST:
        return _add(request, meeting)
    form = PasteForm(request.POST)
    form.is_valid()
    words = _words(meeting)
    try:
        # With scripts the clipboard's HTML comes along, which keeps cells apart.
        text = request.POST.get("html") or request.POST.get("table", "")
        table = read_table(text, purposes=words)
        if len(table.rows) > MAX_ROWS:
            raise RuleBroken(
                "MTG-7",
                f"Paste {MAX_ROWS} rows or fewer at a time; these are"
                f" {len(table.rows)}.",
                field="table",
            )
    except RuleBroken as problem:
        form.refuse(problem)
        return _page(request, meeting, form, status=UNPROCESSABLE)
    return _preview(request, meeting, [PreviewRow(row) for row in table.rows])


def _words(meeting: Meeting) -> dict[str, int]:
    purposes = meeting.body.purposes.filter(retired=False)
    return {purpose.word: purpose.pk for purpose in purposes}


def _add(request: PortalRequest, meeting: Meeting) -> HttpResponse:
    preview = _typed_rows(request.POST)
    wanted = [each for each in preview if each.is_wanted]
    try:
        services.add_items_from_rows(
            meeting=meeting,
            rows=[_to_add(each.row) for each in wanted],
            reason=request.POST.get("reason", ""),
            actor=request.actor,
            at=timezone.now(),
        )
    except RuleBroken as problem:
        return _preview(request, meeting, _with_error(preview, problem), problem)
    return redirect(back_to(meeting))


def _typed_rows(data: QueryDict) -> list[PreviewRow]:
    rows = min(whole(data.get("row-count", "")) or 0, MAX_ROWS)
    return [
        PreviewRow(
            ReadRow(
                section=data.get(f"row-{n}-section", ""),
                title=data.get(f"row-{n}-title", ""),
                owners=data.get(f"row-{n}-owners", ""),
                purposes=data.get(f"row-{n}-purposes", ""),
                item_format=data.get(f"row-{n}-item_format", ""),
                minutes=data.get(f"row-{n}-minutes", ""),
                is_sub_item=f"row-{n}-sub" in data,
            ),
            is_wanted=f"row-{n}-wanted" in data,
        )
        for n in range(1, rows + 1)
    ]


def _to_add(row: ReadRow) -> RowToAdd:
    sent = (whole(pk) for pk in row.purposes.split(","))
    ids = tuple(pk for pk in sent if pk is not None)
    draft = ItemDraft(
        title=row.title,
        owners=split_owners(row.owners),
        purpose_ids=ids,
        item_format=row.item_format,
        minutes=row.minutes,  # type: ignore[arg-type]  # cleaned with the draft
    )
    return RowToAdd(row.section, draft, is_sub_item=row.is_sub_item)


def _with_error(preview: list[PreviewRow], problem: RuleBroken) -> list[PreviewRow]:
    """Put a refusal that names a row at that row; rows are counted as they were sent."""
    kind, _, rest = problem.field.partition("-")
    number, _, field = rest.partition("-")
    if kind != "row" or not number.isdecimal():
        return preview
    wanted = [place for place, each in enumerate(preview) if each.is_wanted]
    place = wanted[int(number) - 1]
    preview[place] = replace(preview[place], error=problem.message, error_field=field)
    return preview


def _preview(
    request: PortalRequest,
    meeting: Meeting,
    rows: list[PreviewRow],
    problem: RuleBroken | None = None,
) -> HttpResponse:
    context = {
        "meeting": meeting,
        "heading": meeting_heading(meeting),
        "stages": stages_for(meeting.pk, request.actor),
        "rows": rows,
        "doubt_count": sum(len(each.row.doubts) for each in rows),
        "purposes": [(str(pk), word) for word, pk in _words(meeting).items()],
        "formats": ItemFormat.choices,
        "problem": problem,
        "is_frozen": meeting.numbers_frozen_at is not None,
        "back_url": back_to(meeting),
    }
    status = UNPROCESSABLE if problem else 200
    return render(request, "boards/meetings/paste_preview.html", context, status=status)


def _page(
    request: PortalRequest, meeting: Meeting, form: PasteForm, status: int = 200
) -> HttpResponse:
    context = {
        "meeting": meeting,
        "heading": meeting_heading(meeting),
        "stages": stages_for(meeting.pk, request.actor),
        "form": form,
        "back_url": back_to(meeting),
    }
    return render(request, "boards/meetings/paste.html", context, status=status)
