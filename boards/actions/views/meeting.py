"""The actions of an item while the meeting runs: a line to add one, and the log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from boards.actions import services
from boards.actions.contributions import item_actions
from boards.actions.forms import QuickActionForm
from boards.actions.models import Action
from boards.actions.permissions import may_keep_log
from boards.actions.selectors import one_action, person_called
from boards.meetings.models import AgendaItem
from boards.meetings.presenters import stages_for
from boards.meetings.selectors import meeting_or_404
from boards.meetings.views.common import UNPROCESSABLE, posted
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require
from ics_portal.core.web.requests import PortalRequest


def _item(request: PortalRequest, meeting_id: int, item_id: int) -> AgendaItem:
    meeting = meeting_or_404(request.actor, meeting_id)
    item = get_object_or_404(AgendaItem, meeting=meeting, pk=item_id)
    item.meeting = meeting
    require(may_keep_log(request.actor, meeting.body))
    return item


@never_cache
def at_item(request: PortalRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """The actions of an item; sent, one more is raised there."""
    item = _item(request, meeting_id, item_id)
    form = QuickActionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        lead = form.cleaned_data["lead"]
        try:
            made = services.raise_action(
                meeting=item.meeting,
                item=item,
                **form.cleaned_data,
                lead_person=person_called(lead, item.meeting.body_id),
                actor=request.actor,
                at=timezone.now(),
            )
        except RuleBroken as problem:
            form.refuse(problem)
        else:
            messages.success(request, f"Raised as {made.code}.")
            return redirect(_back(request, item))
    return _page(request, item, form)


def _page(
    request: PortalRequest, item: AgendaItem, form: QuickActionForm
) -> HttpResponse:
    context = {
        "item": item,
        "meeting": item.meeting,
        "stages": stages_for(item.meeting_id, request.actor),
        "context": {**item_actions(request.actor, item), "form": form},
        "form": form,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "boards/actions/at_item.html", context, status=status)


@require_POST
def close(
    request: PortalRequest, meeting_id: int, item_id: int, action_id: int
) -> HttpResponse:
    """The meeting agreed: closed here."""
    item = _item(request, meeting_id, item_id)

    def do(action: Action, at: datetime) -> Any:
        return services.close_action(
            action=action, meeting=item.meeting, actor=request.actor, at=at
        )

    return _act(request, item, action_id, do, "{} is closed.")


@require_POST
def propose(
    request: PortalRequest, meeting_id: int, item_id: int, action_id: int
) -> HttpResponse:
    """The lead said at the table that it is done."""
    item = _item(request, meeting_id, item_id)

    def do(action: Action, at: datetime) -> Any:
        return services.propose_closure(
            action=action,
            text="Reported at the meeting as done.",
            actor=request.actor,
            at=at,
        )

    return _act(request, item, action_id, do, "{} is proposed for closure.")


def _act(
    request: PortalRequest,
    item: AgendaItem,
    action_id: int,
    do: Callable[[Action, datetime], Any],
    said: str,
) -> HttpResponse:
    action = one_action(request.actor, action_id)
    if action is None:
        raise Http404
    try:
        do(action, timezone.now())
    except RuleBroken as problem:
        form = QuickActionForm()
        messages.error(request, f"{action.code}: {problem.message}")
        response = _page(request, item, form)
        response.status_code = UNPROCESSABLE
        return response
    messages.success(request, said.format(action.code))
    return redirect(_back(request, item))


def _back(request: PortalRequest, item: AgendaItem) -> str:
    """Where the form was: the run page, or the page of the item's actions."""
    asked = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(asked, allowed_hosts=None):
        return asked
    at_item = {"meeting_id": item.meeting_id, "item_id": item.pk}
    try:
        return reverse("sittings:run_item", kwargs=at_item)
    except NoReverseMatch:
        return reverse("actions:at_item", kwargs=at_item)
