"""Running a meeting: the page, and one step for each thing that happens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from boards.meetings.models import AgendaItem, Meeting
from boards.meetings.views.common import UNPROCESSABLE, posted
from boards.sittings.forms.run import (
    AdjournForm,
    ChairForm,
    EventForm,
    InquorateForm,
    MovementForm,
    StrikeForm,
    TimedForm,
)
from boards.sittings.models import SittingEvent
from boards.sittings.permissions import may_run_meeting
from boards.sittings.presenters.outcomes import outcome_panel
from boards.sittings.presenters.run import chairs_script, run_page
from boards.sittings.selectors.outcomes import items_without_outcome
from boards.sittings.selectors.people import chairable, listed
from boards.sittings.services import events
from boards.sittings.views.common import (
    back_to_run,
    body_of,
    moment_of,
    say_empty_time,
    seen,
)
from ics_portal.core.errors import RuleBroken
from ics_portal.core.numbers import whole
from ics_portal.core.panels import panels_for
from ics_portal.core.verdicts import require
from ics_portal.core.web.requests import PortalRequest
from ics_portal.core.web.words import clock


@never_cache
@require_safe
def run(
    request: PortalRequest, meeting_id: int, item_id: int | None = None
) -> HttpResponse:
    """The meeting at the item it is at, or at one that was chosen."""
    return run_answer(request, seen(request, meeting_id), item_id=item_id)


def run_answer(
    request: PortalRequest,
    meeting: Meeting,
    *,
    item_id: int | None = None,
    movement: MovementForm | None = None,
) -> HttpResponse:
    """The run page; with a form that was refused, its errors and what was typed."""
    now, body = timezone.now(), body_of(request, meeting)
    page = run_page(meeting, request.actor, body=body, now=now, item_id=item_id)
    if page is None:
        raise Http404
    if movement is None:
        movement = MovementForm(rows=listed(meeting, body))
    say_empty_time(movement, meeting, now)
    outcomes = None
    panels = panels_for("sittings.run", actor=request.actor, thing=meeting)
    if page.item is not None:
        page.item.meeting = meeting
        outcomes = outcome_panel(page.item, request.actor, now, body=body)
        panels = [
            *panels_for("sittings.item", actor=request.actor, thing=page.item),
            *panels,
        ]
    context = {
        "page": page,
        "movement": movement,
        "outcomes": outcomes,
        "panels": panels,
    }
    status = UNPROCESSABLE if movement.errors else 200
    return render(request, "boards/sittings/run.html", context, status=status)


@require_safe
def script(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """What the chair says, to read or to print."""
    meeting = seen(request, meeting_id)
    page = chairs_script(meeting, request.actor, now=timezone.now())
    return render(request, "boards/sittings/script.html", {"page": page})


Act = Callable[..., Any]

WHO_PRESIDES = (
    "Where the chair may not preside, the deputy chair does; where neither may, a member"
    " the meeting chooses."
)


def _step(request: PortalRequest, meeting_id: int, act: Act, said: str) -> HttpResponse:
    """One thing that happens, in one step; refused, the reason stands on the page."""
    meeting = seen(request, meeting_id)
    require(may_run_meeting(request.actor, meeting))
    form, now = EventForm(request.POST), timezone.now()
    if not form.is_valid():
        messages.error(request, str(form.errors["happened_at"][0]))
        return redirect(back_to_run(meeting))
    try:
        act(
            meeting=meeting,
            happened_at=moment_of(meeting, form.cleaned_data["happened_at"], now),
            actor=request.actor,
            at=now,
        )
    except RuleBroken as problem:
        messages.error(request, problem.message)
    else:
        messages.success(request, said)
    return redirect(back_to_run(meeting))


@require_POST
def open_meeting(request: PortalRequest, meeting_id: int) -> HttpResponse:
    return _step(request, meeting_id, events.open_sitting, "The meeting is open.")


@require_POST
def begin(request: PortalRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Take an item: the next one, or another out of order."""
    item = get_object_or_404(AgendaItem, meeting_id=meeting_id, pk=item_id)

    def act(**by: Any) -> None:
        events.begin_item(item=item, **by)

    return _step(request, meeting_id, act, "The item has begun.")


@require_POST
def end_item(request: PortalRequest, meeting_id: int) -> HttpResponse:
    return _step(request, meeting_id, events.end_item, "The item has ended.")


@require_POST
def resume(request: PortalRequest, meeting_id: int) -> HttpResponse:
    return _step(request, meeting_id, events.resume, "The meeting goes on.")


@require_POST
def admit_public(request: PortalRequest, meeting_id: int) -> HttpResponse:
    return _step(request, meeting_id, events.admit_public, "The public is admitted.")


def _asked(
    request: PortalRequest,
    meeting: Meeting,
    form: TimedForm | StrikeForm,
    act: Callable[[datetime], Any],
    **words: Any,
) -> HttpResponse:
    """A step that asks for more than a time, on a page of its own."""
    if request.method == "POST" and form.is_valid():
        try:
            act(timezone.now())
        except RuleBroken as problem:
            form.refuse(problem)
        else:
            messages.success(request, words["said"])
            return redirect(words["back_url"])
    say_empty_time(form, meeting, timezone.now())
    context = {
        "form": form,
        "action": request.get_full_path(),
        "meeting": meeting,
        **words,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "boards/sittings/step.html", context, status=status)


def _running(request: PortalRequest, meeting_id: int) -> Meeting:
    meeting = seen(request, meeting_id)
    require(may_run_meeting(request.actor, meeting))
    return meeting


@never_cache
def close(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """Close the meeting, asked once: nothing more is recorded of its course then."""
    meeting = _running(request, meeting_id)
    form = EventForm(posted(request))

    def act(now: datetime) -> None:
        events.close_sitting(
            meeting=meeting,
            happened_at=moment_of(meeting, form.cleaned_data["happened_at"], now),
            actor=request.actor,
            at=now,
        )

    return _asked(
        request,
        meeting,
        form,
        act,
        heading="Close the meeting",
        caption=str(meeting),
        act_words="Close the meeting",
        consequences=[
            "The item the meeting is at ends.",
            "Outcomes may still be put in.",
        ],
        missing=items_without_outcome(meeting, meeting.body),
        back_url=back_to_run(meeting),
        said="The meeting is closed.",
    )


@never_cache
def adjourn(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """Break off, with the reason."""
    meeting = _running(request, meeting_id)
    form = AdjournForm(posted(request))

    def act(now: datetime) -> None:
        events.adjourn(
            meeting=meeting,
            happened_at=moment_of(meeting, form.cleaned_data["happened_at"], now),
            words=form.cleaned_data["words"],
            actor=request.actor,
            at=now,
        )

    return _asked(
        request,
        meeting,
        form,
        act,
        heading="Adjourn the meeting",
        caption=str(meeting),
        act_words="Adjourn",
        back_url=back_to_run(meeting),
        said="The meeting is adjourned.",
    )


def _item_asked(request: PortalRequest, meeting: Meeting) -> AgendaItem | None:
    asked = request.GET.get("item")
    if not asked:
        return None
    return get_object_or_404(AgendaItem, meeting=meeting, pk=whole(asked) or 0)


@never_cache
def chair(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """Somebody takes the chair, for an item (``?item=``) or from now on."""
    meeting = _running(request, meeting_id)
    item = _item_asked(request, meeting)
    form = ChairForm(posted(request), people=chairable(meeting))

    def act(now: datetime) -> None:
        events.take_chair(
            meeting=meeting,
            item=item,
            person=form.cleaned_data["person"],
            happened_at=moment_of(meeting, form.cleaned_data["happened_at"], now),
            actor=request.actor,
            at=now,
        )

    return _asked(
        request,
        meeting,
        form,
        act,
        heading="Who takes the chair",
        caption=f"For “{item.title}” alone" if item else "From now on",
        act_words="Record",
        consequences=[WHO_PRESIDES],
        back_url=back_to_run(meeting, item.pk if item else None),
        said="Recorded who presides.",
    )


@never_cache
def inquorate(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """Found not quorate, and what the meeting does instead."""
    meeting = _running(request, meeting_id)
    item = _item_asked(request, meeting)
    form = InquorateForm(posted(request))

    def act(now: datetime) -> None:
        events.find_inquorate(
            meeting=meeting,
            item=item,
            way_out=form.cleaned_data["way_out"],
            words=form.cleaned_data["words"],
            happened_at=moment_of(meeting, form.cleaned_data["happened_at"], now),
            actor=request.actor,
            at=now,
        )

    return _asked(
        request,
        meeting,
        form,
        act,
        heading="The meeting is not quorate",
        caption=item.title if item else str(meeting),
        act_words="Record",
        consequences=["Discussion may go on. Nothing is decided."],
        back_url=back_to_run(meeting, item.pk if item else None),
        said="Recorded that the meeting is not quorate.",
    )


@never_cache
def strike(request: PortalRequest, meeting_id: int, event_id: int) -> HttpResponse:
    """Strike out what was recorded wrongly."""
    meeting = _running(request, meeting_id)
    event = get_object_or_404(SittingEvent, meeting=meeting, pk=event_id)
    form = StrikeForm(posted(request))

    def act(now: datetime) -> None:
        events.strike_event(
            event=event,
            reason=form.cleaned_data["reason"],
            actor=request.actor,
            at=now,
        )

    return _asked(
        request,
        meeting,
        form,
        act,
        heading=f"Strike out “{event.get_kind_display()}”, {clock(event.happened_at)}",
        caption=str(meeting),
        act_words="Strike it out",
        danger=True,
        consequences=["It stays on record with the reason, and counts no longer."],
        back_url=back_to_run(meeting),
        said="Struck out.",
    )
