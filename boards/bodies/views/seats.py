"""Seats and appointments."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from boards.bodies import services
from boards.bodies.forms.common import ReasonForm
from boards.bodies.forms.seats import (
    AppointForm,
    DeputyForm,
    ExceptionForm,
    MentalHealthForm,
    OfficerForm,
    SeatForm,
)
from boards.bodies.models import Appointment, Body, Seat
from boards.bodies.permissions import may_keep_structure
from boards.bodies.presenters import shown
from boards.bodies.presenters.seat import seat_page
from boards.bodies.views.body import body_or_404
from boards.bodies.views.changing import Change, body_to_change, carry_out, posted
from boards.bodies.views.simple import adding
from ics_portal.core.web.requests import PortalRequest


@require_safe
def seat(request: PortalRequest, slug: str, seat_id: int) -> HttpResponse:
    """A seat and everybody who has sat in it."""
    body = body_or_404(request, slug)
    row = get_object_or_404(
        Seat.objects.select_related("represents"), body=body, pk=seat_id
    )
    row.body = body
    context = {
        "body": body,
        "page": seat_page(row, timezone.localdate()),
        "may_keep": may_keep_structure(request.actor, body),
    }
    return render(request, "boards/bodies/seat.html", context)


add_seat = adding(
    "Add a seat",
    act="Add the seat",
    said="The seat is added.",
    form=lambda body, data: SeatForm(data, body=body),
    now=shown.seats_now,
    save=services.add_seat,
)


def _seat(body: Body, seat_id: int) -> tuple[Seat, str]:
    """The seat and the address of its page."""
    row = get_object_or_404(Seat, body=body, pk=seat_id)
    row.body = body
    return row, reverse("bodies:seat", args=[body.slug, row.pk])


@never_cache
def close_seat(request: PortalRequest, slug: str, seat_id: int) -> HttpResponse:
    """Close a seat."""
    body = body_to_change(request, slug)
    row, back = _seat(body, seat_id)
    form = ReasonForm(posted(request))
    change = Change(
        heading=f"Close the seat “{row.title}”",
        act="Close the seat",
        said="The seat is closed.",
        form=form,
        now=lambda: shown.appointments_now(Seat.objects.get(pk=row.pk)),
        save=lambda by: services.close_seat(seat=row, **form.cleaned_data, **by),
    )
    return carry_out(request, body, change, back=back)


@never_cache
def appoint(request: PortalRequest, slug: str, seat_id: int) -> HttpResponse:
    """Put somebody into a seat."""
    body = body_to_change(request, slug)
    row, back = _seat(body, seat_id)
    form = AppointForm(posted(request))
    change = Change(
        heading=f"Appoint to “{row.title}”",
        act="Appoint",
        said="The appointment is saved.",
        form=form,
        now=lambda: shown.appointments_now(row),
        save=lambda by: services.appoint(seat=row, **form.cleaned_data, **by),
    )
    return carry_out(request, body, change, back=back)


def _appointment(body: Body, appointment_id: int) -> tuple[Appointment, str]:
    """The appointment and the address of its seat's page."""
    row = get_object_or_404(
        Appointment.objects.select_related("person", "seat"),
        seat__body=body,
        pk=appointment_id,
    )
    row.seat.body = body
    return row, reverse("bodies:seat", args=[body.slug, row.seat_id])


@never_cache
def end_appointment(
    request: PortalRequest, slug: str, appointment_id: int
) -> HttpResponse:
    """End an appointment."""
    body = body_to_change(request, slug)
    row, back = _appointment(body, appointment_id)
    form = ReasonForm(posted(request))
    change = Change(
        heading=f"End the appointment of {row.person}",
        act="End the appointment",
        said="The appointment has its last day.",
        form=form,
        now=lambda: shown.appointments_now(row.seat),
        save=lambda by: services.end_appointment(
            appointment=row, **form.cleaned_data, **by
        ),
    )
    return carry_out(request, body, change, back=back)


@never_cache
def deputy(request: PortalRequest, slug: str, appointment_id: int) -> HttpResponse:
    """Name a deputy."""
    body = body_to_change(request, slug)
    row, back = _appointment(body, appointment_id)
    form = DeputyForm(posted(request))
    change = Change(
        heading=f"Name a deputy for {row.person}",
        act="Name the deputy",
        said="The deputy is named.",
        form=form,
        now=lambda: shown.appointments_now(row.seat),
        save=lambda by: services.appoint_deputy(
            deputy_for=row, **form.cleaned_data, **by
        ),
    )
    return carry_out(request, body, change, back=back)


@never_cache
def exception(request: PortalRequest, slug: str, appointment_id: int) -> HttpResponse:
    """Record why a position elsewhere is allowed."""
    body = body_to_change(request, slug)
    row, back = _appointment(body, appointment_id)
    initial = {"exception": row.exception, "exception_on": row.exception_on}
    form = ExceptionForm(posted(request), initial=initial)
    change = Change(
        heading=f"Exception for {row.person}",
        act="Record the exception",
        said="The exception is recorded.",
        form=form,
        now=lambda: shown.appointments_now(row.seat),
        save=lambda by: services.record_exception(
            appointment=row, **form.cleaned_data, **by
        ),
    )
    return carry_out(request, body, change, back=back)


@never_cache
def officer(request: PortalRequest, slug: str, appointment_id: int) -> HttpResponse:
    """Mark the accountable officer, or take the mark off."""
    body = body_to_change(request, slug)
    row, back = _appointment(body, appointment_id)
    initial = {"is_accountable_officer": row.is_accountable_officer}
    form = OfficerForm(posted(request), initial=initial)
    change = Change(
        heading=f"Accountable officer: {row.person}",
        act="Save",
        said="Saved.",
        form=form,
        now=lambda: shown.officers_now(body),
        now_heading="Marked now",
        save=lambda by: services.mark_accountable_officer(
            appointment=row, **form.cleaned_data, **by
        ),
    )
    return carry_out(request, body, change, back=back)


@never_cache
def mental_health(
    request: PortalRequest, slug: str, appointment_id: int
) -> HttpResponse:
    """Say whether a member knows mental illness services."""
    body = body_to_change(request, slug)
    row, back = _appointment(body, appointment_id)
    said = {None: "", True: "yes", False: "no"}[row.knows_mental_health]
    form = MentalHealthForm(posted(request), initial={"knows_mental_health": said})
    change = Change(
        heading=f"Mental illness services: {row.person}",
        act="Save",
        said="Saved.",
        form=form,
        now=lambda: shown.appointments_now(row.seat),
        save=lambda by: services.say_mental_health(
            appointment=row, **form.cleaned_data, **by
        ),
    )
    return carry_out(request, body, change, back=back)
