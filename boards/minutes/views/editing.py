"""The editor: item by item, saved as it is typed, with what the record says beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from boards.meetings.models import AgendaItem
from boards.minutes import services
from boards.minutes.enums import MinutesState
from boards.minutes.models import Minutes
from boards.minutes.permissions import may_draft_minutes, may_edit_minutes
from boards.minutes.presenters import (
    acts_of,
    address,
    address_of,
    anchor_of,
    mark_views,
    places_of,
    state_chip,
)
from boards.minutes.rules import html_of, text_of
from boards.minutes.selectors import (
    DISCUSSION,
    ENTRY,
    mark_or_404,
    open_marks_of,
    typed_fields,
    who_wrote,
)
from boards.minutes.views.common import (
    CONFLICT,
    UNPROCESSABLE,
    Asked,
    asked_for,
    minutes_asked_for,
    page_context,
)
from boards.papers.rules import Clash, token_of
from ics_portal.core.errors import RuleBroken
from ics_portal.core.verdicts import require
from ics_portal.core.web.requests import PortalRequest
from ics_portal.core.web.words import moment, seconds_clock

RICH = "rich-"
"""Beside a field that holds HTML of the editor; without it the field is plain text."""


@require_POST
def begin(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """Begin the minutes, or bring their draft to the record."""
    asked = asked_for(request, meeting_id)
    services.draft_minutes(
        meeting=asked.meeting,
        body=asked.body,
        part=asked.part,
        actor=request.actor,
        at=timezone.now(),
    )
    messages.success(request, "The draft says what the record says now.")
    return redirect(
        address_of("edit", meeting_id, part=asked.part, body_id=asked.body_id)
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """Show the editor, or keep what was typed and do what the button says."""
    asked = asked_for(request, meeting_id)
    require(may_draft_minutes(request.actor, asked.body.pk))
    minutes = minutes_asked_for(request, asked)
    if request.method == "POST":
        return _keep(request, asked, minutes)
    return _show(request, asked, minutes)


@require_POST
def autosave(request: PortalRequest, meeting_id: int) -> JsonResponse:
    """Keep what is typed while it is typed; says 409 where two people clash."""
    asked = asked_for(request, meeting_id)
    minutes = minutes_asked_for(request, asked)
    try:
        saved = services.save_minutes(
            minutes=minutes,
            typed=_typed(request, typed_fields(minutes)),
            seen=request.POST.get("version", ""),
            actor=request.actor,
            at=timezone.now(),
            not_if_clashing=True,
        )
    except PermissionDenied as refused:
        return JsonResponse({"message": str(refused)}, status=403)
    except RuleBroken as broken:
        return JsonResponse(
            {"errors": {broken.field: broken.message}}, status=UNPROCESSABLE
        )
    if saved.clashes:
        who, when = _who_and_when(request, minutes, saved.clashes[0].field)
        message = (
            f"{who} changed this{' at ' + when if when else ''} after you opened it. "
            "Press Save to see both texts."
        )
        return JsonResponse({"message": message}, status=CONFLICT)
    return JsonResponse(
        {"saved_at": seconds_clock(timezone.now()), "version": saved.token}
    )


def _typed(request: PortalRequest, stored: Mapping[str, str]) -> dict[str, str]:
    """The form's fields as HTML: the editor's own, or plain text turned into it.

    Plain text that says what is stored is no change, so its form is not lost.
    """
    typed = {}
    for name, value in request.POST.items():
        if not isinstance(value, str) or not name.startswith((DISCUSSION, ENTRY)):
            continue
        kept = stored.get(name, "")
        if RICH + name in request.POST:
            typed[name] = value
        elif value.replace("\r\n", "\n").strip() == text_of(kept):
            typed[name] = kept
        else:
            typed[name] = html_of(value)
    return typed


def _keep(request: PortalRequest, asked: Asked, minutes: Minutes) -> HttpResponse:
    """Save everything that can be saved first, whatever the button says next."""
    act = request.POST.get("act", "save")
    typed = _typed(request, typed_fields(minutes))
    if act.startswith("take:"):
        typed.pop(act.removeprefix("take:"), None)
    errors: dict[str, str] = {}
    again: dict[str, str] = {}
    while True:
        try:
            saved = services.save_minutes(
                minutes=minutes,
                typed=typed,
                seen=request.POST.get("version", ""),
                actor=request.actor,
                at=timezone.now(),
            )
            break
        except RuleBroken as broken:
            errors[broken.field] = broken.message
            again[broken.field] = typed.pop(broken.field)
    again |= {clash.field: clash.mine for clash in saved.clashes}
    if not again:
        return _act(request, minutes, act)
    return _show(
        request,
        asked,
        minutes,
        again=again,
        errors=errors,
        clashes=saved.clashes,
        token=saved.token,
    )


def _act(request: PortalRequest, minutes: Minutes, act: str) -> HttpResponse:
    """Do what the button says, and come back to its place on the page."""
    what, _, key = act.partition(":")
    here: dict[str, Any] = {
        "minutes": minutes,
        "actor": request.actor,
        "at": timezone.now(),
    }
    response = redirect(address("edit", minutes))
    try:
        if what == "accept":
            count = services.accept_entries(keys=[key] if key else None, **here)
            if not key:
                messages.success(request, f"Accepted: {count}.")
        elif what in ("record", "keep"):
            services.settle_entry(key=key, take_record=what == "record", **here)
        elif what == "refresh":
            _refresh(request, minutes)
            messages.success(request, "The draft says what the record says now.")
        else:
            messages.success(request, "Saved.")
    except RuleBroken as broken:
        messages.error(request, broken.message)
    if key:
        response["Location"] += f"#{anchor_of(key)}"
    return response


def _refresh(request: PortalRequest, minutes: Minutes) -> None:
    services.draft_minutes(
        meeting=minutes.meeting,
        body=minutes.body,
        part=minutes.part,
        actor=request.actor,
        at=timezone.now(),
    )


def _show(
    request: PortalRequest,
    asked: Asked,
    minutes: Minutes,
    *,
    again: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    clashes: Sequence[Clash] = (),
    token: str | None = None,
) -> HttpResponse:
    """The editor with what is stored, and over it what was typed and could not be kept."""
    minutes = minutes_asked_for(request, asked)
    places, behind = places_of(minutes, again=again, errors=errors)
    marks = list(minutes.marks.select_related("entry"))
    waiting = sum(place.waiting for place in places)
    open_marks = open_marks_of(minutes)
    stored = typed_fields(minutes)
    context = {
        "minutes": minutes,
        "chip": state_chip(minutes),
        "places": places,
        "token": token_of(stored) if token is None else token,
        "clashes": [_clash(request, minutes, clash, places) for clash in clashes],
        "errors": errors or {},
        "to_follow": behind if minutes.state == MinutesState.DRAFT else 0,
        "waiting": waiting,
        "marks": mark_views(marks),
        "open_marks": open_marks,
        "acts": acts_of(minutes, request.actor, open_marks=open_marks),
        "urls": {
            name: address(name, minutes)
            for name in ("edit", "autosave", "print", "read", "take_back", "confirm")
        },
        "may_edit": may_edit_minutes(request.actor, minutes, open_marks=open_marks),
        "suffix": address("edit", minutes).partition("?")[2],
        **page_context(request, asked),
    }
    status = CONFLICT if clashes else UNPROCESSABLE if errors else 200
    return render(request, "boards/minutes/edit.html", context, status=status)


def _clash(
    request: PortalRequest, minutes: Minutes, clash: Clash, places: Sequence[Any]
) -> dict[str, str]:
    who, when = _who_and_when(request, minutes, clash.field)
    labels = {place.field: place.label for place in places}
    return {
        "field": clash.field,
        "label": labels.get(clash.field, "A sentence from the record"),
        "mine": text_of(clash.mine) or "Nothing: you left it empty.",
        "theirs": text_of(clash.theirs) or "Nothing: it was left empty.",
        "who": who,
        "when": when,
    }


def _who_and_when(
    request: PortalRequest, minutes: Minutes, field: str
) -> tuple[str, str]:
    found = who_wrote(minutes, field)
    if found is None:
        return "Somebody else", ""
    user_id, name, at = found
    if user_id == request.actor.user_id:
        name = "You, in another window,"
    return name, moment(at)


@require_POST
def item(request: PortalRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """From the page of the sitting: accept sentences of an item, keep its discussion.

    The draft is begun, or brought to the record, by that.
    """
    asked = asked_for(request, meeting_id)
    require(may_draft_minutes(request.actor, asked.body.pk))
    found = get_object_or_404(AgendaItem, meeting=asked.meeting, pk=item_id)
    here: dict[str, Any] = {"actor": request.actor, "at": timezone.now()}
    minutes = services.draft_minutes(
        meeting=asked.meeting, body=asked.body, part=found.part, **here
    )
    try:
        _keep_discussion(request, minutes, here)
        what, _, key = request.POST.get("act", "").partition(":")
        if what == "accept":
            every = minutes.entries.filter(item_id=item_id)
            keys = [key] if key else list(every.values_list("key", flat=True))
            services.accept_entries(minutes=minutes, keys=keys, **here)
    except RuleBroken as broken:
        messages.error(request, broken.message)
        return redirect(address("edit", minutes))
    return redirect(_way_back(request, minutes))


def _keep_discussion(
    request: PortalRequest, minutes: Minutes, here: Mapping[str, Any]
) -> None:
    stored = typed_fields(minutes)
    typed = _typed(request, stored)
    seen = token_of({name: request.POST.get("seen", "") for name in typed})
    saved = services.save_minutes(minutes=minutes, typed=typed, seen=seen, **here)
    if saved.clashes:
        raise RuleBroken(
            "MNT-3",
            "Somebody else typed in this discussion meanwhile. Yours was: "
            + text_of(saved.clashes[0].mine),
            field=saved.clashes[0].field,
        )


def _way_back(request: PortalRequest, minutes: Minutes) -> str:
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return back if is_ours else address("edit", minutes)


@require_POST
def settle_mark(request: PortalRequest, meeting_id: int, mark_id: int) -> HttpResponse:
    """A mark of the chair is done."""
    asked = asked_for(request, meeting_id)
    minutes = minutes_asked_for(request, asked)
    mark = mark_or_404(minutes, mark_id)
    services.settle_mark(mark=mark, actor=request.actor, at=timezone.now())
    return redirect(address("edit", minutes) + "#marks")
