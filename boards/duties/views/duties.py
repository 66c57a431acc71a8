"""What law and framework require, and how it stands on a day."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from boards.bodies.forms.day import DayForm
from boards.bodies.permissions import may_read_structure
from boards.bodies.selectors.compliance import home_system
from boards.bodies.selectors.functions import bodies_of_system
from boards.directory.models import IntegratedCareSystem
from boards.duties.importers import shipped_duties
from boards.duties.presenters.duties import CSV_HEADER, counted, csv_rows, duty_rows
from boards.duties.selectors.duties import evidence_on, findings_on
from ics_portal.core.verdicts import require
from ics_portal.core.web.csv import csv_response
from ics_portal.core.web.requests import PortalRequest


@require_safe
def listing(request: PortalRequest) -> HttpResponse:
    """Every duty with its finding and evidence; as a file with ``format=csv``."""
    require(may_read_structure(request.actor))
    systems = list(IntegratedCareSystem.objects.all())
    home = home_system(request.actor, systems)
    if home is None:
        return render(request, "boards/bodies/no_system.html")
    today = timezone.localdate().isoformat()
    # One's own system and today stand chosen until others are.
    chosen = {"system": str(home.pk), "on": today, **request.GET.dict()}
    form = DayForm(chosen, several=len(systems) > 1)
    form.is_valid()
    system = form.cleaned_data.get("system") or home
    day = form.day()
    rows = duty_rows(
        findings_on(system, shipped_duties(), day),
        evidence_on(system, day),
        dict(bodies_of_system(system).values_list("pk", "slug")),
        day,
    )
    if request.GET.get("format") == "csv":
        return csv_response(
            f"duties-{day.isoformat()}.csv", CSV_HEADER, csv_rows(rows, day)
        )
    context = {
        "form": form,
        "system": system,
        "day": day,
        "is_today": day == timezone.localdate(),
        "query": f"system={system.pk}&" if system != home else "",
        "rows": rows,
        "counts": counted(rows),
        "overdue": sum(one.is_overdue for row in rows for one in row.evidence),
    }
    return render(request, "boards/duties/list.html", context)
