"""The workstreams of the clinical strategy: the list of a day, and keeping it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from boards.bodies.forms.common import ReasonForm
from boards.bodies.permissions import may_keep_map, may_read_structure
from boards.bodies.services.seen import mark_of
from boards.bodies.views.functions import asked, empty
from boards.bodies.views.system_acts import Act, carry_out_for_system, posted
from boards.directory.models import IntegratedCareSystem
from boards.duties.forms.transition import ChangeLeadsForm, NewWorkstreamForm
from boards.duties.models import Workstream
from boards.duties.presenters.transition import (
    WORKSTREAM_HEADER,
    by_pillar,
    workstream_row,
    workstreams_csv,
)
from boards.duties.rules.workstreams import LEADS, PRINCIPLES
from boards.duties.selectors.transition import workstreams_on
from boards.duties.services import workstreams as services
from ics_portal.core.verdicts import require
from ics_portal.core.web.csv import csv_response
from ics_portal.core.web.requests import PortalRequest


@require_safe
def listing(request: PortalRequest) -> HttpResponse:
    """The workstreams by pillar, on a day; ``?format=csv`` gives them as a file."""
    require(may_read_structure(request.actor))
    found = asked(request)
    if found is None:
        return empty(request)
    rows = [workstream_row(one) for one in workstreams_on(found.system, found.day)]
    groups = by_pillar(rows)
    if request.GET.get("format") == "csv":
        name = f"workstreams-{found.day.isoformat()}.csv"
        ordered = (row for group in groups for row in group.rows)
        lines = workstreams_csv(ordered, found.day)
        return csv_response(name, WORKSTREAM_HEADER, lines)
    context = {
        "form": found.form,
        "system": found.system,
        "day": found.day,
        "is_today": found.is_today,
        "query": found.query,
        "groups": groups,
        "principles": PRINCIPLES,
        "total": len(rows),
        "without": sum(not row.is_met for row in rows),
        "may_keep": may_keep_map(request.actor, found.system),
    }
    return render(request, "boards/duties/workstreams.html", context)


def _act(
    system: IntegratedCareSystem, heading: str, words: str, said: str, line: str
) -> Act:
    return Act(
        heading=heading,
        words=words,
        said=said,
        back_url=f"{reverse('duties:workstreams')}?system={system.pk}",
        lines=(line,),
        thing="The workstream",
        back="Workstreams",
    )


@never_cache
def add(request: PortalRequest) -> HttpResponse:
    """Add a workstream."""
    found = asked(request)
    if found is None:
        return empty(request)
    require(may_keep_map(request.actor, found.system))
    form = NewWorkstreamForm(
        posted(request), initial={"starts_on": timezone.localdate()}
    )
    act = _act(
        found.system,
        "Add a workstream",
        "Add the workstream",
        "The workstream is added.",
        "Each workstream names three leads. Until it does, the list says who is missing.",
    )

    def do(by: dict[str, Any]) -> None:
        services.add_workstream(
            system=found.system,
            name=form.cleaned_data["name"],
            pillar=form.cleaned_data["pillar"],
            starts_on=form.cleaned_data["starts_on"],
            leads=form.leads(),
            **by,
        )

    return carry_out_for_system(request, found.system, form, act, do)


def _workstream(request: PortalRequest, workstream_id: int) -> Workstream:
    found = Workstream.objects.select_related("system", *LEADS)
    row = get_object_or_404(found, pk=workstream_id)
    require(may_keep_map(request.actor, row.system))
    return row


@never_cache
def change(request: PortalRequest, workstream_id: int) -> HttpResponse:
    """Other leads from a day on."""
    row = _workstream(request, workstream_id)
    form = ChangeLeadsForm(
        posted(request), workstream=row, initial={"starts_on": timezone.localdate()}
    )
    act = _act(
        row.system,
        f"Change the leads: {row.name}",
        "Save the leads",
        "The leads are changed from their first day on. Those of before are kept.",
        "Each workstream names three leads.",
    )

    def do(by: dict[str, Any]) -> None:
        services.change_leads(
            workstream=row,
            leads=form.leads(),
            starts_on=form.cleaned_data["starts_on"],
            reason=form.cleaned_data["reason"],
            seen=request.POST.get("seen", ""),
            **by,
        )

    mark = mark_of(services.leads_words(row))
    return carry_out_for_system(request, row.system, form, act, do, seen=mark)


@never_cache
def end(request: PortalRequest, workstream_id: int) -> HttpResponse:
    """Give a workstream its last day."""
    row = _workstream(request, workstream_id)
    form = ReasonForm(posted(request))
    act = _act(
        row.system,
        f"End the workstream: {row.name}",
        "End the workstream",
        "The workstream has its last day.",
        "Nothing is deleted: the list of earlier days shows it as before.",
    )

    def do(by: dict[str, Any]) -> None:
        services.end_workstream(workstream=row, **form.cleaned_data, **by)

    return carry_out_for_system(request, row.system, form, act, do)
