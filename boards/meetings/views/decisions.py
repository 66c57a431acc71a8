"""The log of decisions: the list, one of them, a new one, a correction."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from boards.bodies.services.seen import mark_of
from boards.meetings import services
from boards.meetings.contributions import correction_page
from boards.meetings.forms import (
    CorrectDecisionForm,
    DecisionFilter,
    NewDecisionForm,
)
from boards.meetings.models import Decision, Meeting
from boards.meetings.permissions import may_record_decision, may_record_decisions
from boards.meetings.presenters.decisions import (
    CSV_HEADER,
    csv_row,
    decision_page,
    decision_row,
)
from boards.meetings.selectors import decisions_for, meeting_or_404
from boards.meetings.views.common import CONFLICT, UNPROCESSABLE, posted
from ics_portal.core.errors import EditConflict, RuleBroken
from ics_portal.core.numbers import whole
from ics_portal.core.verdicts import require
from ics_portal.core.web.csv import csv_response
from ics_portal.core.web.pagination import paginate
from ics_portal.core.web.requests import PortalRequest


@require_safe
def log(request: PortalRequest) -> HttpResponse:
    """What one's bodies decided; ``?format=csv`` gives it as a file."""
    form = DecisionFilter(request.GET or None, actor=request.actor)
    chosen = form.chosen()
    found = decisions_for(request.actor, **chosen)
    if request.GET.get("format") == "csv":
        return csv_response(
            "decisions.csv", CSV_HEADER, (csv_row(each) for each in found)
        )
    pages = paginate(found, request)
    query = request.GET.copy()
    query.pop("page", None)
    query["format"] = "csv"
    context = {
        "form": form,
        "pages": pages,
        "rows": [decision_row(each) for each in pages.items],
        "is_filtered": any(chosen.values()),
        "file_url": f"?{query.urlencode()}",
        "may_record": may_record_decisions(request.actor),
    }
    return render(request, "boards/meetings/decisions.html", context)


@require_safe
def decision(request: PortalRequest, number: str) -> HttpResponse:
    """One decision."""
    found = _decision(request, number)
    context = {
        "page": decision_page(found),
        "may_correct": may_record_decision(request.actor, found.body),
    }
    return render(request, "boards/meetings/decision.html", context)


def _decision(request: PortalRequest, number: str) -> Decision:
    return get_object_or_404(decisions_for(request.actor), number=number)


@never_cache
def new_decision(request: PortalRequest) -> HttpResponse:
    """Write down a decision; ``?meeting=57`` is where it was come to."""
    require(may_record_decisions(request.actor))
    meeting = _asked_meeting(request)
    form = NewDecisionForm(posted(request), actor=request.actor, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.record_decision(
                body=form.cleaned_data["body"],
                details=form.details(),
                actor=request.actor,
                at=timezone.now(),
            )
        except RuleBroken as problem:
            form.refuse(problem)
        else:
            messages.success(request, f"Recorded as {made.number}.")
            return redirect(made)
    context = {"form": form, "meeting": meeting, "decision": None}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "boards/meetings/decision_form.html", context, status=status)


def _asked_meeting(request: PortalRequest) -> Meeting | None:
    asked = request.GET.get("meeting")
    if not asked:
        return None
    number = whole(asked)
    if number is None:
        raise Http404
    meeting = meeting_or_404(request.actor, number)
    require(may_record_decision(request.actor, meeting.body))
    return meeting


@never_cache
def correct_decision(request: PortalRequest, number: str) -> HttpResponse:
    """Put a decision right; its number stays."""
    found = _decision(request, number)
    require(may_record_decision(request.actor, found.body))
    if elsewhere := correction_page(found):
        return redirect(elsewhere)
    now = services.decision_words(found)
    form = CorrectDecisionForm(posted(request), decision=found)
    seen, conflict, status = mark_of(now), None, 200
    if request.method == "POST":
        status = UNPROCESSABLE
        seen = request.POST.get("seen", "")
        if form.is_valid():
            try:
                services.correct_decision(
                    decision=found,
                    details=form.details(),
                    correction=form.cleaned_data["correction"],
                    seen=seen,
                    actor=request.actor,
                    at=timezone.now(),
                )
            except RuleBroken as problem:
                form.refuse(problem)
            except EditConflict as clash:
                # Both are on the page now, so saving again means: mine as well.
                conflict, status, seen = clash, CONFLICT, mark_of(clash.theirs)
            else:
                messages.success(request, "The decision is corrected.")
                return redirect(found)
    context = {
        "form": form,
        "meeting": found.meeting,
        "decision": found,
        "conflict": conflict,
        "seen": seen,
    }
    return render(request, "boards/meetings/decision_form.html", context, status=status)
