"""A body on a day, and what was done to it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from boards.bodies.forms.day import DayForm
from boards.bodies.models import Body
from boards.bodies.permissions import may_keep_structure, may_read_structure
from boards.bodies.presenters.body import body_page
from boards.bodies.presenters.changes import change_row
from boards.bodies.presenters.tables import TABLES
from boards.bodies.selectors.body import body_on, changes_of
from ics_portal.core.verdicts import require
from ics_portal.core.web.csv import csv_response
from ics_portal.core.web.pagination import paginate
from ics_portal.core.web.requests import PortalRequest

LATEST = 8


def body_or_404(request: PortalRequest, slug: str) -> Body:
    """The body; everybody who is signed in may see it."""
    require(may_read_structure(request.actor))
    found = Body.objects.select_related(
        "system", "organisation", "place", "successor_of"
    )
    return get_object_or_404(found, slug=slug)


@require_safe
def body(request: PortalRequest, slug: str) -> HttpResponse:
    """What a body is on a day, who is in it, and what the rules say of it."""
    one = body_or_404(request, slug)
    form = DayForm(request.GET if "on" in request.GET else None, several=False)
    day = form.day()
    page = body_page(body_on(one, day))
    if request.GET.get("format") == "csv":
        name = request.GET.get("table", "seats")
        if name not in TABLES:
            raise Http404
        table = TABLES[name]
        filename = f"{one.slug}-{name}-{day.isoformat()}.csv"
        return csv_response(filename, table.header, table.rows(page))
    changes = changes_of(one)
    context = {
        "form": form,
        "page": page,
        "day": day,
        "is_today": day == timezone.localdate(),
        "changes": [change_row(event) for event in changes[:LATEST]],
        "more_changes": changes.count() > LATEST,
        "may_keep": may_keep_structure(request.actor, one),
    }
    return render(request, "boards/bodies/body.html", context)


@require_safe
def changes(request: PortalRequest, slug: str) -> HttpResponse:
    """All that was done to a body, the latest first."""
    one = body_or_404(request, slug)
    pages = paginate(changes_of(one), request)
    context = {
        "body": one,
        "pages": pages,
        "rows": [change_row(event) for event in pages.items],
    }
    return render(request, "boards/bodies/changes.html", context)
