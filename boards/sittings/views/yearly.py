"""The attendance of a year by member and body."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boards.bodies.models import Body
from boards.sittings.forms.run import YearlyFilter
from boards.sittings.presenters.attendance import YEAR_HEADER, year_row
from boards.sittings.selectors.yearly import attendance_of_year, years_of_attendance
from ics_portal.core.web.csv import csv_response
from ics_portal.core.web.requests import PortalRequest


@require_safe
def yearly(request: PortalRequest) -> HttpResponse:
    """How often each member was there; ``?format=csv`` gives it as a file."""
    bodies = Body.objects.filter(pk__in=request.actor.body_ids())
    years = years_of_attendance(request.actor)
    form = YearlyFilter(request.GET or None, bodies=bodies, years=years)
    clean = form.cleaned_data if form.is_bound and form.is_valid() else {}
    body = clean.get("body") or bodies.first()
    year = clean.get("year") or (years[0] if years else None)
    rows = attendance_of_year(request.actor, body.pk, year) if body and year else []
    if request.GET.get("format") == "csv":
        return csv_response("attendance.csv", YEAR_HEADER, map(year_row, rows))
    if not form.is_bound:
        form.initial = {"body": body, "year": year}
    context = {
        "form": form,
        "body": body,
        "year": year,
        "rows": rows,
        "file_url": f"?body={body.pk}&year={year}&format=csv" if rows and body else "",
    }
    return render(request, "boards/sittings/yearly.html", context)
