"""One button: the register's extract into the papers of a meeting."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from boards.meetings.selectors import meeting_or_404
from declarations.services.extracts import put_extract_into_pack
from ics_portal.core.errors import RuleBroken
from ics_portal.core.web.requests import PortalRequest


@require_POST
def extract(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """Make the extract, or its next version, and lead to its paper."""
    meeting = meeting_or_404(request.actor, meeting_id)
    try:
        paper = put_extract_into_pack(
            meeting=meeting, actor=request.actor, at=timezone.now()
        )
    except RuleBroken as problem:
        messages.error(request, problem.message)
        return redirect("declarations:conflicts", meeting_id=meeting.pk)
    messages.success(
        request, "The extract is made. Once its file is ready, accept it for the pack."
    )
    return redirect(paper)
