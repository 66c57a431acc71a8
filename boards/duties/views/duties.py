"""What law and framework require, and how it stands on a day."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from boards.bodies.forms.day import DayForm
from boards.bodies.models import Body
from boards.bodies.permissions import (
    may_keep_map,
    may_keep_structure,
    may_read_structure,
)
from boards.bodies.selectors.compliance import home_system
from boards.bodies.views.body import body_or_404
from boards.directory.models import IntegratedCareSystem
from boards.duties.enums import Subject
from boards.duties.forms.duties import DutyFilterForm
from boards.duties.importers import duties_of
from boards.duties.models import LocalDuty
from boards.duties.presenters.duties import (
    CSV_HEADER,
    DutyRow,
    counted,
    csv_rows,
    duty_rows,
    duty_url,
    grouped,
)
from boards.duties.presenters.history import change_row, earlier
from boards.duties.rules.checklist import is_asked_of
from boards.duties.rules.facts import Duty
from boards.duties.selectors.duties import (
    bodies_with_duties,
    changes_of_duty,
    documents_on,
    evidence_rows,
    findings_on,
)
from ics_portal.core.verdicts import require
from ics_portal.core.web.csv import csv_response
from ics_portal.core.web.requests import PortalRequest

LATEST = 20


@require_safe
def listing(request: PortalRequest, key: str = "") -> HttpResponse:
    """Every duty with its finding and evidence, or one by its key for every body that
    has it; as a file with ``format=csv``."""
    require(may_read_structure(request.actor))
    systems = list(IntegratedCareSystem.objects.all())
    home = home_system(request.actor, systems)
    if home is None:
        return render(request, "boards/bodies/no_system.html")
    today = timezone.localdate().isoformat()
    # One's own system and today stand chosen until others are.
    chosen = {"system": str(home.pk), "on": today, **request.GET.dict()}
    form = DutyFilterForm(chosen, several=len(systems) > 1)
    day = form.day()
    system = form.cleaned_data.get("system") or home
    bodies = bodies_with_duties(system)
    duties = duties_of(system, day)
    form.offer(bodies, duties)
    if key:
        duties = [one for one in duties if one.key == key]
        if not duties:
            raise Http404
    slugs = {one.pk: one.slug for one in bodies}
    every = duty_rows(
        findings_on(system, duties, day), documents_on(system, day), slugs, day
    )
    by = form.chosen()
    rows = [row for row in every if all(getattr(row, k) == v for k, v in by.items())]
    if request.GET.get("format") == "csv":
        return csv_response(
            f"duties-{day.isoformat()}.csv", CSV_HEADER, csv_rows(rows, day)
        )
    query = f"system={system.pk}&" if system != home else ""
    context = {
        "form": form,
        "system": system,
        "day": day,
        "is_today": day == timezone.localdate(),
        "query": query,
        "here": f"{query}{urlencode({'on': day.isoformat(), **by})}",
        "one": duties[0] if key else None,
        "by": by,
        "rows": rows,
        "groups": grouped(rows),
        "counts": counted(every),
        "may_keep": may_keep_map(request.actor, system),
    }
    return render(request, "boards/duties/list.html", context)


def duty_or_404(body: Body, key: str) -> Duty:
    """A duty that bodies of this kind have, whether in force or over."""
    for one in duties_of(body.system):
        if one.key == key and is_asked_of(one, body.kind):
            return one
    raise Http404


@require_safe
def duty(request: PortalRequest, key: str, slug: str) -> HttpResponse:
    """One duty of a body: what is asked, how each part stands, and what shows it."""
    body = body_or_404(request, slug)
    asked = duty_or_404(body, key)
    form = DayForm(request.GET if "on" in request.GET else None, several=False)
    day = form.day()
    found = findings_on(body.system, [asked], day)
    rows = duty_rows(
        [one for one in found if one.body_id == body.pk],
        documents_on(body.system, day),
        {body.pk: body.slug},
        day,
    )
    row: DutyRow | None = rows[0] if rows else None
    evidence = evidence_rows([body]).filter(duty=key)
    own = None
    if asked.subject is Subject.OWN:
        own = LocalDuty.objects.filter(system=body.system, key=key).first()
    changes = changes_of_duty(body, key, own)[:LATEST]
    context = {
        "body": body,
        "asked": asked,
        "row": row,
        "form": form,
        "day": day,
        "is_today": day == timezone.localdate(),
        "earlier": earlier(evidence, asked, day),
        "changes": [change_row(event, asked) for event in changes],
        "may_keep": may_keep_structure(request.actor, body),
        "own": own,
        "here": duty_url(key, slug),
    }
    return render(request, "boards/duties/duty.html", context)
