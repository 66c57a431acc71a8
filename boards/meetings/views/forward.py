"""The forward plan of a body: the table, an entry, and taking one on to an agenda."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from boards.bodies.models import Body
from boards.bodies.services.seen import mark_of
from boards.meetings import services
from boards.meetings.forms import ReasonForm
from boards.meetings.forms.forward import PlanForm, initial_of_entry
from boards.meetings.models import ForwardPlanEntry
from boards.meetings.permissions import may_keep_plan
from boards.meetings.presenters.forward import plan_row
from boards.meetings.rules.plan import financial_year
from boards.meetings.selectors.forward import (
    body_or_404,
    missing_this_year,
    plan_of,
    readable_entries,
)
from boards.meetings.services.forward import entry_words
from boards.meetings.views.common import (
    CONFLICT,
    UNPROCESSABLE,
    attempt,
    back_to,
    editable,
    posted,
)
from ics_portal.core.errors import EditConflict, RuleBroken
from ics_portal.core.verdicts import require
from ics_portal.core.web.requests import PortalRequest


@require_safe
def plan(request: PortalRequest, slug: str) -> HttpResponse:
    """The plan of this financial year and after, and what is overdue from before."""
    body = body_or_404(request.actor, slug)
    today = timezone.localdate()
    entries = plan_of(body, request.actor, since=financial_year(today)[0])
    may_keep = may_keep_plan(request.actor, body)
    context = {
        "body": body,
        "rows": [plan_row(entry) for entry in entries],
        "missing": missing_this_year(body.pk, today) if may_keep else [],
        "may_keep": may_keep,
    }
    return render(request, "boards/meetings/plan.html", context)


def _kept(request: PortalRequest, slug: str) -> Body:
    body = body_or_404(request.actor, slug)
    require(may_keep_plan(request.actor, body))
    return body


def _entry(request: PortalRequest, body: Body, entry_id: int) -> ForwardPlanEntry:
    return get_object_or_404(
        readable_entries(request.actor).filter(body=body), pk=entry_id
    )


@never_cache
def add_planned(request: PortalRequest, slug: str) -> HttpResponse:
    """Plan an item."""
    body = _kept(request, slug)
    form = PlanForm(posted(request), body=body, today=timezone.localdate())
    return _save(
        request,
        body,
        form,
        lambda by: services.add_planned(body=body, details=form.details(), **by),
        title="Add to the forward plan",
        act="Add to the plan",
        said="Added to the plan.",
    )


@never_cache
def edit_planned(request: PortalRequest, slug: str, entry_id: int) -> HttpResponse:
    """Change an entry, or move it to another meeting or month."""
    body = _kept(request, slug)
    entry = _entry(request, body, entry_id)
    form = PlanForm(
        posted(request),
        body=body,
        today=timezone.localdate(),
        initial=initial_of_entry(entry),
    )
    return _save(
        request,
        body,
        form,
        lambda by: services.edit_planned(
            entry=entry,
            details=form.details(),
            seen=request.POST.get("seen", ""),
            **by,
        ),
        title=f"Change “{entry.title}”",
        act="Save",
        said="Saved.",
        shown=entry_words(entry),
    )


@never_cache
def drop_planned(request: PortalRequest, slug: str, entry_id: int) -> HttpResponse:
    """Drop an entry, and say why."""
    body = _kept(request, slug)
    entry = _entry(request, body, entry_id)
    form = ReasonForm(posted(request))
    return _save(
        request,
        body,
        form,
        lambda by: services.drop_planned(entry=entry, **form.cleaned_data, **by),
        title=f"Drop “{entry.title}”",
        act="Drop from the plan",
        said="Dropped. The reason is kept.",
    )


def _save(
    request: PortalRequest,
    body: Body,
    form: Any,
    do: Callable[[dict[str, Any]], Any],
    *,
    title: str,
    act: str,
    said: str,
    shown: str = "",
) -> HttpResponse:
    """``shown`` is what the form shows of what is saved, where it changes something."""
    back_url = reverse("meetings:plan", args=[body.slug])
    conflict: EditConflict | None = None
    seen = request.POST.get("seen") or (mark_of(shown) if shown else "")
    if request.method == "POST" and form.is_valid():
        try:
            do({"actor": request.actor, "at": timezone.now()})
        except RuleBroken as problem:
            form.refuse(problem)
        except EditConflict as clash:
            conflict, seen = clash, mark_of(clash.theirs)
        else:
            messages.success(request, said)
            return redirect(back_url)
    context = {
        "body": body,
        "form": form,
        "title": title,
        "act": act,
        "back_url": back_url,
        "back_words": "Forward plan",
        "conflict": conflict,
        "seen": seen,
        "what": "This entry",
    }
    status = UNPROCESSABLE if form.errors else CONFLICT if conflict else 200
    return render(request, "boards/meetings/body_form.html", context, status=status)


@never_cache
def take_planned(
    request: PortalRequest, meeting_id: int, entry_id: int
) -> HttpResponse:
    """Put a planned item on the agenda: in one step, or with a reason once issued."""
    meeting = editable(request, meeting_id)
    entry = _entry(request, meeting.body, entry_id)
    by: dict[str, Any] = {"meeting": meeting, "entry": entry, "actor": request.actor}
    if meeting.numbers_frozen_at is None:
        if request.method != "POST":
            return redirect(back_to(meeting))
        return attempt(request, meeting, lambda at: services.take_planned(at=at, **by))
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.take_planned(at=timezone.now(), **form.cleaned_data, **by)
        except RuleBroken as problem:
            form.refuse(problem)
        else:
            return redirect(back_to(meeting))
    context = {
        "heading": f"Add late: “{entry.title}”",
        "caption": str(meeting),
        "action": request.path,
        "act": "Add the item",
        "back_url": back_to(meeting),
        "consequences": ["It takes the next letter under the number it follows."],
        "form": form,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "boards/meetings/confirm.html", context, status=status)
