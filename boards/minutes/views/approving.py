"""The chair's page, and how minutes become the record."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from boards.minutes import services
from boards.minutes.forms import ConfirmForm, TakeBackForm
from boards.minutes.models import Minutes
from boards.minutes.permissions import (
    may_approve_minutes,
    may_confirm_minutes,
    may_correct_minutes,
    may_sign_minutes,
    may_take_back,
)
from boards.minutes.presenters import (
    address,
    mark_views,
    places_for,
    state_chip,
    words_for,
)
from boards.minutes.selectors import who_presided
from boards.minutes.views.common import (
    UNPROCESSABLE,
    Asked,
    asked_for,
    minutes_asked_for,
    page_context,
)
from ics_portal.core.errors import RuleBroken
from ics_portal.core.numbers import whole
from ics_portal.core.verdicts import require
from ics_portal.core.web.requests import PortalRequest

MARK = "mark-"
METHODS = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(METHODS)
def approve(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """The chair reads, marks, and approves: two steps."""
    asked = asked_for(request, meeting_id)
    minutes = minutes_asked_for(request, asked)
    require(may_approve_minutes(request.actor, minutes))
    error: RuleBroken | None = None
    if request.method == "POST":
        try:
            return _approve_or_mark(request, minutes)
        except RuleBroken as broken:
            error = broken
    places = places_for(minutes, request.actor)
    typed = {
        name: value for name, value in request.POST.items() if name.startswith(MARK)
    }
    context = {
        "places": places,
        "words": words_for(minutes, request.actor),
        "marks": mark_views(list(minutes.marks.select_related("entry"))),
        "waiting": sum(place.waiting for place in places),
        "typed": typed,
        "error": error,
        "chip": state_chip(minutes),
        "urls": {
            "approve": address("approve", minutes),
            "read": address("read", minutes),
        },
        **page_context(request, asked),
    }
    status = UNPROCESSABLE if error else 200
    return render(request, "boards/minutes/approve.html", context, status=status)


def _approve_or_mark(request: PortalRequest, minutes: Minutes) -> HttpResponse:
    marks = {
        whole(name.removeprefix(MARK)): str(value)
        for name, value in request.POST.items()
        if name.startswith(MARK)
    }
    if request.POST.get("act") == "marks":
        made = services.mark_minutes(
            minutes=minutes, marks=marks, actor=request.actor, at=timezone.now()
        )
        if not made:
            raise RuleBroken("MNT-6", "Write at least one mark.", field="mark-all")
        messages.success(request, "The board secretary sees your marks.")
    else:
        services.approve_minutes(
            minutes=minutes, marks=marks, actor=request.actor, at=timezone.now()
        )
        messages.success(request, "You approved the draft of the minutes.")
    return redirect(address("read", minutes))


@never_cache
@require_http_methods(METHODS)
def confirm(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """Record that a later meeting accepted them, with what it corrected."""
    asked = asked_for(request, meeting_id)
    minutes = minutes_asked_for(request, asked)
    require(may_confirm_minutes(request.actor, minutes))
    form = ConfirmForm(request.POST or None, minutes=minutes)

    def act() -> None:
        services.confirm_minutes(
            minutes=minutes,
            at_meeting=form.cleaned_data["at_meeting"],
            corrections=form.corrections(),
            actor=request.actor,
            at=timezone.now(),
        )

    context = {
        "page_title": "Accepted as a true record",
        "act": "Record that they were accepted",
        "consequences": [
            "From now on these words are the record. They are not changed any more.",
            "What the meeting corrected stands beside them and is printed with them.",
        ],
    }
    return _asked(request, asked, minutes, form, act, "confirm", context)


@never_cache
@require_http_methods(METHODS)
def correct(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """Record a correction that a later meeting resolved."""
    asked = asked_for(request, meeting_id)
    minutes = minutes_asked_for(request, asked)
    require(may_correct_minutes(request.actor, minutes))
    form = ConfirmForm(request.POST or None, minutes=minutes, rows=1)
    form.fields["at_meeting"].label = "The meeting that resolved it"

    def act() -> None:
        services.record_correction(
            minutes=minutes,
            at_meeting=form.cleaned_data["at_meeting"],
            correction=form.corrections()[0],
            actor=request.actor,
            at=timezone.now(),
        )

    context = {
        "page_title": "Record a correction",
        "act": "Record the correction",
        "consequences": ["The words that were accepted stay; this stands beside them."],
    }
    return _asked(request, asked, minutes, form, act, "correct", context)


@never_cache
@require_http_methods(METHODS)
def take_back(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """Make a draft of approved minutes again, with a reason."""
    asked = asked_for(request, meeting_id)
    minutes = minutes_asked_for(request, asked)
    require(may_take_back(request.actor, minutes))
    form = TakeBackForm(request.POST or None)

    def act() -> None:
        services.take_back(
            minutes=minutes,
            reason=form.cleaned_data["reason"],
            actor=request.actor,
            at=timezone.now(),
        )

    context = {
        "page_title": "Take the minutes back to a draft",
        "act": "Take them back",
        "consequences": ["The chair approves them again before they go on."],
    }
    return _asked(request, asked, minutes, form, act, "take_back", context)


@require_POST
def offer(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """Put the minutes under the item for them on the next agenda."""
    asked = asked_for(request, meeting_id)
    minutes = minutes_asked_for(request, asked)
    try:
        paper = services.offer_minutes_as_paper(
            minutes=minutes, actor=request.actor, at=timezone.now()
        )
    except RuleBroken as broken:
        messages.error(request, broken.message)
        return redirect(address("read", minutes))
    messages.success(request, "The minutes are a paper of the next agenda.")
    return redirect(paper)


@never_cache
@require_http_methods(METHODS)
def sign(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """Whoever presided when they were accepted signs them."""
    asked = asked_for(request, meeting_id)
    minutes = minutes_asked_for(request, asked)
    meeting = minutes.confirmed_at_meeting
    presided = who_presided(meeting) if meeting else frozenset()
    require(may_sign_minutes(request.actor, minutes, presided=presided))
    if request.method == "POST":
        services.sign_minutes(minutes=minutes, actor=request.actor, at=timezone.now())
        messages.success(request, "You signed the minutes.")
        return redirect(address("read", minutes))
    context = {
        "page_title": "Sign the minutes",
        "act": "Sign",
        "consequences": [
            f"You sign as {request.actor.name}, who presided.",
            "The PDF with your name and the time is kept, and never changed.",
        ],
    }
    return _confirmation(request, asked, minutes, None, "sign", context)


def _asked(
    request: PortalRequest,
    asked: Asked,
    minutes: Minutes,
    form: ConfirmForm | TakeBackForm,
    act: Callable[[], None],
    name: str,
    context: Mapping[str, object],
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            return redirect(address("read", minutes))
    return _confirmation(request, asked, minutes, form, name, context)


def _confirmation(
    request: PortalRequest,
    asked: Asked,
    minutes: Minutes,
    form: ConfirmForm | TakeBackForm | None,
    name: str,
    context: Mapping[str, object],
) -> HttpResponse:
    meetings = getattr(form, "meetings", None)
    page = {
        **page_context(request, asked),
        **context,
        "form": form,
        "action": address(name, minutes),
        "back_url": address("read", minutes),
        "no_meeting": meetings is not None and not meetings,
    }
    status = UNPROCESSABLE if form is not None and form.errors else 200
    return render(request, "boards/minutes/act.html", page, status=status)
