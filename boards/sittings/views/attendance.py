"""Who is there: the list, one movement, somebody new, a pasted table."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from boards.bodies.models import Body
from boards.meetings.models import AgendaItem, Meeting
from boards.meetings.selectors import with_body
from boards.meetings.views.common import UNPROCESSABLE, posted
from boards.sittings.enums import AttendanceKind
from boards.sittings.forms.run import AttendeeForm, ImportForm, MovementForm, TimedForm
from boards.sittings.importers import read_attendance
from boards.sittings.models import Attendance
from boards.sittings.permissions import may_keep_attendance
from boards.sittings.presenters.attendance import attendance_page
from boards.sittings.selectors.people import listed
from boards.sittings.selectors.rulings import rulings_for
from boards.sittings.services import attendance as services
from boards.sittings.services.attendance_list import start_attendance
from boards.sittings.services.imported import import_attendance
from boards.sittings.views.common import body_of, moment_of, say_empty_time, seen
from boards.sittings.views.run import run_answer
from ics_portal.core.errors import RuleBroken
from ics_portal.core.numbers import whole
from ics_portal.core.verdicts import require
from ics_portal.core.web.requests import PortalRequest
from ics_portal.core.web.words import plural


def _address(meeting: Meeting, body: Body) -> str:
    address = reverse("sittings:attendance", args=[meeting.pk])
    return with_body(address, meeting, body)


def _kept(request: PortalRequest, meeting_id: int) -> tuple[Meeting, Body]:
    meeting = seen(request, meeting_id)
    body = body_of(request, meeting)
    require(may_keep_attendance(request.actor, body))
    return meeting, body


@never_cache
@require_safe
def attendance(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """The whole list of one body."""
    meeting = seen(request, meeting_id)
    return _page(request, meeting, body_of(request, meeting))


def _page(
    request: PortalRequest,
    meeting: Meeting,
    body: Body,
    movement: MovementForm | None = None,
) -> HttpResponse:
    now = timezone.now()
    page = attendance_page(meeting, request.actor, body=body, now=now)
    form = movement or MovementForm(rows=listed(meeting, body))
    say_empty_time(form, meeting, now)
    context = {"page": page, "movement": form}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "boards/sittings/attendance.html", context, status=status)


@require_POST
def start(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """Fill the list from what is known of the day."""
    meeting, body = _kept(request, meeting_id)
    try:
        rows = start_attendance(
            meeting=meeting, body=body, actor=request.actor, at=timezone.now()
        )
    except RuleBroken as problem:
        messages.error(request, problem.message)
    else:
        messages.success(request, f"Added {plural(len(rows), 'person', 'people')}.")
    return redirect(_address(meeting, body))


@require_POST
def everybody(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """All who are expected are here."""
    meeting, body = _kept(request, meeting_id)
    form, now = TimedForm(request.POST), timezone.now()
    if not form.is_valid():
        messages.error(request, str(form.errors["happened_at"][0]))
        return redirect(_address(meeting, body))
    try:
        count = services.all_arrive(
            meeting=meeting,
            body=body,
            happened_at=moment_of(meeting, form.cleaned_data["happened_at"], now),
            actor=request.actor,
            at=now,
        )
    except RuleBroken as problem:
        messages.error(request, problem.message)
    else:
        said = plural(count, "person", "people")
        messages.success(request, f"Marked {said} as here.")
    return redirect(_address(meeting, body))


@require_POST
def move(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """Somebody comes or goes: who and what; the time is now unless another is typed."""
    meeting, body = _kept(request, meeting_id)
    form = MovementForm(request.POST, rows=listed(meeting, body))
    item = _item(request, meeting)
    if form.is_valid():
        row = get_object_or_404(
            Attendance, meeting=meeting, body=body, pk=form.cleaned_data["attendance"]
        )
        try:
            said = _act(request, meeting, row, item, form.cleaned_data)
        except RuleBroken as problem:
            form.refuse(problem)
        else:
            messages.success(request, said)
            return redirect(_way_back(request, _address(meeting, body)))
    if request.POST.get("from") == "run":
        return run_answer(
            request, meeting, item_id=item.pk if item else None, movement=form
        )
    return _page(request, meeting, body, form)


def _item(request: PortalRequest, meeting: Meeting) -> AgendaItem | None:
    asked = whole(request.POST.get("item") or "")
    return AgendaItem.objects.filter(meeting=meeting, pk=asked or 0).first()


def _act(
    request: PortalRequest,
    meeting: Meeting,
    row: Attendance,
    item: AgendaItem | None,
    data: dict[str, Any],
) -> str:
    now = timezone.now()
    by: dict[str, Any] = {"attendance": row, "actor": request.actor, "at": now}
    act, typed = data["act"], data["happened_at"]
    if act in ("apologies", "absent"):
        services.set_state(state=act, **by)
        return f"{row.name}: {dict(STATE_WORDS)[act]}."
    if act == "expected":
        services.take_back_arrival(**by)
        return f"The arrival of {row.name} is taken back."
    moment = moment_of(meeting, typed, now)
    when = f"{timezone.localtime(moment):%H:%M}"
    if act == "arrives":
        services.arrive(happened_at=moment, **by)
        return f"{row.name} arrived at {when}."
    if act == "returns":
        services.come_back(happened_at=moment, **by)
        return f"{row.name} returned at {when}."
    if act == "goes":
        services.leave_meeting(happened_at=moment, **by)
        return f"{row.name} left the meeting at {when}."
    _leave(request, row, item, moment, now)
    return f"{row.name} left the room at {when}."


STATE_WORDS = (
    ("apologies", "apologies"),
    ("absent", "absent without apologies"),
)


def _leave(
    request: PortalRequest,
    row: Attendance,
    item: AgendaItem | None,
    moment: dt.datetime,
    now: dt.datetime,
) -> None:
    ruling = None
    if item is not None:
        found = rulings_for(request.actor, row.meeting).filter(
            item=item, person_id=row.person_id or 0
        )
        ruling = found.first()
    services.leave(
        attendance=row,
        happened_at=moment,
        item=item,
        ruling=ruling,
        actor=request.actor,
        at=now,
    )


def _way_back(request: PortalRequest, other: str) -> str:
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}):
        return wanted
    return other


@never_cache
def add(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """Somebody who is not on the list: a deputy, somebody in attendance, an observer."""
    meeting, body = _kept(request, meeting_id)
    members = listed(meeting, body).filter(kind=AttendanceKind.MEMBER)
    form = AttendeeForm(posted(request), members=members)
    if request.method == "POST" and form.is_valid():
        try:
            row = services.add_attendee(
                meeting=meeting,
                body=body,
                details=form.details(),
                actor=request.actor,
                at=timezone.now(),
            )
        except RuleBroken as problem:
            form.refuse(problem)
        else:
            messages.success(request, f"{row.name} is on the list.")
            return redirect(_address(meeting, body))
    context = {
        "form": form,
        "meeting": meeting,
        "heading": "Add somebody",
        "caption": f"{body} · {meeting}",
        "act_words": "Add",
        "action": request.get_full_path(),
        "back_url": _address(meeting, body),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "boards/sittings/step.html", context, status=status)


@never_cache
def bring_in(request: PortalRequest, meeting_id: int) -> HttpResponse:
    """Read a pasted table, show what was read, and save it when asked to."""
    meeting, body = _kept(request, meeting_id)
    form = ImportForm(posted(request))
    reading = None
    if request.method == "POST" and form.is_valid():
        try:
            reading = read_attendance(form.cleaned_data["text"])
            if request.POST.get("save"):
                rows = import_attendance(
                    meeting=meeting,
                    body=body,
                    reading=reading,
                    actor=request.actor,
                    at=timezone.now(),
                )
                said = plural(len(rows), "person", "people")
                messages.success(request, f"Added {said} from the table.")
                return redirect(_address(meeting, body))
        except RuleBroken as problem:
            form.refuse(problem)
    context = {
        "form": form,
        "reading": reading,
        "meeting": meeting,
        "body": body,
        "action": request.get_full_path(),
        "back_url": _address(meeting, body),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "boards/sittings/import.html", context, status=status)
