"""How far places have come: all places of a system, one place, one assessment."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from boards.bodies.enums import BodyKind
from boards.bodies.forms.day import DayForm
from boards.bodies.models import Body
from boards.bodies.permissions import (
    may_keep_map,
    may_keep_structure,
    may_read_structure,
)
from boards.bodies.views.body import body_or_404
from boards.bodies.views.functions import asked, empty
from boards.directory.selectors.history import SHOWN
from boards.duties.models import MaturityAssessment
from boards.duties.presenters.maturity import (
    CSV_HEADER,
    assessment_page,
    maturity_csv,
    place_page,
    place_row,
    scale_row,
)
from boards.duties.selectors.maturity import (
    assessments_by_body,
    assessments_of,
    changes_of_assessment,
    places_of,
    scale_on,
    scales_of,
)
from ics_portal.core.verdicts import require
from ics_portal.core.web.csv import csv_response
from ics_portal.core.web.requests import PortalRequest


@require_safe
def listing(request: PortalRequest) -> HttpResponse:
    """Every place with its latest views, and the scales; ``?format=csv`` gives all that was
    assessed as a file."""
    require(may_read_structure(request.actor))
    found = asked(request)
    if found is None:
        return empty(request)
    day = found.day
    places = list(places_of(found.system).in_force_on(day))
    if request.GET.get("format") == "csv":
        rows = maturity_csv(assessments_of(places, day))
        return csv_response(f"maturity-{day.isoformat()}.csv", CSV_HEADER, rows)
    by_body = assessments_by_body(places, day)
    now = scale_on(found.system, day)
    scales = [scale_row(one) for one in scales_of(found.system)]
    context = {
        "form": found.form,
        "system": found.system,
        "day": day,
        "is_today": found.is_today,
        "query": found.query,
        "rows": [
            place_row(one, by_body[one.pk], f"?on={day.isoformat()}") for one in places
        ],
        "scale": next((one for one in scales if now and one.scale_id == now.pk), None),
        "scales": scales,
        "may_keep": may_keep_map(request.actor, found.system),
    }
    return render(request, "boards/duties/maturity.html", context)


def place_or_404(request: PortalRequest, slug: str) -> Body:
    """Only a place is assessed in this way."""
    body = body_or_404(request, slug)
    if body.kind != BodyKind.PLACE_PARTNERSHIP:
        raise Http404
    return body


@require_safe
def place(request: PortalRequest, slug: str) -> HttpResponse:
    """A place by its own eyes and its peers', up to a day; ``?format=csv`` as a file."""
    body = place_or_404(request, slug)
    form = DayForm(request.GET if "on" in request.GET else None, several=False)
    day = form.day()
    found = list(assessments_of([body], day))
    if request.GET.get("format") == "csv":
        name = f"{body.slug}-maturity-{day.isoformat()}.csv"
        return csv_response(name, CSV_HEADER, maturity_csv(found))
    context = {
        "body": body,
        "form": form,
        "day": day,
        "is_today": day == timezone.localdate(),
        "page": place_page(found),
        "may_keep": may_keep_structure(request.actor, body),
    }
    return render(request, "boards/duties/place_maturity.html", context)


def assessment_or_404(body: Body, assessment_id: int) -> MaturityAssessment:
    """An assessment of this place, with its scale and scores."""
    one = get_object_or_404(
        MaturityAssessment.objects.select_related("scale").prefetch_related("scores"),
        body=body,
        pk=assessment_id,
    )
    one.body = body
    return one


@require_safe
def assessment(request: PortalRequest, slug: str, assessment_id: int) -> HttpResponse:
    """All that one assessment says, and what it said before it was corrected."""
    body = place_or_404(request, slug)
    one = assessment_or_404(body, assessment_id)
    changes = changes_of_assessment(one)
    context = {
        "body": body,
        "assessment": one,
        "page": assessment_page(one),
        "history": {
            "changes": changes[:SHOWN],
            "more_changes": max(0, len(changes) - SHOWN),
        },
        "may_keep": may_keep_structure(request.actor, body),
    }
    return render(request, "boards/duties/assessment.html", context)
