"""A series of meetings, and how a body calls them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from boards.bodies.services.seen import mark_of
from boards.meetings.forms.calling import SettingsForm
from boards.meetings.forms.series import SeriesForm
from boards.meetings.models import Meeting
from boards.meetings.permissions import may_arrange_meeting, may_arrange_meetings
from boards.meetings.rules.series import SeriesDay, days_of
from boards.meetings.selectors.calling import settings_of
from boards.meetings.selectors.forward import body_or_404
from boards.meetings.services.series import create_series
from boards.meetings.services.settings import save_settings, settings_words
from boards.meetings.views.common import CONFLICT, UNPROCESSABLE, posted
from ics_portal.core.errors import EditConflict, RuleBroken
from ics_portal.core.verdicts import require
from ics_portal.core.web.requests import PortalRequest
from ics_portal.core.web.words import plural


@never_cache
def new_series(request: PortalRequest) -> HttpResponse:
    """Say a pattern, look at its days, arrange them all at once."""
    require(may_arrange_meetings(request.actor))
    form = SeriesForm(posted(request), actor=request.actor)
    days: list[SeriesDay] = []
    if request.method == "POST" and form.is_valid():
        try:
            days = _days(form)
            if request.POST.get("act") == "create":
                chosen = set(request.POST.getlist("days"))
                made = create_series(
                    body=form.cleaned_data["body"],
                    days=[each.on for each in days if each.on.isoformat() in chosen],
                    details=form.details(),
                    actor=request.actor,
                    at=timezone.now(),
                )
                messages.success(request, f"Arranged {plural(len(made), 'meeting')}.")
                return redirect("meetings:list")
        except RuleBroken as problem:
            form.refuse(problem)
    context = {"form": form, "days": days}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "boards/meetings/series.html", context, status=status)


def _days(form: SeriesForm) -> list[SeriesDay]:
    data = form.cleaned_data
    taken = Meeting.objects.filter(
        body=data["body"], held_on__range=(data["first"], data["last"])
    )
    return days_of(
        form.pattern(),
        data["first"],
        data["last"],
        set(taken.values_list("held_on", flat=True)),
    )


@never_cache
def meeting_settings(request: PortalRequest, slug: str) -> HttpResponse:
    """How a body calls its meetings and takes questions."""
    body = body_or_404(request.actor, slug)
    require(may_arrange_meeting(request.actor, body))
    here = reverse("meetings:settings", args=[body.slug])
    kept = settings_of(body)
    seen = request.POST.get("seen") or mark_of(settings_words(kept))
    conflict: EditConflict | None = None
    form = SettingsForm(posted(request), instance=kept)
    if request.method == "POST" and form.is_valid():
        try:
            save_settings(
                body=body,
                values=form.cleaned_data,
                seen=request.POST.get("seen", ""),
                actor=request.actor,
                at=timezone.now(),
            )
        except EditConflict as clash:
            conflict, seen = clash, mark_of(clash.theirs)
        else:
            messages.success(request, "Saved.")
            return redirect(here)
    context = {
        "body": body,
        "form": form,
        "title": "How meetings are called",
        "act": "Save",
        "back_url": reverse("meetings:list"),
        "back_words": "Meetings",
        "conflict": conflict,
        "seen": seen,
        "what": "These settings",
    }
    status = UNPROCESSABLE if form.errors else CONFLICT if conflict else 200
    return render(request, "boards/meetings/body_form.html", context, status=status)
