"""One section: its heading, its place, its end."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from boards.meetings import services
from boards.meetings.forms import RemoveSectionForm, SectionForm
from boards.meetings.models import AgendaSection, Meeting
from boards.meetings.views.common import (
    CONFLICT,
    UNPROCESSABLE,
    back_to,
    editable,
    posted,
)
from ics_portal.core.errors import EditConflict, RuleBroken
from ics_portal.core.web.requests import PortalRequest


@never_cache
def section(request: PortalRequest, meeting_id: int, section_id: int) -> HttpResponse:
    """Rename a section, or choose to move or remove it."""
    meeting = editable(request, meeting_id)
    row = get_object_or_404(AgendaSection, meeting=meeting, pk=section_id)
    form = SectionForm(posted(request), initial={"title": row.title})
    if request.method != "POST":
        return _page(request, meeting, row, form)
    if form.is_valid():
        try:
            services.rename_section(
                section=row,
                title=form.cleaned_data["title"],
                was=request.POST.get("was-title"),
                reason=request.POST.get("reason", ""),
                actor=request.actor,
                at=timezone.now(),
            )
            return redirect(f"{back_to(meeting)}#row-section-{section_id}")
        except RuleBroken as problem:
            form.refuse(problem)
        except EditConflict as conflict:
            return _page(
                request, meeting, row, form, status=CONFLICT, conflict=conflict
            )
    return _page(request, meeting, row, form, status=UNPROCESSABLE)


@require_POST
def remove_section(
    request: PortalRequest, meeting_id: int, section_id: int
) -> HttpResponse:
    """Remove a heading; its items go where they are sent."""
    meeting = editable(request, meeting_id)
    row = get_object_or_404(AgendaSection, meeting=meeting, pk=section_id)
    form = RemoveSectionForm(request.POST, section=row)
    if form.is_valid():
        try:
            services.remove_section(
                section=row,
                move_items_to=form.cleaned_data["move_items_to"],
                actor=request.actor,
                at=timezone.now(),
            )
            return redirect(back_to(meeting))
        except RuleBroken as problem:
            form.refuse(problem)
    shown = SectionForm(initial={"title": row.title})
    return _page(request, meeting, row, shown, removing=form, status=UNPROCESSABLE)


def _page(
    request: PortalRequest,
    meeting: Meeting,
    row: AgendaSection,
    form: SectionForm,
    *,
    removing: RemoveSectionForm | None = None,
    conflict: EditConflict | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "meeting": meeting,
        "section": row,
        "form": form,
        "removing": removing or RemoveSectionForm(section=row),
        "has_items": row.items.exists(),
        "conflict": conflict,
        "is_frozen": meeting.numbers_frozen_at is not None,
        "back_url": back_to(meeting),
    }
    return render(request, "boards/meetings/section.html", context, status=status)
