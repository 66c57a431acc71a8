"""The resolution to exclude the public."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from boards.meetings.enums import Part
from boards.meetings.presenters import stages_for
from boards.meetings.selectors import meeting_heading, numbered_agenda
from boards.meetings.views.common import UNPROCESSABLE, posted
from boards.sittings.forms.run import PrivateForm
from boards.sittings.models import PrivateResolution
from boards.sittings.permissions import may_run_meeting
from boards.sittings.selectors.quorum import read_room
from boards.sittings.services.private import resolve_private
from boards.sittings.views.common import back_to_run, moment_of, say_empty_time, seen
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require
from ics_portal.core.web.requests import PortalRequest


@never_cache
def private(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """Record it, or read what was resolved."""
    meeting = seen(request, meeting_id)
    require(may_run_meeting(request.actor, meeting))
    there = (
        PrivateResolution.objects.filter(meeting=meeting)
        .select_related("moved_by", "seconded_by")
        .first()
    )
    now = timezone.now()
    lines = {
        line.item_id: line
        for line in numbered_agenda(meeting.pk)
        if line.part == Part.TWO and line.is_heard
    }
    room = read_room(meeting, meeting.body)
    form = PrivateForm(
        posted(request),
        voters=room.voters(None, moment_of(meeting, None, now)),
        items={
            pk: (f"item {line.number}, {line.title},", line.private_reason)
            for pk, line in lines.items()
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = resolve_private(
                meeting=meeting,
                details=form.details(),
                happened_at=moment_of(meeting, form.cleaned_data["happened_at"], now),
                actor=request.actor,
                at=now,
            )
        except RuleBroken as problem:
            form.refuse(problem)
        else:
            said = "The public is excluded." if made.carried else "The motion was lost."
            messages.success(request, said)
            return redirect(back_to_run(meeting))
    say_empty_time(form, meeting, now)
    context = {
        "form": form,
        "meeting": meeting,
        "heading": meeting_heading(meeting),
        "stages": stages_for(meeting.pk, request.actor),
        "resolution": there,
        "reasons": [
            (f"{line.number} {line.title}", there.reasons.get(str(pk), ""))
            for pk, line in lines.items()
        ]
        if there
        else [],
        "has_items": bool(lines),
        "back_url": back_to_run(meeting),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "boards/sittings/private.html", context, status=status)
