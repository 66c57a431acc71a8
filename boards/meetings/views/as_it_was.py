"""A meeting as it stood at a past moment."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from boards.meetings.forms.moment import MomentForm
from boards.meetings.presenters.as_it_was import past_page
from boards.meetings.selectors import meeting_or_404
from boards.meetings.views.common import UNPROCESSABLE
from ics_portal.core.web.requests import PortalRequest


@require_safe
def as_it_was(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """The meeting, its agenda and decisions then; ``?on=2020-11-25&at=10:00``."""
    meeting = meeting_or_404(request.actor, meeting_id)
    asked = "on" in request.GET
    form = MomentForm(
        request.GET if asked else None, initial={"on": timezone.localdate()}
    )
    at = timezone.now()
    if asked and form.is_valid():
        at = form.moment()
    context = {"page": past_page(meeting, request.actor, at), "form": form}
    return render(
        request,
        "boards/meetings/as_it_was.html",
        context,
        status=UNPROCESSABLE if form.errors else 200,
    )
