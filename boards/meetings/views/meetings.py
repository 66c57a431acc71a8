"""Meetings: the list, a new one, one at a glance, its agenda to read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from boards.meetings import services
from boards.meetings.forms import EditMeetingForm, NewMeetingForm, initial_of
from boards.meetings.models import Meeting
from boards.meetings.permissions import may_arrange_meetings, may_edit_meeting
from boards.meetings.presenters import (
    agenda_page,
    meeting_heading,
    meeting_page,
    stages_for,
)
from boards.meetings.selectors import meeting_or_404, meetings_page
from boards.meetings.selectors.presenting import presented_items_of
from boards.meetings.services.series import set_in_common
from boards.meetings.views.common import UNPROCESSABLE, back_to, posted
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require
from ics_portal.core.web.pagination import paginate
from ics_portal.core.web.requests import PortalRequest


@require_safe
def listing(request: PortalRequest) -> HttpResponse:
    """Every meeting one may see, the next ones first."""
    found = meetings_page(request.actor, timezone.localdate())
    context = {
        "upcoming": found.upcoming,
        "pages": paginate(found.past, request),
        "may_arrange": may_arrange_meetings(request.actor),
        "presented": presented_items_of(request.actor),
    }
    return render(request, "boards/meetings/list.html", context)


@never_cache
def new(request: PortalRequest) -> HttpResponse:
    """Arrange a meeting, and start its agenda."""
    require(may_arrange_meetings(request.actor))
    form = NewMeetingForm(posted(request), actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            meeting = _arrange(request, form, timezone.now())
        except RuleBroken as problem:
            form.refuse(problem)
        else:
            messages.success(request, f"Arranged {meeting}.")
            return redirect(back_to(meeting))
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "boards/meetings/new.html", {"form": form}, status=status)


@transaction.atomic
def _arrange(request: PortalRequest, form: NewMeetingForm, at: datetime) -> Meeting:
    data = form.cleaned_data
    by: dict[str, Any] = {"actor": request.actor, "at": at}
    meeting = services.create_meeting(body=data["body"], details=form.details(), **by)
    if template := form.template(data):
        services.start_from_template(meeting=meeting, template=template, **by)
    elif data["start"] == "last":
        services.start_from_last_meeting(meeting=meeting, **by)
    return meeting


@require_safe
def detail(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """A meeting at a glance."""
    meeting = meeting_or_404(request.actor, meeting_id)
    page = meeting_page(meeting, request.actor, today=timezone.localdate())
    return render(request, "boards/meetings/detail.html", {"page": page})


@never_cache
def edit(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """Change a meeting's particulars."""
    meeting = meeting_or_404(request.actor, meeting_id)
    require(may_edit_meeting(request.actor, meeting))
    form = EditMeetingForm(
        posted(request), meeting=meeting, initial=initial_of(meeting)
    )
    if request.method == "POST" and form.is_valid():
        try:
            _change(request, meeting, form, timezone.now())
        except RuleBroken as problem:
            form.refuse(problem)
        else:
            messages.success(request, "Saved.")
            return redirect(meeting)
    context = {
        "meeting": meeting,
        "heading": meeting_heading(meeting),
        "stages": stages_for(meeting.pk, request.actor),
        "form": form,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "boards/meetings/edit.html", context, status=status)


@transaction.atomic
def _change(
    request: PortalRequest, meeting: Meeting, form: EditMeetingForm, at: datetime
) -> None:
    by: dict[str, Any] = {"meeting": meeting, "actor": request.actor, "at": at}
    reason = form.cleaned_data.get("reason", "")
    services.update_meeting(details=form.details(), reason=reason, **by)
    others = form.cleaned_data["in_common_with"]
    set_in_common(body_ids=[each.pk for each in others], **by)


@require_safe
def agenda(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """The agenda as it is read and printed."""
    meeting = meeting_or_404(request.actor, meeting_id)
    page = agenda_page(meeting, request.actor)
    return render(request, "boards/meetings/agenda.html", {"page": page})
