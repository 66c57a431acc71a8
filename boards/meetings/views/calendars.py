"""Calendars to subscribe to: of a body, and of one person by a secret address."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from boards.bodies.selectors.acting import actor_for
from boards.meetings.models import CalendarKey, Meeting
from boards.meetings.presenters.ical import calendar_of
from boards.meetings.selectors.forward import body_or_404
from boards.meetings.services.calendar_keys import make_key, revoke_key, use_key
from ics_portal.core.errors import RuleBroken
from ics_portal.core.web.requests import PortalRequest

KIND = "text/calendar; charset=utf-8"


@require_safe
def body_calendar(request: PortalRequest, slug: str) -> HttpResponse:
    """The meetings of a body in which one holds a role."""
    body = body_or_404(request.actor, slug)
    meetings = Meeting.objects.visible_to(request.actor).filter(body=body)
    words = calendar_of(str(body), meetings, host=request.get_host(), at=timezone.now())
    return HttpResponse(words, content_type=KIND)


@never_cache
@login_not_required
@require_safe
def own_calendar(request: PortalRequest, secret: str) -> HttpResponse:
    """The meetings of the person whose address this is; no session is needed."""
    at = timezone.now()
    key = use_key(secret=secret, at=at)
    if key is None:
        raise Http404
    actor = actor_for(key.user, timezone.localdate(at))
    meetings = Meeting.objects.visible_to(actor)
    words = calendar_of("Meetings", meetings, host=request.get_host(), at=at)
    response = HttpResponse(words, content_type=KIND)
    response["Referrer-Policy"] = "no-referrer"
    return response


@never_cache
def calendar_keys(request: PortalRequest) -> HttpResponse:
    """One's addresses; making one shows it this once."""
    secret, problem = "", ""
    if request.method == "POST":
        try:
            secret = make_key(user=request.user, actor=request.actor, at=timezone.now())
        except RuleBroken as refusal:
            problem = refusal.message
    address = reverse("meetings:own_calendar", args=[secret]) if secret else ""
    context = {
        "keys": CalendarKey.objects.filter(user=request.user, revoked_at__isnull=True),
        "address": request.build_absolute_uri(address) if address else "",
        "problem": problem,
    }
    status = 422 if problem else 200
    return render(request, "boards/meetings/calendar_keys.html", context, status=status)


@require_POST
def revoke_calendar_key(request: PortalRequest, key_id: int) -> HttpResponse:
    """End one of one's addresses."""
    key = get_object_or_404(CalendarKey, user=request.user, pk=key_id)
    revoke_key(key=key, actor=request.actor, at=timezone.now())
    messages.success(request, "The address is revoked. Calendars find nothing there.")
    return redirect("meetings:calendar_keys")
