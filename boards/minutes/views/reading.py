"""Reading the minutes: the page, part 2, and the printed form."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from boards.meetings.enums import Part
from boards.minutes.models import Minutes
from boards.minutes.permissions import may_draft_minutes, may_print_minutes
from boards.minutes.presenters import (
    acts_of,
    address,
    address_of,
    next_item_of,
    state_chip,
    words_for,
)
from boards.minutes.selectors import open_marks_of, withheld_from
from boards.minutes.services import ask_for_pdf, kept_pdf
from boards.minutes.views.common import (
    Asked,
    asked_for,
    minutes_asked_for,
    page_context,
)
from ics_portal.core.files import file_response
from ics_portal.core.verdicts import require
from ics_portal.core.web.requests import PortalRequest


@never_cache
@require_safe
def read(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """The minutes of part 1, or why there are none to read yet."""
    asked = asked_for(request, meeting_id, Part.ONE)
    minutes = _readable(request, asked)
    if minutes is None:
        return _nothing_yet(request, asked)
    return _page(request, asked, minutes)


@never_cache
@require_safe
def part_two(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """The minutes of part 2; for anybody who may not read them the page is not there."""
    asked = asked_for(request, meeting_id, Part.TWO)
    minutes = _readable(request, asked)
    if minutes is None:
        if not may_draft_minutes(request.actor, asked.body.pk):
            raise Http404
        return _nothing_yet(request, asked)
    return _page(request, asked, minutes)


def _readable(request: PortalRequest, asked: Asked) -> Minutes | None:
    try:
        return minutes_asked_for(request, asked)
    except Http404:
        return None


def _nothing_yet(request: PortalRequest, asked: Asked) -> HttpResponse:
    context = {
        "may_draft": may_draft_minutes(request.actor, asked.body.pk),
        "draft_url": address_of(
            "draft", asked.meeting.pk, part=asked.part, body_id=asked.body_id
        ),
        "import_url": _import_url(asked),
        **_other_part(request, asked),
        **page_context(request, asked),
    }
    return render(request, "boards/minutes/none.html", context)


def _page(request: PortalRequest, asked: Asked, minutes: Minutes) -> HttpResponse:
    marks = open_marks_of(minutes)
    context = {
        "minutes": words_for(minutes, request.actor),
        "may_print": not withheld_from(request.actor, minutes),
        "chip": state_chip(minutes),
        "acts": acts_of(minutes, request.actor, open_marks=marks),
        "urls": {
            name: address(name, minutes)
            for name in (
                "edit",
                "approve",
                "confirm",
                "correct",
                "sign",
                "print",
                "offer",
            )
        },
        "open_marks": marks,
        "import_url": _import_url(asked),
        "next_item": next_item_of(minutes, request.actor),
        **_other_part(request, asked),
        **page_context(request, asked),
    }
    return render(request, "boards/minutes/read.html", context)


def _import_url(asked: Asked) -> str:
    """Only minutes of part 1 were ever published."""
    if asked.part != Part.ONE:
        return ""
    return address_of("import", asked.meeting.pk, body_id=asked.body_id)


def _other_part(request: PortalRequest, asked: Asked) -> dict[str, str]:
    """The way to the other part, for who may read it or begin it."""
    other = Part.ONE if asked.part == Part.TWO else Part.TWO
    there = Minutes.objects.readable_by(request.actor).filter(
        meeting=asked.meeting, body=asked.body, part=other
    )
    has_items = asked.meeting.items.filter(part=other).exists()
    begins = has_items and may_draft_minutes(request.actor, asked.body.pk)
    if not (there.exists() or begins):
        return {"other_url": "", "other_words": ""}
    return {
        "other_url": address_of(
            "read", asked.meeting.pk, part=other, body_id=asked.body_id
        ),
        "other_words": f"Minutes of part {int(other)}",
    }


@never_cache
@require_safe
def printed(request: PortalRequest, meeting_id: int) -> HttpResponseBase:
    """The PDF as the minutes stand now: at once where it is kept, else the page that
    shows how far the worker is with it."""
    minutes = minutes_asked_for(request, asked_for(request, meeting_id))
    require(may_print_minutes(withheld=withheld_from(request.actor, minutes)))
    stored = kept_pdf(minutes)
    if stored is None:
        at = timezone.now()
        return redirect(ask_for_pdf(minutes=minutes, actor=request.actor, at=at))
    return file_response(
        stored, filename=stored.original_name, request=request, inline=True
    )
