"""Items offered from earlier meetings: taken, deferred again, dropped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from boards.meetings import services
from boards.meetings.forms import DeferForm, ReasonForm
from boards.meetings.models import CarriedItem, Meeting
from boards.meetings.views.common import (
    UNPROCESSABLE,
    attempt,
    back_to,
    editable,
    posted,
)
from ics_portal.core.errors import RuleBroken
from ics_portal.core.web.requests import PortalRequest


def _carried(meeting: Meeting, carried_id: int) -> CarriedItem:
    return get_object_or_404(CarriedItem, body=meeting.body, pk=carried_id)


@never_cache
def take(request: PortalRequest, meeting_id: int, carried_id: int) -> HttpResponse:
    """Put an offered item on the agenda: in one step, or with a reason once issued."""
    meeting = editable(request, meeting_id)
    carried = _carried(meeting, carried_id)
    by: dict[str, Any] = {"meeting": meeting, "actor": request.actor}
    if meeting.numbers_frozen_at is not None:
        return _confirm(
            request,
            meeting,
            carried_id,
            ReasonForm(posted(request)),
            heading="Add late",
            act="Add the item",
            consequences=["It takes the next letter under the number it follows."],
            do=lambda row, data, by: services.take_carried_item(
                carried=row, reason=data["reason"], **by
            ),
        )
    if request.method != "POST":
        return redirect(back_to(meeting))
    return attempt(
        request,
        meeting,
        lambda at: services.take_carried_item(carried=carried, at=at, **by),
    )


@never_cache
def defer_again(
    request: PortalRequest, meeting_id: int, carried_id: int
) -> HttpResponse:
    """Leave it off this agenda too, and say why."""
    meeting = editable(request, meeting_id)
    form = DeferForm(posted(request), meeting=meeting, reason_required=True)
    return _confirm(
        request,
        meeting,
        carried_id,
        form,
        heading="Defer again",
        act="Defer again",
        consequences=["It is offered to the later meeting."],
        do=lambda row, data, by: services.defer_carried_again(
            carried=row, to_meeting=data["to_meeting"], reason=data["reason"], **by
        ),
    )


@never_cache
def drop(request: PortalRequest, meeting_id: int, carried_id: int) -> HttpResponse:
    """Drop it for good, and say why."""
    meeting = editable(request, meeting_id)
    return _confirm(
        request,
        meeting,
        carried_id,
        ReasonForm(posted(request)),
        heading="Drop",
        act="Drop the item",
        consequences=["It is not offered again. The reason is kept."],
        do=lambda row, data, by: services.drop_carried_item(
            carried=row, reason=data["reason"], **by
        ),
    )


def _confirm(
    request: PortalRequest,
    meeting: Meeting,
    carried_id: int,
    form: ReasonForm,
    *,
    heading: str,
    act: str,
    consequences: list[str],
    do: Callable[[CarriedItem, dict[str, Any], dict[str, Any]], Any],
) -> HttpResponse:
    row = _carried(meeting, carried_id)
    if request.method == "POST" and form.is_valid():
        by = {"meeting": meeting, "actor": request.actor, "at": timezone.now()}
        try:
            do(row, form.cleaned_data, by)
        except RuleBroken as problem:
            form.refuse(problem)
        else:
            return redirect(back_to(meeting))
    context = {
        "heading": f"{heading}: “{row.title}”",
        "caption": str(meeting),
        "action": request.path,
        "act": act,
        "back_url": back_to(meeting),
        "consequences": consequences,
        "form": form,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "boards/meetings/confirm.html", context, status=status)
